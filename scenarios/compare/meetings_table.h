// Extremist meetings of a run or a comparison in words: how many were tried, turned away and held, and where. Whether
// due diligence in one district moves them next door is read here.
#pragma once

#include <string>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// A line a scenario, means over replicates; empty where no meeting was tried.
std::string meetings_text(const Comparison& comparison);
// A line; empty where none was tried.
std::string meetings_text(const sim::RunRecord& record, const sim::Geography& geography);

}  // namespace concord::scenarios
