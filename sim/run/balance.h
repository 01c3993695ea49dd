// Balance (model.md 3.5): today's levels are taken to be sustained by today's conditions. The expected weekly increment
// E of every baseline process but return is computed in closed form at the observed level x0, and the set-point is x0 -
// E / rho, not clipped. Nothing is simulated, so no noise enters.
#pragma once

#include <span>

#include "sim/run/start.h"

namespace concord::sim {

// Fills start.set_point, start.hostility and start.balance. `observed` are the observed levels, `friends` the initial
// ones, both [talkers]. With balance off the set-points are the observed levels and the report says by how much they
// would have been shifted.
void fit_balance(Start& start, std::span<const ResidentState> observed, const Column<Friends>& friends);

}  // namespace concord::sim
