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

double cohesion_index(const VectorDouble& mean_state, double bridging) {
    double sum = 0, represented = 0;
    for (const double d : cohesion_dimensions(mean_state, bridging))
        if (!std::isnan(d)) sum += d, ++represented;
    return 100 * sum / represented;
}

}  // namespace concord::sim
