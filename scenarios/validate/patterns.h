// The table of patterns P1 to P18 (model.md section 1), evaluated: what `concord validate` prints.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/validate/pattern.h"
#include "scenarios/validate/setting.h"

namespace concord::validate {

// "P1" to "P18", in order.
std::vector<std::string> pattern_names();

// The rows of the patterns named (none named: of all), in order of pattern. `progress` is told of each piece of work
// before it begins; returning false ends the work there, and what is not done is not in the table. Throws
// std::invalid_argument for a name that there is not.
using EvaluationProgress = std::function<bool(int piece, int pieces, const std::string& what)>;
std::vector<Result> evaluate_patterns(const Setting& setting, const std::set<std::string>& only = {},
                                      const EvaluationProgress& progress = {});

}  // namespace concord::validate
