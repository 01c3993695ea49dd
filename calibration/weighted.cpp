#include "calibration/weighted.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("weighted sample");

void check(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights) {
    require(points.rows() == weights.size(), "there are " + std::to_string(weights.size()) + " weights for " +
                                                 std::to_string(points.rows()) + " points");
    require(points.allFinite(), "a value is not a finite number");
}

}  // namespace

Eigen::VectorXd normalised(const Eigen::VectorXd& weights) {
    require(weights.size() > 0, "there are no points");
    double sum = 0;
    for (Eigen::Index n = 0; n < weights.size(); ++n) {
        require(weights[n] >= 0 && std::isfinite(weights[n]), "a weight is below 0 or not a finite number");
        sum += weights[n];
    }
    require(sum > 0 && std::isfinite(sum), "the weights sum to 0 or to no finite number");
    return weights / sum;
}

double effective_sample_size(const Eigen::VectorXd& weights) {
    double squares = 0;
    for (const double w : normalised(weights)) squares += w * w;
    return 1 / squares;
}

Eigen::VectorXd equal_weights(Eigen::Index n) {
    require(n > 0, "there are no points");
    return Eigen::VectorXd::Constant(n, 1 / static_cast<double>(n));
}

Eigen::VectorXd weighted_mean(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights) {
    check(points, weights);
    const Eigen::VectorXd w = normalised(weights);
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(points.cols());
    for (Eigen::Index k = 0; k < points.cols(); ++k)
        for (Eigen::Index n = 0; n < points.rows(); ++n) mean[k] += w[n] * points(n, k);
    return mean;
}

Eigen::MatrixXd weighted_covariance(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights) {
    const Eigen::VectorXd mean = weighted_mean(points, weights), w = normalised(weights);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(points.cols(), points.cols());
    const double left = 1 - 1 / effective_sample_size(weights);
    if (!(left > 1e-15)) return covariance;
    for (Eigen::Index i = 0; i < points.cols(); ++i)
        for (Eigen::Index j = 0; j <= i; ++j) {
            double sum = 0;
            for (Eigen::Index n = 0; n < points.rows(); ++n)
                sum += w[n] * (points(n, i) - mean[i]) * (points(n, j) - mean[j]);
            covariance(i, j) = covariance(j, i) = sum / left;
        }
    return covariance;
}

std::vector<double> weighted_quantiles(const Eigen::VectorXd& values, const Eigen::VectorXd& weights,
                                       const std::vector<double>& p) {
    check(values, weights);
    const Eigen::VectorXd w = normalised(weights);
    std::vector<Eigen::Index> order;
    for (Eigen::Index n = 0; n < w.size(); ++n)
        if (w[n] > 0) order.push_back(n);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    std::vector<double> middles;
    double below = 0;
    for (const auto n : order) {
        middles.push_back(below + w[n] / 2);
        below += w[n];
    }
    std::vector<double> quantiles;
    for (const double share : p) {
        require(share >= 0 && share <= 1, "a quantile's share is outside [0, 1]");
        const auto above =
            static_cast<std::size_t>(std::upper_bound(middles.begin(), middles.end(), share) - middles.begin());
        const auto value = [&](std::size_t at) { return values[order[at]]; };
        if (above == 0 || above == order.size()) {
            quantiles.push_back(value(above == 0 ? 0 : above - 1));
            continue;
        }
        const double way = (share - middles[above - 1]) / (middles[above] - middles[above - 1]);
        quantiles.push_back(value(above - 1) + way * (value(above) - value(above - 1)));
    }
    return quantiles;
}

double weighted_quantile(const Eigen::VectorXd& values, const Eigen::VectorXd& weights, double p) {
    return weighted_quantiles(values, weights, {p}).front();
}

std::vector<Eigen::Index> systematic_resample(const Eigen::VectorXd& weights, Eigen::Index n, Random random) {
    require(n >= 1, "at least one is drawn");
    const Eigen::VectorXd w = normalised(weights);
    const double start = random.unit();
    std::vector<Eigen::Index> drawn;
    double reached = w[0];
    Eigen::Index at = 0, last = w.size() - 1;
    while (last > 0 && w[last] == 0) --last;
    for (Eigen::Index k = 0; k < n; ++k) {
        const double share = (static_cast<double>(k) + start) / static_cast<double>(n);
        while (reached <= share && at < last) reached += w[++at];
        drawn.push_back(at);
    }
    return drawn;
}

double median(Eigen::VectorXd values) {
    require(values.size() > 0, "there are no points");
    require(values.allFinite(), "a value is not a finite number");
    std::sort(values.begin(), values.end());
    const Eigen::Index half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double median_absolute_deviation(const Eigen::VectorXd& values) {
    const double middle = median(values);
    Eigen::VectorXd deviations(values.size());
    for (Eigen::Index n = 0; n < values.size(); ++n) deviations[n] = std::abs(values[n] - middle);
    return median(deviations);
}

}  // namespace concord::calibration
