#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>

#include "scenarios/files/read_number.h"
#include "scenarios/files/shown_text.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/numbers.h"

namespace concord::figure {
namespace {

// Bare where it can be: a number, and text that holds nothing special.
std::string quoted(const std::string& text) {
    const bool special = text.find_first_of(",\"\r\n\t") != std::string::npos || text.find_first_of("=+-@") == 0;
    return special && !scenarios::read_number(text) ? scenarios::csv_text(text) : text;
}

// Nine digits are more than any result has.
std::string number(double value) { return std::isfinite(value) ? fmt::format("{:.9g}", value) : std::string(); }

void line(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t k = 0; k < cells.size(); ++k) out.append(k == 0 ? "" : ",").append(quoted(cells[k]));
    out += '\n';
}

std::string date_or_empty(double x, const TimeAxis& axis) {
    return axis.start ? sim::to_iso(sim::add_weeks(*axis.start, static_cast<int>(std::lround(x)))) : std::string();
}

void add_series(std::string& out, const std::string& panel, const std::vector<Series>& all, const TimeAxis& axis) {
    for (const Series& series : all) {
        for (std::size_t k = 0; k < series.x.size(); ++k) {
            std::vector<std::string> cells = {series.name,
                                              number(series.x[k]),
                                              date_or_empty(series.x[k], axis),
                                              number(series.y[k]),
                                              series.low.empty() ? "" : number(series.low[k]),
                                              series.high.empty() ? "" : number(series.high[k])};
            if (!panel.empty()) cells.insert(cells.begin(), panel);
            line(out, cells);
        }
    }
}

void add(std::string& out, const LineChart& chart) {
    line(out, {"series", "week", "date", chart.y.label, "low", "high"});
    add_series(out, "", chart.series, chart.x);
}

void add(std::string& out, const SmallMultiples& chart) {
    line(out, {"panel", "series", "week", "date", chart.y.label, "low", "high"});
    for (const Panel& panel : chart.panels) add_series(out, panel.title, panel.series, chart.x);
}

void add(std::string& out, const IntervalDots& chart) {
    line(out, {"group", "row", chart.x.label, "low", "high",
               chart.reference ? fmt::format("includes {:g}", *chart.reference) : std::string("reaches the reference"),
               "detail"});
    for (const IntervalRow& row : chart.rows) {
        line(out, {row.group, row.label, number(row.estimate), number(row.low), number(row.high),
                   reaches_reference(chart, row) ? "yes" : "no", row.detail});
    }
}

void add(std::string& out, const Bars& chart) {
    line(out, {"bar", chart.x.label});
    for (const Bar& bar : chart.bars) line(out, {bar.label, number(bar.value)});
}

void add(std::string& out, const LedgerBars& chart) {
    std::vector<std::string> header = {"row"};
    header.insert(header.end(), chart.contributions.begin(), chart.contributions.end());
    const bool all_have_bars =
        std::all_of(chart.rows.begin(), chart.rows.end(), [](const LedgerRow& row) { return row.unshown == 0; });
    if (!all_have_bars) header.emplace_back("not shown");
    header.emplace_back("total");
    line(out, header);
    for (const LedgerRow& row : chart.rows) {
        std::vector<std::string> cells = {row.label};
        for (const double value : row.contributions) cells.push_back(number(value));
        if (!all_have_bars) cells.push_back(number(row.unshown));
        cells.push_back(number(row.total));
        line(out, cells);
    }
}

void add(std::string& out, const Scatter& chart) {
    line(out, {"series", "point", chart.x.label, chart.y.label});
    for (const ScatterSeries& series : chart.series) {
        for (const ScatterPoint& point : series.points)
            line(out, {series.name, point.label, number(point.x), number(point.y)});
    }
}

void add(std::string& out, const Table& table) {
    std::vector<std::string> header;
    for (const TableColumn& column : table.columns) header.push_back(column.title);
    line(out, header);
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (const Cell& cell : row)
            cells.push_back(std::holds_alternative<double>(cell) ? number(std::get<double>(cell))
                                                                 : std::get<std::string>(cell));
        line(out, cells);
    }
}

void add(std::string& out, const Choropleth& chart) {
    std::vector<std::string> head = {"place", chart.value.label};
    if (!chart.low.empty()) head.insert(head.end(), {"lowest", "highest"});
    if (!chart.hatched.empty()) head.push_back(chart.hatched_meaning);
    line(out, head);
    for (std::size_t unit = 0; unit < chart.values.size(); ++unit) {
        std::vector<std::string> cells = {chart.names[unit], has_value(chart, unit) ? number(chart.values[unit]) : ""};
        if (!chart.low.empty())
            for (const double end : {chart.low[unit], chart.high[unit]})
                cells.push_back(has_value(chart, unit) ? number(end) : "");
        if (!chart.hatched.empty()) cells.emplace_back(chart.hatched[unit] ? "yes" : "no");
        line(out, cells);
    }
}

}  // namespace

std::string to_csv(const Figure& figure) {
    std::string out;
    const auto comment = [&](std::string text) {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
        if (!text.empty()) out.append("# ").append(text).append("\n");
    };
    comment(figure.title);
    comment(figure.subtitle);
    const auto* map = std::get_if<Choropleth>(&figure.content);
    if (map && map->below_district) comment(kSimulatedNotice);
    comment(provenance_line(figure.provenance));
    comment(figure.caption);
    for (const std::string& source : figure.sources) comment(fmt::format("source: {}", source));
    std::visit([&](const auto& content) { add(out, content); }, figure.content);
    return out;
}

}  // namespace concord::figure
