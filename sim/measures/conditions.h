// What is measured of a place rather than of its residents.
#pragma once

#include "sim/measures/measure_info.h"

namespace concord::sim {

enum Condition : int { kConditionAdults = 0, kConditionDisorder };

// clang-format off
inline constexpr std::array<MeasureInfo, 2> kConditionTable = {{
    {.name = "adults", .title = "Residents aged 16 and over", .unit = "residents",
     .meaning = "residents aged 16 and over", .disclosure = kShownEverywhere},
    {.name = "disorder", .title = "Disorder", .unit = "GM mean at the start = 1",
     .meaning = "level of disorder that residents see", .better = -1, .disclosure = kShownEverywhere},
}};
// clang-format on
static_assert(all_consistent(kConditionTable));

}  // namespace concord::sim
