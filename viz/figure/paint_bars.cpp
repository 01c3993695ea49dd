// Horizontal bars, and the ledger of change: steps that add up for one place, stacked bars for several.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

// What rows of bars share: labels at the left, a value axis below, numbers beside the bars.
struct BarFrame {
    RowLayout rows;
    PlotArea plot;
    std::size_t shown = 0;
    double spare = 0, number_width = 0;
    int decimals = 1;
    std::size_t name_lines = 0;
};

double rows_height(const Words& words, const ValueAxis& axis, const std::vector<std::string>& labels, double width) {
    double height = bottom_axis_height(words, axis, width) + 0.2 * words.em;
    for (const double row : lay_out_rows(words, labels, width).heights) height += row;
    return height;
}

double least_rows_height(const Words& words, const ValueAxis& axis, const std::vector<std::string>& labels,
                         double width) {
    double height = bottom_axis_height(words, axis, width, 1) + words.height(1, kSmallSize) + 0.2 * words.em;
    const auto rows = lay_out_rows(words, labels, width).heights;
    for (std::size_t k = 0; k < std::min<std::size_t>(rows.size(), 2); ++k) height += rows[k];
    return height;
}

// One decimal more than the axis: differences between bars are what one reads.
std::string bar_number(double value, const ValueAxis& axis, int decimals) {
    return format_short(value, axis.style, decimals + 1);
}

BarFrame lay_out(Painter& painter, const ValueAxis& axis, const std::vector<std::string>& labels,
                 const std::vector<double>& values, const std::vector<double>& numbers, const Rect& body) {
    BarFrame frame;
    const Words& words = painter.words;
    const double em = painter.em;
    const double wanted = rows_height(words, axis, labels, body.width);
    frame.name_lines = body.height < wanted - 0.5 ? 1 : 0;
    const double below = bottom_axis_height(words, axis, body.width, frame.name_lines);
    frame.rows = lay_out_rows(words, labels, body.width);
    const double left = frame.rows.stacked ? 0 : frame.rows.label_width + 0.7 * em;
    const Range data = range_of(values);
    frame.decimals = value_ticks(axis, data, 10).decimals;
    for (const double number : numbers)
        frame.number_width =
            std::max(frame.number_width, words.width(bar_number(number, axis, frame.decimals), kTickSize));
    frame.number_width += 0.7 * em;
    Rect area = {body.x + left, body.y, body.width - left, body.height - below};
    // Numbers stand at the right, in a column: beside the bars they would run into them where values change sign.
    area.width = std::max(area.width - frame.number_width, em);
    frame.shown = rows_that_fit(frame.rows.heights, area.height, words.height(1, kSmallSize));
    double used = 0;
    for (std::size_t k = 0; k < frame.shown; ++k) used += frame.rows.heights[k];
    const bool all = frame.shown == labels.size();
    if (all && frame.shown > 0)
        frame.spare = std::min(std::max(area.height - used, 0.0) / static_cast<double>(frame.shown), 0.8 * em);
    area.height = used + frame.spare * static_cast<double>(frame.shown);
    const ValueTicks ticks = bottom_ticks(words, axis, data, area.width);
    frame.plot = {area, ticks.range, {0, 1}, -1};
    const double note = all ? 0 : words.height(1, kSmallSize);
    paint_bottom_axis(painter, axis, ticks, {area.x, area.y, area.width, area.height + note}, body, frame.name_lines);
    if (!all)
        painter.left_out(static_cast<int>(labels.size() - frame.shown), "row", body.x,
                         area.bottom() + 0.95 * kSmallSize * em, body.width);
    return frame;
}

double zero_of(const BarFrame& frame) { return frame.plot.to_x(std::clamp(0.0, frame.plot.x.low, frame.plot.x.high)); }

void bar(Painter& painter, double from, double to, double y, double thickness, Colour colour) {
    painter.canvas.rect({std::min(from, to), y - thickness / 2, std::max(std::abs(to - from), 1.0), thickness}, colour);
}

