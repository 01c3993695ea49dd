#include "sim/policy/regimes.h"

#include <cmath>

#include "sim/policy/scenario.h"

namespace concord::sim {

Monitoring monitoring_of(const Scenario& scenario, int week) {
    const Date quarter = add_weeks(scenario.start, week / kWeeksPerQuarter * kWeeksPerQuarter);
    Monitoring found{.regime = scenario.baseline.monitoring};
    found.members =
        info(LeverKind::kMonitoring).fields[info(LeverKind::kMonitoring).field("panel_members")].neutral.number;
    for (const LeverSetting& lever : scenario.levers) {
        if (lever.kind != LeverKind::kMonitoring || quarter < lever.from || (lever.until && quarter >= *lever.until))
            continue;
        found = {.regime = static_cast<Regime>(lever.value(0).choice),
                 .interviews = lever.number("interviews_a_quarter"),
                 .members = lever.number("panel_members"),
                 .shift_belong = lever.number("shift_belong"),
                 .shift_get_on_well = lever.number("shift_get_on_well")};
        found.shift_others = (found.shift_belong + found.shift_get_on_well) / 2;
    }
    return found;
}

int report_lag(const Parameters& p, Regime regime, int indicator) {
    const auto whole = [](double weeks) { return static_cast<int>(std::ceil(weeks)); };
    if (regime == Regime::kPoliceReports) return whole(p.police_reports_lag);
    if (!is_asked(indicator)) return whole(p.records_lag);
    return whole(regime == Regime::kQuarterlySurvey ? p.survey_lag : p.panel_lag);
}

}  // namespace concord::sim
