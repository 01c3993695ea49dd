// Regional sensitivity by Monte Carlo filtering (Hornberger & Spear 1981; Saltelli et al. 2004): runs are split into
// those of interest and the others, and each parameter's values in the two are compared by Kolmogorov and Smirnov's
// distance. It sees what a parameter does by itself; what acts only together with others may show no distance.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace concord::calibration {

// One parameter and one split of the runs.
struct RegionalSensitivity {
    double distance = 0;                 // largest between the two cumulative distributions, [0, 1]
    double at = 0;                       // value of the parameter at which they are that far apart
    bool of_interest_lie_lower = false;  // there
    double p = 1;  // chance of such a distance or a larger one, were the parameter of no matter: kolmogorov_smirnov_p
    double adjusted_p = 1;  // for all comparisons of the result, by Holm (1979), whatever their dependence
};

struct RegionalResult {
    std::vector<std::vector<RegionalSensitivity>> sensitivities;  // [splits][parameters]
    std::vector<Eigen::Index> of_interest, others, failed_runs;   // [splits]
};

// Points [n][parameters], drawn from the study's distributions; interest [n][splits] of 1 (of interest), 0 (not) and
// NaN (failed, left out and counted). Throws std::invalid_argument where shapes do not match, a point is not finite, an
// interest is anything else, or a split has fewer than 5 runs on either side.
RegionalResult regional_sensitivity(const Eigen::MatrixXd& points, const Eigen::MatrixXd& interest);

// Chance that two samples of sizes m and n of one distribution are at least so far apart. Counted out where m n is up
// to 10^6, above that by Kolmogorov's series with the correction of Stephens (1970). Too large where values tie. Throws
// std::invalid_argument for an empty sample or a distance outside [0, 1].
double kolmogorov_smirnov_p(double distance, Eigen::Index m, Eigen::Index n);

// p-values adjusted for their number by Holm's (1979) rule: the chance of any false finding at all is kept. NaN is
// refused with std::invalid_argument.
std::vector<double> holm_adjusted(const std::vector<double>& p);

}  // namespace concord::calibration
