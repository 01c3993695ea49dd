// Rules of levers, the lever of monitoring, and what the baseline says of monitoring and of a decline, in a scenario
// file: read, written back as they were, described, and each mistake told at its line.
#include "scenarios/format/rule_section.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

#include "scenarios/format/scenario_export.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"

using namespace concord;
using scenarios::InputError;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

const std::string kHead =
    "format = 1\nname = \"Rule\"\npurpose = \"A test?\"\nextends = \"status_quo_today.toml\"\nyears = 4\n";
const std::string kCost =
    "unit_cost = { gbp = 1, per = \"patrol hour\", price_year = 2024, source = \"assumption\" }\n";
const std::string kMonitoringCost =
    "unit_cost = { gbp = 40, per = \"interview, police report, or panel member and year\", price_year = 2024, source "
    "= \"assumption\" }\n";

// The rule stands in line 9.
std::string patrol(const std::string& rule) {
    return kHead + "[[lever]]\nkind = \"neighbourhood_policing\"\npatrol_hours_per_1000_a_week = 2\nrule = " + rule +
           "\n" + kCost;
}

std::string monitoring(const std::string& lines) {
    return "[[lever]]\nkind = \"monitoring\"\n" + lines + kMonitoringCost;
}

sim::Scenario read(const std::string& text) {
    return scenarios::read_scenario_text("rule.toml", text, greater_manchester());
}

InputError error_of(const std::string& text) {
    try {
        static_cast<void>(read(text));
    } catch (const InputError& error) {
        return error;
    }
    FAIL("read without a complaint");
    throw std::logic_error("not reached");
}

const std::string kWhole =
    "{ indicator = \"feel_safe\", below = \"85%\", reports = 2, by = \"district\", then = \"80%\", otherwise = "
    "\"10%\", note = \"n\" }";

}  // namespace

TEST_CASE("A rule is read with all that it says, and with its defaults where it says nothing", "[rules]") {
    const auto rule = read(patrol(kWhole)).levers.at(0).rule;
    REQUIRE(rule);
    CHECK(*rule == sim::Rule{.indicator = sim::kFeelSafe,
                             .below = true,
                             .threshold = 85,
                             .reports = 2,
                             .by_district = true,
                             .then = 0.8,
                             .otherwise = 0.1});
    const auto usual = read(patrol("{ indicator = \"recorded_hate\", above = 3.2 }")).levers.at(0).rule;
    REQUIRE(usual);
    CHECK(*usual == sim::Rule{.indicator = sim::kSeenRecordedHate, .below = false, .threshold = 3.2});
    CHECK_FALSE(read(kHead).levers.size() > 0);
}

TEST_CASE("A rule is written back as it was, and described", "[rules]") {
    for (const std::string& rule : {kWhole, std::string("{ indicator = \"recorded_stops\", above = 12.5 }")}) {
        const sim::Scenario scenario = read(patrol(rule));
        const sim::Scenario again =
            read(scenarios::scenario_text(scenario, greater_manchester(), "status_quo_today.toml"));
        REQUIRE(again.levers.size() == 1);
        CHECK(again.levers[0].rule == scenario.levers[0].rule);
    }
    const std::string text = scenarios::describe(read(patrol(kWhole)), greater_manchester());
    CHECK_THAT(text, Catch::Contains("once feel_safe is below 85 % in 2 reports in a row, district by district: 80 % "
                                     "of it; until then, and again after as many that are not: 10 % of it"));
    CHECK_THAT(text, Catch::Contains("what it buys is counted as if it were in force throughout"));
}

TEST_CASE("Each mistake in a rule is told at its line, with its value and what is allowed", "[rules]") {
    const std::pair<std::string, std::string> cases[] = {
        {"\"feel_safe\"", "rule = \"feel_safe\" is not a rule; write for example rule = { indicator"},
        {"{ below = \"85%\" }", "has no indicator"},
        {"{ indicator = \"feel_saf\", below = \"85%\" }",
         "no indicator \"feel_saf\"; the nearest is feel_safe; allowed"},
        {"{ indicator = \"feel_safe\" }", "needs either below or above"},
        {"{ indicator = \"feel_safe\", below = \"85%\", above = \"90%\" }", "needs either below or above"},
        {"{ indicator = \"feel_safe\", below = 85 }", "below = 85"},
        {"{ indicator = \"feel_safe\", below = \"101%\" }", "must lie between 0% and 100%"},
        {"{ indicator = \"recorded_hate\", above = \"3%\" }", "above = \"3%\""},
        {"{ indicator = \"recorded_hate\", above = -1 }", "allowed are 0 to 1000"},
        {"{ indicator = \"feel_safe\", below = \"85%\", reports = 0 }", "allowed are 1 to 40"},
        {"{ indicator = \"feel_safe\", below = \"85%\", reports = 1.5 }", "reports = 1.5"},
        {"{ indicator = \"feel_safe\", below = \"85%\", by = \"ward\" }", "by = \"ward\" is no place; allowed are"},
        {"{ indicator = \"feel_safe\", below = \"85%\", then = \"120%\" }", "then = \"120%\""},
        {"{ indicator = \"feel_safe\", below = \"85%\", then = \"0%\" }", "then and otherwise are the same"},
        {"{ indicator = \"feel_safe\", below = \"85%\", unless = 1 }", "unknown key unless in rule of lever 1"},
    };
    for (const auto& [rule, message] : cases) {
        INFO(rule);
        const InputError error = error_of(patrol(rule));
        CHECK(error.line == 9);
        CHECK_THAT(error.problem, Catch::Contains(message));
    }
}

