// Which parameters make a stochastic model's summaries come near those observed, with no likelihood: approximate
// Bayesian computation by sequential Monte Carlo (Toni et al. 2009; weights of Beaumont et al. 2009). Populations of
// particles come nearer one after another; particles still within the next tolerance (Del Moral, Doucet and Jasra 2012)
// are moved by a normal kernel, global or of each one's neighbours (Filippi et al. 2013), in normal scores of the prior
// (mcmc.h), where nothing falls outside the bounds. Summaries are scaled by how far they vary in all simulations of the
// population before (Prangle 2017).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "calibration/model.h"
#include "calibration/posterior.h"
#include "calibration/space.h"

namespace concord::calibration {

enum class AbcKernel {
    kGlobal,      // twice the weighted covariance of the particles
    kNeighbours,  // that of each particle's nearest, about it: for what is bent or in parts
};

struct AbcSettings {
    std::uint32_t seed = 0;
    int particles = 1000;                       // at least 20, at most 10 000 000
    double quantile = 0.5;                      // of the last distances, the next tolerance; in (0, 1)
    int most_populations = 20;                  // the first, of the prior, is one; at most 4000
    std::int64_t most_simulations = 1'000'000;  // at least one for each particle
    double least_tolerance = 0;                 // where this is reached it ends
    double least_accepted = 0.002;              // where a lesser share of a population's simulations came near it ends
    AbcKernel kernel = AbcKernel::kNeighbours;
    double neighbours = 0.2;      // share of the particles, (0, 1]; never fewer than 2 (parameters + 1)
    Eigen::VectorXd scales = {};  // [outputs], above 0 (infinity: left out); empty: median absolute deviations
    bool adaptive = true;         // scales anew for each population; else those of the first stay
    int batch = 0;                // most points the model gets at once; 0: a whole round. Bits do not change
};

struct AbcPopulation {
    int number = -1;                 // 0: of the prior
    double tolerance = 0;            // infinity in the first
    Eigen::MatrixXd scores, points;  // [particles][parameters], normal scores and values
    Eigen::MatrixXd summaries;       // [particles][outputs]
    Eigen::VectorXd weights;         // [particles], sum 1
    Eigen::VectorXd distances;       // [particles], by `scales`
    Eigen::VectorXd scales;          // [outputs]; infinity: the summary did not vary and does not count
    Eigen::VectorXd next_scales;
    std::int64_t simulations = 0, failed = 0;
    double effective_size = 0;  // of the weights
    bool cut_short = false;     // the simulations ran out; the particles are fewer and as good
};

enum class AbcStop { kNot, kTolerance, kPopulations, kSimulations, kAccepted, kNoNearer };

// What stands after a population; with the same space, model, observations and settings all that is needed to go on to
// the same bits. The particles of earlier populations are not kept.
struct AbcState {
    AbcPopulation population;
    std::int64_t simulations = 0, failed = 0;  // in all, of populations given up as well
    std::vector<double> tolerances = {};       // of each population
    AbcStop stop = AbcStop::kNot;
};

class AbcSmc {
  public:
    // Throws std::invalid_argument where a setting is outside what is allowed above, or an observation is not finite.
    AbcSmc(Space space, Model model, Eigen::VectorXd observed, AbcSettings settings = {});

    // Makes the next population; false where it ends, with state.stop saying why. A population that is cut short with
    // fewer than half of the particles is given up. A run with an output that is not finite has failed: it is counted
    // and never accepted. Throws std::invalid_argument where the model gives other shapes, or where the first
    // population cannot be half filled as too many runs fail.
    bool step(AbcState& state) const;
    AbcState run(AbcState state = {}, const std::function<void(const AbcState&)>& after_population = {}) const;

    // One chain with weights; statistics: "distance".
    Posterior posterior(const AbcState& state) const;
    const Eigen::VectorXd& observed() const { return observed_; }

  private:
    struct Proposals;
    struct Filling;
    AbcStop why_ended(const AbcState& state) const;
    Proposals prepare(AbcPopulation& next, const AbcPopulation& last) const;
    Eigen::MatrixXd simulate(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) const;
    void sort(const AbcPopulation& population, const Eigen::MatrixXd& scores, const Eigen::MatrixXd& summaries,
              Filling& filling) const;
    bool fill(AbcPopulation& population, const Proposals& proposals, AbcState& state) const;
    void attempt(const AbcPopulation& population, const Proposals& proposals, Filling& filling) const;

    Space space_;
    Model model_;
    Eigen::VectorXd observed_;
    AbcSettings settings_;
};

// Of summaries, one a row, from what was observed: the root of the sum of squares in units of scales. [n]
Eigen::VectorXd abc_distances(const Eigen::MatrixXd& summaries, const Eigen::VectorXd& observed,
                              const Eigen::VectorXd& scales);

}  // namespace concord::calibration
