// What it would take (model.md section 6): how many times a programme would reach the smallest difference that matters.
// Without runs at other sizes it is estimated from how each lever grows (decision 0034).
#pragma once

#include <array>
#include <limits>
#include <span>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

inline constexpr double kMostMultiple = 10;  // more is out of reach
inline constexpr double kOutOfReach = std::numeric_limits<double>::infinity();

// How much of an option's effect is expected at 1, 2 .. kMostMultiple times its size, of that at once. Each lever that
// the baseline has not grows as its amount does, as far as its bound, less what dilution takes of more reach (none of
// what the engine does not dilute: stops, framing, due diligence, forums; none below the reach of a pilot; patrol
// reaches no more residents by more hours). Levers count by what they cost, as nobody knows their shares of the effect
// without runs. `dilution`: exponent [0, 1). Empty where the option has no lever of its own.
std::vector<double> growth_of(const sim::Geography& geography, const sim::Scenario& option,
                              const sim::Scenario& baseline, double dilution);

// How many times the programme would be expected to reach what matters, of a difference whose interval lies on the
// better side of zero: 1 (where the mean does already) or more, between sizes in proportion, or kOutOfReach. NaN of any
// other, a gain among them, and without `growth` (growth_of).
double multiple_to_matter(const Difference& difference, int better, std::span<const double> growth);
// The same until all of the interval matters: never less.
double multiple_for_gain(const Difference& difference, int better, std::span<const double> growth);

// With `concord compare --dose`: each option again at these sizes, over the same pairs.
inline constexpr std::array<int, 2> kDoses = {2, 4};

// The baseline as it is, and every option with what it adds to it at `times` the size: intensities that many times as
// far from neutral, capacities that many times; a share goes no further than its bound (no more than all officers can
// be trained). Throws std::invalid_argument that names the option, the lever, the value and what is allowed.
std::vector<sim::Scenario> at_dose(std::vector<sim::Scenario> scenarios, int times);

// Replaces what was estimated from one size by what runs at twice and four times the size say: between sizes in
// proportion, beyond the last as from the one before. `doses` are comparisons of kDoses, in their order.
void use_doses(Comparison& comparison, const std::array<const Comparison*, 2>& doses);

}  // namespace concord::scenarios
