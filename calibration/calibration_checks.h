// Whether a way of inference is right, and what it can tell: simulation-based calibration (Talts, Betancourt, Simpson,
// Vehtari and Gelman 2018) with simultaneous limits of the ranks' distribution (Sailynoja, Buerkner and Vehtari 2022),
// coverage of intervals over known truths, and what of a posterior is data (Betancourt 2018).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "calibration/intervals.h"
#include "calibration/posterior.h"
#include "calibration/space.h"

namespace concord::calibration {

// Ranks of truths among draws of their posteriors: 0 to the number of draws, uniform where inference is right and the
// truths are of the prior.
struct RankTest {
    double p = 0;          // of simulations of uniform ranks, the share that leaves its limits as far as these do
    bool uniform = false;  // p above the level asked for
    // Where they leave them at the point that is farthest out: shares of ranks up to there, and what is expected.
    double share = 0, expected = 0;
    std::string verdict;  // a sentence: what it is a sign of where not uniform
};

// How many of the draws [draws] are below the truth; ties by chance (seed, number). Draws that depend on one another
// must have been thinned to independence. Throws std::invalid_argument where a number is not finite or none is drawn.
int rank_of(double truth, const Eigen::VectorXd& draws, std::uint32_t seed, std::uint32_t number);

// n draws of a parameter, without weights, far apart in the chains or drawn by weight: what rank_of() wants.
Eigen::VectorXd thinned(const Posterior& posterior, Eigen::Index parameter, Eigen::Index n, std::uint32_t seed);

// Ranks, each 0 to `draws`, of at least 20 truths. The limits are of 2000 simulations. Throws std::invalid_argument
// where there are fewer, or a rank is outside.
RankTest test_ranks(const std::vector<int>& ranks, int draws, double level = 0.05, std::uint32_t seed = 0);

// How often intervals held the truth. NaN in any of a row: inference failed there; it is left out and counted.
struct Coverage {
    int held = 0, intervals = 0, failed = 0;
    double share = 0;
    ShareInterval limits;     // 95 % of the share, of independent truths; those of one truth are not, so of pooled
                              // parameters they are too narrow
    bool consistent = false;  // `nominal` is between the limits
};
Coverage coverage(const Eigen::MatrixXd& truths, const Eigen::MatrixXd& low, const Eigen::MatrixXd& high,
                  double nominal);  // all [n][parameters]; throws where shapes differ or all failed

// 1 - variance of the posterior / variance of the prior: 1 where the data tell all, 0 where nothing, below where the
// posterior is wider. z: (mean - truth) / sd, standard normal over truths where inference is right.
double shrinkage(double prior_sd, double posterior_sd);
double z_score(double truth, double posterior_mean, double posterior_sd);

struct Identified {
    std::string name;
    double shrinkage = 0;            // of the prior's cumulative share, whose variance is 1 / 12
    double at_low = 0, at_high = 0;  // mass of the posterior in the outermost hundredth of the prior, each side
    bool informed = false, at_bound = false;
};
struct Pair {
    std::string a, b;
    double correlation = 0;  // of cumulative shares' normal scores
};
struct Identifiability {
    std::vector<Identified> parameters;
    std::vector<Pair> only_together;     // the data tell a combination of them
    std::vector<std::string> sentences;  // of what a reader should know
};
struct IdentifiabilityLimits {
    double least_shrinkage = 0.1, most_correlation = 0.9, most_at_bound = 0.1;
};
// Throws std::invalid_argument where the posterior is of other parameters.
Identifiability identifiability(const Space& space, const Posterior& posterior,
                                const IdentifiabilityLimits& limits = {});

}  // namespace concord::calibration
