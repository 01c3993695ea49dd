// A rule in a run: the lever turns in the week in which its report acts, where it should, and costs what was bought.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/policy/costs.h"
#include "sim/processes/monitoring.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 2;

const World& place() {
    static const World world = build_world(small_geography(kDistricts, 3, 3), {.scale = 4, .seed = 8});
    return world;
}

Parameters parameters() {
    Parameters p = tests::as_intended();
    p.records_lag = 4;
    p.rule_delay = 3;
    return p;
}

LeverSetting patrol(const Rule& rule) {
    LeverSetting lever = tests::lever(LeverKind::kNeighbourhoodPolicing, 6, kDistricts);
    lever.rule = rule;
    return lever;
}

// All that there is, recorded or not, so that every report has some.
Scenario scenario_of(std::vector<LeverSetting> levers, int years = 2) {
    Scenario scenario = tests::scenario(years, std::move(levers));
    scenario.baseline.recorded_hate_per_1000_a_year = 60;
    scenario.baseline.stops_per_1000_a_year = 60;
    return scenario;
}

// Week by week, [weeks][districts].
struct Course {
    std::vector<std::vector<double>> bought;
    std::shared_ptr<const SimulationState> end;
    int first_week(std::size_t district) const {
        for (std::size_t week = 0; week < bought.size(); ++week)
            if (bought[week][district] > 0) return static_cast<int>(week);
        return -1;
    }
};

