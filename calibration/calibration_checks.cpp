#include "calibration/calibration_checks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/mcmc.h"
#include "calibration/requirement.h"
#include "calibration/weighted.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr int kSimulations = 2000;
constexpr int kMostPoints = 100;  // where distributions of ranks are compared

constexpr Requirement require("calibration checks");

// Shares of ranks up to some of them, against the binomial distributions they have where ranks are uniform.
class RankLimits {
  public:
    RankLimits(int ranks, int draws) : draws_(draws) {
        const int points = std::min(draws, kMostPoints);
        for (int k = 1; k <= points; ++k) {
            upto_.push_back(static_cast<int>(static_cast<std::int64_t>(k) * draws / points) - 1);
            cumulative_.push_back(binomial_cumulative(ranks, expected(upto_.size() - 1)));
        }
    }
    double expected(std::size_t point) const { return (upto_[point] + 1.0) / (draws_ + 1.0); }
    // [points] of ranks up to there.
    std::vector<int> counts(const std::vector<int>& ranks) const {
        std::vector<int> of_rank(static_cast<std::size_t>(draws_) + 1), result;
        for (const int rank : ranks) ++of_rank[static_cast<std::size_t>(rank)];
        std::partial_sum(of_rank.begin(), of_rank.end(), of_rank.begin());
        for (const int rank : upto_) result.push_back(of_rank[static_cast<std::size_t>(rank)]);
        return result;
    }
    // The least chance, over points, of a count as far out on its side, both sides counted.
    struct Farthest {
        double chance = 1;
        std::size_t point = 0;
    };
    Farthest farthest(const std::vector<int>& ranks) const {
        Farthest found{.chance = 2, .point = 0};
        const std::vector<int> of_points = counts(ranks);
        for (std::size_t k = 0; k < upto_.size(); ++k) {
            const auto at = static_cast<std::size_t>(of_points[k]);
            const double below = cumulative_[k][at], above = at == 0 ? 1 : 1 - cumulative_[k][at - 1];
            const double chance = 2 * std::min(below, above);
            if (chance < found.chance) found = {chance, k};
        }
        return found;
    }

  private:
    int draws_;
    std::vector<int> upto_;
    std::vector<std::vector<double>> cumulative_;  // [points][ranks + 1]
};

// What ranks that are not uniform are a sign of: too many at one side, at both, or at none.
std::string sign_of(const std::vector<int>& ranks, int draws) {
    double low = 0, high = 0;
    for (const int rank : ranks) {
        low += rank < 0.25 * (draws + 1) ? 1.0 / static_cast<double>(ranks.size()) : 0;
        high += rank >= 0.75 * (draws + 1) ? 1.0 / static_cast<double>(ranks.size()) : 0;
    }
    if (std::abs(low - high) > std::abs(low + high - 0.5))
        return low > high ? "the posteriors lie too high" : "the posteriors lie too low";
    return low + high > 0.5 ? "the posteriors are too narrow" : "the posteriors are too wide";
}

}  // namespace

int rank_of(double truth, const Eigen::VectorXd& draws, std::uint32_t seed, std::uint32_t number) {
    require(draws.size() > 0, "a rank is among draws; there are none");
    require(std::isfinite(truth) && draws.allFinite(), "a truth or draw is not a finite number");
    const auto below = static_cast<int>((draws.array() < truth).count());
    const auto alike = static_cast<std::uint32_t>((draws.array() == truth).count());
    return below + static_cast<int>(Random(seed, Method::kRanks, number).below(alike + 1));
}

Eigen::VectorXd thinned(const Posterior& posterior, Eigen::Index parameter, Eigen::Index n, std::uint32_t seed) {
    const Eigen::VectorXd all = pooled(posterior).col(parameter);
    return all(systematic_resample(pooled_weights(posterior), n, Random(seed, Method::kRanks, 0, 1)));
}

RankTest test_ranks(const std::vector<int>& ranks, int draws, double level, std::uint32_t seed) {
    require(ranks.size() >= 20, "ranks of at least 20 truths are needed; there are " + std::to_string(ranks.size()));
    require(draws >= 1, "the number of draws is below 1");
    require(level > 0 && level < 1, "the level must be inside (0, 1)");
    for (const int rank : ranks) require(rank >= 0 && rank <= draws, "a rank is outside 0 to the number of draws");

    const RankLimits limits(static_cast<int>(ranks.size()), draws);
    const auto found = limits.farthest(ranks);
    std::vector<int> farther(kSimulations);
    sim::parallel_for(kSimulations, [&](int n) {
        Random random(seed, Method::kRanks, static_cast<std::uint32_t>(n), 2);
        std::vector<int> simulated(ranks.size());
        for (int& rank : simulated) rank = static_cast<int>(random.below(static_cast<std::uint32_t>(draws) + 1));
        farther[static_cast<std::size_t>(n)] = limits.farthest(simulated).chance <= found.chance ? 1 : 0;
    });
    const auto as_far = std::count(farther.begin(), farther.end(), 1);
    RankTest test{.p = (1 + static_cast<double>(as_far)) / (1 + kSimulations), .verdict = {}};
    test.uniform = test.p > level;
    test.share = limits.counts(ranks)[found.point] / static_cast<double>(ranks.size());
    test.expected = limits.expected(found.point);
    test.verdict = test.uniform ? "the ranks are as uniform as chance makes them" : sign_of(ranks, draws);
    return test;
}

