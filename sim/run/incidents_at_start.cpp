#include "sim/run/incidents_at_start.h"

#include "sim/processes/hostility.h"
#include "sim/run/start.h"
#include "sim/run/state.h"

namespace concord::sim {

IncidentsAtStart incidents_at_start(const World& world, const Parameters& parameters, const Scenario& scenario,
                                    const RunOptions& options) {
    const auto start = prepare(world, parameters, scenario.baseline, options);
    const Simulation simulation(world, start, scenario, options);
    const SimulationState& state = simulation.state();
    double happening = 0, recorded = 0;  // a week, as far as the sample goes
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const hostility::Rates rates =
            hostility::rates(*start, start->hostility, state, {}, world.geography.neighbourhoods[n].area);
        for (auto i = start->begin(n); i < start->begin(n + 1); ++i) {
            const double rate = rates.of_group[world.ethnic_group[i]],
                         trust = static_cast<double>(simulation.states()[i][kPoliceTrust]);
            happening += rate;
            recorded += rate * hostility::probability_recorded(parameters, trust);
        }
    }
    const double published = scenario.baseline.recorded_hate_per_1000_a_year;
    return {.recorded = published, .happening = recorded > 0 ? published * happening / recorded : 0};
}

}  // namespace concord::sim
