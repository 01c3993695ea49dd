// Everything one can get wrong in a scenario file: each mistake has its own message, at the right line, with the value
// and what is allowed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using scenarios::InputError;

namespace {

// Valid as it stands; cases replace one line of it.
constexpr std::string_view kValid = R"(format = 1
name = "x"
purpose = "y"
extends = "status_quo_today.toml"
years = 10
[baseline]
belong = "61%"
exposure = "equal"
[[lever]]
kind = "community_engagement"
districts = ["Oldham", "Rochdale"]
target = { most_deprived = "20%" }
seats_per_1000_a_year = 40
from = 2026-04-06
ramp = "26 weeks"
unit_cost = { gbp = 180, per = "seat", price_year = 2024, source = "assumption" }
[parameters]
vicarious = 0.3
)";

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

std::string with_line(int number, std::string_view replacement) {
    std::istringstream in{std::string(kValid)};
    std::string out, line;
    for (int current = 1; std::getline(in, line); ++current)
        out += (current == number ? std::string(replacement) : line) + '\n';
    return out;
}

std::optional<InputError> error_of(std::string_view text) {
    try {
        scenarios::read_scenario_text("broken.toml", text, greater_manchester());
    } catch (const InputError& error) {
        return error;
    }
    return std::nullopt;
}

struct BrokenLine {
    int line;  // replaced, and reported
    std::string_view text;
    std::string_view message;  // a part of it that no other case shares
};

