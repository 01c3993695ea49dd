#include "calibration/gaussian_process.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "calibration/requirement.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr double kLogTwoPi = 1.83787706640934548356, kRootFive = 2.23606797749978969641;
constexpr Eigen::Index kBlock = 64;    // points predicted together: their numbers stay in the nearest cache
constexpr double kWorthThreads = 2e7;  // operations: with fewer, starting threads and waiting for them takes longer

constexpr Requirement require("Gaussian process");

Observations checked(Observations o, Mean mean, const Hyperparameters& h) {
    const Eigen::Index n = o.outputs.size(), inputs = o.inputs.cols();
    require(inputs > 0 && o.inputs.rows() == n, "needs one row of at least one input for each output");
    const Eigen::Index coefficients = mean == Mean::kLinear ? inputs + 1 : 1;
    require(n > coefficients,
            "a mean of " + std::to_string(coefficients) + " coefficients needs more points than " + std::to_string(n));
    if (o.noise.size() == 0) o.noise = Eigen::VectorXd::Zero(n);
    require(o.noise.size() == n, "needs one noise variance for each output, or none");
    require(o.inputs.allFinite() && o.outputs.allFinite() && o.noise.allFinite(),
            "an input, output or noise is not a finite number; failed runs are to be left out");
    require(o.noise.minCoeff() >= 0, "a noise variance is below 0");
    require(h.lengths.size() == inputs, "needs one length for each input");
    require(h.lengths.allFinite() && h.lengths.minCoeff() > 0, "a length is not above 0");
    require(std::isfinite(h.variance) && h.variance > 0, "the variance is not above 0");
    require(std::isfinite(h.nugget) && h.nugget >= 0, "the nugget is below 0");
    return o;
}

// Correlation, and its slope by log length over (difference / length)^2, from r^2.
double correlation(Kernel kernel, double r2) {
    if (kernel == Kernel::kSquaredExponential) return sim::maths::exp(-r2 / 2);
    const double a = kRootFive * std::sqrt(r2);
    return (1 + a + a * a / 3) * sim::maths::exp(-a);
}
double correlation_slope(Kernel kernel, double r2) {
    if (kernel == Kernel::kSquaredExponential) return sim::maths::exp(-r2 / 2);
    const double a = kRootFive * std::sqrt(r2);
    return 5.0 / 3 * (1 + a) * sim::maths::exp(-a);
}

// (difference / length)^2 summed over inputs, [points][n].
Eigen::MatrixXd distances(const Eigen::MatrixXd& points, const Eigen::MatrixXd& design, const Eigen::VectorXd& length) {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(points.rows(), design.rows());
    for (Eigen::Index j = 0; j < design.rows(); ++j)
        for (Eigen::Index k = 0; k < design.cols(); ++k)
            sum.col(j).array() += ((points.col(k).array() - design(j, k)) / length[k]).square();
    return sum;
}

Eigen::VectorXd column_means(const Eigen::MatrixXd& inputs) {
    Eigen::VectorXd means = Eigen::VectorXd::Zero(inputs.cols());
    for (Eigen::Index k = 0; k < inputs.cols(); ++k)
        means[k] =
            ordered_dot(inputs.col(k), Eigen::VectorXd::Ones(inputs.rows())) / static_cast<double>(inputs.rows());
    return means;
}

// How far each input goes from its centre; 1 where it does not.
Eigen::VectorXd furthest(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& centre) {
    const Eigen::VectorXd far = (inputs.rowwise() - centre.transpose()).cwiseAbs().colwise().maxCoeff().transpose();
    return far.unaryExpr([](double x) { return x > 0 ? x : 1; });
}

Eigen::MatrixXd with_noise(Eigen::MatrixXd correlations, const Hyperparameters& h, const Eigen::VectorXd& noise) {
    correlations *= h.variance;
    correlations.diagonal().array() = h.variance + h.nugget + noise.array();
    return correlations;
}

