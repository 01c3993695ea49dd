// Screening by elementary effects (Morris 1991), with mu* and groups (Campolongo, Cariboni, Saltelli 2007): which
// parameters matter at all, at the cost of a few runs for each. Design and analysis are apart: whoever runs the model
// brings outputs for the design's rows.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "calibration/bootstrap.h"
#include "calibration/design.h"

namespace concord::calibration {

// Trajectories in the unit cube, one after the other: [trajectories x (groups + 1)][parameters]. From row to row one
// group moves, each member by levels / (2 (levels - 1)), up or down by its own chance; groups in random order. A
// trajectory is a function of seed and number alone, so more trajectories go on from fewer. levels: even, from 2;
// trajectories from 1. Throws std::invalid_argument for anything else, and for groups as group_of_each does.
Eigen::MatrixXd morris_design(const Groups& groups, Eigen::Index trajectories, std::uint32_t seed, int levels = 4);

// Effects of one group on one output, in units of the output for the whole range of the unit cube.
struct ElementaryEffects {
    double mu_star = 0;                             // mean of absolute effects
    double mu = 0, sigma = 0;                       // mean and sd of effects; NaN of a group of several parameters,
                                                    // whose effects have no sign
    Interval mu_star_range, mu_range, sigma_range;  // bootstrap over trajectories
    Eigen::Index effects = 0;                       // that went in; all are NaN of 0, sigma of 1
};

struct MorrisResult {
    std::vector<std::vector<ElementaryEffects>> effects;  // [outputs][groups]
    Eigen::Index failed_runs = 0;                         // rows with an output that is not finite
};

// Points of a design ([trajectories x (groups + 1)][parameters], in the unit cube, trajectory by trajectory, made here
// or elsewhere) and outputs for them, [rows][outputs]. The two effects beside a failed run are left out. Throws
// std::invalid_argument where shapes do not match, a step moves no group, several, or members by different distances,
// or a trajectory does not move each group once.
MorrisResult morris_analysis(const Groups& groups, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs,
                             const Bootstrap& bootstrap = {});

}  // namespace concord::calibration
