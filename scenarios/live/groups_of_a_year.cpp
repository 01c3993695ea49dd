#include "scenarios/live/groups_of_a_year.h"

#include <limits>

#include "scenarios/live/futures.h"
#include "sim/ground/calendar.h"

namespace concord::live {

int last_group_week(int week) { return week - week % sim::kWeeksPerPeriod; }

double equality_of_year(const std::vector<std::shared_ptr<const WeekMeasures>>& weeks, int week, int group,
                        int measure) {
    constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
    if (week < 0 || static_cast<std::size_t>(week) >= weeks.size() || week % sim::kWeeksPerPeriod != 0 ||
        (week > 0 && week < sim::kWeeksPerYear))
        return kUndefined;
    const auto at = static_cast<std::size_t>(group) * sim::kEqualityMeasures + static_cast<std::size_t>(measure);
    const auto value = [&](int w) {
        return static_cast<double>(weeks[static_cast<std::size_t>(w)]->groups->equality.at(at));
    };
    if (week == 0 || sim::is_of_a_year(measure)) return value(week);
    double sum = 0;
    for (int w = week; w > week - sim::kWeeksPerYear; w -= sim::kWeeksPerPeriod) sum += value(w);
    return sum * sim::kWeeksPerPeriod / sim::kWeeksPerYear;
}

}  // namespace concord::live
