// Numbers and dates as people read them: signs, units, thousands separators, a true minus sign (U+2212), "no data" for
// what is missing.
#pragma once

#include <string>

#include "sim/ground/calendar.h"
#include "viz/figure/figure.h"

namespace concord::figure {

inline constexpr const char* kNoData = "no data";
inline constexpr const char* kMinus = "\u2212";

// "12.3 %", "+1.2 points", "£1,234,567", "−0.5"; kNoData for NaN. `decimals` counts when style.decimals is -1.
// Rounds to -0.0 as 0, and writes no sign for it.
std::string format_number(double value, const NumberStyle& style, int decimals = 1);
// The same without the word "points", for axis ticks and table cells whose heading names the unit.
std::string format_short(double value, const NumberStyle& style, int decimals = 1);

std::string format_date(sim::Date date);                  // "6 Apr 2026"
std::string format_week(double x, const TimeAxis& axis);  // "6 Apr 2026", "week 12" or "Quarter of the run 3"
// The same beside the axis' label: a number alone where the label says what is counted.
std::string format_week_tick(double x, const TimeAxis& axis);

}  // namespace concord::figure
