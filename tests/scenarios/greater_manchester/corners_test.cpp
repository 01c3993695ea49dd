// Every point of the printed ranges is a legal run: the corners, where products of parameters go furthest.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "scenarios/greater_manchester/table.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

constexpr int kWeeks = 4;

// Parameters at the ends of their ranges; those that no prior varies stay as they are.
sim::Parameters at_corner(const std::function<bool(const sim::ParameterInfo&)>& high) {
    sim::Parameters p = sim::default_parameters();
    for (const sim::ParameterInfo& info : sim::parameter_table())
        if (info.prior != sim::Prior::kFixed) sim::set(p, info, high(info) ? info.high : info.low);
    return p;
}

// High or low by a chance of the parameter's own, as draws from the priors are.
bool tossed(sim::ParameterInfo info, std::uint32_t corner) {
    info.prior = sim::Prior::kUniform;
    info.low = 0;
    info.high = 1;
    return sim::prior_draw(info, 17, corner) > 0.5;
}

// Balance, and a few weeks with every lever in force and an attack.
void check_runs(const sim::World& world, const sim::Parameters& parameters) {
    auto scenario = tests::scenario(1, tests::every_lever(static_cast<int>(world.geography.districts.size())));
    scenario.events = {tests::event(sim::NewsKind::kAttack, 1)};
    std::shared_ptr<const sim::Start> start;
    REQUIRE_NOTHROW(start = sim::prepare(world, parameters, scenario.baseline, {.seed = 5}));
    sim::Simulation simulation(world, start, scenario, {.seed = 5});
    for (int week = 0; week < kWeeks; ++week) REQUIRE_NOTHROW(simulation.step());
    std::size_t outside = 0;
    for (const sim::ResidentState& state : simulation.states())
        for (int s = 0; s < sim::kStates; ++s) {
            const double value = static_cast<double>(state[s]);
            outside += !(value >= 0 && value <= 1);  // NaN is outside too
        }
    CHECK(outside == 0);
    const sim::BalanceReport& balance = sim::balance_report(*start);
    for (std::size_t s = 0; s < sim::kStates; ++s) CHECK(std::isfinite(balance.mean[s] + balance.sd[s]));
}

}  // namespace

TEST_CASE("Corners of the printed ranges are legal runs", "[corners]") {
    const auto world = sim::build_world(scenarios::built_in_greater_manchester(), {.scale = 1000, .seed = 1});
    SECTION("all low") {
        check_runs(world, at_corner([](const auto&) { return false; }));
    }
    SECTION("all high") {
        check_runs(world, at_corner([](const auto&) { return true; }));
    }
    SECTION("twenty drawn") {
        for (std::uint32_t corner = 0; corner < 20; ++corner) {
            CAPTURE(corner);
            check_runs(world, at_corner([&](const auto& info) { return tossed(info, corner); }));
        }
    }
}
