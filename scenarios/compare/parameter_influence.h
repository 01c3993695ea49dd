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

// From which |rank correlation| on one of `parameters` is told from chance: among all of them and all the differences
// that they are held against, chance brings one so large in a twentieth of comparisons at most (Student's t,
// Bonferroni). Infinite for fewer than 20 draws.
double least_telling_correlation(int draws, int parameters, int differences = 1);

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
// Those that vary over so many draws, with their order and ranks.
struct DrawnParameters {
    struct Drawn {
        std::string name;
        std::vector<double> values{}, ranks{};  // [draws]
        std::vector<std::size_t> order{};       // from the lowest value up
    };
    std::vector<Drawn> varying{};
    DrawnParameters() = default;
    DrawnParameters(const Plan& plan, std::span<const std::size_t> draws);
};

// `tried`: how many differences are held against the parameters in all. The plan must outlive it.
class ParameterInfluences {
  public:
    explicit ParameterInfluences(const Plan& plan, int tried = 1);
    // Of differences by replicate, each with the draw of the same number; NaN are left out. Empty `telling` at
    // defaults.
    Influences on(std::span<const double> differences) const;

  private:
    const Plan& plan_;
    int tried_;
    DrawnParameters of_all_{};
};

}  // namespace concord::scenarios
