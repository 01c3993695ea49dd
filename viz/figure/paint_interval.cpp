// Dots with whiskers, one a row; hollow where the interval reaches the reference.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

struct Layout {
    RowLayout rows;
    std::vector<double> heights;  // with headings
    bool detail_below = false;
    double detail_width = 0, sides = 0;
};

std::vector<std::string> labels_of(const IntervalDots& chart, bool with_detail) {
    std::vector<std::string> out;
    for (const IntervalRow& row : chart.rows) {
        out.push_back(with_detail && !row.detail.empty()
                          ? std::string(row.label).append(" (").append(row.detail).append(")")
                          : row.label);
    }
    return out;
}

bool opens_group(const IntervalDots& chart, std::size_t k) {
    return !chart.rows[k].group.empty() && (k == 0 || chart.rows[k].group != chart.rows[k - 1].group);
}

Layout lay_out(const Words& words, const IntervalDots& chart, double width) {
    Layout layout;
    double detail = 0;
    for (const IntervalRow& row : chart.rows) detail = std::max(detail, words.width(row.detail, kTickSize));
    layout.detail_below = width < 27 * words.em || detail > 0.25 * width;
    if (!layout.detail_below && detail > 0) layout.detail_width = detail + 0.7 * words.em;
    layout.rows = lay_out_rows(words, labels_of(chart, layout.detail_below), width);
    for (std::size_t k = 0; k < chart.rows.size(); ++k) {
        double height = layout.rows.heights[k];
        if (opens_group(chart, k))
            height += words.height(words.wrap(chart.rows[k].group, width, 1, Weight::kBold).size()) + 0.3 * words.em;
        layout.heights.push_back(height);
    }
    if (!chart.lower_side.empty() || !chart.higher_side.empty()) layout.sides = words.height(1, kTickSize);
    return layout;
}

void paint_sides(Painter& painter, const IntervalDots& chart, double zero, const Rect& body, double left) {
    const double y = body.y, gap = 0.5 * painter.em;
    const auto side = [&](const std::string& name, bool higher) {
        const std::string arrow = higher ? std::string(name).append(" \u2192") : std::string("\u2190 ").append(name);
        const double room = higher ? body.right() - zero - gap : zero - gap - left;
        if (name.empty() || room < 2 * painter.em) return;
        painter.lines(higher ? zero + gap : zero - gap, y, {painter.words.elide(arrow, room, kTickSize)}, kTickSize,
                      painter.theme.muted, higher ? Anchor::kStart : Anchor::kEnd);
    };
    side(chart.lower_side, false);
    side(chart.higher_side, true);
}

void paint_dot(Painter& painter, const IntervalDots& chart, const IntervalRow& row, const PlotArea& plot, double y) {
    const double em = painter.em;
    if (!std::isfinite(row.estimate)) {
        painter.text({plot.area.x + 0.4 * em, y + kMiddle * kTickSize * em}, kNoData, kTickSize, painter.theme.muted);
        return;
    }
    const Colour colour = painter.categorical(row.colour);
    if (std::isfinite(row.low) && std::isfinite(row.high)) {
        const double low = plot.to_x(row.low), high = plot.to_x(row.high), cap = 0.28 * em;
        const Vec2 ends[] = {{low, y}, {high, y}, {low, y - cap}, {low, y + cap}, {high, y - cap}, {high, y + cap}};
        painter.canvas.segments(ends, {colour, 0.15 * em, {}, false});
    }
    painter.marker({plot.to_x(row.estimate), y}, Marker::kCircle, 0.4 * em, colour, is_hollow(chart, row));
}

}  // namespace

double content_height(const Words& words, const IntervalDots& chart, double width) {
    const Layout layout = lay_out(words, chart, width);
    double height = layout.sides + bottom_axis_height(words, chart.x, width) + 0.2 * words.em;
    for (const double row : layout.heights) height += row;
    return height;
}

double least_height(const Words& words, const IntervalDots& chart, double width) {
    const Layout layout = lay_out(words, chart, width);
    double height = layout.sides + bottom_axis_height(words, chart.x, width, 1) + 0.2 * words.em;
    for (std::size_t k = 0; k < std::min<std::size_t>(chart.rows.size(), 2); ++k) height += layout.heights[k];
    return height + words.height(1, kSmallSize);
}

