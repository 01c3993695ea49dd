// A small town with everybody in the middle of every state, and what a process draws there in one neighbourhood, week
// after week.
#pragma once

#include <vector>

#include "sim/policy/schedule.h"
#include "sim/processes/rare.h"
#include "tests/support/runs.h"

namespace concord::tests {

struct Town {
    explicit Town(sim::Parameters parameters = sim::default_parameters(), sim::Baseline baseline = plain_baseline(),
                  int scale = 1)
        : world(sim::build_world(sim::small_geography(1, 2, 3), {.scale = scale, .seed = 8})),
          start(sim::prepare(world, parameters, baseline, {.seed = 3})),
          states(world.talkers()) {
        everybody(0.5f);
    }

    void everybody(float level) {
        for (auto& state : states) std::fill(std::begin(state.value), std::end(state.value), level);
    }
    // What is in force in the first week of these levers.
    sim::LeverWeek levers(std::vector<sim::LeverSetting> settings = {}) const {
        const sim::Scenario scenario = tests::scenario(1, std::move(settings));
        sim::LeverWeek week;
        sim::Schedule(world.geography, scenario).at(0, week);
        sim::delivery::dilute(start->parameters, week);
        return week;
    }
    // draw(rare, out) of neighbourhood 1 over weeks.
    template <class Draw>
    std::vector<sim::Pending> drawn(int weeks, const Draw& draw) const {
        std::vector<sim::Pending> all;
        for (int week = 0; week < weeks; ++week) draw(sim::RareWeek(*start, 1, static_cast<std::uint32_t>(week)), all);
        return all;
    }
    double talkers_of(int n) const { return start->begin(n + 1) - start->begin(n); }

    sim::World world;
    std::shared_ptr<const sim::Start> start;
    sim::Column<sim::ResidentState> states;
};

inline double count(const std::vector<sim::Pending>& drawn, sim::EventKind kind) {
    double n = 0;
    for (const auto& one : drawn) n += (one.events & sim::event_bit(kind)) != 0;
    return n;
}

// A count that should be `expected` on average lies within four and a half standard errors of a Poisson count.
inline bool near(double counted, double expected) {
    return std::abs(counted - expected) < 4.5 * std::sqrt(expected) && expected > 50;
}

}  // namespace concord::tests
