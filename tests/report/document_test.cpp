// What makes a document impossible to write is found before anything is written.
#include "report/document.h"

#include <catch2/catch.hpp>

namespace concord::report {

using Catch::Matchers::Contains;

namespace {

Document one_table(Table table) {
    Document document{.title = "Title", .subtitle = "", .caveat = ""};
    document.sections.push_back({.id = "first", .title = "First", .blocks = {std::move(table)}});
    return document;
}

}  // namespace

TEST_CASE("A document with what cannot be written is not sound", "[report]") {
    const Table sound{.id = "costs", .caption = "Costs", .columns = {{"Option"}, {"Cost"}}, .rows = {{{"A", "1"}}}};
    CHECK(check(one_table(sound)).empty());
    CHECK(check(Document{}).size() == 1);
    Table wrong = sound;
    wrong.rows[0].cells.pop_back();
    REQUIRE(check(one_table(wrong)).size() == 1);
    CHECK_THAT(check(one_table(wrong))[0], Contains("1 cells for 2 columns"));
    wrong = sound;
    wrong.id = "first";  // the section's
    CHECK_THAT(check(one_table(wrong)).at(0), Contains("twice"));
    wrong.id = "Two words";
    CHECK_THAT(check(one_table(wrong)).at(0), Contains("only a to z"));
    Document document = one_table(sound);
    figure::Series series;
    series.x = {0, 1};
    series.y = {1};
    figure::LineChart chart;
    chart.series.push_back(std::move(series));
    Figure figure;
    figure.id = "course";
    figure.figure.title = "Course";
    figure.figure.content = std::move(chart);
    document.sections[0].blocks.emplace_back(std::move(figure));
    CHECK_THAT(check(document).at(0), Contains("figure course"));
}

}  // namespace concord::report
