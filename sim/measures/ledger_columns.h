// The columns of the ledger of change: why the mean of a state moved. They add up to the change within 1e-6.
#pragma once

#include <cstddef>

#include "sim/measures/measure_info.h"

namespace concord::sim {

enum LedgerColumn : int {
    kLedgerReturn = 0,
    kLedgerInfluence,
    kLedgerContact,
    kLedgerPolicing,
    kLedgerEngagement,
    kLedgerHostility,
    kLedgerNews,     // zero until the scenario brings events
    kLedgerSupport,  // zero until support is modelled
    kLedgerTurnover,
    kLedgerBounds,
};
inline constexpr int kLedgerColumns = 10;
inline constexpr int kNoLedgerColumn = -1;

// Where a column may not be shown it is counted in another, so that those shown still add up to the change.
struct LedgerColumnInfo {
    std::string_view name{}, title{}, meaning{};
    Disclosure disclosure{};
    int shown_within = kNoLedgerColumn;
    std::string_view merged_name{}, merged_title{};  // of a column that others are counted in
};

// Support need and what raises it: Greater Manchester and districts only, by no group (section 9).
inline constexpr Disclosure kShownToDistrictsAlone{
    .levels = Resolution::kDistrict, .changes = Resolution::kDistrict, .differences = Resolution::kDistrict};

// clang-format off
inline constexpr std::array<LedgerColumnInfo, kLedgerColumns> kLedgerTable = {{
    {.name = "return", .title = "going back to usual",
     .meaning = "return to the set-point", .disclosure = kShownEverywhere},
    {.name = "influence", .title = "talking with others",
     .meaning = "talks in household, friendships and venue", .disclosure = kShownEverywhere},
    {.name = "contact", .title = "contact between backgrounds",
     .meaning = "everyday and structured meetings", .disclosure = kShownEverywhere},
    {.name = "policing", .title = "police on the street and stops",
     .meaning = "stops, calls and patrols, met or heard of", .disclosure = kShownEverywhere},
    {.name = "engagement", .title = "engagement and bridging",
     .meaning = "seats and places taken, and hearing of them", .disclosure = kShownEverywhere},
    {.name = "hostility", .title = "hostility and hate",
     .meaning = "hate incidents, suffered or heard of", .disclosure = kShownToDistricts,
     .shown_within = kLedgerTurnover},
    {.name = "news", .title = "news",
     .meaning = "events that everybody hears of, pressures among them", .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover},
    {.name = "support", .title = "support",
     .meaning = "support given, and wrong referrals", .disclosure = kShownToDistrictsAlone,
     .shown_within = kLedgerTurnover},
    {.name = "turnover", .title = "people moving",
     .meaning = "leavers replaced by arrivals", .disclosure = kShownEverywhere,
     .merged_name = "moves_and_incidents", .merged_title = "people moving, and incidents"},
    {.name = "bounds", .title = "limits of the scale",
     .meaning = "what clipping to [0, 1] took away", .disclosure = kShownEverywhere},
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
