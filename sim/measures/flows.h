// What flows in a run, by name: what happens to residents, counted at full scale, and why the mean of a state moved, in
// the columns of the ledger of change, which add up to the change within 1e-6.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

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

// What each is of each state, in words: ledger_words.h.
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
};

// Support need and what raises it: Greater Manchester and districts only, by no group (section 9).
inline constexpr Disclosure kShownToDistrictsAlone{
    .levels = Resolution::kDistrict, .changes = Resolution::kDistrict, .differences = Resolution::kDistrict};

// clang-format off
inline constexpr std::array<LedgerColumnInfo, kLedgerColumns> kLedgerTable = {{
    {.name = "return", .title = "going back to usual",
     .meaning = "return to the set-point", .disclosure = kShownEverywhere},
    {.name = "influence", .title = "talking with others",
     .meaning = "what those one talks with think: household, neighbours, venue, friends, online",
     .disclosure = kShownEverywhere},
    {.name = "contact", .title = "contact between backgrounds",
     .meaning = "everyday talks across backgrounds and with neighbours, and the pull of the area's openness",
     .disclosure = kShownEverywhere},
    {.name = "policing", .title = "police on the street and stops",
     .meaning = "stops, calls and patrols, met or heard of", .disclosure = kShownEverywhere},
    {.name = "engagement", .title = "engagement and bridging",
     .meaning = "seats and places taken, and hearing of them", .disclosure = kShownEverywhere},
    {.name = "hostility", .title = "hostility and hate",
     .meaning = "hate incidents, suffered or heard of", .disclosure = kShownToDistricts,
     .shown_within = kLedgerTurnover},
    {.name = "news", .title = "news",
     .meaning = "events that everybody hears of, pressures among them, and news of the prevention programme",
     .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover},
    {.name = "support", .title = "support",
     .meaning = "support given, and wrong referrals", .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover},
    {.name = "turnover", .title = "people moving",
     .meaning = "leavers replaced by arrivals", .disclosure = kShownEverywhere,
     .merged_name = "moves_and_incidents"},
    {.name = "bounds", .title = "limits of the scale",
     .meaning = "what clipping to [0, 1] took away", .disclosure = kShownEverywhere},
    {.name = "coupling", .title = "one feeling pulling on another",
     .meaning = "states pulling on one another, and disorder on them", .disclosure = kShownEverywhere},
    {.name = "personal", .title = "change for reasons of one's own",
     .meaning = "changes outside the model; symmetric", .disclosure = kShownEverywhere},
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
