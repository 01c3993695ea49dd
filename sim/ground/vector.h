// The eight states as one vector register (Eigen fixed-size arrays over plain aligned floats).
#pragma once

#include <Eigen/Core>

#include "sim/ground/lanes.h"
#include "sim/ground/maths.h"
#include "sim/ground/resident.h"

namespace concord::sim {

using Vector = Eigen::Array<float, kStates, 1>;         // one value a state (or an item), 32 bytes
using VectorDouble = Eigen::Array<double, kStates, 1>;  // the same for sums

inline Vector load(const ResidentState& state) { return Eigen::Map<const Vector, Eigen::Aligned32>(state.value); }
inline void store(ResidentState& state, const Vector& x) { Eigen::Map<Vector, Eigen::Aligned32>(state.value) = x; }

// The same eight numbers in a register (sim/ground/lanes.h), and back.
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
inline auto sum_of(const Eight& v) {
    return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

inline bool differ(const Vector& a, const Vector& b) {
    return mask_of(~reinterpret_cast<Lanes>(as_floats(a) == as_floats(b))) != 0;
}

// Weight of an event on a state: strongest in the middle, nothing at the bounds, the same in both directions (4,
// Events).
inline float event_weight(float x) { return 4.0f * x * (1.0f - x); }
inline Floats event_weight(Floats x) { return 4.0f * x * (1.0f - x); }

// Not called logistic: for an expression of vectors the compiler would find Eigen's own of that name.
inline Vector logistic_of(const Vector& z) { return as_vector(maths::logistic(as_floats(z))); }

}  // namespace concord::sim
