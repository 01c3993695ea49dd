// The log of assumptions: rebuilt from the tables that it is taken from, and what a scenario adds.
#include "scenarios/format/assumptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "scenarios/format/scenario_export.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"

using namespace concord;
using namespace concord::scenarios;
using Catch::Matchers::Contains;

namespace {

const sim::Geography& place() {
    static const sim::Geography geography = built_in_greater_manchester();
    return geography;
}

const std::vector<Statement>& of_program() {
    static const std::vector<Statement> all = statements_of_program(place());
    return all;
}

const Statement& the(const std::vector<Statement>& all, StatementKind kind, const std::string& process,
                     const std::string& name) {
    const auto is_it = [&](const Statement& s) { return s.kind == kind && s.process == process && s.name == name; };
    INFO(name_of(kind) << " " << process << " " << name);
    REQUIRE(std::count_if(all.begin(), all.end(), is_it) == 1);
    return *std::find_if(all.begin(), all.end(), is_it);
}

// Turned by nobody but an editor, and on nothing but guesses.
constexpr const char* kGuessed = R"(format = 1
name = "Guessed"
purpose = "What if?"
extends = "status_quo_today.toml"
note = "An assumption from first to last."

[baseline]
belong = { level = "50%", source = "assumption" }
influence = { level = "30%", source = "S01" }

[[lever]]
kind = "stop_and_search"
districts = ["Oldham"]
multiple_of_baseline = 2
posture = { fair_share = 0.1 }
unit_cost = { gbp = 121, per = "stop", price_year = 2020, source = "C06", note = "Half an hour is an assumption" }
source = "assumption"
note = "As somebody said."

[[lever]]
kind = "community_engagement"
seats_per_1000_a_year = 10
rule = { indicator = "influence", below = "26%" }
unit_cost = { gbp = 180, per = "seat", price_year = 2024, source = "C01", note = "Published" }

[[lever]]
kind = "esol_circles"
places_per_1000_a_year = 3
unit_cost = { gbp = 500, per = "learner", price_year = 2024, source = "C02" }
source = "S66"

[[event]]
kind = "extremist_meeting"
district = "Bolton"
date = 2026-06-01
source = "assumption"

[[event]]
kind = "attack"
district = "Bolton"
date = 2026-07-01

[parameters]
unfair_weight = { value = 3, source = "E07", note = "The other way round" }
)";

}  // namespace

TEST_CASE("A source names an assumption as a word of its own, a remark speaks of one", "[assumptions]") {
    for (const char* source : {"assumption", "C06;assumption", "S42, S47, S72, assumption", "Assumption"})
        CHECK(names_assumption(source));
    for (const char* source : {"", "E21", "E22;E72", "an assumptionless id", "assumptions"})
        CHECK_FALSE(names_assumption(source));
    CHECK(speaks_of_assumption("the hours are an Assumption; about 1,640"));
    CHECK_FALSE(speaks_of_assumption("published"));
}

TEST_CASE("The program's log has every parameter once, and marks those without a source", "[assumptions]") {
    std::size_t parameters = 0, assumed = 0;
    for (const Statement& s : of_program()) {
        if (s.kind != StatementKind::kParameter && s.kind != StatementKind::kFixedNumber) continue;
        const sim::ParameterInfo* info = sim::find_parameter(s.name);
        REQUIRE(info);
        INFO(s.name);
        CHECK((s.kind == StatementKind::kFixedNumber) == (info->prior == sim::Prior::kFixed));
        CHECK(s.range.empty() == (info->prior == sim::Prior::kFixed));
        CHECK(s.process == info->group->process);
        CHECK((s.stands_on == info->source && s.unit == info->unit && s.meaning == info->meaning));
        CHECK(std::stod(s.value) == Approx(info->value));
        CHECK(s.assumed == (info->source == "assumption"));
        ++parameters, assumed += s.assumed;
    }
    CHECK(parameters == sim::parameter_table().size());
    CHECK((assumed > 100 && assumed < parameters));
}

