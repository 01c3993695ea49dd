#include "viz/figure/class_breaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>

#include "sim/ground/percentile.h"
#include "viz/figure/numbers.h"

namespace concord::figure {
namespace {

std::vector<double> finite(std::span<const double> values) {
    std::vector<double> out;
    std::copy_if(values.begin(), values.end(), std::back_inserter(out), [](double v) { return std::isfinite(v); });
    return out;
}

// Multiples are k * step computed once, not summed: 0.1 added ten times is not 1.
std::vector<double> multiples(double step, long first, long last) {
    std::vector<double> out;
    const double scale = std::pow(10.0, decimals_for(step));
    for (long k = first; k <= last; ++k) {
        out.push_back(std::round(static_cast<double>(k) * step * scale) / scale);
    }
    return out;
}

std::vector<TimeTick> month_ticks(Range weeks, sim::Date start, int months) {
    std::vector<TimeTick> out;
    using namespace std::chrono;
    const auto date_at = [&](double week) { return start + days(static_cast<int>(std::lround(week * 7))); };
    const year_month_day from(date_at(weeks.low));
    year_month at(from.year(), month(1));
    for (int year_before = -1;; at += std::chrono::months(months)) {
        const sys_days day = sys_days(at / 1);
        const double x = static_cast<double>((day - start).count()) / 7;
        if (x > weeks.high + 1e-9) break;
        if (x < weeks.low - 1e-9) continue;
        const int year = static_cast<int>(at.year());
        if (months >= 12) {
            out.push_back({x, fmt::format("{}", year)});
        } else {
            // Months bare, the year once: "Oct", "Jan 2027", "Apr".
            const std::string day_text = format_date(day);
            const auto name = day_text.substr(2, 3);
            out.push_back({x, year == year_before ? name : fmt::format("{} {}", name, year)});
        }
        year_before = year;
    }
    return out;
}

}  // namespace

Range range_of(std::span<const double> values) {
    const std::vector<double> known = finite(values);
    if (known.empty()) return {};
    const auto [low, high] = std::minmax_element(known.begin(), known.end());
    if (*low < *high) return {*low, *high};
    const double margin = *low == 0 ? 1 : 0.1 * std::abs(*low);
    return {*low - margin, *low + margin};
}

double nice_step(Range range, int most) {
    const double rough = std::max(range.span(), 1e-300) / std::max(most, 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

std::vector<double> nice_ticks(Range range, int most) {
    const double step = nice_step(range, most);
    return multiples(step, std::lround(std::ceil(range.low / step - 1e-9)),
                     std::lround(std::floor(range.high / step + 1e-9)));
}

int decimals_for(double step) {
    // 0.25 needs two decimals although its power of ten is the first.
    for (int decimals = 0; decimals < 12; ++decimals) {
        const double scaled = step * std::pow(10.0, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return decimals;
    }
    return 12;
}

Range nice_range(Range range, int most) {
    const double step = nice_step(range, most);
    const auto ends = multiples(step, std::lround(std::floor(range.low / step + 1e-9)),
                                std::lround(std::ceil(range.high / step - 1e-9)));
    return {ends.front(), ends.back()};
}

std::vector<TimeTick> time_ticks(Range weeks, const TimeAxis& axis, int most) {
    most = std::max(most, 1);
    if (axis.start) {
        for (const int months : {1, 3, 6, 12, 24, 60, 120}) {
            auto ticks = month_ticks(weeks, *axis.start, months);
            // Beside bare months, a year makes some labels twice as long.
            if (static_cast<int>(ticks.size()) <= (months < 12 ? most / 2 : most)) {
                if (ticks.empty()) break;
                return ticks;
            }
        }
        return {{weeks.low, format_week_tick(weeks.low, axis)}};
    }
    std::vector<TimeTick> out;
    for (const double x : nice_ticks(weeks, std::max(most - 1, 1))) {
        if (x == std::round(x)) out.push_back({x, fmt::format("{:g}", x)});
    }
    return out;
}

std::vector<double> equal_breaks(std::span<const double> values, int classes) {
    const Range range = range_of(values);
    for (int steps = classes; steps > 0; --steps) {
        const double step = nice_step(range, steps);
        const Range wide = nice_range(range, steps);
        const auto count = std::lround(wide.span() / step);
        if (count <= classes && count >= 2)
            return multiples(step, std::lround(wide.low / step), std::lround(wide.high / step));
    }
    const Range wide = nice_range(range, 2);
    return {wide.low, (wide.low + wide.high) / 2, wide.high};
}

std::vector<double> diverging_breaks(std::span<const double> values, int classes, double least_step) {
    double reach = 0;
    for (const double value : finite(values)) reach = std::max(reach, std::abs(value));
    if (reach == 0) reach = 1;
    classes = std::clamp(classes, 2, 7);
    // Limits at multiples of half a step when zero has a class of its own.
    const double step = std::max(nice_step({0, 2 * reach}, classes), least_step);
    const double half = 0.5 * classes;
    std::vector<double> out;
    for (int k = 0; k <= classes; ++k) out.push_back((k - half) * step);
    return out;
}

std::vector<double> quantile_breaks(std::span<const double> values, int classes) {
    const std::vector<double> known = finite(values);
    if (known.size() < 2) return equal_breaks(values, classes);
    const Range range = range_of(known);
    // Rounded to what still tells the narrowest class from its neighbours.
    std::vector<double> limits = {range.low};
    for (int k = 1; k < classes; ++k) limits.push_back(sim::percentile(known, static_cast<double>(k) / classes));
    limits.push_back(range.high);
    double narrowest = range.span();
    for (std::size_t k = 1; k < limits.size(); ++k) {
        if (limits[k] > limits[k - 1]) narrowest = std::min(narrowest, limits[k] - limits[k - 1]);
    }
    const double unit = nice_step({0, narrowest}, 10);
    const auto rounded = [&](double value) {
        return multiples(unit, std::lround(value / unit), std::lround(value / unit)).front();
    };
    std::vector<double> out = {
        multiples(unit, std::lround(std::floor(range.low / unit)), std::lround(std::floor(range.low / unit))).front()};
    for (std::size_t k = 1; k + 1 < limits.size(); ++k) out.push_back(rounded(limits[k]));
    const long last = std::lround(std::ceil(range.high / unit));
    out.push_back(multiples(unit, last, last).front());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out.size() >= 3 ? out : equal_breaks(values, classes);
}

int class_of(double value, std::span<const double> breaks) {
    if (std::isnan(value)) return -1;
    const auto above = std::upper_bound(breaks.begin(), breaks.end(), value) - breaks.begin();
    return static_cast<int>(std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(breaks.size()) - 2));
}

}  // namespace concord::figure
