// Residential segregation of ethnic groups over places, from counts of residents. Who lives where by group is the
// census's and constant in a run: a newcomer takes the slot of who left (decision 0003). So these describe the place
// that a scenario meets; no lever moves them.
#pragma once

#include <array>
#include <span>

#include "sim/ground/resident.h"

namespace concord::sim {

using ResidentsByGroup = std::array<double, kEthnicGroups>;  // of a place

// Index of dissimilarity D of a group against all other residents, [0, 1] (M18): half of the sum over places of |share
// of the group who live there - share of the others|, which is the share of the group that would have to move for it to
// be spread as the others are. NaN where the group, or everybody else, is empty.
double dissimilarity(std::span<const ResidentsByGroup> places, int group);

// Exposure of one group to another, xPy, [0, 1] (M19): the share of `to` among the residents of the place of a resident
// of `group`, meant over them. To one's own group it is the isolation index xPx. Over all groups it adds up to 1. NaN
// where the group is empty.
double exposure(std::span<const ResidentsByGroup> places, int group, int to);
// To all other groups together: the interaction index, 1 - isolation.
double interaction(std::span<const ResidentsByGroup> places, int group);

}  // namespace concord::sim