TEST_CASE("The counts are those of the table of parameters, process by process", "[assumptions]") {
    const Table counts = assumption_counts(of_program());
    REQUIRE(counts.rows.size() == sim::parameter_groups().size() + 3);
    std::size_t all = 0;
    for (std::size_t g = 0; g < sim::parameter_groups().size(); ++g) {
        const auto rows = sim::parameters_of(sim::parameter_groups()[g].process);
        const auto assumed =
            std::count_if(rows.begin(), rows.end(), [](const auto& p) { return p.source == "assumption"; });
        CHECK_THAT(counts.rows[g][0], Contains(std::string(sim::parameter_groups()[g].title)));
        CHECK(counts.rows[g][1] == std::to_string(assumed));
        CHECK(counts.rows[g][2] == std::to_string(rows.size()));
        CHECK(counts.rows[g][3] ==
              fmt::format("{:.0f} %", 100.0 * static_cast<double>(assumed) / static_cast<double>(rows.size())));
        all += static_cast<std::size_t>(assumed);
    }
    CHECK(counts.title ==
          fmt::format("{} of {} parameters ({:.0f} %) stand on an assumption", all, sim::parameter_table().size(),
                      100.0 * static_cast<double>(all) / static_cast<double>(sim::parameter_table().size())));
}

TEST_CASE("The log lists what is counted, and nothing that has a source", "[assumptions]") {
    const std::vector<Table> tables = assumptions_of_program(place());
    std::set<std::string> listed;
    std::size_t others = 0;
    for (std::size_t t = 1; t < tables.size(); ++t)
        for (const auto& row : tables[t].rows) {
            REQUIRE(row.size() == tables[t].columns.size());
            if (t + 1 < tables.size())
                CHECK(listed.insert(row[0]).second);
            else
                ++others;
        }
    for (const sim::ParameterInfo& info : sim::parameter_table())
        CHECK(listed.count(info.name) == (info.source == "assumption"));
    for (const Statement& s : of_program())
        if (s.assumed && s.kind != StatementKind::kParameter && s.kind != StatementKind::kFixedNumber) --others;
    CHECK(others == 0);
}

TEST_CASE("A cost that several scenarios have is told once, with its reason and who has it", "[assumptions]") {
    std::set<std::string> expected;
    std::string reason;
    for (const ShippedScenario& file : list_scenarios())
        for (const sim::LeverSetting& lever : read_scenario(file.file, place()).levers)
            if (lever.kind == sim::LeverKind::kCommunityEngagement) {
                CHECK((lever.cost.gbp == 180 && lever.cost.source == "assumption"));
                expected.insert(file.file.substr(0, file.file.find('.')));
                reason = lever.cost.note;
            }
    const Statement& seat = the(of_program(), StatementKind::kUnitCost, "community_engagement", "unit_cost");
    CHECK((seat.value == "180" && seat.unit == "GBP of 2024 per seat" && seat.assumed));
    CHECK(std::set<std::string>(seat.in.begin(), seat.in.end()) == expected);
    CHECK(expected.size() > 3);
    CHECK((seat.reason == reason && reason.starts_with("A series of facilitated evenings")));
    const Statement& hour = the(of_program(), StatementKind::kUnitCost, "neighbourhood_policing", "unit_cost");
    CHECK((hour.stands_on == "C04; its note" && hour.assumed));  // a published price of a post, over assumed hours
    const Statement& place_of_young = the(of_program(), StatementKind::kUnitCost, "bridging_programmes", "unit_cost");
    CHECK((place_of_young.stands_on == "C01" && !place_of_young.assumed));
}

TEST_CASE("Usual costs of regimes and shares of funders are in the log", "[assumptions]") {
    for (const sim::RegimeInfo& regime : sim::kRegimeTable)
        CHECK(std::count_if(of_program().begin(), of_program().end(), [&](const Statement& s) {
                  return s.kind == StatementKind::kUnitCost && s.process == "monitoring" && s.assumed &&
                         s.value == fmt::format("{:g}", regime.usual_gbp) &&
                         std::count(s.in.begin(), s.in.end(), regime.name) == 1;
              }) == 1);
    for (const sim::LeverInfo& lever : sim::lever_table()) CHECK(lever.shared.empty() == lever.shared_source.empty());
    CHECK(the(of_program(), StatementKind::kUnitCost, "enforcement_led_prevention", "shares").assumed);
    CHECK_FALSE(the(of_program(), StatementKind::kEvent, "attack", "incident_ratio").assumed);
}

