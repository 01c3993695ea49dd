#include "calibration/abc_regression.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "calibration/mcmc.h"
#include "calibration/ordered_algebra.h"
#include "calibration/requirement.h"
#include "calibration/weighted.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("regression of ABC");

// Epanechnikov's kernel times the weights of before.
Eigen::VectorXd weights_near(const Eigen::VectorXd& weights, const Eigen::VectorXd& distances, double bandwidth) {
    const double greatest = distances.maxCoeff();
    if (bandwidth == 0) bandwidth = greatest > 0 ? greatest * 1.001 : 1;
    Eigen::VectorXd near = normalised(weights);
    for (Eigen::Index n = 0; n < near.size(); ++n) {
        const double share = distances[n] / bandwidth;
        near[n] *= std::max(0.0, 1 - share * share);
    }
    require(near.maxCoeff() > 0, "no particle with weight is within the bandwidth");
    return normalised(near);
}

// One and the distances of the summaries that vary from the observations, in units of their sds: the constant of a
// regression on these is what is expected at the observations.
Eigen::MatrixXd regressors(const Eigen::MatrixXd& summaries, const Eigen::VectorXd& weights,
                           const Eigen::VectorXd& observed) {
    std::vector<Eigen::VectorXd> columns{Eigen::VectorXd::Ones(summaries.rows())};
    for (Eigen::Index k = 0; k < summaries.cols(); ++k) {
        const double sd = std::sqrt(weighted_covariance(summaries.col(k), weights)(0, 0));
        const double size = std::max(std::abs(observed[k]), weighted_mean(summaries.col(k), weights).cwiseAbs()[0]);
        if (sd > 1e-12 * size) columns.push_back((summaries.col(k).array() - observed[k]) / sd);
    }
    Eigen::MatrixXd matrix(summaries.rows(), static_cast<Eigen::Index>(columns.size()));
    for (Eigen::Index k = 0; k < matrix.cols(); ++k) matrix.col(k) = columns[static_cast<std::size_t>(k)];
    return matrix;
}

// Weighted least squares with a trace of a ridge, which only decides between summaries that tell the same.
class Regression {
  public:
    Regression(Eigen::MatrixXd x, Eigen::VectorXd weights) : x_(std::move(x)), weights_(std::move(weights)) {
        Eigen::MatrixXd squares(x_.cols(), x_.cols());
        for (Eigen::Index i = 0; i < x_.cols(); ++i)
            for (Eigen::Index j = 0; j < x_.cols(); ++j) squares(i, j) = weighted_sum(x_.col(i), x_.col(j));
        for (Eigen::Index i = 1; i < x_.cols(); ++i) squares(i, i) += 1e-9;
        factor_.emplace(squares);
    }
    Eigen::VectorXd coefficients(const Eigen::VectorXd& y) const {
        Eigen::VectorXd products(x_.cols());
        for (Eigen::Index i = 0; i < x_.cols(); ++i) products[i] = weighted_sum(x_.col(i), y);
        return factor_->solve(products);
    }
    Eigen::VectorXd fitted(const Eigen::VectorXd& coefficients) const {
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(x_.rows());
        for (Eigen::Index i = 0; i < x_.cols(); ++i) sum += coefficients[i] * x_.col(i);
        return sum;
    }
    double weighted_sum(const Eigen::VectorXd& a, const Eigen::VectorXd& b) const {
        double sum = 0;
        for (Eigen::Index n = 0; n < a.size(); ++n) sum += weights_[n] * a[n] * b[n];
        return sum;
    }

  private:
    Eigen::MatrixXd x_;
    std::optional<Cholesky> factor_;
    Eigen::VectorXd weights_;
};

// Residuals as large as they are at the observations: their log squares are a line in the summaries.
Eigen::VectorXd resized(const Regression& regression, const Eigen::VectorXd& residuals) {
    const double mean_square = regression.weighted_sum(residuals, residuals);
    if (!(mean_square > 0)) return residuals;
    Eigen::VectorXd logs = residuals;
    for (double& r : logs) r = sim::maths::log(r * r + 1e-8 * mean_square);
    const Eigen::VectorXd line = regression.coefficients(logs), fitted = regression.fitted(line);
    Eigen::VectorXd result = residuals;
    for (Eigen::Index n = 0; n < result.size(); ++n) result[n] *= sim::maths::exp((line[0] - fitted[n]) / 2);
    return result;
}

}  // namespace

AbcRegression adjust_by_regression(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& summaries,
                                   const Eigen::VectorXd& weights, const Eigen::VectorXd& distances,
                                   const Eigen::VectorXd& observed, const AbcRegressionSettings& settings) {
    require(points.cols() == space.size(), "the points are of another number of parameters");
    require(summaries.rows() == points.rows() && summaries.cols() == observed.size(),
            "there are not summaries like the observations for each point");
    require(weights.size() == points.rows() && distances.size() == points.rows(),
            "there is not a weight and a distance for each point");
    require(points.allFinite() && summaries.allFinite() && observed.allFinite() && distances.allFinite(),
            "a number is not finite");
    require(settings.bandwidth >= 0 && std::isfinite(settings.bandwidth), "the bandwidth is below 0 or no number");
    for (Eigen::Index n = 0; n < points.rows(); ++n)
        require(space.contains(points.row(n).transpose()), "a point is outside the bounds");

    AbcRegression result{.points = points, .weights = weights_near(weights, distances, settings.bandwidth)};
    const Eigen::MatrixXd x = regressors(summaries, result.weights, observed);
    result.summaries = x.cols() - 1;
    require((result.weights.array() > 0).count() >= 2 * x.cols(),
            std::to_string((result.weights.array() > 0).count()) + " particles with weight are too few for " +
                std::to_string(x.cols()) + " coefficients: twice as many are needed");
    const Regression regression(x, result.weights);
    Eigen::MatrixXd scores = scores_from_points(space, points);
    result.explained = Eigen::VectorXd::Zero(scores.cols());
    for (Eigen::Index k = 0; k < scores.cols(); ++k) {
        const Eigen::VectorXd line = regression.coefficients(scores.col(k));
        const Eigen::VectorXd residuals = scores.col(k) - regression.fitted(line);
        const Eigen::VectorXd apart = scores.col(k).array() - weighted_mean(scores.col(k), result.weights)[0];
        const double before = regression.weighted_sum(apart, apart);
        if (before > 0)
            result.explained[k] = std::clamp(1 - regression.weighted_sum(residuals, residuals) / before, 0.0, 1.0);
        scores.col(k) = line[0] + (settings.heteroskedastic ? resized(regression, residuals) : residuals).array();
    }
    result.points = points_from_scores(space, scores);
    return result;
}

Posterior adjusted_posterior(const Space& space, const AbcPopulation& population, const Eigen::VectorXd& observed,
                             const AbcRegressionSettings& settings) {
    const AbcRegression adjusted = adjust_by_regression(space, population.points, population.summaries,
                                                        population.weights, population.distances, observed, settings);
    std::vector<Eigen::Index> with_weight;
    for (Eigen::Index n = 0; n < adjusted.weights.size(); ++n)
        if (adjusted.weights[n] > 0) with_weight.push_back(n);
    Posterior result{.names = {},
                     .chains = {adjusted.points(with_weight, Eigen::all)},
                     .weights = adjusted.weights(with_weight),
                     .statistics = {{"distance", population.distances(with_weight)}}};
    for (const Dimension& d : space.dimensions()) result.names.push_back(d.name);
    check(result);
    return result;
}

}  // namespace concord::calibration
