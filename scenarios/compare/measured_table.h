// What monitoring reported in a run beside what was true: the gap, in words.
#pragma once

#include <string>

#include "sim/measures/record.h"
#include "sim/policy/scenario.h"

namespace concord::scenarios {

// Of the last report over Greater Manchester, a line an indicator; empty where none was finished.
std::string measured_text(const sim::RunRecord& record, const sim::Scenario& scenario);

}  // namespace concord::scenarios