TEST_CASE("What a scenario adds: its amounts, costs, levels, events, notes and fixed parameters", "[assumptions]") {
    const sim::Scenario scenario = read_scenario_text("guessed.toml", kGuessed, place());
    const std::vector<Statement> all = statements_of(scenario, place());
    using Kind = StatementKind;
    CHECK(the(all, Kind::kNote, "scenario", "Guessed").assumed);
    CHECK(the(all, Kind::kBaseline, "baseline", "belong").assumed);
    CHECK_FALSE(the(all, Kind::kBaseline, "baseline", "influence").assumed);
    CHECK(the(all, Kind::kBaseline, "baseline", "support").reason.starts_with("6,922 referrals"));  // of its base

    const Statement& stops = the(all, Kind::kAmount, "stop_and_search", "multiple_of_baseline");
    CHECK((stops.assumed && stops.stands_on == "assumption" && stops.reason == "As somebody said."));
    CHECK_THAT(stops.meaning, Contains("Oldham") && Contains("2026-04-06"));
    CHECK(the(all, Kind::kAmount, "stop_and_search", "fair_share").assumed);
    CHECK(std::none_of(all.begin(), all.end(), [](const auto& s) { return s.name == "service_satisfaction"; }));
    const Statement& stop = the(all, Kind::kUnitCost, "stop_and_search", "unit_cost");
    CHECK((stop.assumed && stop.stands_on == "C06; its note" && stop.reason == "Half an hour is an assumption"));

    const Statement& seats = the(all, Kind::kAmount, "community_engagement", "seats_per_1000_a_year");
    CHECK((seats.assumed && seats.stands_on == "no source given"));
    CHECK_THAT(the(all, Kind::kRule, "community_engagement", "rule").value, Contains("influence is below 26 %"));
    CHECK_FALSE(the(all, Kind::kUnitCost, "community_engagement", "unit_cost").assumed);
    CHECK_FALSE(the(all, Kind::kAmount, "esol_circles", "places_per_1000_a_year").assumed);

    CHECK(the(all, Kind::kEvent, "extremist_meeting", "event").assumed);
    CHECK(the(all, Kind::kEvent, "attack", "event").stands_on == sim::info(sim::NewsKind::kAttack).ratio.source);
    CHECK_FALSE(the(all, Kind::kEvent, "attack", "event").assumed);
    const Statement& fixed = the(all, Kind::kFixedNumber, "policing", "unfair_weight");
    CHECK((fixed.value == "3" && fixed.range == "1 to 14" && fixed.stands_on == "E07"));
    CHECK(fixed.reason == "The other way round");
}

TEST_CASE("The table of a scenario counts its assumptions by kind, and lists no other", "[assumptions]") {
    const auto tables = assumptions_of(read_scenario_text("guessed.toml", kGuessed, place()), place());
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].rows.size() == 10);
    CHECK(tables[0].title ==
          fmt::format(
              "Guessed: adds 10 assumptions (1 fixed number, 1 unit cost, 2 baselines, 3 amounts, 1 rule, 1 event, "
              "1 note), beside those of the program; fixes 1 of {} parameters",
              sim::parameter_table().size()));
}

TEST_CASE("A branch that is saved keeps the reasons of its costs and fixed parameters", "[assumptions]") {
    const sim::Scenario scenario = read_scenario_text("guessed.toml", kGuessed, place());
    const std::string text = scenario_text(scenario, place(), "status_quo_today.toml");
    const sim::Scenario again = read_scenario_text("again.toml", text, place());
    REQUIRE(again.levers.size() == scenario.levers.size());
    for (std::size_t k = 0; k < again.levers.size(); ++k) {
        CHECK(again.levers[k].cost.note == scenario.levers[k].cost.note);
        CHECK(again.levers[k].cost.source == scenario.levers[k].cost.source);
    }
    CHECK(scenario.levers[0].cost.note == "Half an hour is an assumption");
    REQUIRE(again.parameters.size() == 1);
    CHECK((again.parameters[0].note == "The other way round" && again.parameters[0].source == "E07"));
}