// Draws the label, the zero line and the number of a row; returns the middle of its bar.
double paint_row(Painter& painter, const BarFrame& frame, std::size_t k, double top, double number,
                 const ValueAxis& axis, const Rect& body) {
    const double em = painter.em;
    const Rect region = {body.x, top, body.width, frame.rows.heights[k]};
    if (frame.rows.stacked) {
        painter.canvas.rect({body.x, top, body.width, painter.words.height(frame.rows.labels[k].size())},
                            painter.theme.background);
    }
    if (painter.is_hovered(HitKind::kRow, -1, -1, static_cast<int>(k)))
        painter.canvas.rect(region, painter.theme.panel);
    const double y = paint_row_label(painter, frame.rows, k, body.x, top);
    const double zero = zero_of(frame), from = label_bottom(painter.words, frame.rows, k, top - frame.spare / 2);
    painter.line({zero, from}, {zero, region.bottom() + frame.spare / 2}, painter.theme.axis, 0.12 * em);
    painter.text({body.right(), y + kMiddle * kTickSize * em}, bar_number(number, axis, frame.decimals), kTickSize,
                 std::isfinite(number) ? painter.theme.text : painter.theme.muted, Anchor::kEnd);
    painter.hits.regions.push_back({HitKind::kRow, region, -1, -1, static_cast<int>(k), number, ""});
    return y;
}

std::vector<std::string> bar_labels(const Bars& chart) {
    std::vector<std::string> out;
    for (const Bar& one : chart.bars) out.push_back(one.label);
    return out;
}

// A single row of the ledger is told step by step: one row a contribution that is not zero, then the total.
std::vector<std::size_t> steps_of(const LedgerBars& chart) {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < chart.contributions.size(); ++k) {
        const auto tells = [&](const LedgerRow& row) { return row.contributions[k] != 0; };
        if (std::any_of(chart.rows.begin(), chart.rows.end(), tells)) out.push_back(k);
    }
    return out;
}

std::vector<std::string> ledger_labels(const LedgerBars& chart) {
    std::vector<std::string> out;
    if (chart.rows.size() == 1) {
        for (const std::size_t k : steps_of(chart)) out.push_back(chart.contributions[k]);
        out.push_back(chart.total_words);
    } else {
        for (const LedgerRow& row : chart.rows) out.push_back(row.label);
    }
    return out;
}

std::vector<LegendEntry> ledger_legend(const Theme& theme, const LedgerBars& chart) {
    std::vector<LegendEntry> out;
    if (chart.rows.size() == 1) return out;
    int style = 0;
    for (const std::size_t k : steps_of(chart)) {
        out.push_back({LegendEntry::Swatch::kArea, chart.contributions[k],
                       theme.categorical[static_cast<std::size_t>(style % kCategoricalColours)], style,
                       style >= kCategoricalColours, static_cast<int>(k), false});
        ++style;
    }
    return out;
}

double known(double value) { return std::isfinite(value) ? value : 0; }

void paint_steps(Painter& painter, const LedgerBars& chart, const Rect& body) {
    const LedgerRow& row = chart.rows[0];
    const auto steps = steps_of(chart);
    std::vector<double> reach = {0}, numbers;
    double sum = 0;
    for (const std::size_t k : steps) {
        sum += known(row.contributions[k]);
        reach.push_back(sum);
        numbers.push_back(row.contributions[k]);
    }
    numbers.push_back(row.total);
    reach.push_back(row.total);
    const BarFrame frame = lay_out(painter, chart.x, ledger_labels(chart), reach, numbers, body);
    const auto& scale = painter.theme.diverging_stops;
    double top = frame.plot.area.y, before = 0, last_y = 0;
    for (std::size_t k = 0; k < frame.shown; ++k) {
        const bool is_total = k == steps.size();
        const double y = paint_row(painter, frame, k, top + frame.spare / 2, numbers[k], chart.x, body);
        const double from = is_total ? 0 : before, to = is_total ? row.total : before + known(numbers[k]);
        const double thickness = 0.85 * painter.em;
        if (k > 0 && !frame.rows.stacked)
            painter.line({frame.plot.to_x(before), last_y + thickness / 2},
                         {frame.plot.to_x(before), y - thickness / 2}, painter.theme.axis, 1);
        const Colour colour = is_total ? painter.theme.text : numbers[k] >= 0 ? scale[scale.size() - 2] : scale[1];
        if (std::isfinite(numbers[k])) bar(painter, frame.plot.to_x(from), frame.plot.to_x(to), y, thickness, colour);
        before = to;
        last_y = y;
        top += frame.rows.heights[k] + frame.spare;
    }
}

