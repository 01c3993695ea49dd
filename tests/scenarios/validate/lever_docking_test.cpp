// Levers set beside their closed form: which ones, how much of an effect is enough, and which weeks of a run count.
#include "scenarios/validate/lever_docking.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "scenarios/validate/incident_form.h"
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

TEST_CASE("Every lever is docked, but those that docs/validation.md names", "[docking]") {
    std::set<std::string_view> left;
    for (const sim::LeverInfo& lever : sim::lever_table()) left.insert(lever.name);
    for (const DockedLever& lever : docked_levers(tests::scenario(10), 4))
        left.erase(sim::info(lever.setting.kind).name);
    CHECK(left == std::set<std::string_view>{"early_support", "frontline_training", "monitoring"});
}

TEST_CASE("An effect is docked from two hundredths of a point on, of the formula or of the run", "[docking]") {
    CHECK(worth_docking(Docking{.lever = "", .formula = 2e-4, .run = 0}));
    CHECK(worth_docking(Docking{.lever = "", .formula = 0, .run = -2e-4}));
    CHECK_FALSE(worth_docking(Docking{.lever = "", .formula = 1.99e-4, .run = -1.99e-4}));
    CHECK(worth_docking(DockedCount{.lever = "", .what = "", .events = 400}));
    CHECK_FALSE(worth_docking(DockedCount{.lever = "", .what = "", .formula = 1, .run = 1, .events = 399}));
}

TEST_CASE("Docking sets the mean of a run's last year, less that without the lever, beside the form",
          "[docking][slow]") {
    const sim::World world = sim::build_world(sim::small_geography(3, 1, 2), {.scale = 20, .seed = 1});
    const auto parameters = sim::default_parameters();
    const sim::Scenario baseline = tests::scenario(2);
    const Docked all = dock_levers(world, parameters, baseline, 7);
    const auto& docked = all.states;
    REQUIRE(docked.size() == 13 * sim::kStates);
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
    // Counter-hate work comes last, with other parameters, and is counted over both years.
    CHECK(docked.back().lever == "counter_hate, all within reach, at the end of its prior");
    REQUIRE(all.counts.size() == 2);
    auto most = parameters;
    most.counter_hate_rate = 0.2, most.counter_hate_reporting = 0.3;
    auto setting = levers[7].setting;
    setting.set_intensity(1);
    const auto incidents = [&](std::vector<sim::LeverSetting> with, int event) {
        const auto record = tests::finish(world, tests::scenario(2, std::move(with)), most, {.seed = 7}).record;
        double sum = 0;
        for (int period = 0; period < 26; ++period)
            sum += record[sim::SeriesId::kEvents].at(period, record.layout().gm(), event);
        return sum;
    };
    const double before = incidents({}, sim::kEventHateIncidents),
                 after = incidents({setting}, sim::kEventHateIncidents);
    CHECK(all.counts[0].run == Approx(after / before - 1));
    CHECK(all.counts[1].run == Approx(incidents({setting}, sim::kEventHateRecorded) / after -
                                      incidents({}, sim::kEventHateRecorded) / before));
    const auto change = countered_incidents(world, most, baseline.baseline, setting, start->delivery.works);
    CHECK(all.counts[0].formula == Approx(change.happened));
    CHECK(all.counts[1].formula == Approx(change.share_recorded));
    CHECK(all.counts[0].events == Approx(std::abs(change.happened) * before / 20));
}

TEST_CASE("The closed form of countered incidents, worked out for two districts", "[docking]") {
    // Two districts with the same people in the same numbers, so that each has half of the incidents.
    const sim::World world = sim::build_world(sim::small_geography(2, 1, 2), {.scale = 4, .seed = 1});
    auto p = sim::default_parameters();
    p.counter_hate_rate = 0.2, p.counter_hate_reporting = 0.3;
    const auto baseline = tests::scenario(1).baseline;
    auto setting = docked_levers(tests::scenario(1), 2)[7].setting;  // half within reach, of too few to be diluted
    const auto lever = static_cast<std::size_t>(sim::LeverKind::kCounterHate);
    Delivered delivered(2);
    const auto change = [&](float first, float second) {
        delivered[0][lever] = first, delivered[1][lever] = second;
        return countered_incidents(world, p, baseline, setting, delivered);
    };
    CHECK(change(1, 1).happened == Approx(-0.1));
    CHECK(change(0, 0).happened == 0);
    CHECK(change(0, 0).share_recorded == Approx(0).margin(1e-12));
    const double first = change(1, 0).happened, second = change(0, 1).happened;
    CHECK(first < 0);
    CHECK(second < 0);
    CHECK(first + second == Approx(-0.1));
    // Of what would go unrecorded a third party brings 0.15 to the records: (1 - P) 0.15 more, P between a quarter and
    // a half. Where it backfires more happens, and 0.15 x 0.5 of P is kept from them.
    CHECK(change(-0.5F, -0.5F).happened == Approx(0.05));
    const double unrecorded = change(1, 1).share_recorded / 0.15;
    CHECK(unrecorded > 0.5);
    CHECK(unrecorded < 0.75);
    CHECK(change(-0.5F, -0.5F).share_recorded == Approx(-0.075 * (1 - unrecorded)));
    p.report_intercept = 20;  // everything is recorded
    CHECK(change(1, 1).share_recorded == Approx(0).margin(1e-6));
    p.counter_hate_rate = 0;
    CHECK(change(1, 1).happened == 0);
    setting.districts = {0};
    CHECK(change(1, 1).happened == 0);
    p.counter_hate_rate = 0.2, p.report_intercept = sim::default_parameters().report_intercept;
    CHECK(change(1, 1).happened == Approx(first));
}

}  // namespace concord::validate
