// A fall of confidence in the police for reasons outside the model (model.md 4.4; S20, S21): a scenario's baseline says
// by how many points of the item and over how many weeks. It is solved as a fall of everybody's trust in the police,
// and of their set-point with it, so that nothing brings it back. Off where the scenario says nothing of it.
#pragma once

#include <algorithm>
#include <span>

#include "sim/measures/item_model.h"
#include "sim/processes/context.h"

namespace concord::sim::decline {

struct Start {
    double police_trust = 0;  // the whole fall, in the state
    int weeks = 1;            // over which it comes, evenly
};
// `observed` are the observed levels of all residents, [talkers]. A fall that the item cannot have is met as nearly as
// a fall of the state by 1 does.
Start fit(const Context& context, const ItemModel& items, std::span<const ResidentState> observed);

// What it has come to after so many weeks, as a change of a resident's state.
inline Vector after(const Start& start, int weeks) {
    Vector change = Vector::Zero();
    change[kPoliceTrust] = static_cast<float>(-start.police_trust * std::clamp(weeks, 0, start.weeks) / start.weeks);
    return change;
}
// In the week that starts so many weeks after the start.
inline Vector in_week(const Start& start, int week) { return after(start, week + 1) - after(start, week); }

}  // namespace concord::sim::decline
