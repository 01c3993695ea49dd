// What replicates of a stochastic model at each point say: its mean with the variance of that, and its variance, plain
// and as a logarithm, with how sure they are. For emulators of mean and variance (Ankenman, Nelson and Staum 2010).
#pragma once

#include <Eigen/Core>

namespace concord::calibration {

// [points] each; NaN where a point has too few replicates left for it: 1 for the mean, 2 for the others, whose
// logarithm is NaN too where all replicates are equal.
struct ReplicateSummary {
    Eigen::VectorXi used;              // replicates that did not fail
    Eigen::VectorXd mean;              // of those
    Eigen::VectorXd variance_of_mean;  // variance / used
    Eigen::VectorXd variance;          // of a run, by used - 1
    // Sampling variance of `variance` where runs are normal: 2 variance^2 / (used - 1).
    Eigen::VectorXd variance_of_variance;
    // Logarithm of the variance, freed of the bias of a log chi-square, and its sampling variance (the trigamma
    // function at half the degrees of freedom): exact where runs are normal.
    Eigen::VectorXd log_variance, variance_of_log_variance;
    Eigen::Index failed = 0;  // replicates left out: not finite
};

// Of one output, [points][replicates]. Throws std::invalid_argument: no points or no replicates.
ReplicateSummary summarise(const Eigen::MatrixXd& runs);

// From runs in rows, a point's replicates one after another, [points x replicates][outputs], to [points][replicates] of
// one output. Throws std::invalid_argument where rows do not divide so or there is no such output.
Eigen::MatrixXd replicates_of(const Eigen::MatrixXd& runs, Eigen::Index replicates, Eigen::Index output);

// Mean and variance of the logarithm of a chi-square with `degrees` degrees of freedom (1 or more) over `degrees`.
struct LogChiSquare {
    double mean = 0, variance = 0;
};
LogChiSquare log_chi_square(Eigen::Index degrees);

}  // namespace concord::calibration
