// How options stand up to what nobody knows: measures of decision over states of the world, each of them one draw of
// parameters and chance that all options share. The names are the literature's (Wald, Savage, Hurwicz, Laplace; McPhail
// et al. 2018 set them side by side); no measure is the right one, so what is said is where they agree.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

enum RobustnessMeasure : int {
    kExpectedValue,
    kWorstCase,
    kHurwicz,
    kLargestRegret,
    kMeanRegret,
    kSatisficing,
    kDistanceToFailure,
};
inline constexpr int kRobustnessMeasures = 7;

struct RobustnessInfo {
    std::string_view name, title, meaning;
    int better;           // +1: more is better, -1: less
    bool in_unit = true;  // of the outcome; else a share of states
};

// clang-format off
inline constexpr std::array<RobustnessInfo, kRobustnessMeasures> kRobustnessTable = {{
    {"expected_value", "On average", "mean over states, each weighing the same (Laplace)", +1},
    {"worst_case", "In the worst case", "lowest over states (maximin, Wald)", +1},
    {"hurwicz", "Between best and worst", "half the best state and half the worst (Hurwicz)", +1},
    {"largest_regret", "Largest regret",
     "most that is lost in a state against the option that is best in it (minimax regret, Savage)", -1},
    {"mean_regret", "Regret on average", "mean over states of what is lost against the option that is best in it", -1},
    {"satisficing", "Often enough", "share of states in which the requirement is met", +1, false},
    {"distance_to_failure", "Room before it fails",
     "worst case less the requirement: how much worse every state could be before the option misses it in one; "
     "below 0 it does already", +1},
}};
// clang-format on

struct Requirement {
    double least = 0;       // what an option must reach to be good enough, in the unit of the values
    double optimism = 0.5;  // 0 to 1: weight of the best state in Hurwicz' measure
};

struct Robustness {
    std::vector<std::array<double, kRobustnessMeasures>> of_option;
    int states = 0;

    // Options that share the first place: none is behind the best by more than `tolerance`, in the measure's unit.
    std::vector<int> best(int measure, double tolerance = 0) const;
};

// `values` [options][states], more is better; all rows as long, no NaN. Throws std::invalid_argument otherwise, and for
// no options or no states.
Robustness robustness_of(const std::vector<std::vector<double>>& values, const Requirement& requirement = {});

// Of all scenarios, the baseline (nothing done: 0 in every state) included, by the difference from it, turned so that
// more is better; states are the replicates in which all are defined. Empty where the outcome has no better way, or no
// state is defined. What is required is the smallest difference that matters.
Robustness robustness_of(const Comparison& comparison, int group, int outcome);

// Which options come first by which measures, in words: "By all seven measures: A." "On average and in the worst case:
// A; often enough: A and B." `tolerance` as in best(), of measures in the outcome's unit.
std::string first_places(const Robustness& robustness, const std::vector<std::string>& names, double tolerance = 0);

}  // namespace concord::scenarios
