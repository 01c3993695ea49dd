// What results files and comparisons say is what the tables of measures allow, and no more: every file of a run and of
// a comparison is walked, and the walker is seen to find what is planted.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/results/population_file.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"
#include "sim/run/simulation.h"
#include "tests/scenarios/compare/worked_runs.h"
#include "tests/support/disclosed_population.h"
#include "tests/support/disclosure_walker.h"
#include "tests/support/runs.h"
#include "tests/support/test_geography.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Complaints = std::vector<std::string>;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("concord-disclosure-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

// A year of two districts, written as `concord run` writes it.
void write_run(const fs::path& path, int scale) {
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = scale, .seed = 8});
    const auto scenario = tests::scenario(1, tests::every_lever(2));
    const auto parameters = sim::default_parameters();
    ResultsWriter writer(path, {.world = world, .scenario = scenario, .parameters = parameters, .seed = 3});
    const sim::RunRecord record = tests::finish(world, scenario, parameters, {.seed = 3}, &writer).record;
    writer.finish(record, sim::cost_of(scenario, record[sim::SeriesId::kUnitsBought]));
}

// A results file by hand: two neighbourhoods, the second of nine residents at 1:10; then what is planted.
struct MadeUp {
    hdf5::Writer file;
    explicit MadeUp(const fs::path& path) : file(path) {
        file.attribute("concord_file", std::string("results"));
        file.attribute("scale", std::int32_t{10});
        count_coordinate(file, "period", 0, 0, "period");
        file.coordinate("neighbourhood", std::vector<std::string>{"E1", "E2"});
        file.coordinate("district", std::vector<std::string>{"District 1"});
        file.coordinate(
            "group", std::vector<std::string>{"Greater Manchester", "District 1", "age 16-24", "ethnic group Other"});
        file.coordinate("ledger_column", to_strings(sim::kLedgerNames));
        add("neighbourhood_adults", {"period", "neighbourhood"}, {1000, kMissing});
        add("group_adults", {"group"}, {2000, 2000, 500, 90});
    }
    void add(const std::string& name, const std::vector<std::string>& dimensions, const std::vector<double>& values) {
        file.define({.name = name, .dimensions = dimensions});
        file.write(name, values);
    }
    static constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
};

Complaints complaints_of(const fs::path& path, const std::string& name, const std::vector<std::string>& dimensions,
                         const std::vector<double>& values) {
    MadeUp made(path);
    made.add(name, dimensions, values);
    made.file.close();
    return tests::disclosure_complaints(path);
}

}  // namespace

TEST_CASE("A disclosure shows nothing until it is told to", "[disclosure]") {
    constexpr sim::Disclosure closed;
    for (const auto quantity : {sim::Quantity::kLevel, sim::Quantity::kChange, sim::Quantity::kDifference})
        for (const auto at : {sim::Resolution::kGreaterManchester, sim::Resolution::kDistrict,
                              sim::Resolution::kWardOrArea, sim::Resolution::kNeighbourhood})
            CHECK_FALSE(may_show(closed, quantity, at));
    const auto& grievance = sim::kStateTable[sim::kGrievance].disclosure;
    using sim::Resolution, sim::Quantity, sim::Breakdown;
    CHECK(may_show(grievance, Quantity::kLevel, Resolution::kDistrict));
    CHECK_FALSE(may_show(grievance, Quantity::kLevel, Resolution::kWardOrArea));
    CHECK_FALSE(may_show(grievance, Quantity::kChange, Resolution::kNeighbourhood));
    CHECK(may_show(grievance, Quantity::kDifference, Resolution::kNeighbourhood));
    CHECK(may_show(grievance, Quantity::kLevel, {Resolution::kGreaterManchester, Breakdown::kEthnicGroup}));
    CHECK_FALSE(may_show(grievance, Quantity::kLevel, {Resolution::kDistrict, Breakdown::kEthnicGroup}));
    CHECK_FALSE(may_show(sim::kLedgerTable[sim::kLedgerSupport].disclosure, Quantity::kChange,
                         {Resolution::kGreaterManchester, Breakdown::kAgeBand}));
}

TEST_CASE("Results of a run say nothing that they may not, in large cells and small", "[disclosure]") {
    const Folder folder;
    for (const int scale : {4, 150}) {
        INFO("1:" << scale);
        write_run(folder.path / "run.h5", scale);
        CHECK(tests::disclosure_complaints_below(folder.path) == Complaints{});
    }
}

