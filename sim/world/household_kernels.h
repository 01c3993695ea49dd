// How plausible ages are together in a household (model.md section 3.1): relative weights of a fine age band given
// another's, from the normal curves of PopulationParameters. Every weight is positive, so that whoever is left finds
// room.
#pragma once

#include <array>

#include "sim/world/population_parameters.h"

namespace concord::sim {

using AgeWeights = std::array<float, kFineAgeBands>;

struct HouseholdKernels {
    explicit HouseholdKernels(const PopulationParameters& parameters);

    std::array<AgeWeights, kFineAgeBands> partner;      // of an adult's partner, given the adult's age
    std::array<AgeWeights, kFineAgeBands> parent;       // of a parent, given the child's age
    std::array<AgeWeights, kFineAgeBands> sibling;      // of another child under 16, given the first one's
    std::array<AgeWeights, kFineAgeBands> grown_child;  // of a child of 16 or more at home, given the parent's age
    AgeWeights head{};                                  // of the first adult of a household without children
    AgeWeights anyone{};
};

inline constexpr int kFirstAdultFine = 4;  // 16-17, in fine age bands

}  // namespace concord::sim
