// Reading scenario files: what a valid file means, and what `extends` keeps and replaces.
#include "scenarios/format/scenario_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/format/scenario_export.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/policy/schedule.h"
#include "sim/policy/targeting.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_folder.h"

using namespace concord;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

sim::Scenario read(const std::string& body) {
    return scenarios::read_scenario_text(
        "test.toml", "format = 1\nname = \"T\"\npurpose = \"Q?\"\nextends = \"status_quo_today\"\n" + body,
        greater_manchester());
}

const std::string kSeats =
    "[[lever]]\nkind = \"community_engagement\"\nseats_per_1000_a_year = 40\n"
    "unit_cost = { gbp = 180, per = \"seat\", price_year = 2024, source = \"assumption\" }\n";

// The first block of the given language in a Markdown text.
std::string code_block(const std::string& markdown, const std::string& language) {
    const auto fence = markdown.find("```" + language + "\n");
    REQUIRE(fence != std::string::npos);
    const auto begin = markdown.find('\n', fence) + 1;
    return markdown.substr(begin, markdown.find("```", begin) - begin);
}

std::filesystem::path docs() { return tests::source_folder() / "docs"; }

}  // namespace

TEST_CASE("the status quo reads with its levels, sources and districts") {
    const sim::Scenario today = scenarios::read_scenario("status_quo_today.toml", greater_manchester());
    CHECK(today.start == sim::make_date(2026, 4, 6));
    CHECK(today.years == 10);
    CHECK(today.levers.empty());
    CHECK(today.baseline.item_level[sim::kBelong] == 61);
    CHECK(today.baseline.item_source[sim::kBelong] == "S08");
    REQUIRE(today.baseline.get_on_well_by_district.size() == 10);
    CHECK(today.baseline.get_on_well_by_district[3] == 50.4);  // Oldham
    CHECK(today.baseline.exposure.ratio[sim::kBlack] == 2.4);
    CHECK(today.baseline.exposure.ratio[sim::kWhite] == 1);
    CHECK_FALSE(today.baseline.exposure.ratio[sim::kMixed]);  // nobody publishes it: the parameters stand in
    CHECK(today.baseline.exposure.of(sim::kMixed, sim::default_parameters()) ==
          sim::default_parameters().stop_ratio_mixed);
    CHECK(today.baseline.exposure.of(sim::kOther, sim::default_parameters()) ==
          sim::default_parameters().stop_ratio_other);
    CHECK(today.baseline.stops_per_1000_a_year == 12.5);
    CHECK(today.baseline.stops_source == "S23, S24");
    CHECK(today.baseline.programme_support == 58);
    CHECK(today.baseline.programme_source == "S65");
    const auto other = scenarios::read_scenario_text(
        "own.toml",
        "format = 1\nname = \"x\"\npurpose = \"y\"\nextends = \"status_quo_today.toml\"\n[baseline]\n"
        "programme_support = { level = \"45%\", source = \"own survey\" }\n",
        greater_manchester());
    CHECK(other.baseline.programme_support == 45);
    CHECK(other.baseline.programme_source == "own survey");
    CHECK_FALSE(sim::same_start(today, other));  // another published level
}

TEST_CASE("the level of Greater Manchester follows from its districts, weighted by residents") {
    const sim::Scenario today = scenarios::read_scenario("status_quo_today", greater_manchester());
    CHECK(today.baseline.item_level[sim::kGetOnWell] == Approx(69.63).margin(0.01));
    CHECK(today.baseline.item_source[sim::kGetOnWell] == "S01");
}

TEST_CASE("a lever reads with its defaults: all districts, everywhere, from the first week, no ramp") {
    const sim::Scenario scenario = read(kSeats);
    REQUIRE(scenario.levers.size() == 1);
    const sim::LeverSetting& lever = scenario.levers[0];
    CHECK(lever.districts.size() == 10);
    CHECK(lever.target.rule == sim::Target::Rule::kEverywhere);
    CHECK(lever.from == scenario.start);
    CHECK_FALSE(lever.until);
    CHECK(lever.ramp_weeks == 0);
    CHECK_FALSE(lever.capacity);
}

