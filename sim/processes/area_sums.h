// What an area's residents have in common this week: sums over its talkers, from last week's states.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>

#include "sim/ground/vector.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {

struct AreaSums {
    std::array<double, kEthnicGroups> lack_of_openness{};  // sum of max(0, 1 - o / cutoff) by group (4.6)
    std::array<double, kEthnicGroups> talkers{};
    double police_trust = 0, openness = 0;  // sums over talkers

    // `openness_sd`: of what x leaves out of the resident's openness, symmetric about 0, for sums in expectation.
    void add(const Parameters& parameters, int group, const Vector& x, double openness_sd = 0) {
        // The middles of eight equally likely parts of a standard normal, at its variance.
        constexpr double kEquallyLikely[] = {-1.663, -0.962, -0.530, -0.171, 0.171, 0.530, 0.962, 1.663};
        const double lack = 1 - x[kOpenness] / parameters.hostility_cutoff;
        if (openness_sd > 0) {
            double sum = 0;
            for (const double z : kEquallyLikely)
                sum += std::max(0.0, lack + z * openness_sd / parameters.hostility_cutoff);
            lack_of_openness[group] += sum / std::size(kEquallyLikely);
        } else {
            lack_of_openness[group] += std::max(0.0, lack);
        }
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
