// A behaviour parameter fixed by hand outside a scenario file: `concord run --set unfair_weight=4`.
#pragma once

#include <string_view>

#include "sim/policy/scenario.h"

namespace concord::scenarios {

// "NAME=VALUE", in the parameter's unit and within its range; takes the place of what the scenario fixes under that
// name. Throws std::invalid_argument with what is allowed, and the nearest name where there is none such.
void fix_parameter(sim::Scenario& scenario, std::string_view setting);
// The same from a number; the message does not speak of the command line.
void fix_parameter(sim::Scenario& scenario, std::string_view name, double value);

}  // namespace concord::scenarios
