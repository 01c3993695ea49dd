// Support of a run or a comparison in words (model.md 4.8): sector by sector the share of needs recognised, how many of
// its referrals are right, and its wrong referrals per 100,000 residents, always together, with what base rates have to
// do with it; then waits, hand-over and harm. Of Greater Manchester, over the whole run; what fewer than ten simulated
// residents stand behind is "-".
#pragma once

#include <string>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// The baseline's table, then a line a scenario; means over replicates.
std::string support_text(const Comparison& comparison);
std::string support_text(const sim::RunRecord& record, const sim::Geography& geography);

}  // namespace concord::scenarios