TEST_CASE("every entry of a lever is read") {
    const sim::Scenario scenario = read(R"(
[[lever]]
kind = "stop_and_search"
districts = ["Rochdale", "Oldham"]
target = { highest_disorder = "12.5 %" }
multiple_of_baseline = 1.5
from = 2027-01-04
until = 2029-01-01
ramp = "1 week"
capacity = 5000
posture = { fair_share = -0.05, service_satisfaction = 0.02 }
unit_cost = { gbp = -10, per = "stop", price_year = 2018, source = "C04" }
source = "E18"
note = "n"
)");
    const sim::LeverSetting& lever = scenario.levers.at(0);
    CHECK(lever.kind == sim::LeverKind::kStopAndSearch);
    CHECK(lever.districts == std::vector<int>{3, 4});
    CHECK(lever.target.rule == sim::Target::Rule::kHighestDisorder);
    CHECK(lever.target.share == Approx(0.125));
    CHECK(lever.intensity() == 1.5);
    CHECK(lever.from == sim::make_date(2027, 1, 4));
    CHECK(lever.until == sim::make_date(2029, 1, 1));
    CHECK(lever.ramp_weeks == 1);
    CHECK(lever.capacity == 5000);
    CHECK(lever.number("fair_share") == -0.05);
    CHECK(lever.number("service_satisfaction") == 0.02);
    CHECK(lever.cost.gbp == -10);
    CHECK(lever.cost.price_year == 2018);
    CHECK(lever.source == "E18");
    CHECK(lever.note == "n");
}

TEST_CASE("areas go by their House of Commons name or their code") {
    const sim::Area& area = greater_manchester().areas.front();
    for (const std::string& name : {area.name, area.code}) {
        const sim::Scenario scenario = read(kSeats + "target = { areas = [\"" + name + "\"] }\n");
        CHECK(scenario.levers.at(0).target.areas == std::vector<int>{0});
    }
}

TEST_CASE("the lowest districts go by the levels of the whole scenario, and stand so when written and read again") {
    const sim::Geography& geography = greater_manchester();
    const auto districts = [&](const sim::Scenario& scenario) {
        std::set<std::string> names;
        const sim::LeverSetting& lever = scenario.levers.at(0);
        for (const int n : sim::targeted_neighbourhoods(geography, lever.districts, lever.target))
            names.insert(geography.districts[geography.neighbourhoods[n].district].name);
        return names;
    };
    const std::string target = "target = { lowest = \"get_on_well\", districts = 3 }\n";
    const sim::Scenario today = read(kSeats + target);  // 50.4, 57.2 and 65.4 %
    CHECK(districts(today) == std::set<std::string>{"Oldham", "Rochdale", "Salford"});
    const sim::Scenario again = scenarios::read_scenario_text(
        "again.toml", scenarios::scenario_text(today, geography, "status_quo_today.toml"), geography);
    CHECK(again.levers.at(0).target == today.levers.at(0).target);
    CHECK_THAT(scenarios::describe(today, geography),
               Catch::Contains("all districts: the 3 districts lowest in get_on_well at the start"));

    // Levels further down in the file, after the lever, count too: only the whole says what they are.
    const sim::Scenario other = read(kSeats + target +
                                     "[baseline.get_on_well_by_district]\nBolton = \"69%\"\nBury = \"50%\"\n"
                                     "Manchester = \"73%\"\nOldham = \"80%\"\nRochdale = \"81%\"\nSalford = \"65%\"\n"
                                     "Stockport = \"80%\"\nTameside = \"51%\"\nTrafford = \"52%\"\nWigan = \"68%\"\n"
                                     "source = \"own\"\n");
    CHECK(districts(other) == std::set<std::string>{"Bury", "Tameside", "Trafford"});
    const sim::Scenario two = read(kSeats + "districts = [\"Wigan\", \"Trafford\", \"Bury\"]\n" +
                                   "target = { lowest = \"get_on_well\", districts = 1 }\n");
    CHECK(districts(two) == std::set<std::string>{"Wigan"});
}

TEST_CASE("exposure can be switched to equal, and parameters fixed, with sources") {
    const sim::Scenario scenario = read(
        "[baseline]\nexposure = \"equal\"\n[parameters]\nvicarious = { value = 0.3, source = \"E07\" }\nfair_share = "
        "0.6\n");
    CHECK(scenario.baseline.exposure.equal);
    REQUIRE(scenario.parameters.size() == 2);
    CHECK(scenario.parameters[0].name == "vicarious");
    CHECK(scenario.parameters[0].value == 0.3);
    CHECK(scenario.parameters[0].source == "E07");
    CHECK(scenario.baseline.item_level[sim::kBelong] == 61);  // the rest of the baseline stays
}

