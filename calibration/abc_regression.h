// Takes out of particles what their distance from the observations did to them: a local-linear regression of parameters
// on summaries, weighted by nearness (Beaumont, Zhang and Balding 2002), and of the size of its residuals (Blum and
// Francois 2010). In normal scores of the prior, so that nothing is moved out of its bounds. Where the particles fall
// into parts (nearest.h) each part has a line of its own, as what a summary says of a parameter may differ between
// them; the parts and what each weighs stay.
#pragma once

#include <Eigen/Core>

#include "calibration/abc_smc.h"
#include "calibration/posterior.h"
#include "calibration/space.h"

namespace concord::calibration {

struct AbcRegressionSettings {
    bool heteroskedastic = true;  // residuals are brought to the size they have at the observations
    double bandwidth = 0;         // distance where the weight of a particle gets 0; 0: just beyond the farthest
};

struct AbcRegression {
    Eigen::MatrixXd points;          // [particles][parameters]
    Eigen::VectorXd weights;         // [particles], sum 1: those given times Epanechnikov's kernel of the distance
    Eigen::VectorXd explained = {};  // [parameters] share of the scores' variance in parts that the summaries explain
    Eigen::Index summaries = 0;      // that vary and were used
    int parts = 1;                   // with a line of their own
};

// Points [particles][parameters] inside the space, their summaries [particles][outputs], weights and distances
// [particles]. Summaries that do not vary are left out; those that tell the same share a slope. A part of fewer than
// ten effective particles for each coefficient goes with the part that is nearest to it. Throws std::invalid_argument
// where shapes differ, a number is not finite, or there are not two particles with weight for each slope: fewer
// summaries, a wider bandwidth or more particles are needed.
AbcRegression adjust_by_regression(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& summaries,
                                   const Eigen::VectorXd& weights, const Eigen::VectorXd& distances,
                                   const Eigen::VectorXd& observed, const AbcRegressionSettings& settings = {});

// The same of a population; statistics of the result: "distance". Particles without weight are left out.
Posterior adjusted_posterior(const Space& space, const AbcPopulation& population, const Eigen::VectorXd& observed,
                             const AbcRegressionSettings& settings = {});

}  // namespace concord::calibration
