// What the mouse is over, and what its tooltip says.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/paint.h"

namespace concord::figure {
namespace {

bool is_hidden(const Interaction& interaction, const std::string& name) {
    return std::find(interaction.hidden.begin(), interaction.hidden.end(), name) != interaction.hidden.end();
}

std::string row_words(const Content& content, std::size_t k) {
    if (const auto* dots = std::get_if<IntervalDots>(&content)) {
        const IntervalRow& row = dots->rows[k];
        std::string text = fmt::format("{}\n{}", row.label, format_number(row.estimate, dots->x.style));
        if (std::isfinite(row.low)) {
            text += fmt::format(" ({} to {}, {})", format_short(row.low, dots->x.style),
                                format_short(row.high, dots->x.style), dots->interval_meaning);
        }
        if (std::isfinite(row.low) && reaches_reference(*dots, row))
            text += fmt::format("\n{:g} is inside the interval", *dots->reference);
        return row.detail.empty() ? text : fmt::format("{}\n{}", text, row.detail);
    }
    if (const auto* bars = std::get_if<Bars>(&content)) {
        return fmt::format("{}\n{}", bars->bars[k].label, format_number(bars->bars[k].value, bars->x.style));
    }
    if (const auto* ledger = std::get_if<LedgerBars>(&content)) {
        const LedgerRow& row = ledger->rows[ledger->rows.size() == 1 ? 0 : k];
        std::string text = fmt::format("{}: {}", row.label, format_number(row.total, ledger->x.style, 2));
        for (std::size_t c = 0; c < row.contributions.size(); ++c) {
            if (row.contributions[c] != 0)
                text += fmt::format("\n{}: {}", ledger->contributions[c],
                                    format_number(row.contributions[c], ledger->x.style, 2));
        }
        return text;
    }
    return "";
}

// The point of a line chart nearest in pixels.
std::optional<Hit> nearest_point(const PlotArea& plot, const std::vector<Series>& all, const TimeAxis& x_axis,
                                 const ValueAxis& y_axis, Vec2 at, double reach, const Interaction& interaction) {
    std::optional<Hit> best;
    double nearest = reach;
    for (std::size_t s = 0; s < all.size(); ++s) {
        const Series& series = all[s];
        if (is_hidden(interaction, series.name)) continue;
        for (std::size_t k = 0; k < series.x.size(); ++k) {
            if (!std::isfinite(series.y[k])) continue;
            const Vec2 point = {plot.to_x(series.x[k]), plot.to_y(series.y[k])};
            const double distance = std::hypot(point.x - at.x, point.y - at.y);
            if (distance > nearest) continue;
            nearest = distance;
            Hit hit = {HitKind::kPoint,
                       plot.panel,
                       static_cast<int>(s),
                       static_cast<int>(k),
                       series.y[k],
                       series.name,
                       "",
                       point};
            hit.tooltip = fmt::format("{}\n{}: {}", series.name, format_week(series.x[k], x_axis),
                                      format_number(series.y[k], y_axis.style));
            if (!series.low.empty() && std::isfinite(series.low[k])) {
                hit.tooltip += fmt::format(" ({} to {})", format_short(series.low[k], y_axis.style),
                                           format_short(series.high[k], y_axis.style));
            }
            best = std::move(hit);
        }
    }
    return best;
}

std::optional<Hit> nearest_point(const PlotArea& plot, const Scatter& chart, Vec2 at, double reach,
                                 const Interaction& interaction) {
    std::optional<Hit> best;
    double nearest = reach;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const ScatterSeries& series = chart.series[s];
        for (std::size_t k = 0; k < series.points.size() && !is_hidden(interaction, series.name); ++k) {
            const ScatterPoint& point = series.points[k];
            const Vec2 drawn = {plot.to_x(point.x), plot.to_y(point.y)};
            const double distance = std::hypot(drawn.x - at.x, drawn.y - at.y);
            if (!(distance <= nearest)) continue;
            nearest = distance;
            best = Hit{HitKind::kPoint,
                       -1,
                       static_cast<int>(s),
                       static_cast<int>(k),
                       point.y,
                       series.name,
                       fmt::format("{}\n{}: {}\n{}: {}", point.label.empty() ? series.name : point.label, chart.x.label,
                                   format_number(point.x, chart.x.style), chart.y.label,
                                   format_number(point.y, chart.y.style)),
                       drawn};
        }
    }
    return best;
}

std::optional<Hit> unit_at(const MapFrame& frame, const Choropleth& chart, Vec2 at) {
    if (!frame.area.contains(at)) return {};
    const map::Point place = frame.to_map(at);
    for (std::size_t unit = 0; unit < chart.shapes->size(); ++unit) {
        if (!map::contains((*chart.shapes)[unit], place)) continue;
        const bool known = has_value(chart, unit);
        const double value = known ? chart.values[unit] : std::nan("");
        std::string text = fmt::format("{}\n{}", chart.names[unit],
                                       known                                   ? format_number(value, chart.value.style)
                                       : !chart.few.empty() && chart.few[unit] ? "too few residents to show"
                                                                               : kNoData);
        if (known && !chart.low.empty())
            text += fmt::format("\n{} to {}", format_number(chart.low[unit], chart.value.style, 2),
                                format_number(chart.high[unit], chart.value.style, 2));
        if (known && !chart.hatched.empty() && chart.hatched[unit]) text += fmt::format("\n{}", chart.hatched_meaning);
        if (chart.below_district) text += fmt::format("\n{}", kSimulatedNotice);
        return Hit{HitKind::kUnit, -1, -1, static_cast<int>(unit), value, "", std::move(text), at};
    }
    return {};
}

}  // namespace

std::optional<Hit> find_hit(const HitMap& hits, const Figure& figure, Vec2 point, double reach,
                            const Interaction& interaction) {
    for (const HitRegion& region : hits.regions) {
        if (!region.rect.contains(point)) continue;
        Hit hit = {region.kind, region.panel, region.series, region.index, region.value, region.series_name, "", point};
        hit.tooltip = region.kind == HitKind::kLegend
                          ? fmt::format("{}\nclick to {}", region.series_name,
                                        is_hidden(interaction, region.series_name) ? "show" : "hide")
                          : row_words(figure.content, static_cast<std::size_t>(region.index));
        return hit;
    }
    for (const PlotArea& plot : hits.plots) {
        const Rect& a = plot.area;
        if (!Rect{a.x - reach, a.y - reach, a.width + 2 * reach, a.height + 2 * reach}.contains(point)) continue;
        if (const auto* chart = std::get_if<LineChart>(&figure.content))
            return nearest_point(plot, chart->series, chart->x, chart->y, point, reach, interaction);
        if (const auto* scatter = std::get_if<Scatter>(&figure.content))
            return nearest_point(plot, *scatter, point, reach, interaction);
        if (const auto* multiples = std::get_if<SmallMultiples>(&figure.content)) {
            auto hit = nearest_point(plot, multiples->panels[static_cast<std::size_t>(plot.panel)].series, multiples->x,
                                     multiples->y, point, reach, interaction);
            if (hit)
                hit->tooltip =
                    fmt::format("{}\n{}", multiples->panels[static_cast<std::size_t>(plot.panel)].title, hit->tooltip);
            if (hit) return hit;
        }
    }
    if (hits.map) return unit_at(*hits.map, std::get<Choropleth>(figure.content), point);
    return {};
}

}  // namespace concord::figure
