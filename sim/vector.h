// The eight states as one vector register (Eigen fixed-size arrays over plain aligned floats).
#pragma once

#include <Eigen/Core>

#include "sim/lanes.h"
#include "sim/resident.h"

namespace concord::sim {

using Vector = Eigen::Array<float, kStates, 1>;        // one value a state (or an item), 32 bytes
using VectorDouble = Eigen::Array<double, kStates, 1>;  // the same for sums

inline Vector load(const ResidentState& state) { return Eigen::Map<const Vector, Eigen::Aligned32>(state.value); }
inline void store(ResidentState& state, const Vector& x) { Eigen::Map<Vector, Eigen::Aligned32>(state.value) = x; }

// The same eight numbers in a register (sim/lanes.h), and back.
static_assert(kStates == kWide, "a resident's states fill the lanes that eight residents fill elsewhere");
inline Floats as_floats(const Vector& x) { return load_floats(x.data()); }
inline Vector as_vector(Floats x) {
    Vector out;
    store(out.data(), x);
    return out;
}

// sum += x, widened. Eigen 3.4 converts float to double one at a time, which the hot loop would feel.
inline void accumulate(VectorDouble& sum, const Vector& x) { add_widened(sum.data(), as_floats(x)); }

// Sum of the eight, in an order that no library changes: ((0+1)+(2+3)) + ((4+5)+(6+7)).
template <class Eight>
inline auto sum_of(const Eight& v) { return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7])); }

inline bool differ(const Vector& a, const Vector& b) { return mask_of(~reinterpret_cast<Lanes>(as_floats(a) == as_floats(b))) != 0; }

// Weight of an event on a state: strongest in the middle, nothing at the bounds, the same in both directions (4, Events).
inline float event_weight(float x) { return 4.0f * x * (1.0f - x); }
inline Floats event_weight(Floats x) { return 4.0f * x * (1.0f - x); }

// The same within 2e-7, for weekly sums: 2^x as 2^whole times a polynomial of the rest.
inline Vector quick_logistic(const Vector& z) {
    constexpr float kLog2E = 1.44269504f, kRounding = 12582912.0f;   // 1.5 x 2^23: added and taken away, it rounds to a whole number
    const Floats x = clipped(as_floats(z) * -kLog2E, -100.0f, 100.0f);
    const Floats shifted = x + kRounding, whole = shifted - kRounding, rest = x - whole;
    Floats p = all(1.535336188e-4f);
    for (const float term : {1.339887440e-3f, 9.618437358e-3f, 5.550332471e-2f, 2.402264791e-1f, 6.931472029e-1f, 1.0f}) p = p * rest + term;
    const Lanes power = (bits_of(shifted) - bits_of(all(kRounding))) << 23;
    return as_vector(1.0f / (1.0f + bits_as_floats(bits_of(p) + power)));
}

inline Vector logistic(const Vector& z) { return 1.0f / (1.0f + (-z).exp()); }

}  // namespace concord::sim