// clang-format off
const BrokenLine kBrokenLines[] = {
    // The file as a whole
    {1, "format = 2", "format = 2 is not one this program reads"},
    {1, "format = \"1\"", "format = \"1\" is not one"},
    {2, "name = 7", "name = 7 in the file must be text in quotes"},
    {2, "name = \"  \"", "name in the file is blank"},
    {3, "purpos = \"y\"", "unknown key purpos in the file; the nearest is purpose; allowed are format, name"},
    {4, "extends = \"status_quo_tody.toml\"", "the nearest is status_quo_today.toml"},
    {4, "extends = \"\"", "extends = \"\": no such file"},
    {4, "extends = 4", "extends = 4 in the file"},
    {5, "years = 0", "years = 0 in the file is out of range; allowed are 1 to 30"},
    {5, "years = 2.5", "must be a whole number"},
    {5, "years = nan", "years = nan in the file is out of range"},
    {5, "start = 2026-02-30", "not valid TOML"},
    {5, "start = 2026-02-28 \u00e9", "not valid TOML: \"\u00e9\" stands outside quotes"},
    {5, "start = \"2026-04-06\"", "must be a date, for example 2026-04-06 (without quotes)"},
    {5, "start = 1066-10-14", "start = 1066-10-14 must lie between 2000 and 2100"},
    {5, "start = 2026-04-06T09:00:00", "start = a time of day"},
    {5, "years = 10\nyears = 20", "redefine"},
    {5, "rule = []", "unknown key rule in the file"},
    // Baseline
    {7, "belong = 61", "belong = 61 in [baseline] must be text in quotes"},
    {7, "belong = \"61\"", "belong = \"61\" in [baseline] is not a percentage"},
    {7, "belong = \"161%\"", "belong = \"161%\" in [baseline] must lie above 0% and below 100%"},
    {7, "belong = \"100%\"", "must lie above 0% and below 100%"},
    {7, "belong = { source = \"S08\" }", "belong of [baseline] has no level"},
    {7, "belongs = \"61%\"", "the nearest is belong; allowed are get_on_well"},
    {7, "get_on_well = \"50%\"", "get_on_well = 50.0% disagrees with its districts, whose mean by residents is 69.6%"},
    {7, "get_on_well_by_district = { Oldam = \"50%\" }",
     "unknown key Oldam in get_on_well_by_district; the nearest is Oldham"},
    {7, "get_on_well_by_district = { Oldham = \"50%\" }", "get_on_well_by_district has no Bolton"},
    {7, "stops_per_1000_a_year = -1", "stops_per_1000_a_year = -1 in [baseline] is out of range; allowed are 0 to 200"},
    {7, "recorded_hate_incidents_per_1000_a_year = true",
     "recorded_hate_incidents_per_1000_a_year = true in [baseline] must be a number"},
    {7, "programme_support = \"100%\"", "programme_support = \"100%\" in [baseline] must lie above 0% and below 100%"},
    {7, "programme_support = 58", "programme_support = 58 in [baseline] must be text in quotes"},
    {8, "exposure = \"equl\"", "exposure = \"equl\" must be \"equal\" or a table"},
    {8, "exposure = { black = 2.4, mixed = 1, other = 1, source = \"S24\" }", "exposure has no asian"},
    {8, "exposure = { black = 240, asian = 1, mixed = 1, other = 1, source = \"S24\" }",
     "black = 240 in exposure is out of range; allowed are 0.1 to 20"},
    {8, "exposure = { black = 2, asian = 1, mixed = 1, other = 1 }", "exposure has no source"},
    // Levers: what and where
    {9, "[lever]", "write [[lever]] with two brackets"},
    {10, "kind = \"comunity_engagement\"", "no lever \"comunity_engagement\"; the nearest is community_engagement"},
    {10, "kind = 3", "no lever 3"},
    {11, "districts = [\"Oldham\", \"Rochdal\"]", "no district \"Rochdal\"; the nearest is Rochdale"},
    {11, "districts = \"Oldham\"", "districts = \"Oldham\" must be \"all\" or a list"},
    {11, "districts = []", "districts in lever 1 (community_engagement) is an empty list"},
    {11, "districts = [\"Oldham\", \"Oldham\"]", "district \"Oldham\" is named twice"},
    {11, "districts = [1]", "an entry of districts = 1"},
    {12, "target = { most_deprived = \"120%\" }", "most_deprived = \"120%\": allowed are shares above 0% up to 100%"},
    {12, "target = { most_deprived = \"0%\" }", "most_deprived = \"0%\": allowed are shares above 0% up to 100%"},
    {12, "target = { most_deprived = 0.2 }", "most_deprived = 0.2 in target"},
    {12, "target = { most_deprive = \"20%\" }", "unknown key most_deprive in target; the nearest is most_deprived"},
    {12, "target = { most_deprived = \"20%\", highest_disorder = \"20%\" }", "target needs exactly one rule, not 2"},
    {12, "target = \"everwhere\"", "target = \"everwhere\" is no place"},
    {12, "target = { areas = [\"Alexandra Prk\"] }", "no area \"Alexandra Prk\"; the nearest is Alexandra Park"},
    {12, "target = { areas = [\"E02000984\"] }",
     "area \"E02000984\" lies in Bolton, which is not among the lever's districts"},
    {12, "target = { lowest = \"get_on_wel\", districts = 1 }",
     "no survey item \"get_on_wel\"; the nearest is get_on_well"},
    {12, "target = { lowest = \"get_on_well\", districts = 0 }",
     "districts = 0 in target is out of range; allowed are 1 to 2"},
    {12, "target = { lowest = \"get_on_well\", districts = 11 }",
     "districts = 11 in target is out of range; allowed are 1 to 2"},
    {12, "target = { lowest = \"get_on_well\", districts = 1.5 }", "districts = 1.5 in target"},
    {12, "target = { lowest = \"get_on_well\", districts = \"1\" }", "districts = \"1\" in target"},
    {12, "target = { lowest = \"get_on_well\" }", "target has no districts; write for example"},
    {12, "target = { lowest = 3, districts = 1 }", "lowest = 3 in target must be text in quotes"},
    {12, "target = { lowest = \"\", districts = 1 }", "lowest in target is blank"},
    {12, "target = { districts = 1 }", "districts in target stands beside lowest"},
    {12, "target = { lowest = \"get_on_well\", districts = 1, areas = [\"x\"], most_deprived = \"5%\" }",
     "target needs exactly one rule, not 3"},
    {12, "target = { lowest = \"feel_safe\", districts = 1 }",
     "no survey gives it of every district in one series and mode; allowed is \"get_on_well\". A rule with by ="},
    {12, "target = { lowest = \"grievance\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"programme_trust\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"programme_support\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"hate_incidents\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"recorded_hate\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"online_grooming\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { lowest = \"travel_pressure\", districts = 1 }", "places are never ranked by grievance"},
    {12, "target = { ethnic_group = \"white\" }",
     "unknown key ethnic_group in target; nothing can be aimed at people by ethnic group, religion"},
    {12, "target = { Race = \"white\" }", "unknown key Race in target; nothing can be aimed at people"},
    {12, "target = { country_of_birth = \"x\" }",
     "unknown key country_of_birth in target; nothing can be aimed at people"},
    {12, "target = { main_language = \"x\" }", "unknown key main_language in target; nothing can be aimed at people"},
    {12, "target = { trace = \"20%\" }", "unknown key trace in target; the nearest is"},
    {12, "target = { terraced = \"20%\" }", "unknown key terraced in target; the nearest is"},
    {12, "target = { donations = \"20%\" }", "unknown key donations in target; the nearest is"},
    {12, "target = { stubborn = \"20%\" }", "unknown key stubborn in target; the nearest is"},
    {12, "religion = \"any\"", "unknown key religion in lever 1 (community_engagement); nothing can be aimed"},
    // Events
    {5, "event = { kind = \"vote\" }", "write [[event]] with two brackets"},
    {5, "event = [1]", "event 1 is not a table; start it with [[event]]"},
    {5, "event = [{}]", "event 1 has no kind; allowed are attack, lone_attack"},
    {5, "event = [{ kind = \"atack\" }]", "no event \"atack\"; the nearest is attack"},
    {5, "event = [{ kind = \"attack\", date = 2029-05-22 }]", "event 1 (attack) has no district"},
    {5, "event = [{ kind = \"attack\", district = \"Manchster\", date = 2029-05-22 }]",
     "no district \"Manchster\"; the nearest is Manchester; allowed are Bolton"},
    {5, "event = [{ kind = \"attack\", district = 3, date = 2029-05-22 }]", "no district 3; "},
    {5, "event = [{ kind = \"attack\", district = \"Bury\" }]", "event 1 (attack) has no date"},
    {5, "event = [{ kind = \"attack\", district = \"Bury\", date = \"soon\" }]", "date = \"soon\" in event 1 (attack)"},
    {5, "event = [{ kind = \"attack\", district = \"Bury\", date = 2025-05-22 }]",
     "attack in Bury on 2025-05-22 is outside the run, which lasts from 2026-04-06 to 2036-03-23"},
    {5, "event = [{ kind = \"attack\", district = \"Bury\", date = 2029-05-22, incident_ratio = 9 }]",
     "incident_ratio = 9 in event 1 (attack) is out of range; allowed are 1.6 to 4"},
    {5, "event = [{ kind = \"attack\", district = \"Bury\", date = 2029-05-22, place = \"Arena\" }]",
     "unknown key place in event 1 (attack)"},
    {5, "event = [{ kind = \"vote\", date = 2029-05-22, district = \"Bury\" }]",
     "unknown key district in event 1 (vote)"},
    {5, "event = [{ kind = \"vote\", date = 2029-05-22, religion = \"any\" }]",
     "unknown key religion in event 1 (vote); nothing can be aimed"},
    {5, "event = [{ kind = \"solidarity\", date = 2029-05-22, incident_ratio = 1.2 }]",
     "unknown key incident_ratio in event 1 (solidarity)"},
    {5, "event = [{ kind = \"online_grooming\", from = 2029-05-22 }]", "event 1 (online_grooming) has no until"},
    {5, "event = [{ kind = \"online_grooming\", from = 2029-05-22, until = 2029-05-22 }]",
     "until = 2029-05-22 is not after from = 2029-05-22"},
    {5, "event = [{ kind = \"vote\", date = 2029-05-22 }, { kind = \"vote\", date = 2029-05-22 }]",
     "vote on 2029-05-22 is there already"},
    // Levers: how strongly, when
    {13, "seats_per_1000 = 40",
     "unknown key seats_per_1000 in lever 1 (community_engagement); the nearest is seats_per_1000_a_year"},
    {13, "seats_per_1000_a_year = -5",
     "seats_per_1000_a_year = -5 in lever 1 (community_engagement) is out of range; allowed are 0 to 1000"},
    {13, "seats_per_1000_a_year = \"40\"",
     "seats_per_1000_a_year = \"40\" in lever 1 (community_engagement) must be a number"},
    {13, "posture = { fair_share = 0.1 }", "unknown key posture in lever 1"},
    {14, "from = 2026-03-30", "from = 2026-03-30 is outside the run, which lasts from 2026-04-06 to 2036-03-23"},
    {14, "from = 2040-01-01", "from = 2040-01-01 is outside the run"},
    {14, "until = 2026-04-06", "until = 2026-04-06 is not after from = 2026-04-06"},
    {15, "ramp = \"-4 weeks\"",
     "ramp = \"-4 weeks\" in lever 1 (community_engagement) must lie between 0 and 1560 weeks"},
    {15, "ramp = \"half a year\"", "ramp = \"half a year\" in lever 1 (community_engagement) is not a number of weeks"},
    {15, "ramp = 26", "ramp = 26 in lever 1"},
    {15, "capacity = -1", "capacity = -1 in lever 1"},
    {15, "add = \"yes\"", "add = \"yes\" in lever 1"},
    // Money
    {16, "unit_cost = 180", "unit_cost is 180, not a table of entries"},
    {16, "unit_cost = { gbp = 180, per = \"hour\", price_year = 2024, source = \"a\" }",
     "per = \"hour\" is not the unit of community_engagement; write per = \"seat\""},
    {16, "unit_cost = { gbp = 180, per = \"seat\", price_year = 1990, source = \"a\" }",
     "price_year = 1990: there is no deflator for that year; allowed are 2000 to 2025"},
    {16, "unit_cost = { gbp = 180, per = \"seat\", source = \"a\" }", "unit_cost has no price_year"},
    {16, "unit_cost = { gbp = inf, per = \"seat\", price_year = 2024, source = \"a\" }",
     "gbp = inf in unit_cost is out of range"},
    {16, "unit_cost = { gbp = 180, per = \"seat\", price_year = 2024 }", "unit_cost has no source"},
    {16, "unit_cost = { gbp = 180, per = \"seat\", price_year = 2024, source = \"a\"", "not valid TOML: "},
    // Parameters
    {18, "vicarous = 0.3", "no parameter vicarous; the nearest is vicarious"},
    {18, "vicarious = 3", "vicarious = 3 is out of range"},
    {18, "vicarious = \"0.3\"", "vicarious = \"0.3\" in [parameters] must be a number"},
};
// clang-format on

struct TemporaryFolder : tests::ScratchFolder {
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        tests::write_text(path / name, text);
        return path / name;
    }
};

}  // namespace