TEST_CASE("A population file holds synthetic people and nothing else, whatever it is called", "[disclosure]") {
    const Folder folder;
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 20, .seed = 8});
    for (const char* name : {"gm.population", "people.csv.bin", "people"}) save_population(world, folder.path / name);
    CHECK(tests::disclosure_complaints_below(folder.path) == Complaints{});
    std::vector<sim::PopulationColumn> fewer(sim::kPopulationColumns.begin(), sim::kPopulationColumns.end());
    std::erase_if(fewer, [](const sim::PopulationColumn& row) { return row.name == "ethnic_group"; });
    CHECK(tests::complaints_of_population(folder.path / "people", fewer) ==
          Complaints{"holds ethnic_group, which is not declared"});
    std::ofstream(folder.path / "people", std::ios::app | std::ios::binary) << "states";
    const auto complaints = tests::disclosure_complaints(folder.path / "people");
    REQUIRE(complaints.size() == 1);
    CHECK_THAT(complaints.front(), Contains("cannot be read"));
}

TEST_CASE("A comparison with all its runs says nothing that it may not", "[disclosure]") {
    const Worked it(ParameterDraws::kPrior);
    write_comparison(it.folder, it.comparison);
    CHECK(fs::exists(it.folder / "comparison.csv"));
    CHECK(tests::disclosure_complaints_below(it.folder) == Complaints{});
}

TEST_CASE("The walker finds what is planted in a results file", "[disclosure]") {
    const Folder folder;
    const fs::path path = folder.path / "made_up.h5";
    constexpr double kMissing = MadeUp::kMissing;
    const std::vector<std::string> place = {"period", "neighbourhood"}, group = {"period", "group"};
    CHECK(complaints_of(path, "neighbourhood_voice_mean", place, {0.4, kMissing}) == Complaints{});
    const auto finds = [&](const std::string& name, const std::vector<std::string>& dimensions,
                           const std::vector<double>& values, const std::string& what) {
        INFO(name);
        const auto complaints = complaints_of(path, name, dimensions, values);
        REQUIRE(complaints.size() == 1);
        CHECK_THAT(complaints.front(), Contains(name) && Contains(what));
    };
    finds("neighbourhood_grievance_mean", place, {0.4, kMissing}, "may not");
    finds("neighbourhood_grievance_change", place, {0.1, kMissing}, "may not");
    finds("neighbourhood_cohesion_index", place, {60, kMissing}, "may not");
    finds("neighbourhood_hate_incidents", place, {1, kMissing}, "may not");
    finds("ledger_grievance", place, {0.1, kMissing}, "may not");
    finds("grievance_gm", place, {0.4, kMissing}, "not known");
    finds("neighbourhood_need", place, {0.4, kMissing}, "not known");
    finds("equality_need", group, {0.4, kMissing, kMissing, kMissing}, "not known");
    finds("equality_bridging_ties", group, {2, 2, 2, kMissing}, "shows it of age 16-24");
    finds("equality_stops_ratio", group, {kMissing, 1.4, kMissing, kMissing}, "shows it of District 1");
    finds("equality_openness_bimodality", place, {0.4, kMissing}, "may not");
    finds("equality_stops_per_1000", group, {12, 12, 20, 31},
          "fewer than 10 simulated residents in ethnic group Other");
    finds("neighbourhood_voice_mean", place, {0.4, 0.5}, "fewer than 10");
    finds("group_voice_mean", group, {0.4, 0.4, 0.4, 0.4}, "fewer than 10 simulated residents in ethnic group Other");
    std::vector<double> ledger(4 * sim::kLedgerColumns, kMissing);
    ledger[2 * sim::kLedgerColumns + sim::kLedgerSupport] = 0;
    finds("group_ledger_voice", {"period", "group", "ledger_column"}, ledger, "shows support of age 16-24");
}

