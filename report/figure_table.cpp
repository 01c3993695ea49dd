#include "report/figure_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

#include "viz/figure/numbers.h"

namespace concord::report {
namespace {

using figure::format_number, figure::format_short;

Cell value_cell(double value, const figure::NumberStyle& style, int decimals = 1) {
    return std::isfinite(value) ? Cell(format_number(value, style, decimals), value) : Cell(figure::kNoData);
}

Cell interval_cell(double value, double low, double high, const figure::NumberStyle& style) {
    Cell cell = value_cell(value, style);
    if (cell.is_number() && std::isfinite(low) && std::isfinite(high))
        cell.text += fmt::format(" ({} to {})", format_short(low, style), format_short(high, style));
    return cell;
}

Column number_column(std::string title) { return {.title = std::move(title), .right = true}; }
Column head_column(std::string title) { return {.title = std::move(title), .heads_row = true}; }

// Of a series at each time; a time it lacks is not there.
std::map<double, Cell> cells_by_time(const figure::Series& series, const figure::NumberStyle& style) {
    std::map<double, Cell> cells;
    for (std::size_t k = 0; k < series.x.size(); ++k) {
        const bool band = !series.low.empty();
        cells.insert_or_assign(series.x[k], interval_cell(series.y[k], band ? series.low[k] : std::nan(""),
                                                          band ? series.high[k] : std::nan(""), style));
    }
    return cells;
}

// A row for each time, a column for each of `names`; `panel` stands before them where there is one.
void add_times(Table& table, const std::vector<figure::Series>& all, const std::vector<std::string>& names,
               const figure::TimeAxis& x, const figure::NumberStyle& style, const std::string* panel) {
    std::map<double, std::vector<Cell>> rows;
    for (const figure::Series& series : all) {
        const auto column =
            static_cast<std::size_t>(std::find(names.begin(), names.end(), series.name) - names.begin());
        for (const auto& [time, cell] : cells_by_time(series, style))
            rows.try_emplace(time, names.size()).first->second[column] = cell;
    }
    for (auto& [time, values] : rows) {
        Row row;
        if (panel != nullptr) row.cells.emplace_back(*panel);
        row.cells.emplace_back(figure::format_week_tick(time, x), time);
        row.cells.insert(row.cells.end(), values.begin(), values.end());
        table.rows.push_back(std::move(row));
    }
}

void add_names(std::vector<std::string>& names, const std::vector<figure::Series>& all) {
    for (const figure::Series& series : all)
        if (std::find(names.begin(), names.end(), series.name) == names.end()) names.push_back(series.name);
}

void fill(Table& table, const figure::LineChart& chart) {
    std::vector<std::string> names;
    add_names(names, chart.series);
    table.columns = {head_column(chart.x.label.empty() ? "Date" : chart.x.label)};
    for (const std::string& name : names) table.columns.push_back(number_column(name));
    add_times(table, chart.series, names, chart.x, chart.y.style, nullptr);
    table.note = fmt::format("{}. {}", chart.y.label, chart.band_meaning);
}

void fill(Table& table, const figure::SmallMultiples& chart) {
    std::vector<std::string> names;
    for (const figure::Panel& panel : chart.panels) add_names(names, panel.series);
    table.columns = {head_column("Panel"), head_column(chart.x.label.empty() ? "Date" : chart.x.label)};
    for (const std::string& name : names) table.columns.push_back(number_column(name));
    for (const figure::Panel& panel : chart.panels)
        add_times(table, panel.series, names, chart.x, chart.y.style, &panel.title);
    table.note = fmt::format("{}. {}", chart.y.label, chart.band_meaning);
}

void fill(Table& table, const figure::IntervalDots& chart) {
    const auto has = [&](const auto& said) { return std::any_of(chart.rows.begin(), chart.rows.end(), said); };
    const bool groups = has([](const figure::IntervalRow& row) { return !row.group.empty(); });
    const bool details = has([](const figure::IntervalRow& row) { return !row.detail.empty(); });
    if (groups) table.columns.push_back(head_column("Group"));
    table.columns.push_back(head_column("Row"));
    table.columns.push_back(number_column(fmt::format("{} ({})", chart.x.label, chart.interval_meaning)));
    if (details) table.columns.push_back({.title = "Detail"});
    std::string group;
    for (const figure::IntervalRow& from : chart.rows) {
        if (!from.group.empty()) group = from.group;
        Row row;
        if (groups) row.cells.emplace_back(group);
        row.cells.emplace_back(from.label);
        row.cells.push_back(interval_cell(from.estimate, from.low, from.high, chart.x.style));
        if (details) row.cells.emplace_back(from.detail);
        table.rows.push_back(std::move(row));
    }
}

void fill(Table& table, const figure::Bars& chart) {
    table.columns = {head_column("Bar"), number_column(chart.x.label)};
    for (const figure::Bar& bar : chart.bars) table.rows.push_back({{bar.label, value_cell(bar.value, chart.x.style)}});
}

// Contributions go down, what they add up to across: few rows have many contributions.
void fill(Table& table, const figure::LedgerBars& chart) {
    table.columns = {head_column("What raised or lowered it")};
    for (const figure::LedgerRow& row : chart.rows) table.columns.push_back(number_column(row.label));
    const auto add = [&](const std::string& label, const auto& value) {
        Row row;
        row.cells.emplace_back(label);
        for (const figure::LedgerRow& from : chart.rows) row.cells.push_back(value_cell(value(from), chart.x.style, 2));
        table.rows.push_back(std::move(row));
    };
    for (std::size_t c = 0; c < chart.contributions.size(); ++c)
        add(chart.contributions[c], [&](const figure::LedgerRow& row) { return row.contributions[c]; });
    const bool whole = std::all_of(chart.rows.begin(), chart.rows.end(),
                                   [](const figure::LedgerRow& row) { return row.unshown == 0; });
    if (!whole) add("What has no bar", [](const figure::LedgerRow& row) { return row.unshown; });
    add(chart.total_words, [](const figure::LedgerRow& row) { return row.total; });
}

void fill(Table& table, const figure::Scatter& chart) {
    table.columns = {head_column("Series"), head_column("Point"), number_column(chart.x.label),
                     number_column(chart.y.label)};
    for (const figure::ScatterSeries& series : chart.series)
        for (const figure::ScatterPoint& point : series.points)
            table.rows.push_back(
                {{series.name, point.label, value_cell(point.x, chart.x.style), value_cell(point.y, chart.y.style)}});
}

void fill(Table& table, const figure::Table& from) {
    for (const figure::TableColumn& column : from.columns)
        table.columns.push_back({.title = column.title, .right = column.align != figure::Align::kLeft});
    if (!table.columns.empty()) table.columns[0].heads_row = true;
    for (const auto& cells : from.rows) {
        Row row;
        for (std::size_t c = 0; c < cells.size(); ++c)
            row.cells.push_back(std::holds_alternative<double>(cells[c])
                                    ? value_cell(std::get<double>(cells[c]), from.columns[c].style)
                                    : Cell(std::get<std::string>(cells[c])));
        table.rows.push_back(std::move(row));
    }
}

void fill(Table& table, const figure::Choropleth& chart) {
    const bool hatched = !chart.hatched.empty();
    table.columns = {head_column("Place"), number_column(chart.value.label)};
    if (hatched) table.columns.push_back({.title = chart.hatched_meaning});
    for (std::size_t unit = 0; unit < chart.values.size(); ++unit) {
        Row row;
        row.cells.emplace_back(chart.names[unit]);
        if (!figure::has_value(chart, unit))
            row.cells.emplace_back(!chart.few.empty() && chart.few[unit] ? "too few residents to show"
                                                                         : figure::kNoData);
        else if (chart.low.empty())
            row.cells.push_back(value_cell(chart.values[unit], chart.value.style));
        else
            row.cells.push_back(
                interval_cell(chart.values[unit], chart.low[unit], chart.high[unit], chart.value.style));
        if (hatched) row.cells.emplace_back(chart.hatched[unit] ? "yes" : "no");
        table.rows.push_back(std::move(row));
    }
    if (chart.below_district) table.note = figure::kSimulatedNotice;
}

}  // namespace

Table figure_table(const figure::Figure& figure, std::string id, std::string caption) {
    Table table;
    table.id = std::move(id);
    table.caption = std::move(caption);
    std::visit([&](const auto& content) { fill(table, content); }, figure.content);
    return table;
}

bool may_rank(const figure::Figure& figure) {
    const auto* map = std::get_if<figure::Choropleth>(&figure.content);
    return figure.ranks_allowed && !(map != nullptr && map->below_district);
}

}  // namespace concord::report
