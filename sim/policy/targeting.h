// Which neighbourhoods a lever reaches (model.md section 5): everywhere in its districts, the most deprived or the most
// disorderly share of their residents, the districts that a published survey puts lowest, or named areas. Fixed before
// the run, by what is published and never by a simulated state. Places only; background plays no part (model.md section
// 9).
#pragma once

#include <string_view>
#include <vector>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::sim {

// Neighbourhoods reached, ascending; never empty when the districts hold any. A share ranks the neighbourhoods of all
// the districts together (IoD score, then the IoD crime score for disorder; equal scores keep the geography's order)
// and takes whole ones from the top. The neighbourhood that crosses the share is in only if the total then lies nearer
// to the share than without it; the first is always in. Of the lowest districts all is reached; of equal ones the
// earlier is taken. Throws std::invalid_argument for a district or area that does not exist, a share outside (0, 1], an
// area outside the districts, or more lowest districts than there are, fewer than one, or any without every district's
// level.
std::vector<int> targeted_neighbourhoods(const Geography& geography, const std::vector<int>& districts,
                                         const Target& target);

// The levels of every district at the start by which districts may be ranked: of one survey that asked all of them
// alike, which the baseline has of get_on_well alone. Empty where it has none. Records rank no place (indicators.h).
const std::vector<double>& published_by_district(const Baseline& baseline, Item item);

// Whether a name stands for what places are never ranked by: grievance, hostility, pressures, support, trust in the
// programme (model.md section 9).
bool ranks_no_place(std::string_view measure);

// Residents aged 10 to 24 of a neighbourhood, to which bridging programmes are offered. The table by neighbourhood has
// ages 0-15 and 16-24; the share of 0-15 that is 10-15 is taken from the neighbourhood's area (TS007).
double young_residents(const Geography& geography, int neighbourhood);

// z-score of the IoD crime score over neighbourhoods, weighted by residents; 0 everywhere when the scores do not vary.
std::vector<double> disorder_scores(const Geography& geography);

}  // namespace concord::sim
