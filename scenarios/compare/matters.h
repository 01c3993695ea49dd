// The smallest differences that matter (model.md section 6, `concord compare --matters`): declared before the runs, one
// an outcome, and kept in the plan, the results and the CSV.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/measures/verdict.h"

namespace concord::scenarios {

// [outcomes] the usual ones, with those that `text` names put in their place: "get_on_well=1,incidents=10%".
// Percentages and indices take points above 0 and up to 100; all else takes a number above 0 in its unit or, with %, a
// share of the baseline's level above 0 and up to 100. `incidents` and `lost_trust` are short for hate_incidents and
// police_trust_fell. Throws std::invalid_argument that names what is wrong and what is allowed.
std::vector<sim::SmallestDifference> parse_matters(const std::string& text, std::span<const sim::MeasureInfo> outcomes);

// "0.5 points", "5 % of the baseline", "2 incidents per 1,000 residents a year".
std::string words_of(const sim::SmallestDifference& difference, const sim::MeasureInfo& outcome);
// As parse_matters reads it back: "get_on_well=0.5,hate_incidents=5%".
std::string matters_text(const std::vector<sim::SmallestDifference>& matters,
                         std::span<const sim::MeasureInfo> outcomes);

}  // namespace concord::scenarios
