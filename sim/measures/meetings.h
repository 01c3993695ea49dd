// What is counted of extremist meetings, by district and year. Numbers of meetings as they are, not of simulated
// residents: a sample has as many as the whole.
#pragma once

#include <array>

#include "sim/measures/measure_info.h"

namespace concord::sim {

enum MeetingCount : int { kMeetingsTried, kMeetingsTurnedAway, kMeetingsHeld };
inline constexpr int kMeetingCounts = 3;

// clang-format off
inline constexpr std::array<MeasureInfo, kMeetingCounts> kMeetingTable = {{
    {.name = "meetings_tried", .title = "Extremist meetings tried", .unit = "count",
     .meaning = "attempts to hire a room for an extremist meeting, those after a move among them", .better = -1,
     .disclosure = kShownToDistricts},
    {.name = "meetings_turned_away", .title = "Extremist meetings turned away", .unit = "count",
     .meaning = "attempts that a venue turned away", .disclosure = kShownToDistricts},
    {.name = "meetings_held", .title = "Extremist meetings held", .unit = "count",
     .meaning = "extremist meetings that were held", .better = -1, .disclosure = kShownToDistricts},
}};
// clang-format on
inline constexpr auto kMeetingNames = names_of(kMeetingTable);
static_assert(all_consistent(kMeetingTable));

}  // namespace concord::sim
