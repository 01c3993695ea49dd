#include "viz/figure/numbers.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstddef>

#include "scenarios/files/text.h"

namespace concord::figure {
namespace {

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string format_short(double value, const NumberStyle& style, int decimals) {
    if (!std::isfinite(value)) return std::isnan(value) ? kNoData : value > 0 ? "\u221e" : "\u2212\u221e";
    if (style.decimals >= 0) decimals = style.decimals;
    std::string digits = scenarios::with_thousands(std::abs(value), decimals);
    const bool zero = digits.find_first_of("123456789") == std::string::npos;
    std::string out;
    if (!zero && value < 0) out += kMinus;
    if (!zero && value > 0 && style.with_sign) out += '+';
    if (style.unit == Unit::kPounds) out += "\u00a3";
    out += digits;
    if (style.unit == Unit::kPercent) out += " %";
    return out;
}

std::string format_number(double value, const NumberStyle& style, int decimals) {
    std::string out = format_short(value, style, decimals);
    if (style.unit == Unit::kPoints && std::isfinite(value)) out += " points";
    return out;
}

std::string format_date(sim::Date date) {
    const std::chrono::year_month_day ymd(date);
    return fmt::format("{} {} {}", static_cast<unsigned>(ymd.day()), kMonths[static_cast<unsigned>(ymd.month()) - 1],
                       static_cast<int>(ymd.year()));
}

std::string format_week(double x, const TimeAxis& axis) {
    if (axis.start) return format_date(sim::add_weeks(*axis.start, static_cast<int>(std::lround(x))));
    return fmt::format("{} {:g}", axis.label.empty() ? "week" : axis.label, x);
}

std::string format_week_tick(double x, const TimeAxis& axis) {
    return axis.start || axis.label.empty() ? format_week(x, axis) : fmt::format("{:g}", x);
}

}  // namespace concord::figure
