// What adults make of the prevention programme at the end of a week, summed over Greater Manchester and its districts.
#pragma once

#include <array>
#include <vector>

#include "sim/measures/programme.h"
#include "sim/run/start.h"
#include "sim/run/state.h"

namespace concord::sim {

// Measures in their units (programme.h), Greater Manchester first, then districts, [1 + D]. NaN for fewer than
// kFewestInCell adults, of support for fewer who are aware.
using ProgrammeLevels = std::array<double, kProgrammeMeasures>;
std::vector<ProgrammeLevels> programme_levels(const Start& start, const SimulationState& state);

}  // namespace concord::sim
