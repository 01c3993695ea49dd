// What the monitoring in force reported beside what was true of the same weeks (model.md section 6): its lag, its error
// and what it leans to. Of the main runs, of Greater Manchester and its districts; a report is shown once it is known.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

struct Reported {
    int week = 0;   // that its last week ends
    int known = 0;  // week in which it becomes known
    sim::Regime regime{};
    double measured = 0, truth = 0;  // in the indicator's unit; measured is NaN where the regime does not see it
};
// Reports of an indicator that end by `week`, of Greater Manchester (district -1) or a district. Empty where the table
// of indicators does not let that be shown.
std::vector<Reported> reports_of(const BranchPlan& plan, const Weeks& weeks, int week, int district, int indicator);

// Weeks up to which a report would end under what the scenario says, up to `week`, of regimes that see the indicator.
std::vector<int> ends_of_reports(const sim::Scenario& scenario, int week, int indicator);

// What monitors a branch now, what of it is known, how far off chance puts a report, how far off they were: sentences.
std::string monitored_words(const Explorer& explorer, const BranchPlan& plan);

}  // namespace concord::explorer
