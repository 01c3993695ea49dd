// Line charts: one plot; series named at their ends where there is room, else in a legend above.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

constexpr double kLeastPlot = 8, kRoomForEnds = 30;  // em
constexpr double kLeader = 1.9;                      // em between the end of a line and its name

struct EndLabel {
    const Series* series = nullptr;
    int index = 0;
    std::vector<std::string> lines;
    double top = 0, height = 0, target = 0;
};

// Names of series with their height; empty when there is no room for all of them.
std::vector<EndLabel> end_labels(const Words& words, const LineChart& chart, double width, double plot_height) {
    std::vector<EndLabel> out;
    if (width < kRoomForEnds * words.em || chart.series.size() < 2) return out;
    double all = 0;
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        EndLabel label = {
            &chart.series[k], static_cast<int>(k), words.wrap(chart.series[k].name, 0.26 * width, kTickSize), 0, 0, 0};
        label.height = words.height(label.lines.size(), kTickSize) + 0.1 * words.em;
        all += label.height;
        out.push_back(label);
    }
    if (all > plot_height) out.clear();
    return out;
}

// Each as near to the end of its line as the others allow.
void spread(std::vector<EndLabel>& labels, const PlotArea& plot) {
    for (EndLabel& label : labels) {
        const auto& y = label.series->y;
        const auto last = std::find_if(y.rbegin(), y.rend(), [](double value) { return std::isfinite(value); });
        const double value = last == y.rend() ? plot.y.low : *last;
        label.target = std::clamp(plot.to_y(value), plot.area.y, plot.area.bottom());
    }
    std::stable_sort(labels.begin(), labels.end(),
                     [](const EndLabel& a, const EndLabel& b) { return a.target < b.target; });
    double below = plot.area.y;
    for (EndLabel& label : labels) {
        label.top = std::max(label.target - label.height / 2, below);
        below = label.top + label.height;
    }
    double above = plot.area.bottom();
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->top = std::min(label->top, above - label->height);
        above = label->top;
    }
}

void paint_end_labels(Painter& painter, const PlotArea& plot, std::vector<EndLabel>& labels) {
    spread(labels, plot);
    const double em = painter.em, x = plot.area.right();
    for (const EndLabel& label : labels) {
        const Series& series = *label.series;
        const bool hidden = painter.is_hidden(series.name);
        const double middle = label.top + label.height / 2, text_x = x + (kLeader + 0.3) * em;
        const Colour colour = hidden ? painter.theme.grid : painter.categorical(series.colour);
        const double width = 0.14 * em;
        // In the line's own dash, so that the name can be matched without colour.
        if (series.dots)
            painter.marker({x + kLeader / 2 * em, middle}, marker_of(series.colour), 0.32 * em, colour);
        else
            painter.line({x + 0.1 * em, label.target}, {x + kLeader * em, middle}, colour, width,
                         scaled_dash(series.dash < 0 ? series.colour : series.dash, width));
        painter.lines(text_x, label.top, label.lines, kTickSize, hidden ? painter.theme.muted : painter.theme.text);
        const double text_width = painter.words.width(label.lines, kTickSize);
        if (hidden) painter.line({text_x, middle}, {text_x + text_width, middle}, painter.theme.muted, 1);
        painter.hits.regions.push_back({HitKind::kLegend,
                                        {x, label.top, text_x + text_width - x, label.height},
                                        -1,
                                        label.index,
                                        -1,
                                        0,
                                        series.name});
    }
}

// Texts of events in as few rows as keep them apart.
struct EventText {
    std::vector<std::string> lines;
    double left = 0, width = 0;
    int row = 0;
};
std::vector<EventText> place_events(const Words& words, const std::vector<Event>& events, const PlotArea& plot,
                                    const Rect& body, int& rows) {
    std::vector<EventText> out;
    std::vector<double> taken;
    std::vector<const Event*> order;
    for (const Event& event : events) {
        if (event.x >= plot.x.low && event.x <= plot.x.high) order.push_back(&event);
    }
    std::stable_sort(order.begin(), order.end(), [](const Event* a, const Event* b) { return a->x < b->x; });
    for (const Event* event : order) {
        EventText text;
        text.lines = words.wrap(event->text, body.width, kTickSize);
        text.width = words.width(text.lines, kTickSize);
        text.left =
            std::clamp(plot.to_x(event->x) - text.width / 2, body.x, std::max(body.right() - text.width, body.x));
        const auto is_free = [&](std::size_t row) {
            for (std::size_t k = row; k < std::min(row + text.lines.size(), taken.size()); ++k) {
                if (taken[k] > text.left - 0.6 * words.em) return false;
            }
            return true;
        };
        std::size_t row = 0;
        while (!is_free(row)) ++row;
        taken.resize(std::max(taken.size(), row + text.lines.size()), -1e9);
        for (std::size_t k = row; k < row + text.lines.size(); ++k) taken[k] = text.left + text.width;
        text.row = static_cast<int>(row);
        out.push_back(std::move(text));
    }
    rows = static_cast<int>(taken.size());
    return out;
}

}  // namespace

