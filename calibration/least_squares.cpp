#include "calibration/least_squares.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("least squares");

void check(const std::vector<Parameter>& parameters, const std::vector<Output>& outputs) {
    require(!parameters.empty(), "there are no parameters");
    require(!outputs.empty(), "there are no outputs");
    for (const Parameter& p : parameters) {
        require(p.prior_sd > 0, p.name + ": the prior's sd is not above 0");
        require(p.low < p.high, p.name + ": the lower bound is not below the upper one");
    }
    for (const Output& o : outputs) require(o.sd > 0, o.name + ": the sd is not above 0");
}

// The problem in units of its sds: what is minimised is the sum of squares of residuals and of distances to the priors.
class Problem {
  public:
    Problem(const Function& model, const std::vector<Parameter>& parameters, const std::vector<Output>& outputs)
        : model_(model), parameters_(parameters), outputs_(outputs) {}

    Eigen::Index size() const { return static_cast<Eigen::Index>(parameters_.size()); }
    const Parameter& parameter(Eigen::Index k) const { return parameters_[static_cast<std::size_t>(k)]; }
    const Output& output(Eigen::Index k) const { return outputs_[static_cast<std::size_t>(k)]; }

    Eigen::VectorXd outputs(const Eigen::VectorXd& at) const {
        Eigen::VectorXd values = model_(at);
        require(values.size() == static_cast<Eigen::Index>(outputs_.size()),
                "the model gives " + std::to_string(values.size()) + " outputs for " + std::to_string(outputs_.size()));
        require(values.allFinite(), "an output of the model is not finite");
        return values;
    }
    Eigen::VectorXd residuals(const Eigen::VectorXd& values) const {
        Eigen::VectorXd r(values.size());
        for (Eigen::Index k = 0; k < r.size(); ++k) r[k] = (values[k] - output(k).observed) / output(k).sd;
        return r;
    }
    Eigen::VectorXd distances(const Eigen::VectorXd& at) const {
        Eigen::VectorXd d(size());
        for (Eigen::Index k = 0; k < size(); ++k) d[k] = (at[k] - parameter(k).prior_mean) / parameter(k).prior_sd;
        return d;
    }
    // By differences on both sides, of one inside where a bound is near.
    Eigen::MatrixXd slopes(const Eigen::VectorXd& at) const {
        Eigen::MatrixXd jacobian(static_cast<Eigen::Index>(outputs_.size()), size());
        for (Eigen::Index k = 0; k < size(); ++k) {
            const double step = 1e-4 * std::min(parameter(k).prior_sd, parameter(k).high - parameter(k).low);
            Eigen::VectorXd up = at, down = at;
            up[k] = std::min(at[k] + step, parameter(k).high);
            down[k] = std::max(at[k] - step, parameter(k).low);
            jacobian.col(k) = (residuals(outputs(up)) - residuals(outputs(down))) / (up[k] - down[k]);
        }
        return jacobian;
    }
    Eigen::VectorXd inside(Eigen::VectorXd at) const {
        for (Eigen::Index k = 0; k < size(); ++k) at[k] = std::clamp(at[k], parameter(k).low, parameter(k).high);
        return at;
    }
    bool held(const Eigen::VectorXd& at, const Eigen::VectorXd& gradient, Eigen::Index k) const {
        return (at[k] <= parameter(k).low && gradient[k] > 0) || (at[k] >= parameter(k).high && gradient[k] < 0);
    }

  private:
    const Function& model_;
    const std::vector<Parameter>& parameters_;
    const std::vector<Output>& outputs_;
};

// The normal equations at a point, and which parameters a bound holds there.
struct Equations {
    Eigen::MatrixXd curvature;
    Eigen::VectorXd gradient;
    std::vector<bool> held;
    double objective = 0;
};

Equations equations(const Problem& problem, const Eigen::VectorXd& at) {
    const Eigen::VectorXd r = problem.residuals(problem.outputs(at)), d = problem.distances(at);
    const Eigen::MatrixXd j = problem.slopes(at);
    Equations e;
    e.objective = r.squaredNorm() + d.squaredNorm();
    e.curvature = j.transpose() * j;
    e.gradient = j.transpose() * r;
    for (Eigen::Index k = 0; k < problem.size(); ++k) {
        const double sd = problem.parameter(k).prior_sd;
        e.curvature(k, k) += 1 / (sd * sd);
        e.gradient[k] += d[k] / sd;
    }
    for (Eigen::Index k = 0; k < problem.size(); ++k) e.held.push_back(problem.held(at, e.gradient, k));
    for (Eigen::Index k = 0; k < problem.size(); ++k) {
        if (!e.held[static_cast<std::size_t>(k)]) continue;
        e.curvature.row(k).setZero();
        e.curvature.col(k).setZero();
        e.curvature(k, k) = 1;
        e.gradient[k] = 0;
    }
    return e;
}

double objective(const Problem& problem, const Eigen::VectorXd& at) {
    return problem.residuals(problem.outputs(at)).squaredNorm() + problem.distances(at).squaredNorm();
}

}  // namespace

double Fit::error_of_sum(std::size_t a, std::size_t b) const {
    const auto i = static_cast<Eigen::Index>(a), j = static_cast<Eigen::Index>(b);
    return std::sqrt(std::max(0.0, covariance(i, i) + covariance(j, j) + 2 * covariance(i, j)));
}

Fit fit(const Function& model, const std::vector<Parameter>& parameters, const std::vector<Output>& outputs,
        int most_iterations) {
    check(parameters, outputs);
    const Problem problem(model, parameters, outputs);
    Eigen::VectorXd at(problem.size());
    for (Eigen::Index k = 0; k < problem.size(); ++k) at[k] = problem.parameter(k).prior_mean;
    at = problem.inside(at);

    Fit result;
    double damping = 1e-3;
    Equations here = equations(problem, at);
    for (; result.iterations < most_iterations && !result.converged; ++result.iterations) {
        Eigen::MatrixXd damped = here.curvature;
        damped.diagonal() *= 1 + damping;
        const Eigen::VectorXd next = problem.inside(at - damped.ldlt().solve(here.gradient));
        const double gained = here.objective - objective(problem, next);
        if (gained < 0) {
            damping *= 10;
            result.converged = damping > 1e12;  // no step gains: as low as it goes
            continue;
        }
        damping = std::max(damping / 10, 1e-12);
        result.converged = gained < 1e-10 * (1 + here.objective);
        at = next;
        here = equations(problem, at);
    }

    result.outputs = problem.outputs(at);
    result.misfit = problem.residuals(result.outputs).squaredNorm();
    result.covariance = here.curvature.ldlt().solve(Eigen::MatrixXd::Identity(problem.size(), problem.size()));
    for (Eigen::Index k = 0; k < problem.size(); ++k) {
        const bool held = here.held[static_cast<std::size_t>(k)];
        if (held) result.covariance.row(k).setZero(), result.covariance.col(k).setZero();
        const double error = std::sqrt(std::max(0.0, result.covariance(k, k))), sd = problem.parameter(k).prior_sd;
        result.estimates.push_back({.value = at[k],
                                    .standard_error = error,
                                    .informed = std::clamp(1 - error * error / (sd * sd), 0.0, 1.0),
                                    .at_bound = held});
    }
    return result;
}

}  // namespace concord::calibration
