// The prevention programme in residents' eyes, of a run or a comparison: how many have heard of it, how many of these
// are in favour, and the mean trust in it, with what each figure is. Greater Manchester; districts are in the files.
#pragma once

#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// A line a scenario, means over replicates at the end of the run, with the difference from the baseline; "not modelled"
// where no way leads from what an option does to the figure. `scenarios` are those of the comparison, in its order.
std::string programme_text(const Comparison& comparison, const std::vector<sim::Scenario>& scenarios);
// Start and end of a run.
std::string programme_text(const sim::RunRecord& record);

}  // namespace concord::scenarios
