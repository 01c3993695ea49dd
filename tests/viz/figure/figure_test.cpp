// What figures say in words: alt text, CSV, provenance, and which figures are refused.
#include "viz/figure/figure.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <limits>
#include <string>

#include "scenarios/files/csv_file.h"
#include "tests/support/test_geography.h"
#include "viz/figure/alt_text.h"
#include "viz/gallery/gallery.h"

using namespace concord;
using namespace concord::figure;
using Catch::Matchers::Contains;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<GalleryEntry> everything() {
    auto entries = gallery();
    for (auto& entry : map_gallery(sim::small_geography(4, 4, 5))) entries.push_back(std::move(entry));
    return entries;
}

const Figure& find(const std::vector<GalleryEntry>& entries, const std::string& name) {
    for (const auto& entry : entries) {
        if (entry.name == name) return entry.figure;
    }
    throw std::runtime_error(name);
}

}  // namespace

TEST_CASE("Where ranks are not allowed alt text names no place", "[figure][alt_text]") {
    const std::string places[] = {"Bolton",    "Bury",     "Manchester", "Oldham", "Rochdale", "Salford",
                                  "Stockport", "Tameside", "Trafford",   "Wigan",  "ward"};
    for (GalleryEntry entry : gallery()) {
        if (entry.name == "table" || entry.name == "scatter") continue;
        entry.figure.ranks_allowed = false;
        const std::string text = alt_text(entry.figure);
        INFO(entry.name << ": " << text);
        for (const std::string& place : places) CHECK(text.find(place) == std::string::npos);
        CHECK_THAT(text, !Contains("ighest") && !Contains("owest"));
    }
    for (GalleryEntry entry : map_gallery(sim::small_geography(4, 4, 5))) {
        const auto names = std::get<Choropleth>(entry.figure.content).names;
        entry.figure.ranks_allowed = false;
        const std::string text = alt_text(entry.figure);
        for (const std::string& name : names) CHECK(text.find(name) == std::string::npos);
    }
}

TEST_CASE("Alt text of a map below district level singles nobody out, whatever it shows", "[figure][alt_text]") {
    const auto entries = everything();
    const std::string text = alt_text(find(entries, "map_levels"));
    CHECK_THAT(text, !Contains("Highest") && Contains(kSimulatedNotice));
}

TEST_CASE("Alt text tells kind, axes, what is highest, and what is missing", "[figure][alt_text]") {
    const auto entries = everything();
    CHECK_THAT(alt_text(find(entries, "intervals")),
               Contains("3 of 8 intervals include 0") &&
                   Contains("Highest: Confidence in police (Trust-led), +3.2 points") &&
                   Contains("No data for 1 of 8"));
    CHECK_THAT(alt_text(find(entries, "lines")), Contains("Line chart of Percent of adults, 6 Apr 2026 to") &&
                                                     Contains("Trust-led: from 7") &&
                                                     Contains("10 times without a value"));
    CHECK_THAT(alt_text(find(entries, "map_differences")),
               Contains("Map of Difference from status quo") && Contains("Highest: "));
    CHECK_THAT(alt_text(find(entries, "bars")), Contains("Highest: Neighbourhood policing hours, 31.2"));
}

TEST_CASE("A map counts every place once, in its class or as missing", "[figure][alt_text]") {
    Figure figure = find(everything(), "map_levels");
    auto& map = std::get<Choropleth>(figure.content);
    map.values.assign(map.values.size(), 65);
    map.values[0] = kMissing;
    map.few.assign(map.values.size(), 0);
    map.few[1] = 1;
    map.breaks = {60, 70, 80};
    const auto counted = std::to_string(map.values.size() - 2);
    CHECK_THAT(alt_text(figure),
               Contains(fmt::format(" {} from 60", counted)) && Contains(" 0 from 70") && Contains("2 without data"));
}

TEST_CASE("The ledger must add up", "[figure][ledger]") {
    LedgerBars ledger;
    ledger.contributions = {"contact", "hostility"};
    ledger.rows = {{"Oldham", {1.25, -0.5}, 0.75}};
    CHECK(mismatches(ledger).empty());
    ledger.rows[0].total = 0.7501;
    REQUIRE(mismatches(ledger).size() == 1);
    CHECK_THAT(mismatches(ledger)[0], Contains("Oldham") && Contains("0.75"));
    ledger.rows[0] = {"Oldham", {1.25}, 1.25};
    CHECK(mismatches(ledger).size() == 1);
    ledger.rows[0] = {"Oldham", {1.25, kMissing}, 1.25};
    CHECK(mismatches(ledger).size() == 1);
}

