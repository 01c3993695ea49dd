// Levers set beside their closed form: which ones, how much of an effect is enough, and which weeks of a run count.
#include "scenarios/validate/lever_docking.h"

#include <catch2/catch.hpp>

#include "tests/support/runs.h"

namespace concord::validate {

TEST_CASE("Levers to be docked: each kind once, the posture by itself, all districts, for nothing", "[docking]") {
    const auto levers = docked_levers(tests::scenario(10), 4);
    const std::vector<std::string> names = {"community_engagement, 50 seats",
                                            "bridging_programmes, 100 places",
                                            "neighbourhood_policing, 2 hours",
                                            "procedural_justice_training, half of the officers",
                                            "stop_and_search, 3 times",
                                            "stop_and_search, posture 0.1 fairer",
                                            "esol_circles, 10 places",
                                            "counter_hate, half within reach",
                                            "venue_due_diligence, all venues",
                                            "partnership_forum, all members",
                                            "enforcement_led_prevention, all contacts",
                                            "open_communication, half within reach"};
    const std::vector<double> amounts = {50, 100, 2, 0.5, 3, 1, 10, 0.5, 1, 0, 1, 0.5};
    REQUIRE(levers.size() == names.size());
    for (std::size_t k = 0; k < levers.size(); ++k) {
        INFO(names[k]);
        CHECK(levers[k].what == names[k]);
        CHECK(levers[k].setting.intensity() == amounts[k]);
        CHECK(levers[k].setting.districts == std::vector<int>{0, 1, 2, 3});
        CHECK(levers[k].setting.from == sim::make_date(2026, 4, 6));
        CHECK(levers[k].setting.cost.gbp == 0);
    }
    CHECK(levers[9].setting.chose("members", "police"));
    CHECK(levers[9].setting.chose("members", "vcfse"));
    CHECK(levers[4].setting.number("fair_share") == 0);
    CHECK(levers[5].setting.number("fair_share") == 0.1);
    CHECK(levers[5].setting.number("service_satisfaction") == 0.1);
}

TEST_CASE("An effect is docked from two hundredths of a point on, of the formula or of the run", "[docking]") {
    CHECK(worth_docking({.lever = "", .formula = 2e-4, .run = 0}));
    CHECK(worth_docking({.lever = "", .formula = 0, .run = -2e-4}));
    CHECK_FALSE(worth_docking({.lever = "", .formula = 1.99e-4, .run = -1.99e-4}));
}

TEST_CASE("Docking sets the mean of a run's last year, less that without the lever, beside the form",
          "[docking][slow]") {
    const sim::World world = sim::build_world(sim::small_geography(3, 1, 2), {.scale = 20, .seed = 1});
    const auto parameters = sim::default_parameters();
    const sim::Scenario baseline = tests::scenario(2);
    const auto docked = dock_levers(world, parameters, baseline, 7);
    REQUIRE(docked.size() == 12 * sim::kStates);
    const auto levers = docked_levers(baseline, 3);
    // Stops, the fifth lever: trust in the police over the 13 periods of the second year.
    const auto of_last_year = [&](std::vector<sim::LeverSetting> with) {
        const auto record = tests::finish(world, tests::scenario(2, std::move(with)), parameters, {.seed = 7}).record;
        double sum = 0;
        for (int period = 14; period <= 26; ++period)
            sum += record[sim::SeriesId::kStateMeans].at(period, record.layout().gm(), int{sim::kPoliceTrust});
        return sum / 13;
    };
    const Docking& stops = docked[4 * sim::kStates + sim::kPoliceTrust];
    CHECK(stops.lever == "stop_and_search, 3 times");
    CHECK(stops.state == sim::kPoliceTrust);
    CHECK(stops.run == Approx(of_last_year({levers[4].setting}) - of_last_year({})));
    CHECK(stops.run < 0);
    const auto start = sim::prepare(world, parameters, baseline.baseline, {.seed = 7});
    const auto effect =
        ClosedForm(world, parameters, baseline.baseline).effect(levers[4].setting, start->delivery.works, 78);
    CHECK(stops.formula == effect[sim::kPoliceTrust]);
}

}  // namespace concord::validate
