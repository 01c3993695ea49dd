#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/painter.h"

namespace concord::figure {

ValueTicks value_ticks(const ValueAxis& axis, Range data, int most, const std::optional<Range>& zoom) {
    ValueTicks ticks;
    most = std::max(most, 1);
    if (zoom) {
        ticks.range = *zoom;
    } else {
        if (axis.include_zero) data = {std::min(data.low, 0.0), std::max(data.high, 0.0)};
        if (data.span() < axis.least_span) {
            const double middle = (data.low + data.high) / 2;
            data = {middle - axis.least_span / 2, middle + axis.least_span / 2};
        }
        if (axis.low) data.low = *axis.low;
        if (axis.high) data.high = *axis.high;
        if (!(data.high > data.low)) data.high = data.low + 1;
        const Range wide = nice_range(data, most);
        ticks.range = {axis.low.value_or(wide.low), axis.high.value_or(wide.high)};
    }
    ticks.at = nice_ticks(ticks.range, most);
    ticks.decimals = decimals_for(nice_step(ticks.range, most));
    for (const double value : ticks.at) {
        NumberStyle style = axis.style;
        style.decimals = ticks.decimals;
        ticks.labels.push_back(format_short(value, style));
    }
    return ticks;
}

double widest(const Words& words, const ValueTicks& ticks) { return words.width(ticks.labels, kTickSize); }

double bottom_axis_height(const Words& words, const ValueAxis& axis, double width, std::size_t name_lines) {
    return words.height(1, kTickSize) + 0.3 * words.em +
           words.height(words.wrap(axis.label, width, kTickSize, Weight::kRegular, name_lines).size(), kTickSize);
}

ValueTicks bottom_ticks(const Words& words, const ValueAxis& axis, Range data, double width) {
    // Fewer ticks until their labels, with a gap, stand beside one another.
    for (int most = 9; most > 1; --most) {
        ValueTicks ticks = value_ticks(axis, data, most);
        const double room = ticks.at.size() < 2 ? width : width * nice_step(ticks.range, most) / ticks.range.span();
        if (widest(words, ticks) + 0.8 * words.em <= room) return ticks;
    }
    return value_ticks(axis, data, 1);
}

void paint_bottom_axis(Painter& painter, const ValueAxis& axis, const ValueTicks& ticks, const Rect& plot,
                       const Rect& body, std::size_t name_lines) {
    const PlotArea area = {plot, ticks.range, {0, 1}, -1};
    double taken = body.x - painter.em;
    for (std::size_t k = 0; k < ticks.at.size(); ++k) {
        const double x = area.to_x(ticks.at[k]);
        painter.line({x, plot.y}, {x, plot.bottom()}, painter.theme.grid, 1);
        const double half = painter.words.width(ticks.labels[k], kTickSize) / 2;
        const double middle = std::clamp(x, std::min(body.x + half, body.right() - half), body.right() - half);
        if (middle - half < taken + 0.4 * painter.em) continue;
        painter.lines(middle, plot.bottom() + 0.3 * painter.em, {ticks.labels[k]}, kTickSize, painter.theme.muted,
                      Anchor::kMiddle);
        taken = middle + half;
    }
    const double top = plot.bottom() + 0.3 * painter.em + painter.words.height(1, kTickSize);
    const auto name = painter.words.wrap(axis.label, body.width, kTickSize, Weight::kRegular, name_lines);
    const double half = painter.words.width(name, kTickSize) / 2;
    const double middle =
        std::clamp(plot.x + plot.width / 2, body.x + half, std::max(body.right() - half, body.x + half));
    painter.lines(middle, top, name, kTickSize, painter.theme.muted, Anchor::kMiddle);
}

void paint_left_axis(Painter& painter, const PlotArea& plot, const ValueTicks& ticks, bool labels) {
    const Rect& area = plot.area;
    double taken = 1e9;
    for (std::size_t k = 0; k < ticks.at.size(); ++k) {
        const double y = plot.to_y(ticks.at[k]);
        painter.line({area.x, y}, {area.right(), y}, ticks.at[k] == 0 ? painter.theme.axis : painter.theme.grid, 1);
        if (!labels || taken - y < 1.15 * kTickSize * painter.em) continue;
        painter.text({area.x - 0.4 * painter.em, y + kMiddle * kTickSize * painter.em}, ticks.labels[k], kTickSize,
                     painter.theme.muted, Anchor::kEnd);
        taken = y;
    }
}

RowLayout lay_out_rows(const Words& words, const std::vector<std::string>& labels, double width) {
    RowLayout layout;
    const double em = words.em, widest_label = words.width(labels);
    layout.stacked = width < 26 * em && widest_label > 0.36 * width;
    layout.label_width = layout.stacked ? width : std::min(widest_label, 0.36 * width);
    for (const std::string& label : labels) {
        layout.labels.push_back(words.wrap(label, layout.label_width));
        const double text = words.height(layout.labels.back().size());
        layout.heights.push_back(layout.stacked ? text + 1.25 * em : std::max(text + 0.35 * em, 1.75 * em));
    }
    return layout;
}

double label_bottom(const Words& words, const RowLayout& layout, std::size_t row, double top) {
    return layout.stacked ? top + words.height(layout.labels[row].size()) : top;
}

double paint_row_label(Painter& painter, const RowLayout& layout, std::size_t row, double x, double top) {
    const auto& lines = layout.labels[row];
    const double text = painter.words.height(lines.size()), height = layout.heights[row];
    if (layout.stacked) {
        painter.lines(x, top, lines, 1, painter.theme.text);
        return top + text + (height - text) / 2 - 0.1 * painter.em;
    }
    painter.lines(x + layout.label_width, top + (height - text) / 2, lines, 1, painter.theme.text, Anchor::kEnd);
    return top + height / 2;
}

std::size_t rows_that_fit(const std::vector<double>& heights, double room, double line) {
    double all = 0;
    for (const double height : heights) all += height;
    if (all <= room + 0.5) return heights.size();
    std::size_t rows = 0;
    for (double used = line; rows < heights.size() && used + heights[rows] <= room + 0.5; ++rows) used += heights[rows];
    return rows;
}

}  // namespace concord::figure
