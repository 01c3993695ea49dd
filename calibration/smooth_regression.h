// Regression of several outputs on a few inputs without a form given: a constant, straight lines and a smooth part,
// penalised as much as ten-fold cross-validation asks for. The smooth part is made of Matern's kernel (3/2) of
// distances to knots, which are spread over the inputs (low-rank kriging: Ruppert, Wand & Carroll 2003, chapter 13).
// All sums are made in order of the rows: the same bits everywhere.
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace concord::calibration {

struct SmoothRegression {
    Eigen::MatrixXd fitted;           // [n][outputs]
    double effective_parameters = 0;  // trace of the smoother; between 1 + inputs and 1 + inputs + knots
    double length = 0, penalty = 0;   // as chosen; the length in sds of the inputs
    Eigen::MatrixXd basis;            // [n][coefficients]
    Eigen::MatrixXd coefficients;     // [coefficients][outputs]
    Eigen::MatrixXd spread;         // [coefficients][coefficients]: lower root of the precision, for a residual sd of 1
    Eigen::MatrixXd residual_root;  // [outputs][outputs]: lower root of the residuals' covariance

    // The function as it may also be: [n][outputs], a draw from the posterior of the coefficients, of seed and number.
    Eigen::MatrixXd draw(std::uint32_t seed, std::uint32_t number) const;
};

// inputs [n][k], outputs [n][m]. Length and penalty are shared by the outputs, each weighted by its variance; an output
// that is constant has no say. knots from 1, fewer where there are not as many different inputs. Throws
// std::invalid_argument where shapes do not match, a number is not finite, an input has one value alone, or n is not
// above 1 + k + knots.
SmoothRegression smooth_regression(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs, Eigen::Index knots);

}  // namespace concord::calibration
