#include "sim/policy/regimes.h"

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

}  // namespace concord::sim
