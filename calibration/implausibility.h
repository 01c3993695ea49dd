// How badly an emulated output misses what was observed, in sds of all that could excuse it (Craig et al. 1997; Vernon,
// Goldstein and Bower 2010), with the variance between seeds as a fourth excuse (Andrianakis et al. 2015):
//
//   I = |observed - emulated mean| / sqrt(observation + discrepancy + emulator + seeds / realisations)
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>

#include "calibration/emulator.h"

namespace concord::calibration {

struct Target {
    std::string name;
    double observed = 0;              // in units of the output; variances in its square, 0 or more
    double observation_variance = 0;  // error of the observed figure
    double discrepancy_variance = 0;  // of the model from the world, at its best parameters
    double realisations = 1;          // above 0: the observed is like a mean of so many runs; the world is mostly one
};

// Throws std::invalid_argument with the target's name: no targets, a name empty or twice, numbers not finite, a
// variance below 0, realisations not above 0.
void check_targets(std::span<const Target> targets);

// One of each output's predictions for each target, to [points][outputs]. Where all variances are 0 it is 0 or
// infinite. Throws std::invalid_argument where numbers of outputs do not match.
Eigen::MatrixXd implausibilities(std::span<const Target> targets, std::span<const EmulatedOutput> emulated);

// What of the variance in the denominator is not the emulator's, [points].
Eigen::VectorXd other_variance(const Target& target, const EmulatedOutput& emulated);

// Over outputs, [points]: the highest with nth 1, the second highest with 2 (one output may then be missed: an emulator
// that is bad in places does not rule out by itself). Throws std::invalid_argument: nth below 1 or above the outputs.
Eigen::VectorXd nth_highest(const Eigen::MatrixXd& implausibilities, int nth);

}  // namespace concord::calibration
