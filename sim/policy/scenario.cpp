#include "sim/policy/scenario.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace concord::sim {

bool same_policy(const Scenario& a, const Scenario& b) {
    const auto what = [](const LeverSetting& s) {
        return std::tie(s.kind, s.districts, s.target.rule, s.target.share, s.target.areas, s.intensity,
                        s.fair_share_change, s.satisfaction_change, s.from, s.until, s.ramp_weeks, s.capacity);
    };
    return std::equal(a.levers.begin(), a.levers.end(), b.levers.begin(), b.levers.end(),
                      [&](const auto& x, const auto& y) { return what(x) == what(y); });
}

bool same_start(const Scenario& a, const Scenario& b) {
    const Baseline &x = a.baseline, &y = b.baseline;
    const auto same_override = [](const ParameterOverride& p, const ParameterOverride& q) {
        return p.name == q.name && p.value == q.value;
    };
    return x.item_level == y.item_level && x.get_on_well_by_district == y.get_on_well_by_district &&
           x.stops_per_1000_a_year == y.stops_per_1000_a_year && x.exposure.equal == y.exposure.equal &&
           x.exposure.ratio == y.exposure.ratio && x.recorded_hate_per_1000_a_year == y.recorded_hate_per_1000_a_year &&
           std::equal(a.parameters.begin(), a.parameters.end(), b.parameters.begin(), b.parameters.end(),
                      same_override);
}

Parameters with_overrides(Parameters parameters, const Scenario& scenario) {
    for (const ParameterOverride& fixed : scenario.parameters) {
        const ParameterInfo* info = find_parameter(fixed.name);
        if (info == nullptr)
            throw std::invalid_argument("scenario \"" + scenario.name + "\": no parameter " + fixed.name);
        set(parameters, *info, fixed.value);
    }
    return parameters;
}

}  // namespace concord::sim
