// Adaptive rules by themselves: when a lever turns, turns back, and what is refused; and what is monitored when.
#include "sim/policy/rules.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/policy/costs.h"
#include "sim/policy/reach.h"
#include "sim/policy/schedule.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

// A reading every ten weeks from week 10 on.
std::vector<Reading> readings(const std::vector<double>& values) {
    std::vector<Reading> all;
    for (const double value : values) all.push_back({.acts_in = 10 * static_cast<int>(all.size() + 1), .value = value});
    return all;
}

LeverSetting monitored_by(Regime regime, int districts = 2) {
    LeverSetting setting = tests::lever(LeverKind::kMonitoring, 0, districts);
    setting.values.clear();
    setting.set(0, {.choice = static_cast<int>(regime)});
    return setting;
}

LeverSetting ruled(Rule rule, LeverKind kind = LeverKind::kNeighbourhoodPolicing, double intensity = 4) {
    LeverSetting setting = tests::lever(kind, intensity, 2);
    setting.rule = rule;
    return setting;
}

constexpr Rule kSafeEnough{.indicator = kFeelSafe, .threshold = 80};

}  // namespace

TEST_CASE("A rule turns its lever in the week in which the report that it needs acts, not a week before") {
    const Rule rule{
        .indicator = kFeelSafe, .below = true, .threshold = 80, .reports = 2, .then = 0.9, .otherwise = 0.1};
    const auto of = readings({79, 85, 79, 78, 77, 82, 79, 81, 83, 70});
    CHECK(turned_to(rule, of, 0) == 0.1);
    CHECK(turned_to(rule, of, 30) == 0.1);  // one below, one above, one below: never two in a row
    CHECK(turned_to(rule, of, 39) == 0.1);
    CHECK(turned_to(rule, of, 40) == 0.9);
    CHECK(turned_to(rule, of, 70) == 0.9);  // one above is not enough to turn back
    CHECK(turned_to(rule, of, 89) == 0.9);
    CHECK(turned_to(rule, of, 90) == 0.1);  // the second in a row
    CHECK(turned_to(rule, of, 1000) == 0.1);
    Rule above = rule;
    above.below = false;
    CHECK(turned_to(above, of, 80) == 0.1);
    CHECK(turned_to(above, of, 90) == 0.9);
    Rule at_once = rule;
    at_once.reports = 1;
    CHECK(turned_to(at_once, of, 10) == 0.9);
    CHECK(turned_to(at_once, of, 20) == 0.1);
}

TEST_CASE(
    "What a rule turns on rises over the ramp from the week in which it turns, and what it turns back goes at once") {
    const Rule rule{.indicator = kFeelSafe, .below = true, .threshold = 80, .then = 1, .otherwise = 0.25};
    const auto of = readings({85, 85, 70, 70, 85, 70});  // act in weeks 10, 20, ...: on in 30, back in 50, on in 60
    const Ramp ramp{.from = 4, .weeks = 40};
    const auto at = [&](int week) { return turned_to(rule, of, week, ramp); };
    CHECK(at(4) == Approx(0.5 / 40));  // of the first week in force the middle
    CHECK(at(13) == Approx(9.5 / 40));
    CHECK(at(14) == 0.25);  // a quarter of it takes a quarter of the ramp
    CHECK(at(29) == 0.25);
    CHECK(at(30) == Approx(0.25 + 0.5 / 40));  // and goes on from there
    CHECK(at(49) == Approx(0.25 + 19.5 / 40));
    CHECK(at(50) == 0.25);
    CHECK(at(59) == 0.25);
    CHECK(at(60) == Approx(0.25 + 0.5 / 40));
    CHECK(at(89) == Approx(0.25 + 29.5 / 40));
    CHECK(at(90) == 1);
    CHECK(at(500) == 1);
    // A report from before the lever is in force has turned it, and the ramp begins with it.
    const auto early = [&](int week) { return turned_to(rule, of, week, {.from = 35, .weeks = 40}); };
    CHECK(early(35) == Approx(0.5 / 40));
    CHECK(early(49) == Approx(14.5 / 40));
    CHECK(early(50) == 0.25);
    // Without a ramp as without one: all at once.
    CHECK(turned_to(rule, of, 30, {.from = 4}) == 1);
}

TEST_CASE("A report at the threshold is neither below nor above; one without a value says nothing") {
    const double none = std::nan("");
    Rule rule = kSafeEnough;
    CHECK(turned_to(rule, readings({80}), 100) == 0);
    rule.below = false;
    CHECK(turned_to(rule, readings({80}), 100) == 0);
    CHECK(turned_to(rule, readings({81}), 100) == 1);
    rule = kSafeEnough;
    rule.reports = 2;
    CHECK(turned_to(rule, readings({70, none, 70}), 100) == 1);
    CHECK(turned_to(rule, readings({none, none}), 100) == 0);
    CHECK(turned_to(rule, {}, 100) == 0);
}

