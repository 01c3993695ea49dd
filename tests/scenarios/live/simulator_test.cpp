// The simulation beside the window: who took part is whom batch runs say took part.
#include "scenarios/live/simulator.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/runs.h"

using namespace concord;

namespace {

constexpr int kScale = 2;

sim::Geography town() { return sim::small_geography(2, 3, 3); }

live::SimulationRequest asked(const live::ScenarioPtr& without, const live::ScenarioPtr& with, int week) {
    live::SimulationRequest request;
    request.number = 1;
    request.branches = {{0, {{0, without}}, "without"}, {1, {{0, without}, {4, with}}, "with"}};
    request.shown = 2;
    request.week = week;
    request.why = live::WhyQuestion{.branch = 1, .against = 0, .from = 0, .to = week, .neighbourhoods = {0, 1}};
    return request;
}

}  // namespace

TEST_CASE("Those who took part in a branch are those of batch runs, with the same means in both futures") {
    const auto without = std::make_shared<const sim::Scenario>(tests::scenario(1));
    sim::Scenario changed = *without;
    changed.levers.push_back(tests::every_lever(2)[0]);
    changed.levers.back().from = sim::add_weeks(changed.start, 4);
    changed.levers.back().ramp_weeks = 0;
    const auto with = std::make_shared<const sim::Scenario>(std::move(changed));
    constexpr int kWeek = 40;
    live::Simulator simulator(town(), {.scale = kScale, .member_scale = 20, .seed = 3, .population_seed = 5});
    simulator.ask(asked(without, with, kWeek));
    REQUIRE(simulator.settle(120));
    const auto answer = simulator.frame()->why;
    REQUIRE(answer);

    const sim::World world = sim::build_world(town(), {.scale = kScale, .seed = 5});
    const sim::RunOptions options{.seed = 3};
    const auto start = sim::prepare(world, sim::default_parameters(), without->baseline, options);
    sim::Simulation one(world, start, *with, options), other(world, start, *without, options);
    while (one.week() < kWeek) one.step(), other.step();
    constexpr std::uint8_t kEveryKind = 255;
    const auto expected = sim::participants_of(*start, one.state(), kEveryKind, other.states());
    REQUIRE(expected.residents > 0);
    CHECK(answer->took_part.residents == expected.residents);
    for (std::size_t k = 0; k < sim::kCohortMeasures; ++k) {
        INFO(sim::kCohortNames[k]);
        CHECK(answer->took_part.with[k] == expected.with[k]);
        CHECK(answer->took_part.without[k] == expected.without[k]);
    }
    CHECK(answer->took_part.with[sim::kVoice] > answer->took_part.without[sim::kVoice]);
}
