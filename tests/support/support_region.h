// A few districts with far more needs and referrals than there are, so that a test sees them.
#pragma once

#include <memory>

#include "tests/support/runs.h"

namespace concord::tests {

inline constexpr int kSupportDistricts = 4;

// 18,000 residents in four districts of three neighbourhoods, each resident one.
inline const sim::World& support_place() {
    static const sim::World world =
        sim::build_world(sim::small_geography(kSupportDistricts, 1, 3), {.scale = 1, .seed = 8});
    return world;
}

inline sim::Parameters many_needs() {
    sim::Parameters p = as_intended();
    p.need_onset = 2000;
    p.support_trust = 0.15;
    return p;
}

inline sim::Scenario support_scenario(int years, std::vector<sim::LeverSetting> levers = {}) {
    sim::Scenario scenario = tests::scenario(years, std::move(levers));
    scenario.baseline.support.referrals_per_100000_a_year = 2000;
    scenario.baseline.support.places_per_100000 = 5000;
    return scenario;
}

// Counts over districts.
inline sim::support::Counts counted(const sim::SimulationState& state) {
    sim::support::Counts all{};
    for (const auto& of : state.support_counts)
        for (std::size_t k = 0; k < all.size(); ++k) all[k] += of[k];
    return all;
}
inline double needs_in(const std::vector<sim::support::Case>& cases) {
    double needs = 0;
    for (const sim::support::Case& one : cases) needs += one.needed;
    return needs;
}

}  // namespace concord::tests