Coverage coverage(const Eigen::MatrixXd& truths, const Eigen::MatrixXd& low, const Eigen::MatrixXd& high,
                  double nominal) {
    require(nominal > 0 && nominal < 1, "the nominal coverage must be inside (0, 1)");
    require(truths.rows() == low.rows() && truths.rows() == high.rows() && truths.cols() == low.cols() &&
                truths.cols() == high.cols(),
            "there is not an interval for each truth");
    Coverage result;
    for (Eigen::Index n = 0; n < truths.rows(); ++n) {
        if (truths.row(n).hasNaN() || low.row(n).hasNaN() || high.row(n).hasNaN()) {
            ++result.failed;
            continue;
        }
        for (Eigen::Index k = 0; k < truths.cols(); ++k) {
            require(low(n, k) <= high(n, k), "an interval's low end is above its high one");
            ++result.intervals;
            if (low(n, k) <= truths(n, k) && truths(n, k) <= high(n, k)) ++result.held;
        }
    }
    require(result.intervals > 0, "there are no intervals, or all failed");
    result.share = result.held / static_cast<double>(result.intervals);
    result.limits = exact_share_interval(result.held, result.intervals);
    result.consistent = result.limits.low <= nominal && nominal <= result.limits.high;
    return result;
}

double shrinkage(double prior_sd, double posterior_sd) {
    require(prior_sd > 0 && std::isfinite(prior_sd) && posterior_sd >= 0, "an sd is below 0, or the prior's is 0");
    return 1 - posterior_sd * posterior_sd / (prior_sd * prior_sd);
}

double z_score(double truth, double posterior_mean, double posterior_sd) {
    require(posterior_sd > 0, "the posterior's sd is not above 0");
    return (posterior_mean - truth) / posterior_sd;
}

Identifiability identifiability(const Space& space, const Posterior& posterior, const IdentifiabilityLimits& limits) {
    check(posterior);
    const auto dimensions = static_cast<std::size_t>(space.size());
    require(posterior.names.size() == dimensions, "the posterior is of another number of parameters");
    for (std::size_t k = 0; k < dimensions; ++k)
        require(posterior.names[k] == space.dimensions()[k].name, "the posterior is of other parameters");
    const Eigen::MatrixXd points = pooled(posterior), unit = space.to_unit(points);
    const Eigen::VectorXd weights = pooled_weights(posterior);
    Identifiability result;
    const auto say = [&](const std::string& sentence) { result.sentences.push_back(sentence); };
    for (Eigen::Index k = 0; k < space.size(); ++k) {
        Identified of{.name = space[k].name};
        of.shrinkage = 1 - 12 * weighted_covariance(unit.col(k), weights)(0, 0);
        for (Eigen::Index n = 0; n < unit.rows(); ++n) {
            if (unit(n, k) < 0.01) of.at_low += weights[n];
            if (unit(n, k) > 0.99) of.at_high += weights[n];
        }
        of.informed = of.shrinkage >= limits.least_shrinkage;
        of.at_bound = std::max(of.at_low, of.at_high) > limits.most_at_bound;
        if (!of.informed) say(of.name + ": not informed");
        if (of.at_bound)
            say(of.name + ": at its " + (of.at_low > of.at_high ? "lower" : "upper") +
                " bound; the data would have it beyond");
        result.parameters.push_back(of);
    }
    const Eigen::MatrixXd covariance = weighted_covariance(scores_from_points(space, points), weights);
    for (Eigen::Index a = 0; a < space.size(); ++a)
        for (Eigen::Index b = a + 1; b < space.size(); ++b) {
            const double correlation = covariance(a, b) / std::sqrt(covariance(a, a) * covariance(b, b));
            if (!(std::abs(correlation) >= limits.most_correlation)) continue;
            result.only_together.push_back({space[a].name, space[b].name, correlation});
            say(space[a].name + " and " + space[b].name + ": only their combination is informed");
        }
    return result;
}

}  // namespace concord::calibration