TEST_CASE("What is monitored: the baseline's regime until another is in force, from the next quarter on") {
    Scenario scenario = tests::scenario(2);
    CHECK(monitoring_of(scenario, 0).regime == Regime::kQuarterlySurvey);
    CHECK(monitoring_of(scenario, 0).interviews == 3218.75);
    scenario.baseline.monitoring = Regime::kPoliceReports;
    CHECK(monitoring_of(scenario, 50).regime == Regime::kPoliceReports);
    LeverSetting panel = monitored_by(Regime::kCommunityPanel);
    panel.set(2, {.number = 900});
    panel.from = add_weeks(scenario.start, 14);
    panel.until = add_weeks(scenario.start, 40);
    scenario.levers = {panel};
    CHECK(monitoring_of(scenario, 25).regime == Regime::kPoliceReports);  // its quarter began at 13
    CHECK(monitoring_of(scenario, 26).regime == Regime::kCommunityPanel);
    CHECK(monitoring_of(scenario, 26).members == 900);
    CHECK(monitoring_of(scenario, 51).regime == Regime::kCommunityPanel);
    CHECK(monitoring_of(scenario, 52).regime == Regime::kPoliceReports);
}

TEST_CASE("A mode of asking shifts the two items that were measured, and the others by their mean") {
    Scenario scenario = tests::scenario(1);
    LeverSetting online = monitored_by(Regime::kQuarterlySurvey);
    online.set(3, {.number = -0.83});
    online.set(4, {.number = -0.45});
    scenario.levers = {online};
    const Monitoring found = monitoring_of(scenario, 0);
    CHECK(found.shift_belong == -0.83);
    CHECK(found.shift_get_on_well == -0.45);
    CHECK(found.shift_others == Approx(-0.64));
}

TEST_CASE("Lags: whole weeks, of the report and of the records") {
    Parameters p = default_parameters();
    CHECK(report_lag(p, Regime::kQuarterlySurvey, kFeelSafe) == 8);
    CHECK(report_lag(p, Regime::kQuarterlySurvey, kSeenStops) == 4);
    CHECK(report_lag(p, Regime::kCommunityPanel, kFeelSafe) == 4);
    CHECK(report_lag(p, Regime::kPoliceReports, kSeenRecordedHate) == 8);
    p.survey_lag = 8.2;
    CHECK(report_lag(p, Regime::kQuarterlySurvey, kFeelSafe) == 9);
}

TEST_CASE("A rule of what the regime in force does not see is refused, for as long as it does not") {
    Scenario scenario = tests::scenario(2, {ruled(kSafeEnough)});
    CHECK(what_is_wrong_with_rule(scenario, 0).empty());
    scenario.baseline.monitoring = Regime::kPoliceReports;
    CHECK(what_is_wrong_with_rule(scenario, 0) ==
          "feel_safe is not seen by police_reports_twice_yearly, the regime of 2026-04-06: it reports recorded_hate, "
          "recorded_stops and recorded_referrals");
    scenario.levers[0].rule->indicator = kSeenRecordedHate;
    CHECK(what_is_wrong_with_rule(scenario, 0).empty());
    scenario.levers[0].rule->indicator = kFeelSafe;
    scenario.levers.push_back(monitored_by(Regime::kQuarterlySurvey));
    CHECK(what_is_wrong_with_rule(scenario, 0).empty());
    scenario.levers[1].until = add_weeks(scenario.start, 26);
    CHECK(what_is_wrong_with_rule(scenario, 0).find("2026-10-05") != std::string::npos);
    scenario.levers[0].until = add_weeks(scenario.start, 26);  // over by then
    CHECK(what_is_wrong_with_rule(scenario, 0).empty());
}

TEST_CASE("A rule that could turn nothing, or is outside what may be, is refused before a run") {
    const auto refused = [](const Rule& rule) {
        const Geography geography = small_geography(2, 1, 3);
        const Scenario scenario = tests::scenario(1, {ruled(rule)});
        CHECK_THROWS_AS(Schedule(geography, scenario), std::invalid_argument);
    };
    Rule rule = kSafeEnough;
    rule.otherwise = rule.then;
    refused(rule);
    rule = kSafeEnough;
    rule.reports = 0;
    refused(rule);
    rule.reports = kMostReportsInARow + 1;
    refused(rule);
    rule = kSafeEnough;
    rule.threshold = 100.1;
    refused(rule);
    rule = kSafeEnough;
    rule.then = 1.1;
    refused(rule);
    rule = kSafeEnough;
    rule.indicator = kIndicators;
    refused(rule);
    Scenario scenario = tests::scenario(1, {monitored_by(Regime::kCommunityPanel)});
    scenario.levers[0].rule = kSafeEnough;
    CHECK_FALSE(what_is_wrong_with_rule(scenario, 0).empty());
}

