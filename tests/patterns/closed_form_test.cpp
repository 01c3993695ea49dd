// P18: every lever's effect on the means of Greater Manchester lies within 10 % of its closed form.
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/validate/lever_docking.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

sim::LeverSetting everywhere(sim::LeverKind kind, double intensity) { return tests::lever(kind, intensity, 10); }

const validate::Delivered& as_intended() {
    static const validate::Delivered delivered = [] {
        std::array<float, sim::kLeverKinds> whole;
        whole.fill(1);
        return validate::Delivered(10, whole);
    }();
    return delivered;
}

}  // namespace

TEST_CASE("P18 (follows): every lever does to the means what its closed form says, within 10 %, at 1:20",
          "[slow][P18]") {
    const auto geography = scenarios::built_in_greater_manchester();
    const auto world = sim::build_world(geography, {.scale = 20, .seed = 1});
    auto baseline = scenarios::read_scenario("status_quo_today", geography);
    baseline.years = 10;
    int compared = 0;
    const auto docked = validate::dock_levers(world, sim::default_parameters(), baseline, 1);
    for (const auto& d : docked.counts) {
        INFO(d.what << ": formula " << 100 * d.formula << ", run " << 100 * d.run << " percent");
        REQUIRE(validate::worth_docking(d));
        CHECK(std::abs(d.formula / d.run - 1) < validate::kDockingTolerance);
    }
    for (const auto& d : docked.states) {
        if (!validate::worth_docking(d)) continue;
        ++compared;
        INFO(d.lever << ", " << sim::kStateNames[d.state] << ": formula " << 100 * d.formula << ", run " << 100 * d.run
                     << " points");
        CHECK(std::abs(d.formula / d.run - 1) < validate::kDockingTolerance);
    }
    CHECK(compared >= 15);
}

TEST_CASE("The closed form feels what it is made of: hearing, arrows, moves, delivery, dilution", "[P18]") {
    const auto geography = scenarios::built_in_greater_manchester();
    const auto world = sim::build_world(geography, {.scale = 200, .seed = 1});
    const auto baseline = scenarios::read_scenario("status_quo_today", geography).baseline;
    const sim::Parameters usual = sim::default_parameters();
    const auto effect = [&](const sim::Parameters& p, sim::LeverKind kind, double intensity, int weeks = 520) {
        return validate::ClosedForm(world, p, baseline).effect(everywhere(kind, intensity), as_intended(), weeks);
    };
    const auto seats = effect(usual, sim::LeverKind::kCommunityEngagement, 50);
    const auto stops = effect(usual, sim::LeverKind::kStopAndSearch, 3);

    SECTION("hearing: without it stops do less than half") {
        auto deaf = usual;
        deaf.vicarious = 0;
        CHECK(effect(deaf, sim::LeverKind::kStopAndSearch, 3)[sim::kPoliceTrust] / stops[sim::kPoliceTrust] < 0.5);
    }
    SECTION("an arrow carries what it says, less what moves and talks take") {
        auto cut = usual;
        cut.voice_to_trust = 0;
        CHECK(seats[sim::kNeighbourTrust] > 0.0003);
        CHECK(effect(cut, sim::LeverKind::kCommunityEngagement, 50)[sim::kNeighbourTrust] == Approx(0).margin(2e-5));
    }
    SECTION("twice the seats do less than twice as much, by the exponent of dilution") {
        const auto twice = effect(usual, sim::LeverKind::kCommunityEngagement, 100);
        CHECK(twice[sim::kVoice] / seats[sim::kVoice] == Approx(std::pow(2.0, 1 - usual.dilution)).epsilon(1e-3));
    }
    SECTION("what does not work does nothing, and stops' harm is not a matter of delivery") {
        validate::Delivered nothing(10, std::array<float, sim::kLeverKinds>{});
        const validate::ClosedForm form(world, usual, baseline);
        CHECK(form.effect(everywhere(sim::LeverKind::kCommunityEngagement, 50), nothing, 520)[sim::kVoice] == 0);
        CHECK(form.effect(everywhere(sim::LeverKind::kStopAndSearch, 3), nothing, 520)[sim::kPoliceTrust] ==
              stops[sim::kPoliceTrust]);
    }
    SECTION("it starts from nothing and settles") {
        CHECK(effect(usual, sim::LeverKind::kCommunityEngagement, 50, 0)[sim::kVoice] == 0);
        const double at_20 = effect(usual, sim::LeverKind::kCommunityEngagement, 50, 1040)[sim::kVoice],
                     at_30 = effect(usual, sim::LeverKind::kCommunityEngagement, 50, 1560)[sim::kVoice];
        CHECK(at_30 / at_20 == Approx(1).margin(0.001));
        CHECK(effect(usual, sim::LeverKind::kCommunityEngagement, 50, 52)[sim::kVoice] < 0.5 * at_20);
    }
    SECTION("a capacity is refused") {
        auto limited = everywhere(sim::LeverKind::kCommunityEngagement, 50);
        limited.capacity = 10;
        CHECK_THROWS_WITH(validate::ClosedForm(world, usual, baseline).effect(limited, as_intended(), 52),
                          Catch::Contains("capacity"));
    }
}
