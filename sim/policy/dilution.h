// Dilution (model.md 4.5, P11, P16): an intended effect is thinner where a lever reaches many.
#pragma once

#include <algorithm>

#include "sim/ground/maths.h"

namespace concord::sim {

inline constexpr double kReachOfAPilot = 0.01;  // of GM's residents a year: up to here nothing is thinner

// Factor on an effect where a lever reaches that share of GM's residents a year, (0, 1]; `dilution` is the parameter.
inline double left_by_dilution(double dilution, double reach) {
    return maths::pow(std::max(1.0, reach / kReachOfAPilot), -dilution);
}

}  // namespace concord::sim
