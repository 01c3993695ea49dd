// What monitoring can see (model.md section 6): the answers of a survey or a panel, and what the records hold. Each has
// its true measure beside it; the gap between the two is an output. Of Greater Manchester and its districts, never of a
// smaller place.
#pragma once

#include "sim/measures/flows.h"
#include "sim/measures/items.h"

namespace concord::sim {

// The first kItems are the items of the same number.
enum Indicator : int { kSeenRecordedHate = kItems, kSeenStops, kSeenReferrals };
inline constexpr int kIndicators = kSeenReferrals + 1;
constexpr bool is_asked(int indicator) { return indicator < kItems; }  // else it stands in the records

// clang-format off
inline constexpr auto kIndicatorTable = [] {
    std::array<MeasureInfo, kIndicators> rows{};
    Disclosure of_places = kShownToDistricts;  // no regime asks enough people of a district to break them down
    of_places.by_deprivation = of_places.by_age = of_places.by_ethnic_group = of_places.by_household = false;
    for (std::size_t item = 0; item < kItems; ++item) {
        rows[item] = kItemTable[item];
        rows[item].disclosure = of_places;
    }
    of_places.ranks_places = false;
    rows[kSeenRecordedHate] = {
        .name = "recorded_hate", .title = "Recorded hate incidents", .unit = "incidents per 1,000 residents a year",
        .meaning = "hate incidents that reach the records; in truth: all of them, recorded or not",
        .disclosure = of_places};
    rows[kSeenStops] = {
        .name = "recorded_stops", .title = "Recorded stops", .unit = "stops per 1,000 residents a year",
        .meaning = "stops and searches, all of which are recorded", .disclosure = of_places};
    rows[kSeenReferrals] = {
        .name = "recorded_referrals", .title = "Recorded referrals", .unit = "referrals per 100,000 residents a year",
        .meaning = "referrals for support, right and wrong ones, all of which are recorded; which is which no record "
                   "says", .disclosure = kShownToDistrictsAlone};
    return rows;
}();
// clang-format on
inline constexpr auto kIndicatorNames = names_of(kIndicatorTable);
static_assert(all_consistent(kIndicatorTable));

// Reports end with a quarter, so that every regime's fit.
inline constexpr int kWeeksPerQuarter = 13;

}  // namespace concord::sim
