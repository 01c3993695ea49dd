// What several commands take in the same way: the geography, years, parameters with a scenario's overrides.
#pragma once

#include <string>

#include "sim/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::cli {

// Empty: the built-in table. Throws InputError.
sim::Geography geography_from(const std::string& folder);
int checked_years(int years);   // 1 to 30; throws std::invalid_argument
sim::Parameters parameters_with_overrides(sim::Parameters parameters, const sim::Scenario& scenario);

}  // namespace concord::cli
