// The cohesion index (model.md section 6): nine dimensions after the Bertelsmann radar, equal weights, 0-100. A
// dimension without a state of its own is reported as not represented, never filled with a copy.
#pragma once

#include <array>
#include <string_view>

#include "sim/ground/vector.h"

namespace concord::sim {

struct CohesionDimension {
    std::string_view name;
    std::string_view definition;  // from the state; empty: not represented
};
inline constexpr int kCohesionDimensions = 9;
inline constexpr std::array<CohesionDimension, kCohesionDimensions> kCohesionTable = {{
    {"networks",
     "bridging friendships: mean share of friends of another background, over the share that GM's mix of backgrounds "
     "would give, at most 1"},
    {"trust in people", "mean neighbour_trust"},
    {"acceptance of diversity", "mean openness"},
    {"identification", "mean belonging"},
    {"trust in institutions", "mean police_trust"},
    {"perceived fairness", "1 - mean grievance"},
    {"helpfulness", ""},
    {"respect for rules", ""},
    {"civic participation", "mean voice"},
}};

// Values of the represented dimensions in [0, 1], NaN where not represented. `bridging` is the ratio of the first.
std::array<double, kCohesionDimensions> cohesion_dimensions(const VectorDouble& mean_state, double bridging);
// 100 x the mean of the represented dimensions.
double cohesion_index(const VectorDouble& mean_state, double bridging);

}  // namespace concord::sim