TEST_CASE("An interval that reaches the reference, or is missing, distinguishes nothing", "[figure]") {
    IntervalDots dots;
    CHECK(reaches_reference(dots, {"", 1, -0.1, 2, "", "", 0}));
    CHECK(reaches_reference(dots, {"", 1, 0, 2, "", "", 0}));
    CHECK_FALSE(reaches_reference(dots, {"", 1, 0.1, 2, "", "", 0}));
    CHECK_FALSE(reaches_reference(dots, {"", -1, -2, -0.1, "", "", 0}));
    CHECK(reaches_reference(dots, {"", 1, kMissing, kMissing, "", "", 0}));
    IntervalDots levels;
    levels.reference.reset();
    CHECK_FALSE(reaches_reference(levels, {"", 1, -0.1, 2, "", "", 0}));
}

TEST_CASE("Figures that contradict themselves are refused with the reason", "[figure]") {
    for (const auto& entry : everything()) CHECK(check(entry.figure).empty());
    Figure figure = find(everything(), "map_differences");
    std::get<Choropleth>(figure.content).breaks = {-1, 0, 2};
    CHECK_THAT(check(figure).at(0), Contains("symmetric"));
    figure = find(everything(), "lines");
    std::get<LineChart>(figure.content).series[0].y.pop_back();
    CHECK_FALSE(check(figure).empty());
}

TEST_CASE("A name in CSV is no formula, a number stays one", "[figure][csv]") {
    Figure figure;
    Bars bars;
    bars.bars = {{"=1+1", -2.5}, {"@here", 1e-9}, {"As today", 3}};
    figure.content = bars;
    const std::string text = to_csv(figure);
    CHECK_THAT(text, Contains("\n\"'=1+1\",-2.5\n\"'@here\",1e-09\nAs today,3\n"));
}

TEST_CASE("CSV carries provenance, reads back, and leaves missing and small cells empty", "[figure][csv]") {
    for (const auto& entry : everything()) {
        INFO(entry.name);
        const std::string text = to_csv(entry.figure);
        CHECK_THAT(text, Contains(fmt::format("# {}\n", provenance_line(entry.figure.provenance))));
        const scenarios::CsvFile file(entry.name, text);
        CHECK(file.rows() > 0);
    }
    Figure figure = find(everything(), "map_levels");
    auto& map = std::get<Choropleth>(figure.content);
    map.values[0] = kMissing;
    map.values[1] = 77.125;
    map.few.assign(map.values.size(), 0);
    map.few[1] = 1;
    map.values[2] = 66.5;
    const std::string text = to_csv(figure);
    const scenarios::CsvFile file("map", text);
    CHECK(file.cell(0, 1).empty());
    CHECK(file.cell(1, 1).empty());
    CHECK(file.cell(2, 1) == "66.5");
    CHECK_THAT(to_csv(figure), Contains(fmt::format("# {}", kSimulatedNotice)));
}

TEST_CASE("A map with intervals writes them, and none of what rests on too few", "[figure][csv]") {
    Figure figure = find(everything(), "map_levels");
    auto& map = std::get<Choropleth>(figure.content);
    map.values[0] = 66.5;
    map.low = map.high = map.values;
    map.low[0] = 60.25;
    map.few.assign(map.values.size(), 0);
    map.few[1] = 1;
    const std::string text = to_csv(figure);
    const scenarios::CsvFile file("map", text);
    CHECK(file.column_names()[2] == "lowest");
    CHECK(file.cell(0, 2) == "60.25");
    CHECK(file.cell(0, 3) == "66.5");
    CHECK(file.cell(1, 2).empty());
    CHECK(check(figure).empty());
    map.low.pop_back();
    CHECK_FALSE(check(figure).empty());
}

TEST_CASE("The provenance line holds all that must leave with a result", "[figure]") {
    CHECK(provenance_line({"Trust-led", 50, "priors", "Simulated."}) ==
          "Scenario: Trust-led. 50 runs. Parameters: priors. Simulated.");
    CHECK(provenance_line({"Trust-led", 1, "", ""}) == "Scenario: Trust-led. 1 run.");
}