TEST_CASE("The walker finds what is planted in a figure, and files of unknown kinds", "[disclosure]") {
    const Folder folder;
    const auto complaints = [&](const std::string& name, const std::string& text) {
        std::ofstream(folder.path / name) << text;
        return tests::disclosure_complaints(folder.path / name);
    };
    const auto map = [&](const std::string& measure, const std::string& level, const std::string& axis) {
        return complaints(
            "map.csv", "# " + measure + ": Today\n# By " + level + ", 5 Jan 2026\nplace," + axis + "\nMoss Side,40\n");
    };
    CHECK(map("Feeling safe", "neighbourhood", "Percent of adults") == Complaints{});
    CHECK(map("Grievance (state)", "district", "\"Mean of adults, 0 to 100\"") == Complaints{});
    CHECK(map("Grievance (state)", "ward", "\"Difference: Mean of adults, 0 to 100\"") == Complaints{});
    CHECK(map("Grievance (state)", "ward", "\"Mean of adults, 0 to 100\"").size() == 1);
    CHECK(map("Cohesion index", "area", "Points (0-100)").size() == 1);
    CHECK(map("Danger", "district", "Points").size() == 1);
    CHECK(map("Hate incidents, recorded or not", "district", "Incidents").size() == 1);
    CHECK(map("Hate incidents, recorded or not", "district", "Difference: Incidents").size() ==
          1);  // without its range
    CHECK(complaints("map.csv",
                     "# Hate incidents, recorded or not: Today\n# By district, 5 Jan 2026\nplace,Difference: Incidents,"
                     "lowest,highest,few\nBury,4,3,5,\n") == Complaints{});
    const auto why = [&](const std::string& state, const std::string& place, const std::string& column) {
        return complaints("why.csv", "# Why " + state + " differs in " + place + "\n# then\nrow,taking part,\"" +
                                         column + "\",total\nToday,1,2,3\n");
    };
    CHECK(why("belonging", "Moss Side", "belonging changed for reasons of one's own") == Complaints{});
    CHECK(why("belonging", "Manchester", "hate incidents, met or heard of") == Complaints{});
    CHECK(why("belonging", "Moss Side", "hate incidents, met or heard of").size() == 1);
    CHECK(why("belonging", "Moss Side", "support").size() == 1);
    CHECK(why("grievance", "Moss Side", "magic").size() == 1);
    CHECK(complaints("headlines.csv",
                     "# Headline outcomes, Moss Side\n# now\nOutcome,Today,Since the start\nCohesion index,60,1\n")
              .size() == 1);
    const auto who = [&](const std::string& outcome, const std::string& group) {
        return complaints("who.csv", "# Who gains and who loses: " + outcome +
                                         "\n# A minus B, Greater Manchester, now\ngroup,row,x,lowest,highest\n,\"" +
                                         group + "\",1,0,2\n");
    };
    CHECK(who("Lost trust in police", "Ethnic group Black") == Complaints{});
    CHECK(who("Lost trust in police", "Age 16-24") == Complaints{});
    CHECK(who("Lost trust in police", "Bolton").size() == 1);
    CHECK(who("Grievance", "Age 16-24").size() == 1);
    CHECK(complaints("who.csv", "# Who gains and who loses: Danger\n# now\nGroup,Today\nAge 16-24,1\n").size() == 1);
    CHECK(who("Stops per 1,000 aged 10+", "Ethnic group Mixed") == Complaints{});
    CHECK(who("Openness to others: dispersion", "Greater Manchester") == Complaints{});
    CHECK(who("Openness to others: dispersion", "Ethnic group Mixed").size() == 1);
    CHECK(who("Gap: belonging", "Bolton").size() == 1);
    const auto monitored = [&](const std::string& indicator, const std::string& place) {
        return complaints("monitored.csv", "# " + indicator + ", as monitored and in truth\n# " + place +
                                               "\nseries,week,date,Percent,low,high\nToday,13,,40,,\n");
    };
    CHECK(monitored("Recorded hate incidents", "Bolton") == Complaints{});
    CHECK(monitored("Recorded hate incidents", "Moss Side").size() == 1);
    CHECK(monitored("Grievance", "Bolton").size() == 1);
    const auto lined_up = [&](const std::string& what) {
        return complaints("line_up.csv",
                          "# Which of these four has the programme?\n# " + what +
                              ", reports to then: which?\npanel,series,week,date,x,low,high\nA,As,1,,2,,\n");
    };
    CHECK(lined_up("Feeling safe, Bolton") == Complaints{});
    CHECK(lined_up("Feeling safe, Moss Side").size() == 1);
    CHECK(lined_up("Danger, Bolton").size() == 1);
    CHECK(complaints("new.csv", "# What\n# now\nresident,danger\n1,2\n").size() == 1);
    CHECK(complaints("new.xls", "1").size() == 1);
}

