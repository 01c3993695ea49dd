// A branch as a scenario file: what was tried in the room goes on in `concord compare`.
#pragma once

#include <string>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

// TOML that reads as this scenario: it extends the shipped status quo of the same baseline, or stands on the file that
// was opened (`base`). Reading it gives the same levers, dates, parameters and years.
std::string scenario_text(const sim::Scenario& scenario, const sim::Geography& geography, const std::string& base);

}  // namespace concord::scenarios
