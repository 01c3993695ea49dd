// Dates and weeks. A run starts on a date; one step is one week, a year is 52 of them (model.md section 2).
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

namespace concord::sim {

inline constexpr int kWeeksPerYear = 52;
inline constexpr int kWeeksPerPeriod = 4;  // results are observed every fourth week

using Date = std::chrono::sys_days;

inline Date make_date(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}
// Whole weeks from `start` to `date`, rounded down; negative when before.
inline int weeks_between(Date start, Date date) {
    const auto days = (date - start).count();
    return static_cast<int>(days >= 0 ? days / 7 : -((-days + 6) / 7));
}
inline Date add_weeks(Date start, int weeks) { return start + std::chrono::days(7 * weeks); }

inline std::string to_iso(Date date) {
    const std::chrono::year_month_day ymd(date);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
    return text;
}

}  // namespace concord::sim