TEST_CASE("a lever replaces those of its kind in the file extended; with add = true it joins them") {
    const tests::ScratchFolder folder;
    const std::string head = "format = 1\nname = \"T\"\npurpose = \"Q?\"\n";
    const std::string training =
        "[[lever]]\nkind = \"procedural_justice_training\"\nshare_of_officers_trained = 0.2\n"
        "unit_cost = { gbp = 700, per = \"officer trained\", price_year = 2024, source = \"assumption\" }\n";
    std::ofstream(folder / "base.toml") << head + "extends = \"status_quo_today\"\nnote = \"of the base\"\n" + kSeats +
                                               training;
    const auto child = [&](const std::string& levers) {
        std::ofstream(folder / "child.toml") << head + "extends = \"base.toml\"\n" + levers;
        return scenarios::read_scenario(folder / "child.toml", greater_manchester());
    };
    const sim::Scenario untouched = child("");
    CHECK(untouched.levers.size() == 2);
    CHECK(untouched.note.empty());
    CHECK(untouched.text.find("base.toml") < untouched.text.find("child.toml"));
    const sim::Scenario replaced = child(kSeats + "districts = [\"Bury\"]\n");
    REQUIRE(replaced.levers.size() == 2);
    CHECK(replaced.levers[0].kind == sim::LeverKind::kProceduralJusticeTraining);
    CHECK(replaced.levers[1].districts == std::vector<int>{1});
    CHECK(child(kSeats + "add = true\n").levers.size() == 3);
}

TEST_CASE("levers of the base start with the run of the child, whenever that is") {
    const sim::Scenario later = read("start = 2030-01-07\n" + kSeats);
    CHECK(later.levers.at(0).from == sim::make_date(2030, 1, 7));
}

TEST_CASE("a new scenario is a valid one, whatever it is called") {
    for (const std::string name : {"Oldham first", "", "\"quoted\" \\ and\nbroken"}) {
        const sim::Scenario scenario =
            scenarios::read_scenario_text("new.toml", scenarios::new_scenario_text(name), greater_manchester());
        CHECK(scenario.levers.size() == 1);
        CHECK_FALSE(scenario.name.empty());
    }
}

TEST_CASE("events are read beside those of the file extended, described, and written back as they were") {
    const std::string body =
        "[[event]]\nkind = \"attack\"\ndistrict = \"Manchester\"\ndate = 2029-05-22\nincident_ratio = 2.5\nsource = "
        "\"S29\"\nnote = \"as in 2017\"\n"
        "[[event]]\nkind = \"online_hostility\"\nfrom = 2030-01-07\nuntil = 2030-03-04\n"
        "[[event]]\nkind = \"vote\"\ndate = 2031-05-01\n";
    const sim::Scenario scenario = read(body);
    REQUIRE(scenario.events.size() == 3);
    CHECK(greater_manchester().districts.at(scenario.events[0].district).name == "Manchester");
    CHECK(scenario.events[0].incident_ratio == 2.5);
    CHECK(scenario.events[1].until == sim::make_date(2030, 3, 4));
    CHECK(scenario.events[2].incident_ratio == 1.21);  // the usual one
    const std::string text = scenarios::describe(scenario, greater_manchester());
    CHECK_THAT(text, Catch::Contains("Event: attack in Manchester on 2029-05-22"));
    CHECK_THAT(text, Catch::Contains("incidents 2.5 times: recorded race and religion incidents"));
    CHECK_THAT(text, Catch::Contains("Event: online hostility from 2030-01-07 until 2030-03-04"));
    const sim::Scenario again = scenarios::read_scenario_text(
        "again.toml", scenarios::scenario_text(scenario, greater_manchester(), "status_quo_today"),
        greater_manchester());
    CHECK(sim::same_events(scenario, again));
    CHECK(again.events[0].note == "as in 2017");
    CHECK_FALSE(sim::same_events(scenario, read("")));
    std::string many;
    for (int day = 0; day < 65; ++day)
        many +=
            "[[event]]\nkind = \"vote\"\ndate = " + sim::to_iso(sim::make_date(2027, 1, 1) + std::chrono::days(day)) +
            "\n";
    CHECK_THROWS_WITH(read(many), Catch::Contains("a scenario may have 64 events"));
}

TEST_CASE("a description says what is turned, whom it reaches and what it costs") {
    const std::string text = scenarios::describe(read(kSeats), greater_manchester());
    CHECK_THAT(text, Catch::Contains("Community engagement: 40 seats per 1,000 residents a year"));
    CHECK_THAT(text, Catch::Contains("1702 neighbourhoods, 2,867,794 residents"));
    CHECK_THAT(text, Catch::Contains("unit cost £180 a seat in 2024 prices, source assumption"));
    CHECK_THAT(text, Catch::Contains("belong"));
    CHECK_THAT(text, Catch::Contains("present value £"));
}

TEST_CASE("the example of docs/scenario_file.md is a valid scenario") {
    const std::string example = code_block(tests::text_of(docs() / "scenario_file.md"), "toml");
    const sim::Scenario scenario =
        scenarios::read_scenario_text("docs/scenario_file.md", example, greater_manchester());
    CHECK(scenario.levers.size() == 2);
    CHECK_NOTHROW(sim::Schedule(greater_manchester(), scenario));
}
