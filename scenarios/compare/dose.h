// What it would take (model.md section 6): how many times a programme would reach the smallest difference that matters.
// Without runs at other sizes it is extrapolated: twice the programme does twice as much, less what dilution takes
// (model.md 4.5), as if all of it were beyond the size of a pilot.
#pragma once

#include <limits>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

inline constexpr double kMostMultiple = 10;  // more is out of reach
inline constexpr double kOutOfReach = std::numeric_limits<double>::infinity();

// Of a difference whose interval lies on the better side of zero and does not reach what matters: above 1, or
// kOutOfReach. NaN of any other, a gain among them. `dilution` is the exponent delta [0, 1).
double multiple_to_matter(const Difference& difference, int better, double dilution);

}  // namespace concord::scenarios