TEST_CASE("the scenario that the cases break is itself valid") { CHECK_FALSE(error_of(kValid)); }

TEST_CASE("each broken line is reported at its line, with its value and what is allowed") {
    for (const BrokenLine& broken : kBrokenLines) {
        INFO(broken.text);
        const auto error = error_of(with_line(broken.line, broken.text));
        REQUIRE(error);
        CHECK(error->file == "broken.toml");
        CHECK(error->column >= 1);
        CHECK_THAT(error->problem, Catch::Contains(std::string(broken.message)));
        // Of two lines, the second is the wrong one.
        const int reported = broken.line + (broken.text.find('\n') != std::string_view::npos ? 1 : 0);
        CHECK(error->line == reported);
    }
}

TEST_CASE("no two mistakes share a message") {
    std::set<std::string> messages;
    for (const BrokenLine& broken : kBrokenLines)
        messages.insert(error_of(with_line(broken.line, broken.text)).value().problem);
    CHECK(messages.size() == std::size(kBrokenLines));
    CHECK(messages.size() >= 30);
}

TEST_CASE("what is missing is reported at the table that lacks it") {
    const auto without = [](int line) { return error_of(with_line(line, "")).value(); };
    CHECK_THAT(without(1).what(), Catch::Contains("broken.toml:1:1: the file has no format; start it with format = 1"));
    CHECK_THAT(without(2).what(), Catch::Contains("the file has no name; write for example name ="));
    CHECK_THAT(without(3).what(), Catch::Contains("the file has no purpose"));
    CHECK_THAT(without(4).what(), Catch::Contains("the file has no start"));
    CHECK_THAT(without(10).what(), Catch::Contains("broken.toml:9:1: lever 1 has no kind"));
    CHECK_THAT(without(13).what(),
               Catch::Contains("broken.toml:9:1: lever 1 (community_engagement) has no seats_per_1000_a_year"));
    CHECK_THAT(without(16).what(),
               Catch::Contains("has no unit_cost; write for example unit_cost = { gbp = 100, per = \"seat\""));
    CHECK_THAT(error_of("format = 1\nname = \"x\"\npurpose = \"y\"\nstart = 2026-04-06\n").value().what(),
               Catch::Contains("the baseline has no get_on_well"));
}

