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

void line(std::string& out, const std::vector<Cell>& cells) {
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const auto* value = std::get_if<double>(&cells[k]);
        out.append(k == 0 ? "" : ",").append(value ? number(*value) : quoted(std::get<std::string>(cells[k])));
    }
    out += '\n';
}

void name_columns(Table& out, const std::vector<std::string>& titles) {
    for (const std::string& title : titles) out.columns.push_back({.title = title, .style = {}});
}

std::string date_or_empty(double x, const TimeAxis& axis) {
    return axis.start ? sim::to_iso(sim::add_weeks(*axis.start, static_cast<int>(std::lround(x)))) : std::string();
}

void add_series(Table& out, const std::string& panel, const std::vector<Series>& all, const TimeAxis& axis) {
    for (const Series& series : all) {
        for (std::size_t k = 0; k < series.x.size(); ++k) {
            std::vector<Cell> cells = {series.name,
                                       series.x[k],
                                       date_or_empty(series.x[k], axis),
                                       series.y[k],
                                       series.low.empty() ? std::nan("") : series.low[k],
                                       series.high.empty() ? std::nan("") : series.high[k]};
            if (!panel.empty()) cells.insert(cells.begin(), panel);
            out.rows.push_back(std::move(cells));
        }
    }
}

void add(Table& out, const LineChart& chart) {
    name_columns(out, {"series", "week", "date", chart.y.label, "low", "high"});
    add_series(out, "", chart.series, chart.x);
}

void add(Table& out, const SmallMultiples& chart) {
    name_columns(out, {"panel", "series", "week", "date", chart.y.label, "low", "high"});
    for (const Panel& panel : chart.panels) add_series(out, panel.title, panel.series, chart.x);
}

void add(Table& out, const IntervalDots& chart) {
    name_columns(
        out, {"group", "row", chart.x.label, "low", "high",
              chart.reference ? fmt::format("includes {:g}", *chart.reference) : std::string("reaches the reference"),
              "detail"});
    for (const IntervalRow& row : chart.rows) {
        out.rows.push_back({row.group, row.label, row.estimate, row.low, row.high,
                            reaches_reference(chart, row) ? "yes" : "no", row.detail});
    }
}

void add(Table& out, const Bars& chart) {
    name_columns(out, {"bar", chart.x.label});
    for (const Bar& bar : chart.bars) out.rows.push_back({bar.label, bar.value});
}

void add(Table& out, const LedgerBars& chart) {
    std::vector<std::string> header = {"row"};
    header.insert(header.end(), chart.contributions.begin(), chart.contributions.end());
    const bool all_have_bars =
        std::all_of(chart.rows.begin(), chart.rows.end(), [](const LedgerRow& row) { return row.unshown == 0; });
    if (!all_have_bars) header.emplace_back("not shown");
    header.emplace_back("total");
    name_columns(out, header);
    for (const LedgerRow& row : chart.rows) {
        std::vector<Cell> cells = {row.label};
        cells.insert(cells.end(), row.contributions.begin(), row.contributions.end());
        if (!all_have_bars) cells.emplace_back(row.unshown);
        cells.emplace_back(row.total);
        out.rows.push_back(std::move(cells));
    }
}

void add(Table& out, const Scatter& chart) {
    name_columns(out, {"series", "point", chart.x.label, chart.y.label});
    for (const ScatterSeries& series : chart.series)
        for (const ScatterPoint& point : series.points)
            out.rows.push_back({series.name, point.label, point.x, point.y});
}

void add(Table& out, const Table& table) { out = table; }

void add(Table& out, const Choropleth& chart) {
    std::vector<std::string> head = {"place", chart.value.label};
    if (!chart.low.empty()) head.insert(head.end(), {"lowest", "highest"});
    if (!chart.hatched.empty()) head.push_back(chart.hatched_meaning);
    name_columns(out, head);
    for (std::size_t unit = 0; unit < chart.values.size(); ++unit) {
        const auto shown = [&](double value) { return has_value(chart, unit) ? value : std::nan(""); };
        std::vector<Cell> cells = {chart.names[unit], shown(chart.values[unit])};
        if (!chart.low.empty())
            for (const double end : {chart.low[unit], chart.high[unit]}) cells.emplace_back(shown(end));
        if (!chart.hatched.empty()) cells.emplace_back(chart.hatched[unit] ? "yes" : "no");
        out.rows.push_back(std::move(cells));
    }
}

}  // namespace

FigureData data_of(const Figure& figure) {
    FigureData data;
    const auto about = [&](std::string text) {
        if (!text.empty()) data.about.push_back(std::move(text));
    };
    about(figure.subtitle);
    const auto* map = std::get_if<Choropleth>(&figure.content);
    if (map && map->below_district) about(kSimulatedNotice);
    about(provenance_line(figure.provenance));
    about(figure.caption);
    for (const std::string& source : figure.sources) about(fmt::format("source: {}", source));
    std::visit([&](const auto& content) { add(data.table, content); }, figure.content);
    return data;
}

std::string to_csv(const Figure& figure) {
    const FigureData data = data_of(figure);
    std::string out;
    const auto comment = [&](std::string text) {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
        if (!text.empty()) out.append("# ").append(text).append("\n");
    };
    comment(figure.title);
    for (const std::string& text : data.about) comment(text);
    std::vector<Cell> titles;
    for (const TableColumn& column : data.table.columns) titles.emplace_back(column.title);
    line(out, titles);
    for (const std::vector<Cell>& row : data.table.rows) line(out, row);
    return out;
}

}  // namespace concord::figure