Cholesky information_factor(const Eigen::MatrixXd& reduced_basis) {
    try {
        return Cholesky(ordered_product(reduced_basis.transpose(), reduced_basis), 0);
    } catch (const std::invalid_argument&) {
        throw std::invalid_argument(
            "Gaussian process: the points do not tell the slopes of a linear mean apart; a constant mean does");
    }
}

}  // namespace

GaussianProcess::GaussianProcess(Observations observations, Kernel kernel, Mean mean, Hyperparameters hyperparameters)
    : observations_(checked(std::move(observations), mean, hyperparameters)),
      kernel_(kernel),
      mean_(mean),
      hyperparameters_(std::move(hyperparameters)),
      centre_(column_means(observations_.inputs)),
      scale_(furthest(observations_.inputs, centre_)),
      basis_(basis(observations_.inputs)),
      factor_(with_noise(correlations(observations_.inputs), hyperparameters_, observations_.noise)),
      reduced_basis_(factor_.solve_lower(basis_)),
      information_(information_factor(reduced_basis_)) {
    const Eigen::VectorXd reduced_outputs = factor_.solve_lower(observations_.outputs);
    scaled_coefficients_ = information_.solve(ordered_product(reduced_basis_.transpose(), reduced_outputs));
    weights_ = factor_.solve(observations_.outputs - ordered_product(basis_, scaled_coefficients_));
}

void GaussianProcess::check_points(const Eigen::MatrixXd& points) const {
    require(points.cols() == inputs(),
            "points of " + std::to_string(points.cols()) + " inputs, for a process of " + std::to_string(inputs()));
    require(points.allFinite(), "an input of a point is not a finite number");
}

Eigen::MatrixXd GaussianProcess::basis(const Eigen::MatrixXd& points) const {
    Eigen::MatrixXd h = Eigen::MatrixXd::Ones(points.rows(), mean_ == Mean::kLinear ? points.cols() + 1 : 1);
    if (mean_ == Mean::kLinear)
        h.rightCols(points.cols()) =
            ((points.rowwise() - centre_.transpose()).array().rowwise() / scale_.transpose().array()).matrix();
    return h;
}

Eigen::MatrixXd GaussianProcess::correlations(const Eigen::MatrixXd& points) const {
    return distances(points, observations_.inputs, hyperparameters_.lengths).unaryExpr([this](double r2) {
        return correlation(kernel_, r2);
    });
}

struct GaussianProcess::Reduced {
    Eigen::VectorXd mean;
    Eigen::MatrixXd process;     // (L^-1 k)', [points][n]
    Eigen::MatrixXd regression;  // (L_A^-1 (h - H' K^-1 k))', [points][coefficients]
};

GaussianProcess::Reduced GaussianProcess::reduced(const Eigen::MatrixXd& points) const {
    const Eigen::MatrixXd covariances = hyperparameters_.variance * correlations(points), h = basis(points);
    Reduced r;
    r.mean = ordered_product(h, scaled_coefficients_) + ordered_product(covariances, weights_);
    r.process = factor_.solve_lower_rows(covariances);
    r.regression = information_.solve_lower_rows(h - ordered_product(r.process, reduced_basis_));
    return r;
}

Prediction GaussianProcess::predict(const Eigen::MatrixXd& points) const {
    check_points(points);
    Prediction prediction{.mean = Eigen::VectorXd(points.rows()),
                          .variance = Eigen::VectorXd(points.rows()),
                          .run_variance = Eigen::VectorXd(points.rows())};
    const auto predict_block = [&](int b) {
        const Eigen::Index first = b * kBlock, rows = std::min(kBlock, points.rows() - first);
        const Reduced r = reduced(points.middleRows(first, rows));
        Eigen::VectorXd variance = Eigen::VectorXd::Constant(rows, hyperparameters_.variance);
        for (Eigen::Index k = 0; k < r.process.cols(); ++k) variance.array() -= r.process.col(k).array().square();
        for (Eigen::Index k = 0; k < r.regression.cols(); ++k) variance.array() += r.regression.col(k).array().square();
        variance = variance.cwiseMax(0.0);
        prediction.mean.segment(first, rows) = r.mean;
        prediction.variance.segment(first, rows) = variance;
        prediction.run_variance.segment(first, rows) = variance.array() + hyperparameters_.nugget;
    };
    const auto blocks = static_cast<int>((points.rows() + kBlock - 1) / kBlock);
    const auto n = static_cast<double>(size());
    if (static_cast<double>(points.rows()) * n * (n + 100) > kWorthThreads)
        sim::parallel_for(blocks, predict_block);
    else
        for (int b = 0; b < blocks; ++b) predict_block(b);
    return prediction;
}

