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

TEST_CASE("A branch has the weeks that all its members have, and a frame its branches by number") {
    const auto week = std::make_shared<const live::WeekMeasures>();
    live::BranchResult result;
    result.id = 7;
    CHECK(result.last_week() == -1);
    CHECK(result.members_week() == -1);
    result.weeks.assign(5, week);
    CHECK(result.last_week() == 4);
    CHECK(result.members_week() == -1);  // nobody to wait for, and nobody who says anything
    result.members = {live::Weeks(9, week), live::Weeks(3, week)};
    CHECK(result.members_week() == 2);
    result.members[1].resize(8, week);
    CHECK(result.members_week() == 4);  // no further than the branch itself
    result.members[0].clear();
    CHECK(result.members_week() == -1);
    live::SimulationFrame frame;
    frame.branches = {nullptr, std::make_shared<const live::BranchResult>(result)};
    CHECK(frame.branch(7) == frame.branches[1].get());
    CHECK(frame.branch(0) == nullptr);
}

TEST_CASE("A settled request has every branch and member up to the clock, those shown ahead of it") {
    const auto first = std::make_shared<const sim::Scenario>(tests::scenario(1));
    live::Simulator simulator(sim::small_geography(2, 1, 2), {.scale = 5, .member_scale = 20, .seed = 3});
    CHECK(simulator.frame() != nullptr);
    live::SimulationRequest request;
    request.number = 5;
    request.branches = {{0, {{0, first}}, "shown"}, {1, {{0, first}, {2, first}}, "beside"}};
    request.shown = 1, request.week = 3, request.ahead = 4;
    simulator.ask(request);
    REQUIRE(simulator.settle(120));
    const auto frame = simulator.frame();
    CHECK(frame->answers == 5);
    CHECK(frame->settled);
    CHECK(frame->doing.empty());
    CHECK(frame->problem.empty());
    CHECK(frame->why == nullptr);
    CHECK(frame->bytes > 0);
    REQUIRE(frame->branch(0) != nullptr);
    CHECK(frame->branch(0)->last_week() == 7);
    CHECK(frame->branch(1)->last_week() == 3);
    CHECK(frame->branch(1)->members.size() == live::kMembers);
    CHECK(frame->branch(1)->members_week() == 3);
    CHECK(frame->branch(0)->members_week() == 3);
    const auto adults = simulator.adults();
    REQUIRE(adults.size() == 4);
    for (const double count : adults) CHECK(std::fmod(count, 5) == 0);  // each stands for five
    request.number = 6, request.week = 60;                              // beyond the end
    request.ahead = 0;
    simulator.ask(request);
    REQUIRE(simulator.settle(120));
    CHECK(simulator.frame()->branch(1)->last_week() == 52);
}

TEST_CASE("A future asked about by itself is held against no lever; one with none is the same, and says so") {
    sim::Scenario with = tests::scenario(1, {tests::lever(sim::LeverKind::kCommunityEngagement, 400, 2)});
    const auto plain = std::make_shared<const sim::Scenario>(tests::scenario(1)),
               seats = std::make_shared<const sim::Scenario>(std::move(with));
    live::Simulator simulator(sim::small_geography(2, 1, 2), {.scale = 5, .member_scale = 50, .seed = 3});
    live::SimulationRequest request;
    const auto asked_about = [&](const live::ScenarioPtr& scenario) {
        ++request.number;
        request.branches = {{static_cast<int>(request.number), {{0, scenario}}, "it"}};
        request.shown = 1, request.week = 8;
        request.why = live::WhyQuestion{
            .branch = static_cast<int>(request.number), .against = {}, .from = 2, .to = 8, .neighbourhoods = {0, 1}};
        simulator.ask(request);
        REQUIRE(simulator.settle(120));
        return simulator.frame()->why;
    };
    const auto of_seats = asked_about(seats);
    REQUIRE(of_seats);
    CHECK_FALSE(of_seats->no_lever);
    CHECK(of_seats->column[sim::kVoice][sim::kLedgerEngagement] > 0);
    CHECK(of_seats->took_part.residents > 0);
    const auto adults = simulator.adults();
    CHECK(of_seats->adults == (adults[0] + adults[1]) / 5);  // simulated ones
    const auto of_plain = asked_about(plain);
    REQUIRE(of_plain);
    CHECK(of_plain->no_lever);
    CHECK(of_plain->difference[sim::kVoice] == 0);
    CHECK(of_plain->took_part.residents == 0);
    // Held against a future that is named it says what was asked, be that the same one.
    request.number += 1;
    request.why->against = request.branches[0].id;
    simulator.ask(request);
    REQUIRE(simulator.settle(120));
    REQUIRE(simulator.frame()->why);
    CHECK_FALSE(simulator.frame()->why->no_lever);
}

TEST_CASE("A branch that would change its own past is a problem of the frame, until something else is asked for") {
    const auto first = std::make_shared<const sim::Scenario>(tests::scenario(1));
    const auto early =
        std::make_shared<const sim::Scenario>(tests::scenario(1, {tests::lever(sim::LeverKind::kStopAndSearch, 3, 2)}));
    live::Simulator simulator(sim::small_geography(2, 1, 2), {.scale = 20, .member_scale = 50, .seed = 3});
    live::SimulationRequest request;
    request.number = 1;
    request.branches = {{0, {{0, first}, {4, early}}, "late"}};
    request.shown = 1, request.week = 6;
    simulator.ask(request);
    REQUIRE(simulator.settle(120));
    CHECK_THAT(simulator.frame()->problem, Catch::Contains("a fork at week 4 cannot change week 0 (2026-04-06)"));
    request.number = 2;
    request.branches = {{0, {{0, first}}, "as it is"}};
    simulator.ask(request);
    REQUIRE(simulator.settle(120));
    CHECK(simulator.frame()->problem.empty());
    CHECK(simulator.frame()->branch(0)->last_week() == 6);
}
