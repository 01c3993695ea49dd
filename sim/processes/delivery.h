// Delivery (model.md 4.5), the same for every lever: an intended effect is thinner where a lever reaches many, and in a
// district a lever works, has no effect, or the contrary one. It multiplies what is intended (gains of seats, places,
// patrol, training), never the number of stops, their harm, or money.
#pragma once

#include <array>
#include <vector>

#include "sim/policy/schedule.h"
#include "sim/processes/context.h"

namespace concord::sim::delivery {

struct Start {
    // [districts] by kind: 1 works, 0 has no effect, below 0 the contrary. One draw a run, district and kind of lever:
    // options that share a lever share its fate.
    std::vector<std::array<float, kLeverKinds>> works;
};
Start fit(const Context& context);

// Factor by which an intended effect falls as the share of GM's residents that a lever reaches in a year rises above
// 1 % (P11, P16).
double dilution(const Parameters& parameters, double reach);

// Notes in a week's levers how far their reach dilutes them.
void dilute(const Parameters& parameters, LeverWeek& levers);

// What of a lever's intended effect comes about in neighbourhood n this week; the levers are diluted already.
double effect(const Context& context, const Start& start, const LeverWeek& levers, LeverKind kind, int n);

}  // namespace concord::sim::delivery
