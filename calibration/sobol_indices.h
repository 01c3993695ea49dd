// Variance-based sensitivity (Sobol' 1993): which share of an output's variance a parameter brings by itself (first
// order), with all that it does together with others (total), and each two together (second order). Parameters vary
// independently, as their distributions say. Design and analysis are apart: whoever runs the model brings outputs.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>
#include <vector>

#include "calibration/bootstrap.h"
#include "calibration/design.h"

namespace concord::calibration {

// Saltelli's design (2002, 2010) in the unit cube: for each of n base points the rows A, AB_1 ... AB_g, [BA_1 ... BA_g,
// where second order is asked for,] B, one block after the other; AB_i is A with group i from B. [n x (g + 2)] or
// [n x (2 g + 2)] rows, [parameters] columns. Base points are Sobol's sequence of twice the parameters: n a power of 2.
Eigen::MatrixXd saltelli_design(const Groups& groups, Eigen::Index n, std::uint32_t seed, bool second_order = false);

// The same of base points of one's own, [n][2 x parameters], A left and B right. Throws std::invalid_argument where the
// columns are not twice the parameters.
Eigen::MatrixXd saltelli_rows(const Groups& groups, const Eigen::MatrixXd& base, bool second_order = false);

struct SobolIndex {
    double value = 0;              // share of the variance; an estimate may lie outside [0, 1]
    Interval range;                // bootstrap over base points; a little wide, as these are spread, not drawn
    bool distinguishable = false;  // from 0: see SobolOptions
};

struct SobolIndices {
    double mean = 0, variance = 0;                // of the output, in its units, over the rows A and B
    std::vector<SobolIndex> first, total;         // [groups]
    std::vector<std::vector<SobolIndex>> second;  // [groups][groups], above the diagonal; empty where not asked for
    bool varies = false;  // more than rounding (1e-12 of its size) does; where not, all indices are NaN
    // "above 0", "not distinguishable from 0" or "the output does not vary".
    std::string_view verdict(const SobolIndex& index) const;
};

struct SobolOptions {
    bool second_order = false;  // as in the design
    Bootstrap bootstrap = {};
    // First and second order are told from 0 where the whole range is above 0. A total is a mean of squares, never
    // below 0, and its range never holds 0 once a single run differs. So with a dummy (the number of a group that the
    // model takes no notice of: what it shows is the noise of seeds), a total is told from 0 where the whole range of
    // its difference from the dummy's is above 0, paired resample by resample. Without one (-1), where its whole range
    // is above `negligible`: a convention, not a test.
    Eigen::Index dummy = -1;
    double negligible = 0.01;    // share of the variance, in [0, 1)
    double most_left_out = 0.1;  // share of base points; with more failed runs than that the analysis is refused
};

struct SobolResult {
    std::vector<SobolIndices> outputs;
    Eigen::Index base_points = 0;  // that went in
    Eigen::Index left_out = 0;     // base points with a failed run in their block
};

// Outputs of the design's rows, [n x (groups + 2) or n x (2 groups + 2)][outputs]. Estimators, of outputs standardised
// by mean and sd of all rows: first order mean(B (AB - A)) / V (Saltelli et al. 2010), total mean((A - AB)^2) / 2 V
// (Jansen 1999), second order mean(BA_i AB_j - A B) / V less both first orders (Saltelli 2002); V the variance of A and
// B together. Throws std::invalid_argument where rows are no whole blocks, fewer than two blocks remain or more are
// left out than allowed, or an option is outside its range.
SobolResult sobol_analysis(Eigen::Index groups, const Eigen::MatrixXd& outputs, const SobolOptions& options = {});

}  // namespace concord::calibration
