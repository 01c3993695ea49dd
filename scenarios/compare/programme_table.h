// The prevention programme in residents' eyes, of a run or a comparison: how many have heard of it, how many of these
// are in favour, and the mean trust in it, with what each figure is. Greater Manchester; districts are in the files.
#pragma once

#include <string>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// A line a scenario, means over replicates at the end of the run, with the verdict on the difference from the baseline
// and its interval; "not modelled" where no way leads from what an option does to the figure.
std::string programme_text(const Comparison& comparison);
// What of it is sure of each option, and of which options something is not, in a sentence; empty where nothing may be
// told of any.
std::string programme_line(const Comparison& comparison);
// Start and end of a run.
std::string programme_text(const sim::RunRecord& record);

}  // namespace concord::scenarios
