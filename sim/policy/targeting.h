// Which neighbourhoods a lever reaches (model.md section 5): everywhere in its districts, the most deprived or the most
// disorderly share of their residents, or named areas. Places only; background plays no part (model.md section 9).
#pragma once

#include <vector>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::sim {

// Neighbourhoods reached, ascending; never empty when the districts hold any. A share ranks the neighbourhoods of all
// the districts together (IoD score, then the IoD crime score for disorder; equal scores keep the geography's order)
// and takes whole ones from the top. The neighbourhood that crosses the share is in only if the total then lies nearer
// to the share than without it; the first is always in. Throws std::invalid_argument for a district or area that does
// not exist, a share outside (0, 1], or an area outside the districts.
std::vector<int> targeted_neighbourhoods(const Geography& geography, const std::vector<int>& districts,
                                         const Target& target);

// Residents aged 10 to 24 of a neighbourhood, to which bridging programmes are offered. The table by neighbourhood has
// ages 0-15 and 16-24; the share of 0-15 that is 10-15 is taken from the neighbourhood's area (TS007).
double young_residents(const Geography& geography, int neighbourhood);

// z-score of the IoD crime score over neighbourhoods, weighted by residents; 0 everywhere when the scores do not vary.
std::vector<double> disorder_scores(const Geography& geography);

}  // namespace concord::sim
