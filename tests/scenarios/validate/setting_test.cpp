// What patterns are evaluated on: worlds built once, levers from the first week, and runs that share a start.
#include "scenarios/validate/setting.h"

#include <atomic>
#include <catch2/catch.hpp>

#include "scenarios/validate/lever_docking.h"
#include "tests/support/runs.h"

namespace concord::validate {
namespace {

struct Small {
    sim::Geography geography = sim::small_geography(3, 1, 2);
    Setting setting;
    Small() {
        setting.geography = &geography;
        setting.baseline = tests::scenario(1);
        setting.scale = 20, setting.seeds = 3;
    }
};

}  // namespace

TEST_CASE("A world is built once for each scale, and no more seeds are taken than there are", "[setting]") {
    const Small small;
    const sim::World& world = small.setting.world();
    CHECK(world.scale == 20);
    CHECK(&small.setting.world() == &world);
    CHECK(&small.setting.world(20) == &world);
    CHECK(small.setting.world(40).scale == 40);
    CHECK(small.setting.world(40).talkers() == Approx(world.talkers() / 2.0).epsilon(0.05));
    CHECK(&small.setting.world() == &world);
    CHECK(small.setting.seeds_up_to(4) == 3);
    CHECK(small.setting.seeds_up_to(3) == 3);
    CHECK(small.setting.seeds_up_to(2) == 2);
}

TEST_CASE("A lever from the start is in force everywhere unless told where, at the cost of an assumption",
          "[setting]") {
    const Small small;
    const auto all = lever_from_the_start(small.setting, sim::LeverKind::kNeighbourhoodPolicing, 4);
    CHECK(all.districts == std::vector<int>{0, 1, 2});
    CHECK(all.intensity() == 4);
    CHECK(all.from == small.setting.baseline.start);
    CHECK(all.until == std::nullopt);
    CHECK(all.ramp_weeks == 0);
    CHECK(all.cost.per == sim::info(sim::LeverKind::kNeighbourhoodPolicing).cost_per);
    CHECK(all.cost.source == "assumption");
    CHECK(lever_from_the_start(small.setting, sim::LeverKind::kCommunityEngagement, 1, {2}).districts ==
          std::vector<int>{2});
}

TEST_CASE("Delivered as meant: nothing fails or backfires, all else stays", "[setting]") {
    sim::Parameters p = sim::default_parameters();
    const auto meant = delivered_as_meant(p);
    CHECK(meant.no_effect == 0);
    CHECK(meant.backfire == 0);
    CHECK(meant.training_backfire == 0);
    CHECK(p.no_effect > 0);
    p.no_effect = p.backfire = p.training_backfire = 0;
    for (const auto& row : sim::parameter_table()) CHECK(sim::get(meant, row) == sim::get(p, row));
}

TEST_CASE("Paired runs are those of the engine, as long as asked for, with the levers given", "[setting]") {
    const Small small;
    const auto parameters = tests::as_intended();
    const PairedRuns runs(small.setting, small.setting.world(), parameters, 2);
    const auto lever = lever_from_the_start(small.setting, sim::LeverKind::kCommunityEngagement, 200);
    const auto without = runs.run(1, {}), with = runs.run(1, {lever});
    CHECK(without.weeks == 52);
    CHECK(runs.run(2, {}).weeks == 104);
    sim::Scenario scenario = small.setting.baseline;
    CHECK(tests::same_bits(without, tests::finish(small.setting.world(), scenario, parameters, {.seed = 2}).record));
    scenario.levers = {lever};
    CHECK(tests::same_bits(with, tests::finish(small.setting.world(), scenario, parameters, {.seed = 2}).record));
    CHECK_FALSE(tests::same_bits(with, without));
    for (const auto& of_district : runs.start().delivery.works)
        for (const float works : of_district) CHECK(works == 1);
}

TEST_CASE("A run under way ends when it is asked to, also among those that are docked", "[setting]") {
    Small small;
    std::atomic<bool> stop{false};
    small.setting.stop = &stop;
    const sim::World& world = small.setting.world();
    const PairedRuns runs(small.setting, world, small.setting.parameters, 1);
    CHECK(runs.run(1, {}).weeks == 52);
    stop = true;
    CHECK_THROWS_AS(runs.run(1, {}), Interrupted);
    CHECK_THROWS_AS(runs.run_through(4, {}), Interrupted);
    CHECK_THROWS_AS(dock_levers(world, small.setting.parameters, small.setting.baseline, 1, &stop), Interrupted);
}

}  // namespace concord::validate
