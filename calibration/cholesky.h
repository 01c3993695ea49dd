// Factors of covariances, summed in one order without lanes: the same bits whatever the processor, which products of
// Eigen do not promise. For matrices of tens of rows.
#pragma once

#include <Eigen/Core>
#include <optional>

namespace concord::calibration {

// Lower L with L L' = matrix [n][n], which is symmetric; none where it is not positive definite.
std::optional<Eigen::MatrixXd> cholesky(const Eigen::MatrixXd& matrix);

// The same of a matrix that may be singular: a diagonal is added that grows from 1e-12 of its mean tenfold until there
// is a factor. Throws std::invalid_argument where an element is not finite or no diagonal element is above 0.
Eigen::MatrixXd nearest_cholesky(Eigen::MatrixXd matrix);

Eigen::VectorXd times(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector);        // L v
Eigen::VectorXd solve_lower(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector);  // L^-1 v
Eigen::VectorXd solve(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector);        // (L L')^-1 v
double half_log_determinant(const Eigen::MatrixXd& lower);                                 // of L L'
double plain_sum(const Eigen::VectorXd& values);                                           // from first to last
double plain_squares(const Eigen::VectorXd& values);                                       // their sum

}  // namespace concord::calibration
