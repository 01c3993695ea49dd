// Weighted least squares with priors and bounds, by Levenberg and Marquardt's method, on any function from parameters
// to outputs. With priors it is the mode of the posterior; its standard errors are those of a normal near the mode.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string>
#include <vector>

namespace concord::calibration {

struct Parameter {
    std::string name;
    double prior_mean = 0, prior_sd = 1;  // normal; sd above 0. The search starts at the mean, inside the bounds
    double low = 0, high = 0;             // where a sign is known, one of them is 0
};

struct Output {
    std::string name;
    double observed = 0, sd = 1;  // sd above 0: how far the model may be off
};

// Outputs, as many as observed, for values of the parameters inside their bounds.
using Function = std::function<Eigen::VectorXd(const Eigen::VectorXd& parameters)>;

struct Estimate {
    double value = 0;
    double standard_error = 0;  // 0 where a bound holds it: the data would have it beyond
    double informed = 0;        // share of the prior's variance that the data have taken away, [0, 1]
    bool at_bound = false;
};

struct Fit {
    std::vector<Estimate> estimates;  // in order of the parameters
    Eigen::MatrixXd covariance;       // of all parameters; rows of those at a bound are 0
    Eigen::VectorXd outputs;          // of the model at the estimates
    double misfit = 0;                // sum over outputs of ((model - observed) / sd)^2
    int iterations = 0;
    bool converged = false;
    // Standard error of the sum of two parameters, which is often better known than either.
    double error_of_sum(std::size_t a, std::size_t b) const;
};

// Throws std::invalid_argument naming what is wrong: no parameters or outputs, an sd that is not above 0, bounds the
// wrong way round, a model that gives another number of outputs or one that is not finite.
Fit fit(const Function& model, const std::vector<Parameter>& parameters, const std::vector<Output>& outputs,
        int most_iterations = 60);

}  // namespace concord::calibration
