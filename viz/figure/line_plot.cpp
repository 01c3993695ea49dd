// One plot of lines and bands, shared by line charts and small multiples.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

// Runs of neighbouring points that all have a value: a gap in the data is a gap in the line.
std::vector<std::vector<std::size_t>> runs_of(const Series& series, const std::vector<double>& one,
                                              const std::vector<double>& other) {
    std::vector<std::vector<std::size_t>> runs(1);
    for (std::size_t k = 0; k < series.x.size(); ++k) {
        if (std::isfinite(one[k]) && std::isfinite(other[k])) {
            runs.back().push_back(k);
        } else if (!runs.back().empty()) {
            runs.emplace_back();
        }
    }
    if (runs.back().empty()) runs.pop_back();
    return runs;
}

void paint_band(Painter& painter, const PlotArea& plot, const Series& series) {
    if (series.low.empty()) return;
    for (const auto& run : runs_of(series, series.low, series.high)) {
        std::vector<Vec2> upper, lower;
        for (const std::size_t k : run) {
            upper.push_back({plot.to_x(series.x[k]), plot.to_y(series.high[k])});
            lower.push_back({plot.to_x(series.x[k]), plot.to_y(series.low[k])});
        }
        if (run.size() > 1) painter.canvas.band(upper, lower, with_alpha(painter.categorical(series.colour), 0.2));
    }
}

void paint_series(Painter& painter, const PlotArea& plot, const Series& series, bool emphasised) {
    const Colour colour = painter.categorical(series.colour);
    if (series.dots) {
        for (std::size_t k = 0; k < series.x.size(); ++k)
            if (std::isfinite(series.y[k]))
                painter.marker({plot.to_x(series.x[k]), plot.to_y(series.y[k])}, marker_of(series.colour),
                               (emphasised ? 0.4 : 0.32) * painter.em, colour);
        return;
    }
    const double width = (emphasised ? 0.24 : 0.16) * painter.em;
    const auto dash = scaled_dash(series.dash < 0 ? series.colour : series.dash, width);
    for (const auto& run : runs_of(series, series.y, series.y)) {
        std::vector<Vec2> points;
        for (const std::size_t k : run) points.push_back({plot.to_x(series.x[k]), plot.to_y(series.y[k])});
        // A value without neighbours is no line, but it is there.
        if (points.size() == 1) painter.canvas.circle(points[0], 0.2 * painter.em, colour);
        if (points.size() > 1) painter.canvas.polyline(points, {colour, width, dash, false});
    }
}

}  // namespace

Range x_range(const std::vector<Series>& all, const std::vector<Event>& events) {
    std::vector<double> values;
    for (const Series& series : all) values.insert(values.end(), series.x.begin(), series.x.end());
    if (values.empty()) {
        for (const Event& event : events) values.push_back(event.x);
    }
    return range_of(values);
}

Range y_range(const Painter& painter, const std::vector<Series>& all) {
    std::vector<double> values;
    for (const Series& series : all) {
        if (painter.is_hidden(series.name)) continue;
        for (const auto* list : {&series.y, &series.low, &series.high})
            values.insert(values.end(), list->begin(), list->end());
    }
    return range_of(values);
}

void paint_line_plot(Painter& painter, const LinePlot& line_plot, const std::vector<Series>& all, const Rect& bounds) {
    const PlotArea& plot = line_plot.plot;
    const Rect& area = plot.area;
    const double em = painter.em;
    paint_left_axis(painter, plot, line_plot.y_ticks, line_plot.y_labels);
    painter.line({area.x, area.bottom()}, {area.right(), area.bottom()}, painter.theme.axis, 1);
    double taken = -1e9;
    for (const TimeTick& tick : line_plot.x_ticks) {
        const double x = plot.to_x(tick.x), half = painter.words.width(tick.text, kTickSize) / 2;
        const double middle = std::clamp(x, std::min(bounds.x + half, bounds.right() - half), bounds.right() - half);
        painter.line({x, area.bottom()}, {x, area.bottom() + 0.3 * em}, painter.theme.axis, 1);
        if (!line_plot.x_labels || middle - half < taken + 0.5 * em) continue;
        painter.lines(middle, area.bottom() + 0.3 * em, {tick.text}, kTickSize, painter.theme.muted, Anchor::kMiddle);
        taken = middle + half;
    }
    painter.canvas.push_clip({area.x - 1, area.y - 2, area.width + 2, area.height + 4});
    for (const Series& series : all) {
        if (!painter.is_hidden(series.name)) paint_band(painter, plot, series);
    }
    const auto& hovered = painter.interaction.hovered;
    for (const Series& series : all) {
        if (painter.is_hidden(series.name)) continue;
        paint_series(painter, plot, series, hovered && hovered->series_name == series.name);
    }
    if (hovered && hovered->kind == HitKind::kPoint && hovered->panel == plot.panel) {
        painter.canvas.circle(hovered->at, 0.34 * em, painter.theme.background);
        painter.canvas.circle(hovered->at, 0.26 * em, painter.theme.text);
    }
    painter.canvas.pop_clip();
    painter.hits.plots.push_back(plot);
}

void paint_event_lines(Painter& painter, const PlotArea& plot, const std::vector<Event>& events) {
    const double dash[] = {0.25 * painter.em, 0.2 * painter.em};
    for (const Event& event : events) {
        if (event.x < plot.x.low || event.x > plot.x.high) continue;
        const double x = plot.to_x(event.x);
        painter.line({x, plot.area.y}, {x, plot.area.bottom()}, painter.theme.accent, 0.1 * painter.em, dash);
    }
}

std::vector<LegendEntry> line_legend(const Theme& theme, const std::vector<Series>& all) {
    std::vector<LegendEntry> out;
    for (std::size_t k = 0; k < all.size(); ++k) {
        const auto same = [&](const LegendEntry& entry) { return entry.name == all[k].name; };
        if (std::any_of(out.begin(), out.end(), same)) continue;
        const Colour colour = theme.categorical[static_cast<std::size_t>(all[k].colour) % kCategoricalColours];
        out.push_back({all[k].dots ? LegendEntry::Swatch::kMarker : LegendEntry::Swatch::kLine, all[k].name, colour,
                       all[k].dots || all[k].dash < 0 ? all[k].colour : all[k].dash, false, static_cast<int>(k), true});
    }
    return out;
}

}  // namespace concord::figure
