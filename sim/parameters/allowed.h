// Whether a value may be given to a parameter.
#pragma once

#include <algorithm>
#include <cmath>

#include "sim/parameters/parameters.h"

namespace concord::sim {

// In its range, both ends taken. Some ends are worked out (0.9 times a default of 0.65) and lie a rounding beside the
// number that is printed, which is taken as well. NaN never is.
inline bool allows(const ParameterInfo& info, double value) {
    const double rounding = 1e-12 * std::max(std::abs(info.low), std::abs(info.high));
    return value >= info.low - rounding && value <= info.high + rounding;
}

}  // namespace concord::sim
