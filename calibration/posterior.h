// A posterior as what it is: draws of parameters, in chains, with weights where they are not all alike. Plain, so that
// a layer above can write it to a file; made by chains (mcmc.h) and by populations of particles (abc_smc.h).
#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <vector>

#include "calibration/random.h"

namespace concord::calibration {

struct Posterior {
    std::vector<std::string> names;       // [parameters]
    std::vector<Eigen::MatrixXd> chains;  // [chains] of [draws][parameters], all of one shape
    Eigen::VectorXd weights = {};         // [chains x draws], chain after chain; empty: all alike
    // What is known of each draw beside the parameters, such as "log_likelihood" or "distance": [draws][chains].
    std::map<std::string, Eigen::MatrixXd> statistics = {};
};

// Throws std::invalid_argument where shapes do not fit one another, nothing is drawn or a number is not finite. All
// below call it.
void check(const Posterior& posterior);

Eigen::MatrixXd pooled(const Posterior& posterior);          // [chains x draws][parameters], chain after chain
Eigen::VectorXd pooled_weights(const Posterior& posterior);  // [chains x draws], sum 1
// [draws][chains] of one parameter.
Eigen::MatrixXd draws_of(const Posterior& posterior, Eigen::Index parameter);

// n draws without weights in one chain, by systematic resampling in random order; those of great weight come several
// times. Statistics go with their draws.
Posterior resampled(const Posterior& posterior, Eigen::Index n, std::uint32_t seed);

struct Marginal {
    std::string name;
    double mean = 0, sd = 0;
    std::vector<double> quantiles;  // in order of the shares asked for
};
std::vector<Marginal> marginals(const Posterior& posterior, const std::vector<double>& shares = {0.05, 0.5, 0.95});

}  // namespace concord::calibration
