#include "sim/measures/cohesion_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace concord::sim {

std::array<double, kCohesionDimensions> cohesion_dimensions(const VectorDouble& m, double bridging) {
    constexpr double kNotRepresented = std::numeric_limits<double>::quiet_NaN();
    return {std::min(1.0, bridging), m[kNeighbourTrust], m[kOpenness],    m[kBelonging], m[kPoliceTrust],
            1 - m[kGrievance],       kNotRepresented,    kNotRepresented, m[kVoice]};
}

std::array<double, kRepresentedDimensions> represented_dimensions(const VectorDouble& mean_state, double bridging) {
    const auto all = cohesion_dimensions(mean_state, bridging);
    std::array<double, kRepresentedDimensions> values{};
    for (std::size_t k = 0, at = 0; k < kCohesionDimensions; ++k)
        if (is_represented(kCohesionTable[k])) values[at++] = all[k];
    return values;
}

double cohesion_index(const VectorDouble& mean_state, double bridging) {
    double sum = 0;
    for (const double dimension : represented_dimensions(mean_state, bridging)) sum += dimension;
    return 100 * sum / static_cast<double>(kRepresentedDimensions);
}

}  // namespace concord::sim
