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

struct Evaluation {
    std::vector<Result> rows;           // in order of pattern; of a pattern all or none
    std::vector<std::string> left_out;  // patterns, in order: what an interruption left undone, wholly or in part
};

// The patterns named (none named: all). `progress` is told of each piece of work before it begins; returning false ends
// the work there, as `setting.stop` does in the middle of a piece. Throws std::invalid_argument for a name that there
// is not.
using EvaluationProgress = std::function<bool(int piece, int pieces, const std::string& what)>;
Evaluation evaluate_patterns(const Setting& setting, const std::set<std::string>& only = {},
                             const EvaluationProgress& progress = {});

}  // namespace concord::validate
