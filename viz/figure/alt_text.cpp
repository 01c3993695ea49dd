#include "viz/figure/alt_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "scenarios/files/text.h"
#include "viz/figure/class_breaks.h"
#include "viz/figure/numbers.h"

namespace concord::figure {
namespace {

struct Extremes {
    std::size_t known = 0, lowest = 0, highest = 0;
};
template <class Value>
Extremes extremes(std::size_t n, const Value& value) {
    Extremes out;
    for (std::size_t k = 0; k < n; ++k) {
        const double v = value(k);
        if (!std::isfinite(v)) continue;
        if (out.known == 0 || v > value(out.highest)) out.highest = k;
        if (out.known == 0 || v < value(out.lowest)) out.lowest = k;
        ++out.known;
    }
    return out;
}

// "Values from 61 % to 74 %." and, where allowed, whose they are.
template <class Value, class Name>
std::string range_sentence(const Figure& figure, std::size_t n, const NumberStyle& style, const Value& value,
                           const Name& name) {
    const Extremes e = extremes(n, value);
    if (e.known == 0) return " No values.";
    const std::string low = format_number(value(e.lowest), style), high = format_number(value(e.highest), style);
    std::string out = figure.ranks_allowed && n > 1
                          ? fmt::format(" Highest: {}, {}. Lowest: {}, {}.", name(e.highest), high, name(e.lowest), low)
                          : fmt::format(" Values from {} to {}.", low, high);
    if (e.known < n) out += fmt::format(" No data for {} of {}.", n - e.known, n);
    return out;
}

std::string time_span(const std::vector<Series>& all, const TimeAxis& axis) {
    std::vector<double> x;
    for (const Series& series : all) x.insert(x.end(), series.x.begin(), series.x.end());
    if (x.empty()) return "no time";
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    return fmt::format("{} to {}", format_week(*low, axis), format_week(*high, axis));
}

std::string series_sentence(const Series& series, const ValueAxis& axis) {
    const auto known = [](double v) { return std::isfinite(v); };
    const auto first = std::find_if(series.y.begin(), series.y.end(), known);
    if (first == series.y.end()) return fmt::format(" {}: no data.", series.name);
    const auto last = std::find_if(series.y.rbegin(), series.y.rend(), known);
    std::string out = fmt::format(" {}: from {} to {}", series.name, format_number(*first, axis.style),
                                  format_number(*last, axis.style));
    const auto at = static_cast<std::size_t>(series.y.rend() - last) - 1;
    if (!series.low.empty() && known(series.low[at]))
        out += fmt::format(" (band {} to {})", format_short(series.low[at], axis.style),
                           format_short(series.high[at], axis.style));
    const auto gaps =
        series.y.size() - static_cast<std::size_t>(std::count_if(series.y.begin(), series.y.end(), known));
    if (gaps > 0) out += fmt::format(", {} without a value", scenarios::counted(gaps, "time"));
    return out + ".";
}

double last_known(const Series& series) {
    const auto last = std::find_if(series.y.rbegin(), series.y.rend(), [](double v) { return std::isfinite(v); });
    return last == series.y.rend() ? std::nan("") : *last;
}

std::string describe(const Figure& figure, const LineChart& chart) {
    std::string out = fmt::format("Line chart of {}, {}, {} series.", chart.y.label, time_span(chart.series, chart.x),
                                  chart.series.size());
    if (figure.ranks_allowed) {
        for (const Series& series : chart.series) out += series_sentence(series, chart.y);
    } else {
        out += range_sentence(
            figure, chart.series.size(), chart.y.style, [&](std::size_t k) { return last_known(chart.series[k]); },
            [](std::size_t) { return ""; });
    }
    for (const Event& event : chart.events)
        out += fmt::format(" Marked at {}: {}.", format_week(event.x, chart.x), event.text);
    return out;
}

std::string describe(const Figure& figure, const IntervalDots& chart) {
    std::string out = fmt::format("Dots with intervals ({}) of {}, {}.", chart.interval_meaning, chart.x.label,
                                  scenarios::counted(chart.rows.size(), "row"));
    const auto inside = static_cast<std::size_t>(std::count_if(
        chart.rows.begin(), chart.rows.end(), [&](const IntervalRow& row) { return reaches_reference(chart, row); }));
    if (chart.reference)
        out += fmt::format(" {} of {} intervals include {:g}.", inside, chart.rows.size(), *chart.reference);
    if (chart.reference && !chart.band_meaning.empty()) {
        const auto within = std::count_if(chart.rows.begin(), chart.rows.end(), [&](const IntervalRow& row) {
            return row.low >= *chart.reference - chart.band && row.high <= *chart.reference + chart.band;
        });
        out += fmt::format(" {} of {} lie within the shaded band ({}).", within, chart.rows.size(), chart.band_meaning);
    }
    return out + range_sentence(
                     figure, chart.rows.size(), chart.x.style, [&](std::size_t k) { return chart.rows[k].estimate; },
                     [&](std::size_t k) {
                         return chart.rows[k].group.empty()
                                    ? chart.rows[k].label
                                    : fmt::format("{} ({})", chart.rows[k].label, chart.rows[k].group);
                     });
}

std::string describe(const Figure& figure, const Bars& chart) {
    return fmt::format("Bar chart of {}, {}.", chart.x.label, scenarios::counted(chart.bars.size(), "bar")) +
           range_sentence(
               figure, chart.bars.size(), chart.x.style, [&](std::size_t k) { return chart.bars[k].value; },
               [&](std::size_t k) { return chart.bars[k].label; });
}

std::string describe(const Figure& figure, const LedgerBars& chart) {
    std::string out = fmt::format("Ledger of {}: contributions that add up to the total, {}.", chart.x.label,
                                  scenarios::counted(chart.rows.size(), "row"));
    for (const LedgerRow& row : chart.rows) {
        if (!figure.ranks_allowed) break;
        const auto e = extremes(row.contributions.size(), [&](std::size_t k) { return row.contributions[k]; });
        out += fmt::format(" {}: total {}", row.label, format_number(row.total, chart.x.style, 2));
        if (e.known > 0 && row.contributions[e.highest] > 0)
            out += fmt::format(", most raised by {}", chart.contributions[e.highest]);
        if (e.known > 0 && row.contributions[e.lowest] < 0)
            out += fmt::format(", most lowered by {}", chart.contributions[e.lowest]);
        out += '.';
    }
    if (!figure.ranks_allowed) {
        out += range_sentence(
            figure, chart.rows.size(), chart.x.style, [&](std::size_t k) { return chart.rows[k].total; },
            [](std::size_t) { return ""; });
    }
    return out;
}

std::string describe(const Figure&, const Scatter& chart) {
    std::vector<double> x, y;
    std::size_t points = 0;
    for (const ScatterSeries& series : chart.series) {
        for (const ScatterPoint& point : series.points) {
            ++points;
            x.push_back(point.x);
            y.push_back(point.y);
        }
    }
    if (points == 0) return fmt::format("Scatter of {} against {}, without points.", chart.y.label, chart.x.label);
    const Range xr = range_of(x), yr = range_of(y);
    return fmt::format("Scatter of {} against {}, {}. Across from {} to {}, up from {} to {}.", chart.y.label,
                       chart.x.label, scenarios::counted(points, "point"), format_number(xr.low, chart.x.style),
                       format_number(xr.high, chart.x.style), format_number(yr.low, chart.y.style),
                       format_number(yr.high, chart.y.style));
}

std::string describe(const Figure& figure, const SmallMultiples& chart) {
    std::vector<Series> all;
    for (const Panel& panel : chart.panels) all.insert(all.end(), panel.series.begin(), panel.series.end());
    std::string out =
        fmt::format("{} of {}, {}, with the same axes.", scenarios::counted(chart.panels.size(), "small line chart"),
                    chart.y.label, time_span(all, chart.x));
    std::vector<double> last;
    std::vector<std::string> names;
    for (const Panel& panel : chart.panels) {
        for (const Series& series : panel.series) {
            last.push_back(last_known(series));
            names.push_back(panel.series.size() > 1 ? fmt::format("{}, {}", panel.title, series.name) : panel.title);
        }
    }
    return out + " At the end:" +
           range_sentence(
               figure, last.size(), chart.y.style, [&](std::size_t k) { return last[k]; },
               [&](std::size_t k) { return names[k]; });
}

std::string describe(const Figure&, const Table& table) {
    std::string out = fmt::format("Table of {} and {}:", scenarios::counted(table.rows.size(), "row"),
                                  scenarios::counted(table.columns.size(), "column"));
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        out += fmt::format("{} {}", c == 0 ? "" : ",", table.columns[c].title);
    return out + ".";
}

std::string describe(const Figure& figure, const Choropleth& chart) {
    const std::size_t units = chart.values.size();
    std::vector<std::size_t> in_class(chart.breaks.size() - 1);
    std::size_t missing = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (has_value(chart, unit)) {
            ++in_class[static_cast<std::size_t>(class_of(chart.values[unit], chart.breaks))];
        } else {
            ++missing;
        }
    }
    std::string out = fmt::format("Map of {} in {}.", chart.value.label, scenarios::counted(units, "place"));
    for (std::size_t k = 0; k < in_class.size(); ++k) {
        out += fmt::format(" {} from {} to {}.", in_class[k], format_short(chart.breaks[k], chart.value.style),
                           format_short(chart.breaks[k + 1], chart.value.style));
    }
    if (const auto marked = std::count(chart.hatched.begin(), chart.hatched.end(), 1); marked > 0)
        out += fmt::format(" Hatched {}: {}.", marked, chart.hatched_meaning);
    // Below district level nobody is singled out, whatever the measure: the values are of simulated residents.
    if (figure.ranks_allowed && !chart.below_district) {
        const auto value = [&](std::size_t k) { return has_value(chart, k) ? chart.values[k] : std::nan(""); };
        const Extremes e = extremes(units, value);
        if (e.known > 1) {
            out += fmt::format(" Highest: {}, {}. Lowest: {}, {}.", chart.names[e.highest],
                               format_number(value(e.highest), chart.value.style), chart.names[e.lowest],
                               format_number(value(e.lowest), chart.value.style));
        }
    }
    out += missing == 0 ? std::string(" None without data.") : fmt::format(" {} without data.", missing);
    if (chart.below_district) out += fmt::format(" {}.", kSimulatedNotice);
    return out;
}

}  // namespace

std::string alt_text(const Figure& figure) {
    std::string out = std::visit([&](const auto& content) { return describe(figure, content); }, figure.content);
    if (!figure.provenance.caveat.empty()) out += fmt::format(" {}", figure.provenance.caveat);
    return out;
}

}  // namespace concord::figure
