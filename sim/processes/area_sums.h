// What an area's residents have in common this week: sums over its talkers, from last week's states.
#pragma once

#include <array>

#include "sim/ground/vector.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {

struct AreaSums {
    std::array<double, kEthnicGroups> lack_of_openness{};  // sum of max(0, 1 - o / cutoff) by group (4.6)
    std::array<double, kEthnicGroups> talkers{};
    double police_trust = 0, openness = 0;  // sums over talkers

    void add(const Parameters& parameters, int group, const Vector& x) {
        const double lack = 1 - x[kOpenness] / parameters.hostility_cutoff;
        lack_of_openness[group] += lack > 0 ? lack : 0;  // without a branch: it cannot be predicted
        ++talkers[group];
        police_trust += x[kPoliceTrust];
        openness += x[kOpenness];
    }
    double all() const {
        double n = 0;
        for (const double t : talkers) n += t;
        return n;
    }
};

}  // namespace concord::sim
