// P5: without a policy nothing drifts. Means and spreads of states over adults, before and after; and how much of a
// resident's state is still there later.
#pragma once

#include <array>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/ground/resident.h"
#include "sim/world/world.h"

namespace concord::validate {

// Mean over adults, spread within neighbourhoods and spread between them, by state.
struct Spread {
    std::array<double, sim::kStates> mean{}, within{}, between{};
};
Spread spread_of(const sim::World& world, const sim::Column<sim::ResidentState>& states);

inline constexpr double kMostDriftOfMean = 0.01, kMostDriftOfSpread = 0.12;  // of a state; as a share

struct Drift {
    std::array<double, sim::kStates> mean{}, within{}, between{};  // change of the mean; of the spreads, as shares
    double largest_mean() const;                                   // of all states, without its sign
    double largest_spread() const;
};
Drift drift_of(const Spread& before, const Spread& after);

// Correlation of each state with itself later, between the adults of a place who are the same at both times: `stayed`
// [talkers]. NaN where nothing varies.
std::array<double, sim::kStates> correlation_later(const sim::World& world,
                                                   const sim::Column<sim::ResidentState>& before,
                                                   const sim::Column<sim::ResidentState>& after,
                                                   const std::vector<bool>& stayed);

}  // namespace concord::validate
