// What each column of the ledger of change is, told of each state: what moves trust in neighbours is talks with
// neighbours, what moves openness is contact between backgrounds, though both stand in one column (flows.h). Words are
// true of everything that may fill the pair, whatever a scenario turns: of one cause among several they say "or", and
// they name no direction, as a difference of two futures has either. Empty where no process puts anything of that state
// into that column, so that nothing is ever named that cannot happen.
#pragma once

#include <array>
#include <string_view>

#include "sim/ground/resident.h"
#include "sim/measures/flows.h"

namespace concord::sim {

using LedgerWords = std::array<std::string_view, kStates>;  // in order of State

// clang-format off
inline constexpr std::array<LedgerWords, kLedgerColumns> kLedgerWords = {{
    /* return */
    {"going back to one's usual trust", "going back to one's usual influence",
     "going back to one's usual view of police", "going back to one's usual belonging",
     "going back to one's usual warmth", "going back to one's usual ease",
     "going back to one's usual grievance", "going back to one's usual view of the programme"},
    /* influence */
    {"how far those one talks with trust neighbours", "how far those one talks with feel heard",
     "what those one talks with think of police", "", "how those one talks with see others",
     "how safe those one talks with feel", "how unfairly treated those one talks with feel",
     "what those one talks with think of the programme"},
    /* contact */
    {"talks with neighbours", "", "", "", "contact between backgrounds, and the area's warmth", "", "", ""},
    /* policing */
    {"", "", "stops, calls and patrols, met or heard of", "", "", "patrols met", "unfair stops, met or heard of",
     "unfair stops, met or heard of"},
    /* engagement */
    {"taking part in an English circle", "taking part, and hearing of it", "", "taking part",
     "meeting others while taking part", "", "", ""},
    /* hostility */
    {"hate incidents, met or heard of", "", "", "hate incidents, met or heard of", "",
     "hate incidents, met or heard of", "hate incidents, met or heard of", ""},
    /* news */
    {"events, and the news of them", "groups turned away from rooms by mistake",
     "events, or a decline from outside the model", "events, and the news of them",
     "events, and the news of them", "events, and the news of them",
     "events, or what is heard of the prevention programme", "what is heard of the prevention programme"},
    /* support */
    {"wrong referrals in one's household", "", "wrong referrals, met or heard of",
     "wrong referrals in one's household", "", "", "", "support, and wrong referrals met or heard of"},
    /* turnover */
    {"trust that those who move take away or bring", "felt influence that those who move take away or bring",
     "views of police that those who move take away or bring", "belonging that those who move take away or bring",
     "warmth that those who move take away or bring", "ease that those who move take away or bring",
     "grievance that those who move take away or bring",
     "views of the programme that those who move take away or bring"},
    /* bounds */
    {"trust that is at its limit", "felt influence that is at its limit", "views of police that are at their limit",
     "belonging that is at its limit", "warmth that is at its limit", "ease that is at its limit",
     "grievance that is at its limit", "views of the programme that are at their limit"},
    /* coupling */
    {"being heard, feeling safe, and disorder nearby", "grievance", "",
     "being heard, and trust in police and neighbours", "", "disorder nearby", "trust in police", ""},
    /* personal */
    {"trust changed for reasons of one's own", "felt influence changed for reasons of one's own",
     "views of police changed for reasons of one's own", "belonging changed for reasons of one's own",
     "warmth changed for reasons of one's own", "ease changed for reasons of one's own",
     "grievance changed for reasons of one's own", "views of the programme changed for reasons of one's own"},
}};
// clang-format on

}  // namespace concord::sim
