#include "calibration/convergence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "calibration/normal.h"
#include "calibration/ordered_algebra.h"
#include "calibration/requirement.h"
#include "calibration/weighted.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

constexpr Requirement require("convergence");

void check(const Eigen::MatrixXd& draws) {
    require(draws.cols() >= 1, "there are no chains");
    require(draws.rows() >= 8, "8 draws of each chain are needed at least, there are " + std::to_string(draws.rows()));
    require(draws.allFinite(), "a draw is not a finite number");
}

bool all_alike(const Eigen::MatrixXd& draws) { return (draws.array() == draws(0, 0)).all(); }

// Each chain as two, so that one that drifts disagrees with itself. The middle draw of an odd number is left out.
Eigen::MatrixXd split(const Eigen::MatrixXd& draws) {
    const Eigen::Index half = draws.rows() / 2;
    Eigen::MatrixXd halves(half, 2 * draws.cols());
    for (Eigen::Index c = 0; c < draws.cols(); ++c) {
        halves.col(2 * c) = draws.col(c).head(half);
        halves.col(2 * c + 1) = draws.col(c).tail(half);
    }
    return halves;
}

// Normal scores of the ranks among all draws; ties have their mean rank.
Eigen::MatrixXd rank_normalised(const Eigen::MatrixXd& draws) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(draws.size()));
    std::iota(order.begin(), order.end(), 0);
    const double* values = draws.data();
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    Eigen::MatrixXd scores(draws.rows(), draws.cols());
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
        const double rank = static_cast<double>(from + to + 1) / 2;
        const double score = normal_quantile((rank - 0.375) / (static_cast<double>(order.size()) + 0.25));
        for (std::size_t n = from; n < to; ++n) scores.data()[order[n]] = score;
    }
    return scores;
}

Eigen::MatrixXd folded(const Eigen::MatrixXd& draws) {
    const double middle = median(Eigen::Map<const Eigen::VectorXd>(draws.data(), draws.size()));
    return (draws.array() - middle).abs();
}

// Variances of chains [draws][chains] that are taken as they are.
struct Variances {
    Eigen::VectorXd means;
    double within = 0, total = 0;  // mean of the chains' variances; of a draw from all, seen too large before they mix

    explicit Variances(const Eigen::MatrixXd& draws) : means(draws.cols()) {
        const auto n = static_cast<double>(draws.rows()), m = static_cast<double>(draws.cols());
        for (Eigen::Index c = 0; c < draws.cols(); ++c) means[c] = ordered_sum(draws.col(c)) / n;
        for (Eigen::Index c = 0; c < draws.cols(); ++c)
            for (Eigen::Index i = 0; i < draws.rows(); ++i)
                within += (draws(i, c) - means[c]) * (draws(i, c) - means[c]) / ((n - 1) * m);
        const double mean = ordered_sum(means) / m;
        double between = 0;
        for (const double of_chain : means) between += (of_chain - mean) * (of_chain - mean) / std::max(1.0, m - 1);
        total = (n - 1) / n * within + between;
    }
};

double plain_r_hat(const Eigen::MatrixXd& draws) {
    if (all_alike(draws)) return kNothing;
    const Variances v(draws);
    return v.within > 0 ? std::sqrt(v.total / v.within) : std::numeric_limits<double>::infinity();
}

// Of all chains together, at one lag (Vehtari et al., equation 10).
double autocorrelation(const Eigen::MatrixXd& draws, const Variances& v, Eigen::Index lag) {
    double sum = 0;
    for (Eigen::Index c = 0; c < draws.cols(); ++c)
        for (Eigen::Index i = 0; i + lag < draws.rows(); ++i)
            sum += (draws(i, c) - v.means[c]) * (draws(i + lag, c) - v.means[c]);
    return 1 - (v.within - sum / static_cast<double>(draws.size())) / v.total;
}

// Sums of autocorrelations by pairs, as long as they are above 0 and not let rise (Geyer 1992); of the pair after them
// the first, where it is above 0.
double plain_effective_size(const Eigen::MatrixXd& draws) {
    if (all_alike(draws)) return kNothing;
    const Variances v(draws);
    const auto size = static_cast<double>(draws.size());
    double sum = 0, last = std::numeric_limits<double>::infinity();
    for (Eigen::Index lag = 0; lag + 1 < draws.rows() - 2; lag += 2) {
        const double even = lag == 0 ? 1 : autocorrelation(draws, v, lag);
        const double pair = even + autocorrelation(draws, v, lag + 1);
        if (!(pair > 0)) {
            sum += std::max(0.0, even) / 2;
            break;
        }
        sum += last = std::min(last, pair);
    }
    const double most = sim::maths::log(size) / sim::maths::log(10);  // chains that swing are believed so far
    return size / std::max(2 * sum - 1, 1 / most);
}

double size_of_quantile(const Eigen::MatrixXd& draws, double share) {
    const Eigen::VectorXd values = Eigen::Map<const Eigen::VectorXd>(draws.data(), draws.size());
    const double limit = weighted_quantile(values, equal_weights(values.size()), share);
    return plain_effective_size(split((draws.array() <= limit).cast<double>()));
}

}  // namespace

double r_hat(const Eigen::MatrixXd& draws) {
    check(draws);
    if (all_alike(draws)) return kNothing;
    const double bulk = plain_r_hat(rank_normalised(split(draws)));
    const double of_spread = plain_r_hat(rank_normalised(split(folded(draws))));
    return std::isnan(of_spread) ? bulk : std::max(bulk, of_spread);  // draws of two values alone are folded to one
}

double bulk_effective_size(const Eigen::MatrixXd& draws) {
    check(draws);
    return plain_effective_size(rank_normalised(split(draws)));
}

double tail_effective_size(const Eigen::MatrixXd& draws) {
    check(draws);
    const double low = size_of_quantile(draws, 0.05), high = size_of_quantile(draws, 0.95);
    return std::isnan(low) ? high : std::isnan(high) ? low : std::min(low, high);
}

double effective_size_of_mean(const Eigen::MatrixXd& draws) {
    check(draws);
    return plain_effective_size(split(draws));
}

ConvergenceVerdict judge(const Posterior& posterior, const ConvergenceLimits& limits) {
    require(posterior.weights.size() == 0, "draws with weights are not chains");
    const auto spread = marginals(posterior, {});
    const double least = limits.least_size_per_chain * static_cast<double>(posterior.chains.size());
    ConvergenceVerdict verdict;
    for (std::size_t k = 0; k < posterior.names.size(); ++k) {
        const Eigen::MatrixXd draws = draws_of(posterior, static_cast<Eigen::Index>(k));
        const Convergence c{.name = posterior.names[k],
                            .r_hat = r_hat(draws),
                            .bulk = bulk_effective_size(draws),
                            .tail = tail_effective_size(draws),
                            .error_of_mean = spread[k].sd / std::sqrt(effective_size_of_mean(draws))};
        const auto hold = [&](bool good, const std::string& why) {
            if (!good) verdict.reasons.push_back(c.name + ": " + why);
        };
        hold(c.r_hat <= limits.most_r_hat, "the chains differ (R-hat " + std::to_string(c.r_hat) + ")");
        hold(c.bulk >= least, "too few independent draws (" + std::to_string(c.bulk) + ")");
        hold(c.tail >= least, "too few independent draws of the tails (" + std::to_string(c.tail) + ")");
        verdict.parameters.push_back(c);
    }
    verdict.converged = verdict.reasons.empty();
    return verdict;
}

}  // namespace concord::calibration