TEST_CASE("The walker finds what is planted in a picture that stands alone", "[disclosure]") {
    const Folder folder;
    // Drawn as viz/figure/export.h does: title and subtitle, in lines, then the rest.
    const auto picture = [&](const std::string& title, const std::string& description, const std::string& subtitle,
                             const std::vector<std::string>& words) {
        std::string svg = "<svg role=\"img\">\n<title id=\"a-title\">" + title + "</title>\n<desc id=\"a-desc\">" +
                          description + "</desc>\n";
        const std::size_t space = title.rfind(' ');
        std::vector<std::string> lines = {title.substr(0, space)};
        if (space != std::string::npos) lines.push_back(title.substr(space + 1));
        lines.push_back(subtitle);
        lines.insert(lines.end(), words.begin(), words.end());
        for (const std::string& line : lines) svg += "<text x=\"1\" y=\"2\">" + line + "</text>\n";
        std::ofstream(folder.path / "alone.svg") << svg << "</svg>\n";
        return tests::disclosure_complaints(folder.path / "alone.svg");
    };
    const auto map = [&](const std::string& measure, const std::string& level, const std::string& axis) {
        return picture(measure + ": Status quo, today", "Map of " + axis + " in 346 places.",
                       "By " + level + ", 5 Jan 2026", {"40 to 50"});
    };
    CHECK(map("Feeling safe", "neighbourhood", "Percent of adults") == Complaints{});
    CHECK(map("Grievance (state)", "district", "Mean of adults, 0 to 100") == Complaints{});
    CHECK(map("Grievance (state)", "ward", "Difference: Mean of adults, 0 to 100") == Complaints{});
    CHECK(map("Grievance (state)", "ward", "Mean of adults, 0 to 100").size() == 1);
    CHECK(map("Hate incidents, recorded or not", "district", "Incidents").size() == 1);
    CHECK(map("Hate incidents, recorded or not", "district", "Difference: Incidents") == Complaints{});
    CHECK(map("Feeling safe", "street", "Percent of adults").size() == 1);
    CHECK(map("Danger", "district", "Points").size() == 1);
    const auto why = [&](const std::string& place, const std::string& words) {
        return picture("Why feeling of safety differs in " + place, "Ledger of it.", "A minus B", {words});
    };
    const auto titled = [&](const std::string& title, const std::string& subtitle,
                            const std::vector<std::string>& words) {
        return picture(title, "Line chart.", subtitle, words);
    };
    CHECK(why("Manchester", "hate incidents, met or heard of") == Complaints{});
    CHECK(why("Moss Side", "hate incidents, met or heard of").size() == 1);
    CHECK(why("Moss Side", "patrols met") == Complaints{});
    CHECK(picture("Why danger differs in Bolton", "Ledger of it.", "A minus B", {"patrols met"}).size() == 1);
    CHECK(titled("Headline outcomes, Oldham", "5 Jan 2026", {"Outcome", "Cohesion index"}) == Complaints{});
    CHECK(titled("Headline outcomes, Moss Side", "5 Jan 2026", {"Outcome", "Cohesion index"}).size() == 1);
    CHECK(titled("Recorded hate incidents, as monitored and in truth", "Bolton", {"1"}) == Complaints{});
    CHECK(titled("Recorded hate incidents, as monitored and in truth", "Moss Side", {"1"}).size() == 1);
    CHECK(titled("Cohesion index", "Oldham", {"1"}) == Complaints{});
    CHECK(titled("Cohesion index", "Moss Side", {"1"}).size() == 1);
    CHECK(titled("A minus B", "Oldham, 5 Jan 2026", {"Cohesion index"}) == Complaints{});
    CHECK(titled("A minus B", "Moss Side, 5 Jan 2026", {"Cohesion index"}).size() == 1);
    CHECK(titled("Which of these four has the programme?", "Feeling safe, Bolton, reports to then:", {"which?"}) ==
          Complaints{});
    CHECK(titled("Which of these four has the programme?", "Feeling safe, Moss", {"Side, reports to then"}).size() ==
          1);
    CHECK(titled("What the room expected", "Cohesion index in Bolton on 5 Jan 2026 (points)?", {"1"}) == Complaints{});
    CHECK(titled("What the room expected", "Cohesion index in Moss Side on 5 Jan 2026?", {"1"}).size() == 1);
    CHECK(titled("Who gains and who loses: Lost trust in police", "A minus B", {"Ethnic group Black"}) == Complaints{});
    CHECK(titled("Who gains and who loses: Danger", "A minus B", {"Age 16-24"}).size() == 1);
    CHECK(titled("Assumptions", "Behaviour parameters", {"1"}) == Complaints{});
    CHECK(titled("Where they live", "Moss Side", {"1"}).size() == 1);
    std::ofstream(folder.path / "alone.svg") << "<svg><path d=\"M0 0\"/></svg>";
    CHECK(tests::disclosure_complaints(folder.path / "alone.svg").size() == 1);
    // What its CSV says is read there.
    std::ofstream(folder.path / "alone.csv") << "# Assumptions\n# now\nParameter,Value\na,1\n";
    CHECK(tests::disclosure_complaints(folder.path / "alone.svg") == Complaints{});
}

}  // namespace concord::scenarios
