// The eight states as one vector register (Eigen fixed-size arrays over plain aligned floats).
#pragma once

#include <Eigen/Core>

#include "sim/resident.h"

namespace concord::sim {

using Vector = Eigen::Array<float, kStates, 1>;        // one value a state (or an item), 32 bytes
using VectorDouble = Eigen::Array<double, kStates, 1>;  // the same for sums

inline Vector load(const ResidentState& state) { return Eigen::Map<const Vector, Eigen::Aligned32>(state.value); }
inline void store(ResidentState& state, const Vector& x) { Eigen::Map<Vector, Eigen::Aligned32>(state.value) = x; }

// Weight of an event on a state: strongest in the middle, nothing at the bounds, the same in both directions (4, Events).
inline float event_weight(float x) { return 4.0f * x * (1.0f - x); }

inline Vector logistic(const Vector& z) { return 1.0f / (1.0f + (-z).exp()); }

}  // namespace concord::sim
