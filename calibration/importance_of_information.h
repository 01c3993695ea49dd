// What it would be worth to know parameters before choosing between options (Raiffa & Schlaifer 1961): all of them
// (EVPI), or some (EVPPI), from the runs of a probabilistic analysis alone, by regression (Strong, Oakley & Brennan
// 2014). All values are in the units of net benefit, higher being better. Failed runs (a net benefit that is not
// finite) are left out and counted.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace concord::calibration {

// Expected value of perfect information: mean over runs of the best option's net benefit, less that of the option that
// is best on average.
struct PerfectInformation {
    double value = 0, standard_error = 0;
    std::vector<double> expected;  // net benefit of each option, [options]
    Eigen::Index best = 0;         // option, on average; the first of several alike
    Eigen::Index runs = 0, failed_runs = 0;
};

// net_benefit [n][options]. Throws std::invalid_argument for fewer than two options or fewer than two runs that did not
// fail.
PerfectInformation expected_value_of_perfect_information(const Eigen::MatrixXd& net_benefit);

struct InformationRegression {
    Eigen::Index knots = 60;   // of the smooth part, at most a fifth of the runs; from 4
    Eigen::Index draws = 200;  // from the posterior of the regression, for standard error and bias; from 2
    std::uint32_t seed = 1;
};

// Expected value of partial perfect information.
struct PartialInformation {
    double value = 0;           // in [0, EVPI] but for error of the regression
    double standard_error = 0;  // of regression and of the sample of parameters
    // By which `value` is likely too high, as the best of estimates is more often one that is too high; not taken off.
    // Where knowing is worth nothing, it shows about half of it. Where it is not small beside the value, take more
    // runs.
    double bias = 0;
    double effective_parameters = 0;  // of the regression: 1 + parameters where straight lines do
    Eigen::Index runs = 0, failed_runs = 0;
};

// Known [n][parameters of interest], the values that the runs were made with, and net_benefit [n][options]. The net
// benefit of each option, less that of the best on average, is regressed on the parameters: a constant, straight lines
// and a smooth part with Matern's kernel (3/2) of distances to knots, its length and penalty chosen by
// cross-validation. Meant for one to about five parameters; of more it sees straight lines and rough shapes, so the
// value may be too low. Throws std::invalid_argument where shapes do not match, a parameter is not finite or has one
// value alone, fewer than 30 or 10 (1 + parameters) runs did not fail, or an option is outside its range.
PartialInformation expected_value_of_partial_information(const Eigen::MatrixXd& known,
                                                         const Eigen::MatrixXd& net_benefit,
                                                         const InformationRegression& options = {});

}  // namespace concord::calibration
