// The cohesion index under other weights than equal ones (model.md section 6): which option comes first, and whether
// any two change places. Weights are judgements of value, so that no order should hang on one choice of them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/pairs.h"

namespace concord::scenarios {

using IndexWeights = std::array<double, sim::kRepresentedDimensions>;  // in the table's order; they add up to 1

inline constexpr int kWeightings = 10;
IndexWeights equal_weights();
// The k-th drawing, from 0, of which a comparison takes kWeightings: uniform over all weights that there are
// (Dirichlet, all ones), by a key of its own, so that every comparison is asked the same.
IndexWeights drawn_weights(int k);

struct Weighting {
    IndexWeights weights{};
    // Every two scenarios, each option against the baseline (0) and then against the options after it, in Greater
    // Manchester, last year, judged as the index is.
    std::vector<PairOfOptions> pairs{};
    std::optional<int> first{};  // the scenario that is better than every other by what matters
};
// Equal weights, then the drawn ones. Empty where a dimension is not defined.
std::vector<Weighting> weightings(const Comparison& comparison);

// Weights and who comes first; pair by pair under how many of the weights which is better; and both in words.
std::string index_weights_text(const Comparison& comparison);

}  // namespace concord::scenarios
