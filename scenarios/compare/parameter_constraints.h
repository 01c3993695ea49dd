// What values of several parameters together must keep to, beyond the range of each (model.md section 4.4). Checked
// before the first run, so that one bad draw does not stop a comparison half-way.
#pragma once

#include <span>
#include <string>

#include "sim/parameters/parameters.h"

namespace concord::scenarios {

// first x second <= limit
struct ProductConstraint {
    const char *first, *second;
    double limit;
    const char* meaning;
};
std::span<const ProductConstraint> parameter_constraints();

// The first constraint that is broken, as "encounter_step x unfair_weight is 0.21; at most 0.15 is allowed: ..."; empty
// if none is.
std::string broken_constraint(const sim::Parameters& parameters);

}  // namespace concord::scenarios
