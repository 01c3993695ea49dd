// Linear algebra whose sums go in one order whatever the width of a machine's vectors and the size of its caches, which
// Eigen's blocked products do not promise: emulators have the same bits everywhere. Loops run along columns, so that
// they are still done several numbers at once.
#pragma once

#include <Eigen/Core>

namespace concord::calibration {

double ordered_sum(const Eigen::VectorXd& values);  // from first to last
double ordered_dot(const Eigen::VectorXd& a, const Eigen::VectorXd& b);
Eigen::MatrixXd ordered_product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

// A = L L', of a symmetric positive definite matrix (its lower triangle is read).
//
// Where a pivot is not above 1e-14 of the largest diagonal element, the matrix is as good as singular, and jitter is
// added to the whole diagonal: 1e-12 of the mean diagonal element, then ten times that and so on until the factor
// exists. `jitter()` says how much it took. Throws std::invalid_argument where `most_jitter` (relative) does not do,
// where the matrix is empty, not square, or an element is not finite.
class Cholesky {
  public:
    explicit Cholesky(const Eigen::MatrixXd& a, double most_jitter = 1e-6);

    double jitter() const { return jitter_; }  // added to each diagonal element, in its units; mostly 0
    const Eigen::MatrixXd& lower() const { return lower_; }
    double log_determinant() const;
    Eigen::MatrixXd solve_lower(const Eigen::MatrixXd& b) const;  // L^-1 B
    // The same for many right-hand sides that lie in rows, [sides][n]: quicker, and to the same bits.
    Eigen::MatrixXd solve_lower_rows(Eigen::MatrixXd rows) const;
    Eigen::MatrixXd solve(const Eigen::MatrixXd& b) const;  // A^-1 B
    Eigen::MatrixXd inverse() const;

  private:
    Eigen::MatrixXd lower_;
    double jitter_ = 0;
};

// L of a covariance matrix that may be singular, as one of fewer points than parameters is: with as much jitter as it
// takes, up to a millionth of its diagonal. Throws std::invalid_argument where an element is not finite or nothing in
// it varies.
Eigen::MatrixXd factor_of_covariance(const Eigen::MatrixXd& covariance);

}  // namespace concord::calibration
