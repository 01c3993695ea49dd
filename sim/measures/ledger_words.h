// What each column of the ledger of change is, told of each state: what moves trust in neighbours is talks with
// neighbours, what moves openness is contact between backgrounds, though both stand in one column (flows.h). Empty
// where no process puts anything of that state into that column, so that nothing is ever named that cannot happen.
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
     "going back to one's usual view of police", "going back to one's usual ties",
     "going back to one's usual warmth", "going back to one's usual ease",
     "going back to one's usual grievance", "going back to one's usual view of the programme"},
    /* influence */
    {"what family and friends think of neighbours", "whether family and friends feel heard",
     "what family and friends think of police", "", "how family and friends see others",
     "how safe family and friends feel", "how unfairly treated family and friends feel",
     "what family and friends think of the programme"},
    /* contact */
    {"talks with neighbours", "", "", "", "contact between backgrounds", "", "", ""},
    /* policing */
    {"", "", "stops, calls and patrols, met or heard of", "", "", "patrols met", "unfair stops, met or heard of",
     "unfair stops, which cost the programme trust"},
    /* engagement */
    {"taking part in an English circle", "taking part, and hearing of it", "", "taking part",
     "meeting others while taking part", "", "", ""},
    /* hostility */
    {"hate incidents, which cost trust", "", "", "hate incidents, which cost belonging", "",
     "hate incidents, met or heard of", "hate incidents, which feed grievance", ""},
    /* news */
    {"events, which move trust in neighbours", "", "events, and what else moves views of police from outside",
     "events that bring people together", "events, which move warmth", "events, which move ease",
     "events, and police in front of the prevention programme",
     "what is heard of the prevention programme, and who fronts it"},
    /* support */
    {"wrong referrals, which cost trust at home", "", "wrong referrals, met or heard of",
     "wrong referrals, which cost belonging at home", "", "", "", "support, and wrong referrals met or heard of"},
    /* turnover */
    {"changes in trust that leave with those who move", "changes in felt influence that leave with those who move",
     "changed views of police that leave with those who move", "changes in belonging that leave with those who move",
     "changes in warmth that leave with those who move", "changes in ease that leave with those who move",
     "changes in grievance that leave with those who move",
     "changed views of the programme that leave with those who move"},
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
