// How a branch of the tree of futures came about: the scenarios that were in force one after the other. Two branches
// with the same beginning share the runs of that beginning.
#pragma once

#include <memory>
#include <vector>

#include "sim/policy/scenario.h"

namespace concord::live {

using ScenarioPtr = std::shared_ptr<const sim::Scenario>;

// From this week on, the branch runs under this scenario. A scenario is never changed once it is in a path: its address
// stands for it.
struct Leg {
    int from = 0;
    ScenarioPtr scenario;
    auto operator<=>(const Leg&) const = default;
};
using BranchPath = std::vector<Leg>;  // ascending; the first is from week 0; never empty

}  // namespace concord::live
