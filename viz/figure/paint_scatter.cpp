// Points of two values; series differ in colour and in the shape of their marks.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

std::vector<LegendEntry> legend_of(const Theme& theme, const Scatter& chart) {
    std::vector<LegendEntry> out;
    if (chart.series.size() < 2) return out;
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        const ScatterSeries& series = chart.series[k];
        out.push_back({LegendEntry::Swatch::kMarker, series.name,
                       theme.categorical[static_cast<std::size_t>(series.colour) % kCategoricalColours], series.colour,
                       false, static_cast<int>(k), true});
    }
    return out;
}

}  // namespace

double content_height(const Words& words, const Scatter& chart, double width) {
    return words.height(words.wrap(chart.y.label, width, kTickSize).size(), kTickSize) +
           legend_height(words, legend_of(light_theme(), chart), width) + bottom_axis_height(words, chart.x, width) +
           9 * words.em;
}

double least_height(const Words& words, const Scatter& chart, double width) {
    return words.height(1, kTickSize) + legend_height(words, legend_of(light_theme(), chart), width) +
           bottom_axis_height(words, chart.x, width, 1) + 4 * words.em;
}

void paint_content(Painter& painter, const Scatter& chart, const Rect& body) {
    const double em = painter.em;
    const Words& words = painter.words;
    const std::size_t name_lines = body.height < content_height(words, chart, body.width) ? 1 : 0;
    const auto name = words.wrap(chart.y.label, body.width, kTickSize, Weight::kRegular, name_lines);
    double top = painter.lines(body.x, body.y, name, kTickSize, painter.theme.muted) + 0.3 * em;
    const double below = bottom_axis_height(words, chart.x, body.width, name_lines);
    const auto entries = legend_of(painter.theme, chart);
    const double legend =
        std::min(legend_height(words, entries, body.width), std::max(0.0, body.bottom() - below - top - 2.5 * em));
    paint_legend(painter, entries, {body.x, top, body.width, legend});
    top += legend + 0.45 * kTickSize * em;

    std::vector<double> x, y;
    for (const ScatterSeries& series : chart.series) {
        if (painter.is_hidden(series.name)) continue;
        for (const ScatterPoint& point : series.points) {
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
            x.push_back(point.x);
            y.push_back(point.y);
        }
    }
    PlotArea plot;
    plot.area = {body.x, top, body.width, std::max(body.bottom() - below - top, 0.5 * em)};
    const ValueTicks y_ticks =
        value_ticks(chart.y, range_of(y), static_cast<int>(plot.area.height / (1.9 * em)), painter.interaction.y_zoom);
    const double left = widest(words, y_ticks) + 0.5 * em;
    plot.area.x += left;
    plot.area.width = std::max(plot.area.width - left - 0.5 * em, em);
    ValueTicks x_ticks = bottom_ticks(words, chart.x, range_of(x), plot.area.width);
    if (painter.interaction.x_zoom)
        x_ticks = value_ticks(chart.x, {}, static_cast<int>(x_ticks.at.size()), painter.interaction.x_zoom);
    plot.x = x_ticks.range;
    plot.y = y_ticks.range;
    paint_bottom_axis(painter, chart.x, x_ticks, plot.area, body, name_lines);
    paint_left_axis(painter, plot, y_ticks, true);
    painter.canvas.push_clip(
        {plot.area.x - 0.5 * em, plot.area.y - 0.5 * em, plot.area.width + em, plot.area.height + em});
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const ScatterSeries& series = chart.series[s];
        if (painter.is_hidden(series.name)) continue;
        for (std::size_t k = 0; k < series.points.size(); ++k) {
            const ScatterPoint& point = series.points[k];
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
            const Vec2 at = {plot.to_x(point.x), plot.to_y(point.y)};
            const bool hovered = painter.is_hovered(HitKind::kPoint, -1, static_cast<int>(s), static_cast<int>(k));
            painter.marker(at, marker_of(series.colour), (hovered ? 0.55 : 0.34) * em,
                           painter.categorical(series.colour));
        }
    }
    painter.canvas.pop_clip();
    painter.hits.plots.push_back(plot);
}

}  // namespace concord::figure
