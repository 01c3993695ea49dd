// The eight states as one vector register (Eigen fixed-size arrays over plain aligned floats).
#pragma once

#include <immintrin.h>

#include <Eigen/Core>

#include "sim/resident.h"

namespace concord::sim {

using Vector = Eigen::Array<float, kStates, 1>;        // one value a state (or an item), 32 bytes
using VectorDouble = Eigen::Array<double, kStates, 1>;  // the same for sums

inline Vector load(const ResidentState& state) { return Eigen::Map<const Vector, Eigen::Aligned32>(state.value); }
inline void store(ResidentState& state, const Vector& x) { Eigen::Map<Vector, Eigen::Aligned32>(state.value) = x; }

// sum += x, widened; Eigen 3.4 converts float to double one at a time, which the hot loop would feel.
inline void accumulate(VectorDouble& sum, const Vector& x) {
    const __m256 wide = _mm256_load_ps(x.data());
    double* out = sum.data();
    _mm256_store_pd(out, _mm256_add_pd(_mm256_load_pd(out), _mm256_cvtps_pd(_mm256_castps256_ps128(wide))));
    _mm256_store_pd(out + 4, _mm256_add_pd(_mm256_load_pd(out + 4), _mm256_cvtps_pd(_mm256_extractf128_ps(wide, 1))));
}

// Weight of an event on a state: strongest in the middle, nothing at the bounds, the same in both directions (4, Events).
inline float event_weight(float x) { return 4.0f * x * (1.0f - x); }

inline Vector logistic(const Vector& z) { return 1.0f / (1.0f + (-z).exp()); }

}  // namespace concord::sim
