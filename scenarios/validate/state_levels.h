// What the tables say of residents' states at the start, without a population: the logistic of place, age and a normal
// effect (model.md 3.4) averaged by quadrature. Made for the closed form, which must not lean on the engine's own fit.
#pragma once

#include <array>
#include <vector>

#include "sim/parameters/parameters.h"
#include "sim/world/world.h"

namespace concord::validate {

// Means over the adults of a place, by state.
struct PlaceLevels {
    std::array<double, sim::kStates> mean{};        // x
    std::array<double, sim::kStates> weight{};      // 4 x (1 - x), how far an event moves it
    std::array<double, sim::kStates> weighted_x{};  // 4 x (1 - x) x
};

struct StateLevels {
    std::vector<PlaceLevels> place;         // [neighbourhoods]
    std::array<double, sim::kStates> sd{};  // over all adults, tenure included (3.6)
};

// The intercept of each state is solved so that the mean over all adults is `start_mean`. `world` gives who lives
// where.
StateLevels state_levels(const sim::World& world, const sim::Parameters& parameters);

// A figure of the table as a standard score over residents, [neighbourhoods].
std::vector<double> standard_over_residents(const sim::Geography& geography, double sim::Neighbourhood::*figure);

inline constexpr double kMiddleBand = 3.5;  // from which the slope on age counts

// Talkers by place and age band, [neighbourhoods].
std::vector<std::array<double, sim::kAgeBands>> talkers_by_band(const sim::World& world);

}  // namespace concord::validate
