// Edits of the tree of futures: forks, and scenarios that change from the clock's week on.
#pragma once

#include <string>

#include "viz/explorer/session/workspace.h"

namespace concord::explorer {

// A name that no branch has: `wanted`, or `wanted 2`, ...
std::string free_name(const Workspace& workspace, const std::string& wanted);

// A new branch that leaves `parent` (an id) at `week` under the parent's own scenario; returns its id. It is not shown
// yet.
int fork(Workspace& workspace, int parent, int week, const std::string& name);

// The shown branch runs under `scenario` from the clock's week on. One that was as shipped is "NAME (changed)" from now
// on. If later weeks of it were already seen, a new branch is made first, shown with the old one beside it, so that
// nothing that was run is lost; returns whether it was. Throws std::invalid_argument when no branch is shown or its
// years are over.
bool change_scenario(Workspace& workspace, const sim::Scenario& scenario);

// Every branch with one more parameter fixed, or free again: all begin anew from week 0 under it.
void change_assumption(Workspace& workspace, const std::string& parameter, std::optional<double> value);

// Takes a branch out of the tree. Throws std::invalid_argument for the only one, and one that others left.
void remove_branch(Workspace& workspace, int id);

}  // namespace concord::explorer