TEST_CASE("A rule of what the regime in force does not see is refused at its line", "[rules]") {
    const std::string police = monitoring("regime = \"police_reports_twice_yearly\"\n");
    const InputError error = error_of(patrol(kWhole) + police);
    CHECK(error.line == 9);
    CHECK_THAT(error.problem,
               Catch::Contains("feel_safe is not seen by police_reports_twice_yearly, the regime of "
                               "2026-04-06: it reports recorded_hate, recorded_stops and recorded_referrals"));
    CHECK_NOTHROW(read(patrol("{ indicator = \"recorded_hate\", above = 3 }") + police));
    CHECK_NOTHROW(read(patrol(kWhole) + monitoring("regime = \"community_panel\"\npanel_members = 900\n")));
}

TEST_CASE("The lever of monitoring is read, and covers all of Greater Manchester by itself", "[rules]") {
    const sim::Scenario scenario = read(kHead + monitoring("regime = \"quarterly_survey\"\ninterviews_a_quarter = "
                                                           "6000\nmode = { shift_belong = -0.83 }\n"));
    const sim::Monitoring found = sim::monitoring_of(scenario, 0);
    CHECK(found.regime == sim::Regime::kQuarterlySurvey);
    CHECK(found.interviews == 6000);
    CHECK(found.shift_belong == -0.83);
    const std::string regime = "regime = \"community_panel\"\n";  // in line 8
    const auto told = [&](const std::string& more) { return error_of(kHead + monitoring(regime + more)); };
    CHECK_THAT(told("districts = [\"Bury\"]\n").problem, Catch::Contains("monitoring covers all districts"));
    CHECK(told("districts = [\"Bury\"]\n").line == 9);
    CHECK_THAT(told("target = { most_deprived = \"20%\" }\n").problem, Catch::Contains("monitoring has no target"));
    CHECK_THAT(told("capacity = 5\n").problem, Catch::Contains("monitoring has no capacity"));
    CHECK_THAT(told("rule = { indicator = \"feel_safe\", below = \"85%\" }\n").problem,
               Catch::Contains("monitoring cannot have a rule"));
    CHECK_THAT(error_of(kHead + monitoring("regime = \"weekly\"\n")).problem,
               Catch::Contains("regime = \"weekly\"") && Catch::Contains("police_reports_twice_yearly"));
    CHECK_THAT(told("panel_members = 100\n").problem, Catch::Contains("allowed are 200 to 3000"));
}

TEST_CASE("The baseline says how it is monitored and whether confidence falls", "[rules]") {
    const sim::Scenario scenario =
        read(kHead +
             "[baseline]\nmonitoring = \"community_panel\"\nconfidence_decline = { points = 11, source = \"S20;S21\" "
             "}\n");
    CHECK(scenario.baseline.monitoring == sim::Regime::kCommunityPanel);
    CHECK(scenario.baseline.confidence_decline == 11);
    CHECK(scenario.baseline.confidence_decline_weeks == 468);
    CHECK(scenario.baseline.decline_source == "S20;S21");
    CHECK_FALSE(sim::same_start(scenario, read(kHead)));
    const std::string text = scenarios::describe(scenario, greater_manchester());
    CHECK_THAT(text, Catch::Contains("community_panel") && Catch::Contains("falls by 11 points over 468 weeks"));

    const auto told = [](const std::string& line) { return error_of(kHead + "[baseline]\n" + line + "\n"); };
    CHECK(told("monitoring = \"panel\"").line == 7);
    CHECK_THAT(told("monitoring = \"panel\"").problem,
               Catch::Contains("monitoring = \"panel\" is no regime") && Catch::Contains("community_panel"));
    CHECK_THAT(told("monitoring = 3").problem, Catch::Contains("monitoring = 3 is no regime; allowed are"));
    CHECK_THAT(told("confidence_decline = { points = 2 }").problem,
               Catch::Contains("allowed are 0, which is none, and 5 to 15"));
    CHECK_THAT(told("confidence_decline = { points = 16 }").problem,
               Catch::Contains("allowed are 0, which is none, and 5 to 15"));
    CHECK_THAT(told("confidence_decline = { points = 11, weeks = 0 }").problem, Catch::Contains("weeks = 0"));
    CHECK_THAT(told("confidence_decline = { weeks = 52 }").problem, Catch::Contains("has no points"));
    CHECK(told("confidence_decline = 11").line == 7);
    CHECK(read(kHead).baseline.monitoring == sim::Regime::kQuarterlySurvey);
    CHECK(read(kHead).baseline.confidence_decline == 0);
    CHECK(scenarios::read_scenario("status_quo_2016", greater_manchester()).baseline.monitoring ==
          sim::Regime::kPoliceReports);
}
