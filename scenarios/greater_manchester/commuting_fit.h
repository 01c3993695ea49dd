// Fits the two parameters of the gravity model of commuting (model.md section 3.2) to observed flows between areas, by
// maximum likelihood, and says how well the fitted flows place commuters.
#pragma once

#include <vector>

namespace concord::scenarios {

struct CommutingFit {
    double decay = 0, power = 0;             // flows proportional to exp(-decay km^power)
    double share_by_district_pair = 0;       // commuters placed in the right pair of districts [0, 1]
    double share_by_area_pair = 0;           // ... of areas: the common part of commuters [0, 1]
    double log_likelihood_per_commuter = 0;  // multinomial, without the constant
    double mean_km_observed = 0, mean_km_fitted = 0;
};

// `flows` and `km` are A*A in row-major order; `district_of` has A entries. Flows are treated as one multinomial draw
// over all pairs, with the margins of homes and workplaces as observed.
CommutingFit fit_commuting(const std::vector<double>& flows, const std::vector<double>& km,
                           const std::vector<int>& district_of);

// How well given flows agree: 1 - half the sum of absolute differences over the total of `observed` [0, 1].
double share_in_common(const std::vector<double>& observed, const std::vector<double>& fitted);

// Flows summed to pairs of districts, D*D in row-major order.
std::vector<double> flows_by_district(const std::vector<double>& flows, const std::vector<int>& district_of);

}  // namespace concord::scenarios