TEST_CASE("levers of a kind that add up to too much in one place are told at the later one, with the others' lines") {
    const auto stops = [](const std::string& how) {
        return "[[lever]]\nkind = \"stop_and_search\"\n" + how +
               "\nunit_cost = { gbp = 0, per = \"stop\", price_year = 2024, source = \"assumption\" }\n";
    };
    const std::string valid(kValid);
    const int before = static_cast<int>(std::count(valid.begin(), valid.end(), '\n'));
    const auto error = error_of(valid + stops("multiple_of_baseline = 8") + stops("multiple_of_baseline = 2") +
                                stops("multiple_of_baseline = 4\ndistricts = [\"Oldham\"]"));
    REQUIRE(error);
    CHECK(error->line == before + 11);
    CHECK(error->column == 24);
    CHECK_THAT(error->problem,
               Catch::Contains("multiple_of_baseline = 4 of stop_and_search adds up to 12 with those of line " +
                               std::to_string(before + 3) + " and line " + std::to_string(before + 7)) &&
                   Catch::Contains("in Oldham") && Catch::Contains("in the week of 2026-04-06") &&
                   Catch::Contains("allowed in one place and week are up to 10"));
    CHECK_FALSE(error_of(valid + stops("multiple_of_baseline = 8\ndistricts = [\"Bury\"]") +
                         stops("multiple_of_baseline = 4\ndistricts = [\"Oldham\"]")));
    CHECK_FALSE(error_of(valid + stops("multiple_of_baseline = 10\nuntil = 2028-04-03") +
                         stops("multiple_of_baseline = 10\nfrom = 2028-04-03")));
    const auto later = error_of(valid + stops("multiple_of_baseline = 10\nuntil = 2028-04-10") +
                                stops("multiple_of_baseline = 10\nfrom = 2028-04-03"));
    REQUIRE(later);
    CHECK_THAT(later->problem, Catch::Contains("adds up to 19 with that of line " + std::to_string(before + 3)) &&
                                   Catch::Contains("in the week of 2028-04-03"));
}

