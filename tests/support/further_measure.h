// A further measure as somebody would add it (sim/measures/measure.h): how far apart ethnic groups are in the share of
// their stops that felt unfair. It puts the gap of Greater Manchester everywhere; its row allows it to be shown there
// only.
#pragma once

#include <algorithm>

#include "sim/measures/measure.h"

namespace concord::tests {

inline void put_unfair_share_gap(const sim::GroupsOfPeriod& period, std::span<float> by_group) {
    double least = 1, most = 0;
    for (int g = 0; g < sim::kEthnicGroups; ++g) {
        const sim::EventRow& events = period.events[period.layout.ethnic(g)];
        if (events[sim::kEventStops] < 1) continue;
        const double share = events[sim::kEventUnfairStops] / events[sim::kEventStops];
        least = std::min(least, share), most = std::max(most, share);
    }
    std::fill(by_group.begin(), by_group.end(), static_cast<float>(100 * std::max(0.0, most - least)));
}

inline constexpr sim::Measure kUnfairShareGap{
    .info = {.name = "unfair_share_gap",
             .title = "Gap in unfair stops between ethnic groups",
             .unit = "percentage points",
             .meaning = "largest less smallest share of stops felt as unfair, over ethnic groups",
             .better = -1,
             .disclosure = {.levels = sim::Resolution::kGreaterManchester,
                            .changes = sim::Resolution::kGreaterManchester,
                            .differences = sim::Resolution::kGreaterManchester}},
    .put = put_unfair_share_gap};

}  // namespace concord::tests
