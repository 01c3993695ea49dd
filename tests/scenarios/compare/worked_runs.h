// A comparison small enough to work out on paper: three scenarios, three replicates, two years, in the shapes of the
// engine's runs. Every number is a short formula of its indices, exact in float, so that what is expected can be
// written down.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {

inline constexpr int kWorkedYears = 2, kWorkedReplicates = 3;

// Scenarios: 0 the baseline, 1 "Helps", 2 "Unsure".
//
// Outcome of scenario s, replicate r, period p, group g, outcome o; k = 1 .. 13 counts the periods of the second year:
//   start (p = 0)      90
//   first year         20 + r + (s / 2 + (p - 7) / 4 if s > 0)
//   second year        baseline: {30, 40, 56}[r] + (k - 7) / 2 + o + g / 4
//                      options: the same + gain(s, r, o) (1 + g / 16) + (k - 7) / 4
//   gain of "Helps"    (4 + r) w(o), w = 1/2 for trust_neighbours, -1/2 for belong, -1 for hate_incidents, else 1
//   gain of "Unsure"   {1, 2, 6}[r] for get_on_well, {-2, 2, 6}[r] for all others
// The terms in k add up to nothing over thirteen periods and to something over any other window.
// Events 100 (s + 1) + 10 r + p + e; ledger s (r + 1) (c + 1) / 4096 in the second year, half of it in the first.
// Equality measure e, year y: 10 + e + g / 4, and in year 2 of an option + s (r + 1); of the groups that it may be
// shown of. Neighbourhood n, year y: 50 + o + n, and in year 2 of an option + s (r + 1) - 2; not defined for n = 0, r =
// 0.
sim::RunRecord worked_record(const sim::World& world, int scenario, int replicate);

// Present costs: baseline {10, 20, 30}[r] thousand, "Helps" {100, 110, 126}, "Unsure" as the baseline; three fifths of
// each in the first district, the rest in the second.
sim::CostReport worked_costs(int scenario, int replicate);

// Runs of blanks as one, so that a test reads a row of a printed table whatever its columns' widths.
std::string squeezed(const std::string& text);

// Shards of all nine runs in a folder of their own, and what is folded from them.
struct Worked {
    explicit Worked(ParameterDraws draws);
    tests::ScratchFolder scratch;
    std::filesystem::path folder = scratch.path;
    sim::World world;
    Plan plan;
    Comparison comparison;
};

}  // namespace concord::scenarios