TEST_CASE("What rules leave of a lever is left of it in each district, and nothing else of the week changes") {
    const Geography geography = small_geography(2, 1, 3);
    Scenario scenario = tests::scenario(1, tests::every_lever(2));
    for (LeverSetting& lever : scenario.levers) lever.ramp_weeks = 0;
    const Schedule schedule(geography, scenario);
    LeverWeek all, same, half;
    schedule.at(3, all);
    const std::size_t levers = scenario.levers.size();
    std::vector<double> turned(levers * 2, 1.0);
    schedule.at(3, same, turned);
    CHECK(all == same);
    for (std::size_t lever = 0; lever < levers; ++lever) turned[2 * lever + 1] = 0.5;  // in the second district
    schedule.at(3, half, turned);
    for (std::size_t n = 0; n < geography.neighbourhoods.size(); ++n) {
        const float left = geography.neighbourhoods[n].district == 1 ? 0.5F : 1.0F;
        CHECK(half.patrol_hours[n] == left * all.patrol_hours[n]);
        CHECK(half.engagement_seats[n] == left * all.engagement_seats[n]);
        CHECK(half.counter_hate[n] == left * all.counter_hate[n]);
        CHECK(half.trained[n] == left * all.trained[n]);
        CHECK(half.stop_multiple[n] == 1 + left * (all.stop_multiple[n] - 1));
    }
    CHECK(half.forum[0] == all.forum[0]);
    CHECK(half.forum[1][0] == 0.5F * all.forum[1][0]);
    const auto patrol = static_cast<std::size_t>(LeverKind::kNeighbourhoodPolicing);
    CHECK(half.reach[patrol] < all.reach[patrol]);
}

TEST_CASE("What monitoring buys: interviews beyond the survey there is, reports, members; and it reaches nobody") {
    const Geography geography = small_geography(2, 1, 3);
    const double share = geography.total_residents() / kResidentsOfGreaterManchester;
    const auto units = [&](LeverSetting setting, Regime of_baseline = Regime::kQuarterlySurvey) {
        Scenario scenario = tests::scenario(1, {std::move(setting)});
        scenario.baseline.monitoring = of_baseline;
        double sum = 0;
        for (const double u : planned_units(geography, scenario).values) sum += u;
        return sum / share;
    };
    LeverSetting larger = monitored_by(Regime::kQuarterlySurvey);
    CHECK(units(larger) == 0);  // it is there already
    CHECK(units(larger, Regime::kPoliceReports) == Approx(12875));
    larger.set(1, {.number = 5000});
    CHECK(units(larger) == Approx(20000 - 12875));
    CHECK(units(monitored_by(Regime::kPoliceReports)) == Approx(2));
    CHECK(units(monitored_by(Regime::kCommunityPanel)) == Approx(600));

    LeverWeek week;
    Schedule(geography, tests::scenario(1, {monitored_by(Regime::kCommunityPanel)})).at(0, week);
    CHECK_FALSE(week.any);
}

TEST_CASE("Another regime alone reaches nothing; where a rule goes by it, what the ruled lever reaches") {
    const Geography geography = small_geography(2, 1, 3);
    const Scenario baseline = tests::scenario(1);
    const Scenario panel = tests::scenario(1, {monitored_by(Regime::kCommunityPanel)});
    const ReachTable nothing = reach_between(panel, baseline, default_parameters());
    for (const Route& route : nothing.outcomes) CHECK(route.reach == Reach::kNotAtAll);
    CHECK(places_reached(geography, panel, baseline).empty());

    const Scenario with = tests::scenario(1, {monitored_by(Regime::kCommunityPanel), ruled(kSafeEnough)});
    const Scenario without = tests::scenario(1, {ruled(kSafeEnough)});
    CHECK(reach_between(with, without, default_parameters()).outcomes[kOutcomeFeelSafe].reach == Reach::kDirect);
    CHECK(places_reached(geography, with, without).size() == geography.neighbourhoods.size());
    CHECK(reach_between(without, without, default_parameters()).outcomes[kOutcomeFeelSafe].reach == Reach::kNotAtAll);
}
