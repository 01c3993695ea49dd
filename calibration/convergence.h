// Whether chains have forgotten where they began and say enough: rank-normalised split R-hat and effective sample sizes
// of the bulk and of the tails (Vehtari, Gelman, Simpson, Carpenter and Buerkner 2021, "Rank-normalization, folding,
// and localization").
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "calibration/posterior.h"

namespace concord::calibration {

// Draws of one quantity: [draws][chains], at least 8 draws, finite. Throws std::invalid_argument where they are not.
// Where all draws are the same number there is nothing to judge: all NaN.
double r_hat(const Eigen::MatrixXd& draws);                   // the greater of that of ranks and of folded ranks
double bulk_effective_size(const Eigen::MatrixXd& draws);     // of the ranks
double tail_effective_size(const Eigen::MatrixXd& draws);     // the lesser of those of the 5 % and the 95 % quantile
double effective_size_of_mean(const Eigen::MatrixXd& draws);  // of the values: sd / sqrt of it is the mean's error

struct Convergence {
    std::string name;
    double r_hat = 0, bulk = 0, tail = 0;
    double error_of_mean = 0;  // Monte-Carlo standard error
};

struct ConvergenceLimits {
    double most_r_hat = 1.01;
    double least_size_per_chain = 100;  // of bulk and of tail
};

struct ConvergenceVerdict {
    bool converged = false;
    std::vector<Convergence> parameters;
    std::vector<std::string> reasons;  // why not, a sentence for each parameter and measure
};

// The weights of the posterior must be empty: effective sizes of weighted samples are weighted.h's.
ConvergenceVerdict judge(const Posterior& posterior, const ConvergenceLimits& limits = {});

}  // namespace concord::calibration