void paint_content(Painter& painter, const IntervalDots& chart, const Rect& body) {
    const double em = painter.em;
    const Words& words = painter.words;
    const Layout layout = lay_out(words, chart, body.width);
    std::vector<double> values;
    if (chart.reference) {
        values.push_back(*chart.reference);
        if (!chart.band_meaning.empty())
            values.insert(values.end(), {*chart.reference - chart.band, *chart.reference + chart.band});
    }
    for (const IntervalRow& row : chart.rows) values.insert(values.end(), {row.estimate, row.low, row.high});

    const std::size_t name_lines = body.height < content_height(words, chart, body.width) - 0.5 ? 1 : 0;
    const double axis = bottom_axis_height(words, chart.x, body.width, name_lines);
    const double left = layout.rows.stacked ? 0.5 * em : layout.rows.label_width + 0.8 * em;
    Rect plot_rect = {body.x + left, body.y + layout.sides, body.width - left - layout.detail_width - 0.5 * em,
                      body.height - axis - layout.sides};
    const std::size_t shown = rows_that_fit(layout.heights, plot_rect.height, words.height(1, kSmallSize));
    const bool all = shown == chart.rows.size();
    double used = 0;
    for (std::size_t k = 0; k < shown; ++k) used += layout.heights[k];
    // Rows a little apart when there is room, never strewn over the page.
    const double spare =
        std::min(std::max(plot_rect.height - used, 0.0) / std::max<double>(1, static_cast<double>(shown)), 0.9 * em) *
        (all ? 1 : 0);
    plot_rect.height = used + spare * static_cast<double>(shown);
    const ValueTicks ticks = bottom_ticks(words, chart.x, range_of(values), plot_rect.width);
    const PlotArea plot = {plot_rect, ticks.range, {0, 1}, -1};

    if (chart.reference && !chart.band_meaning.empty()) {
        const double low = plot.to_x(*chart.reference - chart.band), high = plot.to_x(*chart.reference + chart.band);
        painter.canvas.rect({low, plot_rect.y, high - low, plot_rect.height}, painter.theme.panel);
    }

    const double left_out_height = all ? 0 : words.height(1, kSmallSize);
    paint_bottom_axis(painter, chart.x, ticks,
                      {plot_rect.x, plot_rect.y, plot_rect.width, plot_rect.height + left_out_height}, body,
                      name_lines);
    double top = plot_rect.y;
    for (std::size_t k = 0; k < shown; ++k) {
        const IntervalRow& row = chart.rows[k];
        double row_top = top + spare / 2;
        if (opens_group(chart, k)) {
            const auto heading = words.wrap(row.group, body.width, 1, Weight::kBold);
            // The heading lies over the plot: grid lines through its letters would cross them out.
            painter.canvas.rect({body.x, top, words.width(heading, 1, Weight::kBold) + 0.5 * em,
                                 row_top - top + 0.1 * em + words.height(heading.size())},
                                painter.theme.background);
            row_top = painter.lines(body.x, row_top + 0.2 * em, heading, 1, painter.theme.text, Anchor::kStart,
                                    Weight::kBold) +
                      0.1 * em;
        } else if (layout.rows.stacked) {
            painter.canvas.rect({body.x, row_top, body.width, words.height(layout.rows.labels[k].size())},
                                painter.theme.background);
        }
        const Rect region = {body.x, row_top, body.width, layout.rows.heights[k]};
        if (painter.is_hovered(HitKind::kRow, -1, -1, static_cast<int>(k)))
            painter.canvas.rect(region, painter.theme.panel);
        const double y = paint_row_label(painter, layout.rows, k, body.x, row_top);
        const double row_bottom = row_top + layout.rows.heights[k] + spare / 2;
        if (chart.reference) {
            const double x = plot.to_x(*chart.reference);
            painter.line({x, label_bottom(words, layout.rows, k, row_top - (opens_group(chart, k) ? 0 : spare / 2))},
                         {x, row_bottom}, painter.theme.axis, 0.12 * em);
        }
        paint_dot(painter, chart, row, plot, y);
        if (!layout.detail_below) {
            painter.text({plot_rect.right() + 0.7 * em, y + kMiddle * kTickSize * em}, row.detail, kTickSize,
                         painter.theme.muted);
        }
        painter.hits.regions.push_back({HitKind::kRow, region, -1, -1, static_cast<int>(k), row.estimate, ""});
        top += layout.heights[k] + spare;
    }
    if (layout.sides > 0)
        paint_sides(painter, chart, plot.to_x(chart.reference.value_or(ticks.range.low)), body,
                    body.x + (layout.rows.stacked ? 0 : left));
    if (!all)
        painter.left_out(static_cast<int>(chart.rows.size() - shown), "row", body.x, top + 0.95 * kSmallSize * em,
                         body.width);
}

}  // namespace concord::figure
