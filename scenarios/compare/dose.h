// What it would take (model.md section 6): how many times a programme would reach the smallest difference that matters.
// Without runs at other sizes it is extrapolated: twice the programme does twice as much, less what dilution takes
// (model.md 4.5), as if all of it were beyond the size of a pilot.
#pragma once

#include <array>
#include <limits>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "sim/policy/scenario.h"

namespace concord::scenarios {

inline constexpr double kMostMultiple = 10;  // more is out of reach
inline constexpr double kOutOfReach = std::numeric_limits<double>::infinity();

// How many times the programme would be expected to reach what matters, of a difference whose interval lies on the
// better side of zero: 1 (where the mean does already) or more, or kOutOfReach. NaN of any other, a gain among them.
// `dilution` is the exponent delta [0, 1).
double multiple_to_matter(const Difference& difference, int better, double dilution);
// The same until all of the interval matters: never less.
double multiple_for_gain(const Difference& difference, int better, double dilution);

// With `concord compare --dose`: each option again at these sizes, over the same pairs.
inline constexpr std::array<int, 2> kDoses = {2, 4};

// The baseline as it is, and every option with what it adds to it at `times` the size: intensities that many times as
// far from neutral, capacities that many times; a share goes no further than its bound (no more than all officers can
// be trained). Throws std::invalid_argument that names the option, the lever, the value and what is allowed.
std::vector<sim::Scenario> at_dose(std::vector<sim::Scenario> scenarios, int times);

// Replaces what was extrapolated from one size by what runs at twice and four times the size say: between sizes in
// proportion, beyond the last as from the one before. `doses` are comparisons of kDoses, in their order.
void use_doses(Comparison& comparison, const std::array<const Comparison*, 2>& doses);

}  // namespace concord::scenarios
