// The states of residents as measures: the name stands with the state (resident.h), words and disclosure here.
#pragma once

#include "sim/ground/resident.h"
#include "sim/measures/measure_info.h"

namespace concord::sim {

// Below districts grievance and programme trust are shown as differences between scenarios only (section 9).
inline constexpr Disclosure kPlacesByDifference{.levels = Resolution::kDistrict,
                                                .changes = Resolution::kDistrict,
                                                .differences = Resolution::kNeighbourhood,
                                                .by_deprivation = true,
                                                .by_age = true,
                                                .by_ethnic_group = true};

// clang-format off
inline constexpr std::array<MeasureInfo, kStates> kStateTable = {{
    {.name = kStateNames[kNeighbourTrust], .title = "Trust in neighbours", .unit = "0 to 1",
     .meaning = "most people in this neighbourhood can be trusted", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kVoice], .title = "Being heard", .unit = "0 to 1",
     .meaning = "I can influence decisions here; the council listens", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kPoliceTrust], .title = "Trust in police", .unit = "0 to 1",
     .meaning = "the police here are fair and would help me", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kBelonging], .title = "Belonging", .unit = "0 to 1",
     .meaning = "I belong to this neighbourhood", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kOpenness], .title = "Openness to others", .unit = "0 to 1",
     .meaning = "warmth towards people of other backgrounds", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kSafety], .title = "Feeling of safety", .unit = "0 to 1",
     .meaning = "I feel safe in my local area", .better = +1, .disclosure = kShownEverywhere},
    {.name = kStateNames[kGrievance], .title = "Grievance", .unit = "0 to 1",
     .meaning = "people like me are treated unfairly", .better = -1, .disclosure = kPlacesByDifference},
    {.name = kStateNames[kProgrammeTrust], .title = "Trust in the prevention programme", .unit = "0 to 1",
     .meaning = "the prevention programme is a source of help (1) or surveillance (0)", .better = +1,
     .disclosure = kPlacesByDifference},
}};
// clang-format on
static_assert(all_consistent(kStateTable));

}  // namespace concord::sim
