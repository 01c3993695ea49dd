// A part of the unit cube where some function is not above a limit: how large it is, and points spread evenly in it,
// even where it is small or in several pieces.
//
// First shifted Sobol points, those inside kept (rejection). Where that leaves too few, subset simulation (Au and Beck
// 2001): the limit is lowered in steps that a fifth of the points meet, and the survivors are multiplied and moved
// along lines by slice sampling with shrinkage (Neal 2003), along single inputs and along differences between
// survivors. A line is searched from one end of the cube to the other, so points can cross from piece to piece.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>

#include "calibration/intervals.h"

namespace concord::calibration {

// Values at points of the unit cube, [points][inputs] to [points]. May be infinite, not NaN.
using UnitFunction = std::function<Eigen::VectorXd(const Eigen::MatrixXd& unit)>;

struct RegionChoices {
    Eigen::Index candidates = 20000;  // Sobol points
    Eigen::Index enough = 500;        // of them inside: rejection it is. At most as many as candidates
    Eigen::Index particles = 1000;    // otherwise; 50 to as many as candidates
    int moves = 10;                   // of each particle at each step, 1 to 200
    double least_share = 1e-6;        // a region that is smaller counts as empty; in (0, 1)
};

struct Region {
    Eigen::MatrixXd sample;  // [points][inputs] in the unit cube, all inside; no rows where it is empty
    // Of the cube. By rejection a binomial interval of 95 %; otherwise from the binomial errors of all steps, each
    // counting families of particles, not particles; an empty region: 0 to what the last step still held.
    ShareInterval share;
    bool by_rejection = true;
    int steps = 0;               // of the limit
    Eigen::MatrixXd candidates;  // the Sobol points, for whatever else is to be known of them
    bool empty() const { return sample.rows() == 0; }
};

// Sobol points of the unit cube, [n][inputs], all shifted alike by chances of seed and `part`.
Eigen::MatrixXd shifted_sobol(Eigen::Index n, Eigen::Index inputs, std::uint32_t seed, std::uint32_t part);

// A function of its arguments alone, at any number of threads. `part` (below 65536) tells regions of a study apart.
// Throws std::invalid_argument: no inputs, choices outside their ranges, a value that is NaN.
Region find_region(const UnitFunction& function, double limit, Eigen::Index inputs, const RegionChoices& choices,
                   std::uint32_t seed, std::uint32_t part);

}  // namespace concord::calibration