Eigen::MatrixXd GaussianProcess::covariance(const Eigen::MatrixXd& points) const {
    check_points(points);
    const Reduced r = reduced(points);
    Eigen::MatrixXd between = distances(points, points, hyperparameters_.lengths);
    between = hyperparameters_.variance * between.unaryExpr([this](double r2) { return correlation(kernel_, r2); });
    return between - ordered_product(r.process, r.process.transpose()) +
           ordered_product(r.regression, r.regression.transpose());
}

// K^-1 - K^-1 H A^-1 H' K^-1: what a vague prior for b leaves of K^-1.
Eigen::MatrixXd GaussianProcess::projection() const {
    const Eigen::MatrixXd along = information_.solve_lower_rows(factor_.solve(basis_));
    return factor_.inverse() - ordered_product(along, along.transpose());
}

LeaveOneOut GaussianProcess::leave_one_out() const {
    const Eigen::VectorXd variance = projection().diagonal().cwiseInverse();
    return {.mean = observations_.outputs - Eigen::VectorXd(weights_.cwiseProduct(variance)), .variance = variance};
}

double GaussianProcess::mahalanobis() const { return ordered_dot(observations_.outputs, weights_); }

Eigen::VectorXd GaussianProcess::coefficients() const {
    Eigen::VectorXd b = scaled_coefficients_;
    if (mean_ == Mean::kLinear) b.tail(inputs()) = b.tail(inputs()).cwiseQuotient(scale_);
    return b;
}

double GaussianProcess::log_likelihood() const {
    double log_a = information_.log_determinant();  // of A in the inputs' own units
    if (mean_ == Mean::kLinear)
        for (const double s : scale_) log_a += 2 * sim::maths::log(s);
    return -(mahalanobis() + factor_.log_determinant() + log_a + static_cast<double>(degrees()) * kLogTwoPi) / 2;
}

// Half the trace of (P y y' P - P) times the slope of K.
Eigen::VectorXd GaussianProcess::log_likelihood_gradient() const {
    const Eigen::MatrixXd& x = observations_.inputs;
    const Eigen::VectorXd& length = hyperparameters_.lengths;
    const Eigen::MatrixXd minus_p = -projection(), r2 = distances(x, x, length);
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(inputs() + 2);
    double along_variance = 0, trace = 0;
    for (Eigen::Index j = 0; j < size(); ++j) {
        const Eigen::VectorXd weight = minus_p.col(j) + weights_[j] * weights_;
        trace += weight[j];
        along_variance += weight[j] / 2;
        for (Eigen::Index i = 0; i < j; ++i) {  // twice, for the other half, and halved
            along_variance += weight[i] * correlation(kernel_, r2(i, j));
            const double slope = weight[i] * correlation_slope(kernel_, r2(i, j));
            for (Eigen::Index k = 0; k < inputs(); ++k) {
                const double difference = (x(i, k) - x(j, k)) / length[k];
                gradient[k] += slope * (difference * difference);
            }
        }
    }
    gradient *= hyperparameters_.variance;
    gradient[inputs()] = hyperparameters_.variance * along_variance;
    gradient[inputs() + 1] = hyperparameters_.nugget * trace / 2;
    return gradient;
}

}  // namespace concord::calibration