double content_height(const Words& words, const LineChart& chart, double width) {
    const double em = words.em;
    double height = words.height(words.wrap(chart.y.label, width, kTickSize).size(), kTickSize) + 0.3 * em;
    if (chart.series.size() > 1) height += legend_height(words, line_legend(light_theme(), chart.series), width);
    for (const Event& event : chart.events)
        height += words.height(words.wrap(event.text, width, kTickSize).size(), kTickSize);
    height += words.height(1 + words.wrap(chart.x.label, width, kTickSize).size(), kTickSize) + 0.5 * em;
    return height + kLeastPlot * em;
}

double least_height(const Words& words, const LineChart& chart, double width) {
    const double em = words.em;
    double height = words.height(chart.x.label.empty() ? 2 : 3, kTickSize) + 5.2 * em;
    if (chart.series.size() > 1) height += legend_height(words, line_legend(light_theme(), chart.series), width);
    return height + words.height(chart.events.empty() ? 0 : 1, kTickSize);
}

void paint_content(Painter& painter, const LineChart& chart, const Rect& body) {
    const double em = painter.em;
    const Words& words = painter.words;
    const std::size_t name_lines = body.height < content_height(words, chart, body.width) ? 1 : 0;
    const auto name = words.wrap(chart.y.label, body.width, kTickSize, Weight::kRegular, name_lines);
    const auto x_name = words.wrap(chart.x.label, body.width, kTickSize, Weight::kRegular, name_lines);
    double top = painter.lines(body.x, body.y, name, kTickSize, painter.theme.muted) + 0.3 * em;
    const double below = words.height(1 + x_name.size(), kTickSize) + 0.4 * em;

    auto labels = end_labels(words, chart, body.width, body.bottom() - below - top - 2 * em);
    const auto entries = line_legend(painter.theme, chart.series);
    if (labels.empty() && chart.series.size() > 1) {
        const double wanted = legend_height(words, entries, body.width);
        const double legend = std::min(wanted, std::max(0.0, body.bottom() - below - top - 2.5 * em));
        paint_legend(painter, entries, {body.x, top, body.width, legend});
        top += legend;
    }
    LinePlot plot;
    PlotArea& area = plot.plot;
    const Range weeks = x_range(chart.series, chart.events);
    area.x =
        painter.interaction.x_zoom.value_or(Range{chart.x.low.value_or(weeks.low), chart.x.high.value_or(weeks.high)});
    double right = 0;
    for (const EndLabel& label : labels)
        right = std::max(right, words.width(label.lines, kTickSize) + (kLeader + 0.4) * em);

    // Ticks want to know the height, events the width: events first, on a guess of the tick labels.
    int event_rows = 0;
    area.area = {body.x + 3 * em, top, body.width - 3 * em - right, body.bottom() - below - top};
    place_events(words, chart.events, area, body, event_rows);
    const double event_room = std::max(0.0, area.area.height - 3.5 * em);
    const int rows_shown = std::min(event_rows, static_cast<int>(event_room / words.height(1, kTickSize)));
    const double event_height = words.height(static_cast<std::size_t>(rows_shown), kTickSize);
    // Half a label of the highest tick stands out above the plot.
    const double half_tick = 0.45 * kTickSize * em;
    area.area.y = top + event_height + half_tick;
    area.area.height = std::max(body.bottom() - below - area.area.y, 0.5 * em);
    plot.y_ticks = value_ticks(chart.y, y_range(painter, chart.series), static_cast<int>(area.area.height / (1.9 * em)),
                               painter.interaction.y_zoom);
    area.y = plot.y_ticks.range;
    const double left = widest(words, plot.y_ticks) + 0.5 * em;
    area.area.x = body.x + left;
    area.area.width = std::max(body.width - left - right - 0.1 * em, em);
    const double tick_room = words.width(chart.x.start ? "2026" : "1,000", kTickSize) + 1.2 * em;
    plot.x_ticks = time_ticks(area.x, chart.x, static_cast<int>(area.area.width / tick_room));

    paint_line_plot(painter, plot, chart.series, body);
    paint_event_lines(painter, area, chart.events);
    int rows = 0;
    for (const EventText& text : place_events(words, chart.events, area, body, rows)) {
        if (text.row + static_cast<int>(text.lines.size()) > rows_shown) {
            painter.hits.complete = false;
            continue;
        }
        painter.lines(text.left, top + words.height(static_cast<std::size_t>(text.row), kTickSize), text.lines,
                      kTickSize, painter.theme.accent);
    }
    if (!labels.empty()) paint_end_labels(painter, area, labels);
    painter.lines(area.area.x + area.area.width / 2, body.bottom() - words.height(x_name.size(), kTickSize), x_name,
                  kTickSize, painter.theme.muted, Anchor::kMiddle);
}

}  // namespace concord::figure
