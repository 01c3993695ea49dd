// Hate incidents as a live session shows them: a rate over the last 52 weeks. One simulated week has a handful of them,
// and a handful times 52 is no rate of a year.
#pragma once

#include <memory>
#include <vector>

#include "sim/run/week_reader.h"

namespace concord::live {

struct WeekMeasures;

// Puts the rate in place of that of the week alone, for Greater Manchester and every district; NaN where fewer than ten
// simulated incidents are counted. `now` has this week's `incidents` and `outcome`; `before` are the weeks from the
// start on. Weeks before the start count as the balance assumes, which is what the measures of week 0 hold.
void put_incidents_of_a_year(WeekMeasures& now, const std::vector<std::shared_ptr<const WeekMeasures>>& before,
                             const sim::WeekReader& reader);

}  // namespace concord::live
