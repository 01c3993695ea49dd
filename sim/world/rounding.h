// Whole persons from expected numbers (model.md section 3.1): largest remainders for a list, iterative proportional
// fitting for a table, and an unbiased rounding of a table that keeps both its margins exact.
#pragma once

#include <span>
#include <vector>

#include "sim/ground/random.h"

namespace concord::sim {

// Non-negative integers proportional to `weights` that sum to `total`: floors, then the largest remainders (the first
// of equals). All weights zero: as even as possible.
std::vector<int> largest_remainder(std::span<const double> weights, int total);

// As above, but no cell above its cap; what a cap cuts off goes to the others in proportion. Gives less than `total`
// only when the caps do. Cells of weight zero are used last, evenly.
std::vector<int> largest_remainder_capped(std::span<const double> weights, std::span<const int> caps, int total);

// Scales a rows x columns table (row-major, non-negative) to the given margins until they are met within 1e-9 of the
// total. A row or column whose seed is empty but whose margin is not is seeded evenly. Margins must have equal sums.
void fit_to_margins(std::vector<double>& table, std::span<const int> rows, std::span<const int> columns);

// Rounds every cell up or down so that row and column sums, which must be whole numbers already, do not change and
// every cell keeps its expectation: fractions are moved round cycles of cells until none is left (dependent rounding,
// Gandhi, Khuller, Parthasarathy and Srinivasan 2006).
std::vector<int> round_keeping_margins(std::vector<double> table, int rows, int columns, WordSource& words);

}  // namespace concord::sim
