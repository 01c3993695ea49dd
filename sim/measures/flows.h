// What flows in a run, by name: what happens to residents, counted at full scale, and why the mean of a state moved, in
// the columns of the ledger of change, which add up to the change within 1e-6.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/ground/resident.h"
#include "sim/measures/measure_info.h"

namespace concord::sim {

enum EventKind : int {
    kEventStops = 0,
    kEventUnfairStops,
    kEventServiceContacts,
    kEventPatrolContacts,
    kEventSeats,
    kEventPlaces,
    kEventHateIncidents,
    kEventHateRecorded,
    kEventMoves,
    kEventCircles,
};
inline constexpr int kEventKinds = 10;

// clang-format off
inline constexpr std::array<MeasureInfo, kEventKinds> kEventTable = {{
    {.name = "stops", .title = "Stops", .unit = "count",
     .meaning = "stops of residents by police", .disclosure = kShownToDistricts},
    {.name = "unfair_stops", .title = "Unfair stops", .unit = "count",
     .meaning = "stops felt as unfair", .better = -1, .disclosure = kShownToDistricts},
    {.name = "service_contacts", .title = "Service contacts", .unit = "count",
     .meaning = "calls to the police by residents", .disclosure = kShownToDistricts},
    {.name = "patrol_contacts", .title = "Patrol contacts", .unit = "count",
     .meaning = "brief contacts with a patrol", .disclosure = kShownToDistricts},
    {.name = "seats", .title = "Engagement seats", .unit = "count",
     .meaning = "community engagement seats filled", .disclosure = kShownToDistricts},
    {.name = "bridging_places", .title = "Bridging places", .unit = "count",
     .meaning = "places of bridging programmes filled", .disclosure = kShownToDistricts},
    {.name = "hate_incidents", .title = "Hate incidents, recorded or not", .unit = "count",
     .meaning = "all incidents, recorded or not", .better = -1, .disclosure = kShownToDistricts},
    {.name = "hate_recorded", .title = "Recorded hate incidents", .unit = "count",
     .meaning = "incidents that reach the records", .disclosure = kShownToDistricts},
    {.name = "moves", .title = "Moves", .unit = "count",
     .meaning = "residents aged 10 and over who moved in", .disclosure = kShownToDistricts},
    {.name = "esol_places", .title = "Places in English circles", .unit = "count",
     .meaning = "places in English circles filled", .disclosure = kShownToDistricts},
}};
// clang-format on
inline constexpr auto kEventNames = names_of(kEventTable);
static_assert(all_consistent(kEventTable));

// What is drawn as rare (processes/rare.h); most of it is counted as events too. The place in this list keeps its draws
// apart from the others': append only.
enum class Rare : std::uint32_t {
    kStops = 0,
    kServiceContacts,
    kPatrolContacts,
    kHateIncidents,
    kPersonalChanges,
    kProgrammeForgotten,
    kProgrammeLearnt,
    kSupportNeeds,
    kWrongBySchool,
    kWrongByFurtherHigher,
    kWrongByNhs,
    kWrongByCouncil,
    kWrongByPrisonProbation,
    kWrongByFamily,
};
inline constexpr std::array<std::string_view, 14> kRareNames = {"stops",
                                                                "service contacts",
                                                                "patrol contacts",
                                                                "hate incidents",
                                                                "personal changes",
                                                                "programme forgotten",
                                                                "programme learnt of",
                                                                "support needs",
                                                                "wrong referrals by schools",
                                                                "wrong referrals by colleges and universities",
                                                                "wrong referrals by health services",
                                                                "wrong referrals by councils",
                                                                "wrong referrals by prisons and probation",
                                                                "wrong referrals by family"};
constexpr std::uint32_t rare_number(Rare kind) { return static_cast<std::uint32_t>(kind); }

enum LedgerColumn : int {
    kLedgerReturn = 0,
    kLedgerInfluence,
    kLedgerContact,
    kLedgerPolicing,
    kLedgerEngagement,
    kLedgerHostility,
    kLedgerNews,  // zero until the scenario brings events, or a lever turns the prevention programme
    kLedgerSupport,
    kLedgerTurnover,
    kLedgerBounds,
    kLedgerCoupling,
    kLedgerPersonal,
};
inline constexpr int kLedgerColumns = 12;
inline constexpr int kNoLedgerColumn = -1;

// Where a column may not be shown it is counted in another, so that those shown still add up to the change.
struct LedgerColumnInfo {
    std::string_view name{}, title{}, meaning{};
    Disclosure disclosure{};
    int shown_within = kNoLedgerColumn;
    std::string_view merged_name{};  // of a column that others are counted in
    // What it is, told of each state, in order of State: what moves trust in neighbours is talks with neighbours, what
    // moves openness is contact between backgrounds, though both stand in one column. True of everything that may fill
    // the pair, whatever a scenario turns: of one cause among several they say "or", and they name no direction, as a
    // difference of two futures has either. Empty where no process puts anything of that state into that column, so
    // that nothing is ever named that cannot happen.
    std::array<std::string_view, kStates> words{};
};

// Support need and what raises it: Greater Manchester and districts only, by no group (section 9).
inline constexpr Disclosure kShownToDistrictsAlone{
    .levels = Resolution::kDistrict, .changes = Resolution::kDistrict, .differences = Resolution::kDistrict};

// clang-format off
inline constexpr std::array<LedgerColumnInfo, kLedgerColumns> kLedgerTable = {{
    {.name = "return", .title = "going back to usual",
     .meaning = "return to the set-point", .disclosure = kShownEverywhere,
     .words = {"going back to one's usual trust", "going back to one's usual influence",
               "going back to one's usual view of police", "going back to one's usual belonging",
               "going back to one's usual warmth", "going back to one's usual ease",
               "going back to one's usual grievance", "going back to one's usual view of the programme"}},
    {.name = "influence", .title = "talking with others",
     .meaning = "what those one talks with think: household, neighbours, venue, friends, online",
     .disclosure = kShownEverywhere,
     .words = {"how far those one talks with trust neighbours", "how far those one talks with feel heard",
               "what those one talks with think of police", "", "how those one talks with see others",
               "how safe those one talks with feel", "how unfairly treated those one talks with feel",
               "what those one talks with think of the programme"}},
    {.name = "contact", .title = "contact between backgrounds",
     .meaning = "everyday talks across backgrounds and with neighbours, and the pull of the area's openness",
     .disclosure = kShownEverywhere,
     .words = {"talks with neighbours", "", "", "", "contact between backgrounds, and the area's warmth", "", "", ""}},
    {.name = "policing", .title = "police on the street and stops",
     .meaning = "stops, calls and patrols, met or heard of", .disclosure = kShownEverywhere,
     .words = {"", "", "stops, calls and patrols, met or heard of", "", "", "patrols met",
               "unfair stops, met or heard of", "unfair stops, met or heard of"}},
    {.name = "engagement", .title = "engagement and bridging",
     .meaning = "seats and places taken, and hearing of them", .disclosure = kShownEverywhere,
     .words = {"taking part in an English circle", "taking part, and hearing of it", "", "taking part",
               "meeting others while taking part", "", "", ""}},
    {.name = "hostility", .title = "hostility and hate",
     .meaning = "hate incidents, suffered or heard of", .disclosure = kShownToDistricts,
     .shown_within = kLedgerTurnover,
     .words = {"hate incidents, met or heard of", "", "", "hate incidents, met or heard of", "",
               "hate incidents, met or heard of", "hate incidents, met or heard of", ""}},
    {.name = "news", .title = "news",
     .meaning = "events that everybody hears of, pressures among them, and news of the prevention programme",
     .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover,
     .words = {"events, and the news of them", "groups turned away from rooms by mistake",
               "events, or a decline from outside the model", "events, and the news of them",
               "events, and the news of them", "events, and the news of them",
               "events, or what is heard of the prevention programme", "what is heard of the prevention programme"}},
    {.name = "support", .title = "support",
     .meaning = "support given, and wrong referrals", .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover,
     .words = {"wrong referrals in one's household", "", "wrong referrals, met or heard of",
               "wrong referrals in one's household", "", "", "", "support, and wrong referrals met or heard of"}},
    {.name = "turnover", .title = "people moving",
     .meaning = "leavers replaced by arrivals", .disclosure = kShownEverywhere,
     .merged_name = "moves_and_incidents",
     .words = {"trust that those who move take away or bring",
               "felt influence that those who move take away or bring",
               "views of police that those who move take away or bring",
               "belonging that those who move take away or bring", "warmth that those who move take away or bring",
               "ease that those who move take away or bring", "grievance that those who move take away or bring",
               "views of the programme that those who move take away or bring"}},
    {.name = "bounds", .title = "limits of the scale",
     .meaning = "what clipping to [0, 1] took away", .disclosure = kShownEverywhere,
     .words = {"trust that is at its limit", "felt influence that is at its limit",
               "views of police that are at their limit", "belonging that is at its limit",
               "warmth that is at its limit", "ease that is at its limit", "grievance that is at its limit",
               "views of the programme that are at their limit"}},
    {.name = "coupling", .title = "one feeling pulling on another",
     .meaning = "states pulling on one another, and disorder on them", .disclosure = kShownEverywhere,
     .words = {"being heard, feeling safe, and disorder nearby", "grievance", "",
               "being heard, and trust in police and neighbours", "", "disorder nearby", "trust in police", ""}},
    {.name = "personal", .title = "change for reasons of one's own",
     .meaning = "changes outside the model; symmetric", .disclosure = kShownEverywhere,
     .words = {"trust changed for reasons of one's own", "felt influence changed for reasons of one's own",
               "views of police changed for reasons of one's own", "belonging changed for reasons of one's own",
               "warmth changed for reasons of one's own", "ease changed for reasons of one's own",
               "grievance changed for reasons of one's own",
               "views of the programme changed for reasons of one's own"}},
}};
// clang-format on
inline constexpr auto kLedgerNames = names_of(kLedgerTable);

constexpr bool ledger_shows(int column, Cell cell) {
    return may_show(kLedgerTable[column].disclosure, Quantity::kChange, cell);
}
// The column that a column is counted in there: itself where it may be shown.
constexpr int ledger_column_at(int column, Cell cell) {
    return ledger_shows(column, cell) ? column : kLedgerTable[column].shown_within;
}
constexpr int ledger_columns_at(Cell cell) {
    int shown = 0;
    for (int column = 0; column < kLedgerColumns; ++column) shown += ledger_shows(column, cell);
    return shown;
}
static_assert(all_consistent(kLedgerTable));
static_assert(std::all_of(kLedgerTable.begin(), kLedgerTable.end(),
                          [](const LedgerColumnInfo& row) {
                              const bool everywhere =
                                  may_show(row.disclosure, Quantity::kChange, Resolution::kNeighbourhood) &&
                                  row.disclosure.by_ethnic_group && row.disclosure.by_age &&
                                  row.disclosure.by_deprivation;
                              return everywhere || row.shown_within != kNoLedgerColumn;
                          }),
              "a column that may not be shown everywhere names the one it is counted in");

}  // namespace concord::sim