Course course_of(const Scenario& scenario, const Parameters& p = parameters()) {
    Simulation simulation(place(), prepare(place(), p, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    Course course;
    while (simulation.week() < scenario.length()) {
        simulation.step();
        std::vector<double> units(simulation.units_bought().begin(), simulation.units_bought().end());
        units.resize(kDistricts);  // of the first lever; none where there is none
        course.bought.push_back(units);
    }
    course.end = simulation.save();
    return course;
}

const Rule kAlways{.indicator = kSeenRecordedHate, .below = false, .threshold = 0};
const Rule kNever{.indicator = kSeenRecordedHate, .below = false, .threshold = 1000};

}  // namespace

TEST_CASE("A lever turns in the week in which its second report acts: the end of its weeks, the lag and the delay") {
    Rule rule = kAlways;
    CHECK(course_of(scenario_of({patrol(rule)})).first_week(0) == 13 + 4 + 3);
    rule.reports = 2;
    CHECK(course_of(scenario_of({patrol(rule)})).first_week(0) == 26 + 4 + 3);
    Parameters late = parameters();
    late.records_lag = 9.5;  // in whole weeks
    CHECK(course_of(scenario_of({patrol(rule)}), late).first_week(0) == 26 + 10 + 3);
    late.rule_delay = 0;
    CHECK(course_of(scenario_of({patrol(rule)}), late).first_week(0) == 26 + 10);
    Scenario police = scenario_of({patrol(rule)});
    police.baseline.monitoring = Regime::kPoliceReports;
    CHECK(course_of(police).first_week(0) == 52 + 8 + 3);
}

TEST_CASE("A rule that is never met leaves residents as they are without the lever; one always met, as with it later") {
    const Course without = course_of(scenario_of({})), never = course_of(scenario_of({patrol(kNever)}));
    CHECK(tests::same_bits(without.end->now, never.end->now));
    CHECK(never.first_week(0) == -1);

    LeverSetting later = tests::lever(LeverKind::kNeighbourhoodPolicing, 6, kDistricts);
    later.from = add_weeks(later.from, 20);
    const Course always = course_of(scenario_of({patrol(kAlways)})), plain = course_of(scenario_of({later}));
    CHECK(tests::same_bits(always.end->now, plain.end->now));
    CHECK_FALSE(tests::same_bits(always.end->now, without.end->now));  // the lever does something

    // The same with a ramp, which begins in the week in which the rule turns.
    LeverSetting slowly = patrol(kAlways);
    slowly.ramp_weeks = later.ramp_weeks = 40;
    const Course risen = course_of(scenario_of({slowly}));
    CHECK(risen.first_week(0) == 20);
    CHECK(risen.bought[20][0] == Approx(0.5 / 40 * always.bought[20][0]));
    CHECK(tests::same_bits(risen.end->now, course_of(scenario_of({later})).end->now));
    CHECK_FALSE(tests::same_bits(risen.end->now, always.end->now));
}

TEST_CASE("By district a lever turns where the district's own reports say so, and nowhere else") {
    Scenario scenario = scenario_of({});
    scenario.baseline.recorded_hate_by_district = {5.0, 115.0};
    Rule rule{.indicator = kSeenRecordedHate, .below = false, .threshold = 40, .by_district = true};
    scenario.levers = {patrol(rule)};
    const Course by_district = course_of(scenario);
    CHECK(by_district.first_week(0) == -1);
    CHECK(by_district.first_week(1) == 20);
    scenario.levers[0].rule->by_district = false;
    const Course all = course_of(scenario);
    CHECK(all.first_week(0) == 20);
    CHECK(all.first_week(1) == 20);
}

TEST_CASE("What is turned on is part of a setting, and so is what is left of it until then") {
    Rule rule = kAlways;
    rule.then = 0.75;
    rule.otherwise = 0.25;
    const Course course = course_of(scenario_of({patrol(rule)}, 1));
    const Course whole = course_of(scenario_of({tests::lever(LeverKind::kNeighbourhoodPolicing, 6, kDistricts)}, 1));
    CHECK(course.bought[19][0] == Approx(0.25 * whole.bought[19][0]));
    CHECK(course.bought[20][0] == Approx(0.75 * whole.bought[20][0]));
    CHECK(whole.bought[20][0] > 0);
}

TEST_CASE("A run costs what its rule bought, not what the plan would have") {
    const Scenario scenario = scenario_of({patrol(kAlways)}, 1);
    const auto finished = tests::finish(place(), scenario, parameters(), {.seed = 3});
    const CostReport cost = cost_of(scenario, finished.record[SeriesId::kUnitsBought]),
                     plan = planned_cost(place().geography, scenario);
    CHECK(cost.total_gbp == Approx(plan.total_gbp * 32 / 52));
    CHECK(cost.total_gbp > 0);
}

TEST_CASE("A rule goes by what is measured, not by what is true: records that come late or not at all turn nothing") {
    // Everybody is asked under the survey; with nobody answering there is nothing to go by.
    Rule rule{.indicator = kFeelSafe, .below = true, .threshold = 100};
    Scenario scenario = scenario_of({patrol(rule)}, 1);
    LeverSetting larger = tests::lever(LeverKind::kMonitoring, 0, kDistricts);
    larger.values.clear();
    larger.set(1, {.number = 100000});
    larger.set(0, {.choice = static_cast<int>(Regime::kQuarterlySurvey)});
    scenario.levers.push_back(larger);
    const Course asked = course_of(scenario);
    CHECK(asked.first_week(0) == 13 + 8 + 3);
    scenario.levers[1].set(1, {.number = 100});
    const Course hardly = course_of(scenario);
    CHECK(std::isnan(monitoring::measured_in(*hardly.end, 0, 0, std::size_t{kFeelSafe}).seen));
    CHECK(hardly.first_week(0) == -1);
}

TEST_CASE("A run taken up again in the middle goes on as its rule stands; a fork with another rule looks back alike") {
    Rule rule = kAlways;
    rule.reports = 3;
    const Scenario scenario = scenario_of({patrol(rule)});
    const auto start = prepare(place(), parameters(), scenario.baseline, {.seed = 3});
    Simulation whole(place(), start, scenario, {.seed = 3});
    while (whole.week() < 60) whole.step();
    Simulation first(place(), start, scenario, {.seed = 3}), again(place(), start, scenario, {.seed = 3});
    while (first.week() < 40) first.step();  // two of three reports are in
    again.restore(*first.save());
    while (again.week() < 60) again.step();
    CHECK(first_difference(*whole.save(), *again.save()) == "");
    CHECK(again.units_bought()[0] > 0);

    Scenario forked = scenario_of({});
    forked.levers = {patrol(rule)};
    forked.levers[0].from = add_weeks(forked.start, 41);
    const Scenario nothing = scenario_of({});
    Simulation parent(place(), start, nothing, {.seed = 3}), fork(place(), start, forked, {.seed = 3});
    while (parent.week() < 41) parent.step();
    fork.restore(*parent.save());
    while (fork.week() < 39 + 4 + 3) fork.step();
    CHECK(fork.units_bought()[0] == 0);
    fork.step();
    CHECK(fork.units_bought()[0] > 0);  // the three reports before the fork count
}
