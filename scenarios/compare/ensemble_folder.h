// The comparison folder before and after its runs: the plan is settled, what belongs to no plan is refused, what a
// killed process left behind is cleared away.
#pragma once

#include "scenarios/compare/ensemble.h"

namespace concord::scenarios {

// Of the leading process: writes the plan of a new comparison, lets the plan of an old one grow, or throws InputError.
void settle_plan(const Plan& plan, const EnsembleOptions& options);

// Of the other processes of a group: waits until the leading one has settled the very plan asked for. Throws InputError
// for another plan, std::runtime_error when it does not appear.
void wait_for_plan(const Plan& plan, const EnsembleOptions& options);

// After the last run, when no process writes there any more.
void tidy(const EnsembleOptions& options);

}  // namespace concord::scenarios
