// Comparisons of made-up options whose paired differences a test writes down, folded from shards as those of runs are.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {

struct MadeOption {
    std::string name;
    // Difference from the baseline in GM in replicate r of outcome o, in every period.
    std::function<double(int r, int o)> difference;
    bool has_lever = true;  // community engagement in the first district; without one nothing can be reached
    double cost = 1e6;      // more than the baseline, present value
    // The same of dimension k of the cohesion index, from 0 to 1. Without it, what `difference` says of the index.
    std::function<double(int r, std::size_t k)> dimension{};
};

inline constexpr double kMadeLevel = 50;  // of every outcome in the baseline, but for what its replicates differ by

// Two replicates or more; one year on a small place. Neighbourhoods differ as the group does, 400 who took part ten
// times as much.
struct MadeComparison {
    MadeComparison(const std::vector<MadeOption>& options, int replicates,
                   ParameterDraws draws = ParameterDraws::kDefaults, std::vector<sim::SmallestDifference> matters = {});
    tests::ScratchFolder scratch;
    sim::World world;
    Comparison comparison;
};

// `size` in all outcomes, plus or minus `noise` from pair to pair.
std::function<double(int r, int o)> around(double size, double noise);

// One of each verdict.
std::vector<MadeOption> five_options();

// What is printed from a line that begins with `title` after the line that begins with `block`; fails the test without.
std::string line_of(const std::string& text, const std::string& block, const std::string& title);

}  // namespace concord::scenarios