TEST_CASE("a lever that joins those of the file extended is told with that file's name") {
    const TemporaryFolder folder;
    const std::string head = "format = 1\nname = \"x\"\npurpose = \"y\"\n";
    const std::string patrol =
        "[[lever]]\nkind = \"neighbourhood_policing\"\npatrol_hours_per_1000_a_week = 25\nadd = true\n"
        "unit_cost = { gbp = 0, per = \"patrol hour\", price_year = 2024, source = \"assumption\" }\n";
    const auto base =
        folder.write("base.toml", head + "extends = \"status_quo_today\"\n" + patrol + patrol + patrol + patrol);
    const auto child = folder.write("child.toml", head + "extends = \"base.toml\"\n" + patrol);
    CHECK_NOTHROW(scenarios::read_scenario(base, greater_manchester()));
    CHECK_THROWS_WITH(scenarios::read_scenario(child, greater_manchester()),
                      Catch::Contains("child.toml:7:32: patrol_hours_per_1000_a_week = 25") &&
                          Catch::Contains("adds up to 125 with those of line 7 of " + base.string()) &&
                          Catch::Contains("up to 100"));
}

TEST_CASE("what is no scenario at all") {
    CHECK_THAT(error_of("").value().what(), Catch::Contains("broken.toml: the file is empty"));
    CHECK_THAT(error_of(" \n\t\n").value().what(), Catch::Contains("the file is empty"));
    CHECK_THAT(error_of(std::string_view("format\0= 1", 10)).value().what(), Catch::Contains("not a text file"));
    CHECK_THAT(error_of("\x89PNG\r\n").value().what(), Catch::Contains("is not UTF-8"));
    const auto left_open = error_of(with_line(16, "unit_cost = { gbp = 180, per = \"seat\""));
    CHECK_THAT(left_open.value().problem, Catch::Contains("not valid TOML"));
    CHECK(left_open->line >= 16);
    CHECK_THAT(error_of("name: x\n").value().what(), Catch::Contains("not valid TOML"));
    CHECK_THAT(error_of(std::string(scenarios::kLargestScenarioFile + 1, '#')).value().what(),
               Catch::Contains("the file has 1048577 bytes, more than the 1048576"));
    CHECK_THAT(error_of("# only a comment\n").value().what(), Catch::Contains("the file has no format"));
    CHECK(error_of("format = 1\nx = " + std::string(5000, '[')));  // nested too deeply to parse
}

