// The numbers behind every kind of figure, as a reader finds them below it.
#include "report/figure_table.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/support/test_geography.h"
#include "viz/gallery/gallery.h"

namespace concord::report {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

Table of(figure::Content content) {
    figure::Figure figure;
    figure.title = "Title";
    figure.content = std::move(content);
    return figure_table(figure, "id", "Caption");
}

std::vector<std::string> words(const Row& row) {
    std::vector<std::string> out;
    for (const Cell& cell : row.cells) out.push_back(cell.text);
    return out;
}
using Words = std::vector<std::string>;

figure::Series series(std::string name, std::vector<double> x, std::vector<double> y) {
    figure::Series out;
    out.name = std::move(name);
    out.x = std::move(x);
    out.y = std::move(y);
    return out;
}

}  // namespace

TEST_CASE("Lines: a row for each time that any of them has", "[report][figure_table]") {
    figure::LineChart chart;
    chart.x.start = sim::make_date(2026, 4, 6);
    chart.y.style = {figure::Unit::kPercent};
    chart.series = {series("A", {0, 4}, {61.25, kMissing}), series("B", {4, 8}, {50, 51})};
    chart.series[1].low = {49, 50};
    chart.series[1].high = {52.5, 53};
    const Table table = of(chart);
    REQUIRE(table.rows.size() == 3);
    CHECK(words(table.rows[0]) == Words{"6 Apr 2026", "61.2 %", ""});
    CHECK(words(table.rows[1]) == Words{"4 May 2026", "no data", "50.0 % (49.0 % to 52.5 %)"});
    CHECK(words(table.rows[2]) == Words{"1 Jun 2026", "", "51.0 % (50.0 % to 53.0 %)"});
    CHECK(table.rows[2].cells[2].number == 51);
    CHECK(table.rows[2].cells[0].number == 8);  // dates are sorted as times
    CHECK(table.columns[1].title == "A");
}

TEST_CASE("Intervals: their groups are said in every row", "[report][figure_table]") {
    figure::IntervalDots dots;
    dots.x.style = {figure::Unit::kNumber, true};
    figure::IntervalRow row;
    row.group = "North";
    row.label = "A";
    row.estimate = 1;
    row.low = -1;
    row.high = 3;
    dots.rows = {row, row};
    dots.rows[1].group = "";
    dots.rows[1].label = "B";
    const Table table = of(dots);
    REQUIRE(table.rows.size() == 2);
    CHECK(words(table.rows[1]) == Words{"North", "B", "+1.0 (−1.0 to +3.0)"});
}

TEST_CASE("A ledger adds up from top to bottom", "[report][figure_table]") {
    figure::LedgerBars ledger;
    ledger.contributions = {"talk", "hostility"};
    ledger.rows = {{"Bolton", {0.5, -0.25}, 0.35, 0.1}};
    const Table table = of(ledger);
    REQUIRE(table.rows.size() == 4);
    CHECK(words(table.rows[0]) == Words{"talk", "0.50"});
    CHECK(words(table.rows[2]) == Words{"What has no bar", "0.10"});
    CHECK(words(table.rows[3]) == Words{"Total change", "0.35"});
}

TEST_CASE("A place with too few residents has no number", "[report][figure_table]") {
    figure::Choropleth map;
    map.names = {"A", "B", "C"};
    map.values = {1, 2, kMissing};
    map.few = {0, 1, 0};
    const Table table = of(map);
    REQUIRE(table.rows.size() == 3);
    CHECK(words(table.rows[0]) == Words{"A", "1.0"});
    CHECK(words(table.rows[1]) == Words{"B", "too few residents to show"});
    CHECK_FALSE(table.rows[1].cells[1].is_number());
    CHECK(words(table.rows[2]) == Words{"C", "no data"});
}

TEST_CASE("Every kind of figure has a table with rows as long as its head", "[report][figure_table]") {
    auto entries = figure::gallery();
    for (auto& entry : figure::map_gallery(sim::small_geography())) entries.push_back(std::move(entry));
    for (const auto& entry : entries) {
        INFO(entry.name);
        const Table table = figure_table(entry.figure, "id", "Caption");
        CHECK(table.rows.size() > 1);
        for (const Row& row : table.rows) CHECK(row.cells.size() == table.columns.size());
    }
}

TEST_CASE("Neighbourhoods are not ranked, nor what must not be", "[report][figure_table]") {
    figure::Figure figure;
    figure.content = figure::Choropleth{};
    CHECK(may_rank(figure));
    figure.ranks_allowed = false;
    CHECK_FALSE(may_rank(figure));
    figure.ranks_allowed = true;
    std::get<figure::Choropleth>(figure.content).below_district = true;
    CHECK_FALSE(may_rank(figure));
}

}  // namespace concord::report
