// Draws from a posterior whose likelihood can be evaluated (typically an emulator's): random-walk Metropolis chains
// side by side with an adaptive covariance (Haario, Saksman and Tamminen 2001), learnt from all chains together (Craiu,
// Rosenthal and Yang 2009) and a scale that steers the share accepted (Andrieu and Thoms 2008), all frozen after
// warm-up. They walk in normal scores of the prior's cumulative distributions: there the prior is a standard normal and
// bounds are at infinity, so nothing is reflected and nothing proposed outside.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "calibration/posterior.h"
#include "calibration/space.h"

namespace concord::calibration {

// Of points, one a row: [n][parameters] to [n]. The prior is not in it. -infinity where the data cannot be; NaN where
// it failed: such a point is never gone to, and counted.
using LogLikelihood = std::function<Eigen::VectorXd(const Eigen::MatrixXd& points)>;

// Made of one for single points: called from several threads at once where it is `dear`, more than some 20
// microseconds, so that the chains' points of a step are worth threads.
LogLikelihood each_point(std::function<double(const Eigen::VectorXd& point)> one, bool dear = false);

struct McmcSettings {
    std::uint32_t seed = 0;
    int chains = 4;         // at least 2
    int warm_up = 4000;     // steps, not kept; at least 100
    int draws = 4000;       // kept of each chain, at least 8
    int thin = 1;           // steps for each draw kept
    int most_starts = 100;  // draws from the prior for each chain until one has a likelihood above 0
};

// Where chains stand: with the same space, likelihood and settings all that is needed to go on to the same bits.
struct ChainState {
    int step = 0;                               // of each chain, warm-up included
    Eigen::MatrixXd at;                         // [chains][parameters], normal scores
    Eigen::VectorXd log_likelihood;             // [chains]
    double log_scale = 0;                       // of proposals
    Eigen::MatrixXd factor;                     // of their covariance, lower
    int window = 0;                             // steps that the sums below are of
    Eigen::VectorXd sum;                        // [parameters] of the scores of all chains in this window of warm-up
    Eigen::MatrixXd squares;                    // [parameters][parameters]
    Eigen::VectorXi accepted;                   // [chains] after warm-up
    std::int64_t failed = 0;                    // likelihoods that were NaN
    std::vector<Eigen::MatrixXd> draws = {};    // [chains] of [kept][parameters]; may be taken out between steps
    Eigen::MatrixXd draws_log_likelihood = {};  // [kept][chains]
};

class Mcmc {
  public:
    // Throws std::invalid_argument where a setting is outside what is allowed above.
    Mcmc(Space space, LogLikelihood log_likelihood, McmcSettings settings = {});

    // Throws std::invalid_argument where no start is found, or the likelihood gives another number of values or
    // infinity.
    ChainState start() const;
    // Makes so many steps, fewer where the chains end before. Throws as start(), and where the state is of other
    // chains.
    void advance(ChainState& state, int steps) const;
    bool done(const ChainState& state) const { return state.step >= last_step(); }
    // With "log_likelihood". Throws std::invalid_argument before the first draw.
    Posterior posterior(const ChainState& state) const;
    Posterior run() const;

  private:
    int last_step() const { return settings_.warm_up + settings_.draws * settings_.thin; }
    Eigen::VectorXd evaluate(const Eigen::MatrixXd& scores, ChainState& state) const;
    Eigen::VectorXd step(ChainState& state) const;
    void adapt(ChainState& state, const Eigen::VectorXd& chances) const;
    void keep(ChainState& state, Eigen::Index row) const;

    Space space_;
    LogLikelihood log_likelihood_;
    McmcSettings settings_;
};

// Normal scores of points and back, [n][parameters] both: what chains and particles move in.
Eigen::MatrixXd scores_from_points(const Space& space, const Eigen::MatrixXd& points);
Eigen::MatrixXd points_from_scores(const Space& space, const Eigen::MatrixXd& scores);

}  // namespace concord::calibration
