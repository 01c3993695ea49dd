#include "tests/support/workbook_sample.h"

#include <limits>
#include <string>
#include <utility>

namespace concord::tests {
namespace {

using report::Tone;

report::Table outcomes() {
    report::Table table{.id = "outcomes",
                        .caption = "What each option changes",
                        .columns = {{"Outcome"}, {.title = "A", .right = true}, {.title = "Cost", .right = true}},
                        .rows = {},
                        .note = "Per cent of adults & pounds; see <Method>."};
    table.rows.push_back({{"Trust in neighbours",
                           {"gain: +1.2 points (+0.9 to +1.6)", 1.23456789012345, Tone::kGain},
                           {"£12,345", 12345.25}}});
    table.rows.push_back({{"Belonging", {"could be either way", Tone::kUnsure}, {"£0", 0}}});
    table.rows.push_back(
        {{"Grievance", {"\u22120.4", -0.4, Tone::kHarm}, {"out of reach", std::numeric_limits<double>::infinity()}}});
    return table;
}

report::Table shares() {
    return {.id = "history",  // no name for a sheet
            .caption = "Shares",
            .columns = {{.title = "Option", .heads_row = true}, {.title = "Share", .right = true}},
            .rows = {{{"A", {"61 %", 0.6149}}}, {{"B", {"7 %", 0.07}}}}};
}

report::Table hostile() {
    report::Table table{.id = "names-of-options-as-typed-in-the-workshop",
                        .caption = "=HYPERLINK(\"http://example.org\")",
                        .columns = {{"=1+1"}, {"=1+1"}},
                        .rows = {}};
    for (const char* text :
         {"=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1+1", "'=1+1", "<b>&amp;</b>", "\u202Etxt.exe", "two\nlines",
          "bell\x07", "back\rwards", "broken \xFF utf-8", "_x003D_1+1", "\U0001F600", "\uFFFF", " ", "1e5"})
        table.rows.push_back({{text, "text"}});
    table.rows.push_back({{std::string(10'000, 'n'), std::string(40'000, 'x')}});
    return table;
}

report::Figure course() {
    report::Figure out;
    out.id = "names-of-options-as-typed-in-the-village";  // the same name for a sheet as above, once cut
    out.figure.title = "Trust, week by week";
    out.figure.subtitle = "Greater Manchester";
    out.figure.provenance = {"Trust-led", 50, "priors", "Differences are firmer than levels."};
    figure::Series series;
    series.name = "-A";
    series.x = {0, 1, 2};
    series.y = {61.5, std::numeric_limits<double>::quiet_NaN(), 62.0000000000001};
    figure::LineChart chart;
    chart.y.label = "Percent of adults";
    chart.series.push_back(std::move(series));
    out.figure.content = std::move(chart);
    return out;
}

}  // namespace

report::Document workbook_sample() {
    report::Document document{.title = "Options for Greater Manchester",
                              .subtitle = "Three options, 2026 to 2030",
                              .caveat = "Simulated residents & a model of them, not a forecast"};
    document.made_of = {{"version", "1.0"}, {"seeds", "1 to 50"}};
    document.sections.push_back({.id = "first", .title = "First", .blocks = {outcomes(), report::Paragraph{"Said."}}});
    document.sections.push_back({.id = "second", .title = "Second", .blocks = {shares(), hostile(), course()}});
    document.sections.push_back(
        {.id = "third",
         .title = "Third",
         .blocks = {report::Table{.id = "notes", .caption = "No rows", .columns = {{"Note"}}, .rows = {}}}});
    return document;
}

}  // namespace concord::tests
