// Influence (model.md 4.2): in a talk the reader moves towards (or away from) the partner by lambda k(|d|) d, state by
// state. The kernels are shared by the run, the balance and the docking tests.
#pragma once

#include "sim/ground/vector.h"
#include "sim/parameters/parameters.h"
#include "sim/processes/context.h"

namespace concord::sim {

struct KernelParameters {
    float strength = 0.3f;  // r of repulsion
    float distance = 0.5f;  // c of repulsion
    float bound = 0.3f;     // eps of bounded confidence and top hat
};

inline KernelParameters kernel_parameters(const Parameters& p) {
    return {static_cast<float>(p.repulsion_strength), static_cast<float>(p.repulsion_distance),
            static_cast<float>(p.confidence_bound)};
}

// k(|d|) d. `other`: the partner is of another background (matters to repulsion only).
template <Kernel K>
inline Vector pull(const Vector& d, [[maybe_unused]] bool other, [[maybe_unused]] const KernelParameters& k) {
    if constexpr (K == Kernel::kAssimilation) {
        return d;
    } else if constexpr (K == Kernel::kRepulsion) {
        return other ? Vector((d.abs() > k.distance).select(-k.strength * d, d)) : d;
    } else if constexpr (K == Kernel::kBoundedConfidence) {
        const Vector ratio = d / k.bound;
        return (1.0f - ratio.square()).max(0.0f) * d;
    } else {
        return (d.abs() <= k.bound).select(d, Vector::Zero());
    }
}

namespace influence {

// Adds what a week's talks are expected to pull.
inline void add_expected(const Context& context, const ExpectedWeek& week, VectorDouble& increment) {
    increment += context.rates.talk.cast<double>() * week.influence;
}

}  // namespace influence
}  // namespace concord::sim
