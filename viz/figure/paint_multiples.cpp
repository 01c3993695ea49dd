// Small multiples: the same plot for several groups, with the same axes, so that heights compare across panels.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

constexpr double kLeastWidth = 10.5, kLeastHeight = 5, kColumnGap = 1.1;  // em

struct Grid {
    std::size_t columns = 1, rows = 1;
    double cell_width = 0, title_height = 0;
    std::vector<std::vector<std::string>> titles;
};

std::vector<Series> all_series(const SmallMultiples& chart) {
    std::vector<Series> out;
    for (const Panel& panel : chart.panels) out.insert(out.end(), panel.series.begin(), panel.series.end());
    return out;
}

Grid grid_of(const Words& words, const SmallMultiples& chart, std::size_t columns, double room,
             std::size_t title_lines_at_most = 0) {
    Grid grid;
    const double em = words.em;
    grid.columns = columns;
    grid.rows = (chart.panels.size() + columns - 1) / columns;
    grid.cell_width = (room - kColumnGap * em * static_cast<double>(columns - 1)) / static_cast<double>(columns);
    std::size_t title_lines = 1;
    for (const Panel& panel : chart.panels) {
        grid.titles.push_back(words.wrap(panel.title, grid.cell_width, 0.9, Weight::kBold, title_lines_at_most));
        title_lines = std::max(title_lines, grid.titles.back().size());
    }
    grid.title_height = words.height(title_lines, 0.9) + 0.4 * em;
    return grid;
}

std::size_t most_columns(const Words& words, const SmallMultiples& chart, double room) {
    return std::clamp<std::size_t>(static_cast<std::size_t>(room / (kLeastWidth * words.em)), 1,
                                   std::max<std::size_t>(chart.panels.size(), 1));
}

double least_grid_height(const Words& words, const Grid& grid) {
    return static_cast<double>(grid.rows) * (grid.title_height + (kLeastHeight + 0.6) * words.em);
}

// `height` is that of the panels, without the labels of the time axis.
Grid lay_out(const Words& words, const SmallMultiples& chart, double width, double height, double tick_width) {
    const double em = words.em, count = static_cast<double>(chart.panels.size());
    const double room = width - tick_width;
    const auto most = most_columns(words, chart, room);
    // The most columns need the least height. Among grids that fit: as near to panels half again as wide as high as the
    // room allows.
    Grid grid = grid_of(words, chart, most, room);
    if (least_grid_height(words, grid) > height) return grid_of(words, chart, most, room, 1);
    double best = 1e300;
    for (std::size_t columns = 1; columns <= most; ++columns) {
        Grid candidate = grid_of(words, chart, columns, room);
        if (least_grid_height(words, candidate) > height) continue;
        const double rows = static_cast<double>(candidate.rows);
        const double shape = (room / static_cast<double>(columns)) / std::max(height / rows - 2 * em, em);
        const double empty = rows * static_cast<double>(columns) - count;
        const double badness = std::abs(std::log(shape / 1.7)) + 0.05 * empty;
        if (badness < best) {
            best = badness;
            grid = std::move(candidate);
        }
    }
    return grid;
}

constexpr double kEventIndent = 2.15;  // em

double events_height(const Words& words, const SmallMultiples& chart, double width) {
    std::size_t lines = 0;
    for (const Event& event : chart.events)
        lines += words.wrap(event.text, width - kEventIndent * words.em, kTickSize).size();
    return words.height(lines, kTickSize) + (lines > 0 ? 0.3 * words.em : 0);
}

// Without the legend: what the text above and below the panels takes.
double margins(const Words& words, const SmallMultiples& chart, double width) {
    return words.height(words.wrap(chart.y.label, width, kTickSize).size(), kTickSize) + 0.3 * words.em +
           events_height(words, chart, width);
}
double axis_height(const Words& words) { return words.height(1, kTickSize) + 0.4 * words.em; }

std::vector<LegendEntry> legend_of(const Theme& theme, const SmallMultiples& chart) {
    auto entries = line_legend(theme, all_series(chart));
    if (entries.size() < 2) entries.clear();
    return entries;
}

}  // namespace

double content_height(const Words& words, const SmallMultiples& chart, double width) {
    // Tick labels about as wide as "100 %", generously: how wide they are is known once the height is.
    const double room = width - words.width("\u2212100.0 %", kTickSize);
    const Grid grid = grid_of(words, chart, most_columns(words, chart, room), room);
    return legend_height(words, legend_of(light_theme(), chart), width) + margins(words, chart, width) +
           axis_height(words) + least_grid_height(words, grid) + 0.3 * words.em;
}

double least_height(const Words& words, const SmallMultiples& chart, double width) {
    return words.height(1, kTickSize) + legend_height(words, legend_of(light_theme(), chart), width) +
           words.height(2, 0.9) + 4 * words.em + axis_height(words) + words.height(1, kSmallSize);
}

