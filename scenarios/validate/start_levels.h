// The cross-section of a simulated Greater Manchester at the start: levels by neighbourhood, and means of them over
// areas and districts. What the patterns of places are held against.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/measures/items.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::validate {

struct StartLevels {
    std::vector<double> adults;                                  // [N], full scale
    std::vector<std::array<double, sim::kItems>> item;           // [N] percent of adults
    std::vector<std::array<double, sim::kStates>> mean, spread;  // [N] mean and sd over adults; NaN where not shown
};

// Of one run's week 0.
StartLevels start_levels(const sim::World& world, const sim::Parameters& parameters, const sim::Baseline& baseline,
                         std::uint32_t seed);

// A figure of neighbourhoods, as means over `groups` of them weighted by adults: group of each neighbourhood in
// [0, groups).
std::vector<double> means_over(std::span<const double> figure, std::span<const double> adults,
                               std::span<const int> group_of, int groups);
std::vector<int> area_of_neighbourhoods(const sim::Geography& geography);
std::vector<int> district_of_neighbourhoods(const sim::Geography& geography);
std::vector<double> item_of(const StartLevels& levels, sim::Item item);  // [N] percent

}  // namespace concord::validate
