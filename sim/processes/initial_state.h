// The observed-level state x0 and the starting state (model.md 3.4, 3.6): a logistic of place, age and a resident's own
// effect, then tenure. A pure function of (start, resident), so newcomers can be given their x0 at any time.
#pragma once

#include "sim/run/start.h"

namespace concord::sim {

// The resident's own effect on each state, logit; standard normal draws correlated through one factor, grievance
// negative.
Vector resident_effect(const Start& start, std::uint32_t resident);

// Observed-level state of a resident of that neighbourhood.
Vector observed_level(const Start& start, std::uint32_t resident, int neighbourhood);

// What a newcomer starts with: the observed level less belonging and neighbour_trust (4.9), within [0, 1].
Vector newcomer_state(const Start& start, std::uint32_t resident, int neighbourhood);

// State at week 0: the observed level with belonging and neighbour_trust as long as the household has lived there.
Vector starting_state(const Start& start, std::uint32_t resident, int neighbourhood);

// Solves place_logit, items and mean/sd of `start` so that adults' means and the published item levels are met (3.4).
// Returns the observed levels of all residents, [talkers].
UnfilledColumn<ResidentState> fit_starting_state(Start& start);

}  // namespace concord::sim
