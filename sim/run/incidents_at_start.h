// Hate incidents (race and religion) at the start of a run, recorded and true (model.md 4.6): each district's level is
// solved from what is recorded there, and the true ones follow from the probability of recording.
#pragma once

#include "sim/run/simulation.h"

namespace concord::sim {

// Per 1,000 residents a year, over the whole region: the baseline's figure, and that over the mean probability that an
// incident is recorded.
struct IncidentsAtStart {
    double recorded = 0, happening = 0;
};
IncidentsAtStart incidents_at_start(const World& world, const Parameters& parameters, const Scenario& scenario,
                                    const RunOptions& options);

}  // namespace concord::sim
