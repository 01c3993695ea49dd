// Hostility (model.md 4.6): the rate at which a resident meets a hate incident follows from how little openness
// residents of other backgrounds in the same area have, how small the own share there is, and how far police trust has
// moved. The same rule for everybody.
#pragma once

#include <span>

#include "sim/run/start.h"

namespace concord::sim {

// What an area's hostility depends on, summed over its talkers from last week's state.
struct AreaSums {
    std::array<double, kEthnicGroups> lack_of_openness{};  // sum of max(0, 1 - o / cutoff) by group
    std::array<double, kEthnicGroups> talkers{};
    double police_trust = 0, openness = 0;  // sums over talkers

    void add(const Parameters& parameters, int group, const Vector& x) {
        const double lack = 1 - x[kOpenness] / parameters.hostility_cutoff;
        lack_of_openness[static_cast<std::size_t>(group)] +=
            lack > 0 ? lack : 0;  // without a branch: it cannot be predicted
        ++talkers[static_cast<std::size_t>(group)];
        police_trust += x[kPoliceTrust];
        openness += x[kOpenness];
    }
    double all() const {
        double n = 0;
        for (const double t : talkers) n += t;
        return n;
    }
};

// Incidents a week of a resident of that area and group, at most 1.
double hostility_rate(const Start& start, int area, int group, const AreaSums& sums);

double probability_recorded(const Parameters& parameters, double police_trust);

// Effect on a victim (share 1) or on a partner of the same background who hears of it (share victim_vicarious).
Vector victim_effect(const Parameters& parameters, const Vector& x, float share);

// Solves the base rate so that recorded incidents meet the baseline; `sums` are the areas' at x0, [A].
void fit_hostility(Start& start, const std::vector<AreaSums>& sums, std::span<const ResidentState> observed);

}  // namespace concord::sim
