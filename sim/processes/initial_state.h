// The observed-level state x0 and the starting state (model.md 3.4, 3.6): a logistic of place, age and a resident's own
// effect, then tenure. A pure function of (context, start, resident), so newcomers can be given their x0 at any time.
#pragma once

#include "sim/ground/memory.h"
#include "sim/measures/item_model.h"
#include "sim/processes/context.h"
#include "sim/processes/personal_change.h"
#include "sim/processes/policing.h"
#include "sim/processes/turnover.h"

namespace concord::sim::initial_state {

struct Start {
    std::vector<Vector> place_logit;          // [N] intercept, slopes, district, area and neighbourhood effects
    std::array<Vector, kAgeBands> age_logit;  // slope on age
    ItemModel items;
    personal_change::Start personal;
    std::array<double, kStates> mean{}, sd{};  // of adults at week 0
};

// Solved so that adults' means and the published item levels are met (3.4); `observed` are the observed levels of all
// residents, [talkers]. Throws nothing.
struct Fitted {
    Start start;
    UnfilledColumn<ResidentState> observed;
};
Fitted fit(const Context& context, const policing::Start& policing, const turnover::Start& turnover);

// The resident's own effect on each state, logit; standard normal draws correlated through one factor, grievance
// negative.
Vector resident_effect(const Context& context, std::uint32_t resident);

// The effect of a place on each state, standard normal. What the numbers are of (a resident, a
// neighbourhood, an area) keeps their draws apart.
inline constexpr std::uint32_t kDrawResident = 0, kDrawNeighbourhood = 1, kDrawArea = 2, kDrawItemArea = 3;
Vector place_effect(const Context& context, std::uint32_t place, std::uint32_t draw);

// Observed-level state of a resident of that neighbourhood.
Vector observed_level(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood);

// What a newcomer of that week starts with: the observed level and what changes of their own have made of it, less
// belonging and neighbour_trust (4.9), within [0, 1].
Vector newcomer_state(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood,
                      std::uint32_t week);

// State at week 0: the observed level and what changes of their own have made of it, with belonging and
// neighbour_trust as long as the household has lived there.
Vector starting_state(const Context& context, const Start& start, const turnover::Start& turnover,
                      std::uint32_t resident, int neighbourhood);

// A level with belonging and neighbour_trust as long as the household has lived in neighbourhood n.
Vector with_tenure(const Context& context, const turnover::Start& turnover, Vector x, std::uint32_t resident, int n);

}  // namespace concord::sim::initial_state
