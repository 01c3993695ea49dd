#include "calibration/abc_regression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

#include "calibration/mcmc.h"
#include "calibration/nearest.h"
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

using Members = std::vector<Eigen::Index>;

// Members by part. With ten neighbours what hangs together is joined at any number of particles that can be simulated
// (about log n are needed: Brito, Chavez, Quiroz and Yukich 1997).
std::vector<Members> rows_of_parts(const Eigen::MatrixXd& scores) {
    constexpr Eigen::Index kNeighbours = 10;
    std::vector<Members> rows;
    const std::vector<int> parts = parts_of(scores, kNeighbours);
    for (std::size_t n = 0; n < parts.size(); ++n) {
        if (static_cast<std::size_t>(parts[n]) == rows.size()) rows.emplace_back();
        rows[static_cast<std::size_t>(parts[n])].push_back(static_cast<Eigen::Index>(n));
    }
    return rows;
}

double square_between(const Eigen::MatrixXd& scores, const Members& a, const Members& b) {
    double least = std::numeric_limits<double>::infinity();
    for (const Eigen::Index n : a)
        for (const Eigen::Index m : b) least = std::min(least, (scores.row(n) - scores.row(m)).squaredNorm());
    return least;
}

// Those of enough weight for a line each; the others go with the nearest of them. All rows are in one of them, in
// order.
std::vector<Members> parts_with_lines(const Eigen::MatrixXd& scores, const Eigen::VectorXd& weights,
                                      Eigen::Index coefficients) {
    constexpr double kEach = 10;
    std::vector<Members> lines, others;
    for (Members& rows : rows_of_parts(scores)) {
        const Eigen::VectorXd own = weights(rows);
        const bool enough =
            own.maxCoeff() > 0 && effective_sample_size(own) >= kEach * static_cast<double>(coefficients);
        (enough ? lines : others).push_back(std::move(rows));
    }
    if (lines.size() < 2) {
        Members all(static_cast<std::size_t>(scores.rows()));
        std::iota(all.begin(), all.end(), Eigen::Index{0});
        return {all};
    }
    const std::vector<Members> kept = lines;
    for (const Members& rows : others) {
        std::vector<double> squares;
        for (const Members& line : kept) squares.push_back(square_between(scores, rows, line));
        Members& nearest =
            lines[static_cast<std::size_t>(std::min_element(squares.begin(), squares.end()) - squares.begin())];
        nearest.insert(nearest.end(), rows.begin(), rows.end());
    }
    for (Members& line : lines) std::sort(line.begin(), line.end());
    return lines;
}

// Of all parts: sums of squares about each one's mean, and of what is left of them.
struct SumsOfSquares {
    Eigen::VectorXd before, after;  // [parameters]
};

// Scores of one part as they would be at the observations; weights sum to the part's share.
Eigen::MatrixXd at_observations(Eigen::MatrixXd scores, const Eigen::MatrixXd& x, const Eigen::VectorXd& weights,
                                bool heteroskedastic, SumsOfSquares& squares) {
    const double share = weights.sum();
    const Regression regression(x, normalised(weights));
    for (Eigen::Index k = 0; k < scores.cols(); ++k) {
        const Eigen::VectorXd line = regression.coefficients(scores.col(k));
        const Eigen::VectorXd residuals = scores.col(k) - regression.fitted(line);
        const Eigen::VectorXd apart = scores.col(k).array() - weighted_mean(scores.col(k), weights)[0];
        squares.before[k] += share * regression.weighted_sum(apart, apart);
        squares.after[k] += share * regression.weighted_sum(residuals, residuals);
        scores.col(k) = line[0] + (heteroskedastic ? resized(regression, residuals) : residuals).array();
    }
    return scores;
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
    Eigen::MatrixXd scores = scores_from_points(space, points);
    SumsOfSquares squares{.before = Eigen::VectorXd::Zero(scores.cols()),
                          .after = Eigen::VectorXd::Zero(scores.cols())};
    const std::vector<Members> parts = parts_with_lines(scores, result.weights, x.cols());
    result.parts = static_cast<int>(parts.size());
    for (const Members& rows : parts) {
        const Eigen::VectorXd near = result.weights(rows);
        const Eigen::MatrixXd own = regressors(summaries(rows, Eigen::all), normalised(near), observed);
        scores(rows, Eigen::all) =
            at_observations(scores(rows, Eigen::all), own, near, settings.heteroskedastic, squares);
    }
    result.explained = Eigen::VectorXd::Zero(scores.cols());
    for (Eigen::Index k = 0; k < scores.cols(); ++k)
        if (squares.before[k] > 0) result.explained[k] = std::clamp(1 - squares.after[k] / squares.before[k], 0.0, 1.0);
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
