// Measures of equality as a run's record has them: of a year, the mean of the ends of its thirteen periods, and rates
// of what was counted in it. A live session has the last 52 weeks at the end of every period.
#pragma once

#include <memory>
#include <vector>

namespace concord::live {

struct WeekMeasures;

// The last week, up to `week`, at which groups of residents were measured: the ends of periods of four weeks.
int last_group_week(int week);
// The measure (sim/measures/equality.h) of a group (GroupLayout) over the 52 weeks to `week`, the end of a period; at
// week 0 of the start. NaN before a year is over, for a week that is not there, and where not defined in one of them.
double equality_of_year(const std::vector<std::shared_ptr<const WeekMeasures>>& weeks, int week, int group,
                        int measure);

}  // namespace concord::live
