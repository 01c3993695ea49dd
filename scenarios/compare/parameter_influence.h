// Which uncertain parameters a difference between two scenarios hangs on, draw by draw, and how large one would have to
// be for the sign to turn (switching value; HM Treasury Green Book). What a few draws cannot tell is not told: a rank
// correlation counts only beyond what chance gives among so many parameters.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// Spearman's, ties sharing their mean rank; [-1, 1]. NaN where either is the same throughout. Spans as long.
double rank_correlation(std::span<const double> a, std::span<const double> b);

// Beyond which |rank correlation| of so many draws (at least 5) is told from chance by one of `parameters` in twenty
// comparisons (Fisher's z, Bonferroni): 1 or more where no correlation could be.
double least_telling_correlation(int draws, int parameters);

struct ParameterInfluence {
    std::string parameter;     // of Plan::parameter_names
    double correlation = 0;    // of ranks, with the difference
    double low = 0, high = 0;  // mean difference over the lower and the upper third of draws by that parameter
    // Value at which the straight line through the draws changes the sign of the difference; NaN: not within the draws'
    // own range.
    double turns_at = 0;
};

struct Influences {
    int draws = 0, parameters = 0;            // those that vary
    double least = 0;                         // least_telling_correlation
    std::vector<ParameterInfluence> telling;  // the strongest first
};
// Of differences by replicate, each with the draw of the same number; NaN are left out. Empty `telling` at defaults.
Influences influences_on(const Plan& plan, std::span<const double> differences);

}  // namespace concord::scenarios