void paint_stacks(Painter& painter, const LedgerBars& chart, const Rect& body) {
    const auto entries = ledger_legend(painter.theme, chart);
    const double legend =
        std::min(legend_height(painter.words, entries, body.width), std::max(0.0, body.height - 5 * painter.em));
    paint_legend(painter, entries, {body.x, body.y, body.width, legend});
    const Rect below = {body.x, body.y + legend, body.width, body.height - legend};
    std::vector<double> reach = {0}, numbers;
    for (const LedgerRow& row : chart.rows) {
        double up = 0, down = 0;
        for (const double value : row.contributions) (value > 0 ? up : down) += known(value);
        reach.insert(reach.end(), {up, down, row.total});
        numbers.push_back(row.total);
    }
    const BarFrame frame = lay_out(painter, chart.x, ledger_labels(chart), reach, numbers, below);
    double top = frame.plot.area.y;
    for (std::size_t k = 0; k < frame.shown; ++k) {
        const LedgerRow& row = chart.rows[k];
        const double y = paint_row(painter, frame, k, top + frame.spare / 2, row.total, chart.x, below),
                     thickness = 0.95 * painter.em;
        double up = 0, down = 0;
        for (const LegendEntry& entry : entries) {
            const double value = known(row.contributions[static_cast<std::size_t>(entry.series)]);
            double& end = value > 0 ? up : down;
            const double from = frame.plot.to_x(end), to = frame.plot.to_x(end + value);
            if (value != 0) bar(painter, from, to, y, thickness, entry.colour);
            if (value != 0 && entry.hatched)
                painter.hatch({std::min(from, to), y - thickness / 2, std::abs(to - from), thickness},
                              painter.theme.background, 0.35 * painter.em);
            end += value;
        }
        if (std::isfinite(row.total)) {
            const Vec2 at = {frame.plot.to_x(row.total), y};
            painter.marker(at, Marker::kDiamond, 0.52 * painter.em, painter.theme.background);
            painter.marker(at, Marker::kDiamond, 0.38 * painter.em, painter.theme.text);
        }
        top += frame.rows.heights[k] + frame.spare;
    }
}

}  // namespace

double content_height(const Words& words, const Bars& chart, double width) {
    return rows_height(words, chart.x, bar_labels(chart), width);
}

void paint_content(Painter& painter, const Bars& chart, const Rect& body) {
    std::vector<double> reach = {0}, numbers;
    for (const Bar& one : chart.bars) {
        reach.push_back(one.value);
        numbers.push_back(one.value);
    }
    const BarFrame frame = lay_out(painter, chart.x, bar_labels(chart), reach, numbers, body);
    double top = frame.plot.area.y;
    for (std::size_t k = 0; k < frame.shown; ++k) {
        const double y = paint_row(painter, frame, k, top + frame.spare / 2, chart.bars[k].value, chart.x, body);
        if (std::isfinite(chart.bars[k].value))
            bar(painter, zero_of(frame), frame.plot.to_x(chart.bars[k].value), y, 0.9 * painter.em,
                painter.categorical(chart.bars[k].colour));
        top += frame.rows.heights[k] + frame.spare;
    }
}

double least_height(const Words& words, const Bars& chart, double width) {
    return least_rows_height(words, chart.x, bar_labels(chart), width);
}

double least_height(const Words& words, const LedgerBars& chart, double width) {
    return legend_height(words, ledger_legend(light_theme(), chart), width) +
           least_rows_height(words, chart.x, ledger_labels(chart), width);
}

double content_height(const Words& words, const LedgerBars& chart, double width) {
    return legend_height(words, ledger_legend(light_theme(), chart), width) +
           rows_height(words, chart.x, ledger_labels(chart), width);
}

void paint_content(Painter& painter, const LedgerBars& chart, const Rect& body) {
    if (chart.rows.size() == 1) {
        paint_steps(painter, chart, body);
    } else {
        paint_stacks(painter, chart, body);
    }
}

}  // namespace concord::figure