void paint_content(Painter& painter, const SmallMultiples& chart, const Rect& body) {
    if (chart.panels.empty()) return;
    const double em = painter.em;
    const Words& words = painter.words;
    const auto name = words.wrap(chart.y.label, body.width, kTickSize, Weight::kRegular,
                                 body.height < content_height(words, chart, body.width) ? 1 : 0);
    double top = painter.lines(body.x, body.y, name, kTickSize, painter.theme.muted);
    const auto entries = legend_of(painter.theme, chart);
    const double legend =
        std::min(legend_height(words, entries, body.width), std::max(0.0, body.bottom() - top - 5 * em));
    paint_legend(painter, entries, {body.x, top + 0.2 * em, body.width, legend});
    top += legend + 0.2 * em;
    // Events are the same in every panel: named once, in words, above them.
    const double dash[] = {0.25 * em, 0.2 * em};
    for (const Event& event : chart.events) {
        const auto lines = words.wrap(event.text, body.width - kEventIndent * em, kTickSize);
        if (body.bottom() - top - words.height(lines.size(), kTickSize) < 7 * em) {
            painter.hits.complete = false;
            break;
        }
        const double middle = top + 0.5 * words.height(1, kTickSize);
        painter.line({body.x, middle}, {body.x + 1.7 * em, middle}, painter.theme.accent, 0.1 * em, dash);
        top = painter.lines(body.x + kEventIndent * em, top, lines, kTickSize, painter.theme.accent);
    }

    if (!chart.events.empty()) top += 0.3 * em;

    const std::vector<Series> everything = all_series(chart);
    const Range x = painter.interaction.x_zoom.value_or(x_range(everything, chart.events)),
                y_data = y_range(painter, everything);
    const double left = widest(words, value_ticks(chart.y, y_data, 4)) + 0.6 * em;
    const double height = body.bottom() - top;
    const Grid grid = lay_out(words, chart, body.width, height - axis_height(words), left);
    if (least_grid_height(words, grid) > height - axis_height(words)) painter.hits.complete = false;
    const double least_row = grid.title_height + 1.6 * em;
    auto rows = grid.rows;
    const auto rows_with_room = [&](double room) {
        return static_cast<std::size_t>(std::max(1.0, (room - axis_height(words)) / least_row));
    };
    double note = 0;
    if (rows_with_room(height) < rows) {
        note = words.height(1, kSmallSize);
        rows = rows_with_room(height - note);
    }
    const std::size_t shown = std::min(chart.panels.size(), rows * grid.columns);
    const double row_height = (height - note - axis_height(words)) / static_cast<double>(rows);

    LinePlot plot;
    plot.plot.area.height = std::max(row_height - grid.title_height - 0.5 * em, 0.5 * em);
    plot.y_ticks = value_ticks(chart.y, y_data, std::max(2, static_cast<int>(plot.plot.area.height / (2 * em))),
                               painter.interaction.y_zoom);
    if (plot.plot.area.height < 2.2 * em) plot.y_ticks = value_ticks(chart.y, y_data, 1, painter.interaction.y_zoom);
    const double tick_room = words.width(chart.x.start ? "2026" : "1,000", kTickSize) + 1.2 * em;
    plot.x_ticks = time_ticks(x, chart.x, std::max(1, static_cast<int>(grid.cell_width / tick_room)));
    for (std::size_t k = 0; k < shown; ++k) {
        const std::size_t row = k / grid.columns, column = k % grid.columns;
        const double cell_x = body.x + left + static_cast<double>(column) * (grid.cell_width + kColumnGap * em);
        const double cell_y = top + static_cast<double>(row) * row_height;
        const double title_lines = words.height(grid.titles[k].size(), 0.9);
        painter.lines(cell_x, cell_y + grid.title_height - 0.4 * em - title_lines, grid.titles[k], 0.9,
                      painter.theme.text, Anchor::kStart, Weight::kBold);
        plot.plot.area = {cell_x, cell_y + grid.title_height, grid.cell_width, plot.plot.area.height};
        plot.plot.x = x;
        plot.plot.y = plot.y_ticks.range;
        plot.plot.panel = static_cast<int>(k);
        plot.y_labels = column == 0;
        plot.x_labels = k + grid.columns >= shown;  // the last of each column
        const double margin = kColumnGap / 2 * em;
        paint_line_plot(painter, plot, chart.panels[k].series,
                        {cell_x - margin, cell_y, grid.cell_width + 2 * margin - 0.3 * em, row_height});
        paint_event_lines(painter, plot.plot, chart.events);
    }
    if (shown < chart.panels.size()) {
        painter.left_out(static_cast<int>(chart.panels.size() - shown), "panel", body.x, body.bottom() - 0.25 * em,
                         body.width);
    }
}

}  // namespace concord::figure
