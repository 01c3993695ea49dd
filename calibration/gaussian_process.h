// Gaussian process regression, after Rasmussen and Williams (2006), chapters 2 and 5: an output at any inputs, with how
// sure that is, from an output at some inputs.
//
//   y = h(x)' b + z(x) + e,   z ~ process with variance v and correlation c(x, x'),   e ~ N(0, nugget + noise of point)
//
// b has a vague prior and is integrated out (their 2.7: generalised least squares, its uncertainty counted in).
#pragma once

#include <Eigen/Core>

#include "calibration/ordered_algebra.h"

namespace concord::calibration {

// Correlation at r^2 = sum over inputs of (difference / length)^2: exp(-r^2 / 2), and
// (1 + sqrt 5 r + 5/3 r^2) exp(-sqrt 5 r).
enum class Kernel { kSquaredExponential, kMatern52 };
enum class Mean { kConstant, kLinear };  // h = 1, or 1 and the inputs less their mean over the design

struct Hyperparameters {
    Eigen::VectorXd lengths;  // [inputs], in units of each, above 0
    double variance = 1;      // of the process, above 0
    double nugget = 0;        // variance of a run about the process, the same everywhere; 0 or more
};

struct Observations {
    Eigen::MatrixXd inputs;   // [n][inputs]
    Eigen::VectorXd outputs;  // [n]
    Eigen::VectorXd noise;    // [n], known variances of the outputs (of means over replicates, say); empty: 0
};

struct Prediction {
    Eigen::VectorXd mean;          // [points]
    Eigen::VectorXd variance;      // of the process without e
    Eigen::VectorXd run_variance;  // of a new run: with the nugget; what noise a run has besides is the caller's to add
};

struct LeaveOneOut {
    Eigen::VectorXd mean, variance;  // [n], of the output as observed: with its nugget and noise
};

class GaussianProcess {
  public:
    // With given hyperparameters. Throws std::invalid_argument: no more points than coefficients of the mean, shapes
    // that do not match, numbers that are not finite (failed runs: leave them out), a length or variance not above 0,
    // nugget or noise below 0, a linear mean in inputs that do not tell its slopes apart; and Cholesky's reasons.
    GaussianProcess(Observations observations, Kernel kernel, Mean mean, Hyperparameters hyperparameters);

    // [points][inputs], in parallel. Variances are 0 or more. Throws std::invalid_argument: another number of inputs.
    Prediction predict(const Eigen::MatrixXd& points) const;
    // Covariance of the process without e between points, [points][points].
    Eigen::MatrixXd covariance(const Eigen::MatrixXd& points) const;
    // Each output from all others at the same hyperparameters, in closed form: with P = (K^-1 less its part along the
    // mean), mean y - (P y)_i / P_ii and variance 1 / P_ii. Sundararajan and Keerthi (2001); their 5.4.2.
    LeaveOneOut leave_one_out() const;
    double log_likelihood() const;  // marginal, b integrated out: their 2.45
    // By log lengths, log variance and log nugget, [inputs + 2]; the last is 0 at nugget 0.
    Eigen::VectorXd log_likelihood_gradient() const;
    // (y - Hb)' K^-1 (y - Hb): chi-square with `degrees()` degrees of freedom where the hyperparameters are true.
    double mahalanobis() const;
    Eigen::Index degrees() const { return size() - basis_.cols(); }

    Eigen::Index size() const { return observations_.outputs.size(); }
    Eigen::Index inputs() const { return observations_.inputs.cols(); }
    const Observations& observations() const { return observations_; }
    const Hyperparameters& hyperparameters() const { return hyperparameters_; }
    Kernel kernel() const { return kernel_; }
    Mean mean() const { return mean_; }
    Eigen::VectorXd coefficients() const;               // the value at the inputs' mean over the design, then slopes
    double jitter() const { return factor_.jitter(); }  // added to the variance of every output; 0 unless near singular

  private:
    struct Reduced;  // of points: what covariances and means are made of
    Reduced reduced(const Eigen::MatrixXd& points) const;
    Eigen::MatrixXd basis(const Eigen::MatrixXd& points) const;
    Eigen::MatrixXd correlations(const Eigen::MatrixXd& points) const;  // [points][n]
    Eigen::MatrixXd projection() const;                                 // P
    void check_points(const Eigen::MatrixXd& points) const;

    Observations observations_;
    Kernel kernel_;
    Mean mean_;
    Hyperparameters hyperparameters_;
    Eigen::VectorXd centre_, scale_;  // of the inputs in H: their mean and how far they go from it
    Eigen::MatrixXd basis_;           // H, [n][coefficients]
    Cholesky factor_;                 // of K
    Eigen::MatrixXd reduced_basis_;   // L^-1 H
    Cholesky information_;            // of A = H' K^-1 H
    Eigen::VectorXd scaled_coefficients_;
    Eigen::VectorXd weights_;  // K^-1 (y - H b) = P y
};

}  // namespace concord::calibration