TEST_CASE("files that cannot be read, that extend nothing, themselves or one another") {
    const TemporaryFolder folder;
    const auto message = [](const std::filesystem::path& path) {
        try {
            scenarios::read_scenario(path, greater_manchester());
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    const auto head = [](const std::string& base) {
        return "format = 1\nname = \"x\"\npurpose = \"y\"\nextends = \"" + base + "\"\n";
    };
    CHECK_THAT(
        message("engagement_lad"),
        Catch::Contains("no such file, and no shipped scenario of that name; the nearest is engagement_led.toml"));
    CHECK_THAT(message(folder.path / "nothing.toml"), Catch::Contains("no such file"));
    CHECK_THAT(message(folder.path), Catch::Contains("is a folder; a file is expected"));
    CHECK_THAT(message(""), Catch::Contains("no such file"));
    const auto self = folder.write("self.toml", head("self.toml"));
    CHECK_THAT(message(self), Catch::Contains("self.toml:4:11: extends = \"self.toml\" goes round in a circle"));
    const auto one = folder.write("one.toml", head("two.toml"));
    folder.write("two.toml", head("./one.toml"));
    CHECK_THAT(message(one), Catch::Contains("two.toml:4:11") && Catch::Contains("goes round in a circle"));
    for (int i = 0; i < 12; ++i)
        folder.write("chain" + std::to_string(i) + ".toml", head("chain" + std::to_string(i + 1) + ".toml"));
    CHECK_THAT(message(folder.path / "chain0.toml"), Catch::Contains("more than 10 files extend one another"));
    folder.write("base.toml",
                 "format = 1\nname = \"b\"\npurpose = \"p\"\nextends = \"status_quo_today\"\nyears = 99\n");
    const auto child = folder.write("child.toml", head("base.toml"));
    CHECK_THAT(message(child), Catch::Contains("base.toml:5:9: years = 99"));
    CHECK_THAT(message(folder.write("large.toml", std::string(2'000'000, '#'))), Catch::Contains("2000000 bytes"));
}
