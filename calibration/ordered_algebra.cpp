#include "calibration/ordered_algebra.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr double kLeastPivot = 1e-14, kFirstJitter = 1e-12;  // of the largest and of the mean diagonal element

// target -= columns(from 0 to count, those rows) * coefficients, column after column.
template <class Target, class Coefficients>
void subtract_columns(Target&& target, const Eigen::MatrixXd& columns, Eigen::Index first_row, Eigen::Index count,
                      const Coefficients& coefficients) {
    const Eigen::Index rows = target.size();
    const auto column = [&](Eigen::Index k) { return columns.col(k).segment(first_row, rows).array(); };
    Eigen::Index k = 0;
    for (; k + 4 <= count; k += 4)  // four in one pass, in the same order
        target.array() = target.array() - coefficients[k] * column(k) - coefficients[k + 1] * column(k + 1) -
                         coefficients[k + 2] * column(k + 2) - coefficients[k + 3] * column(k + 3);
    for (; k < count; ++k) target.array() -= coefficients[k] * column(k);
}

// False where a pivot is too small. `lower` comes in as the matrix.
bool factorise(Eigen::MatrixXd& lower, double least) {
    const Eigen::Index n = lower.rows();
    for (Eigen::Index j = 0; j < n; ++j) {
        const Eigen::VectorXd row = lower.row(j).head(j).transpose();
        subtract_columns(lower.col(j).tail(n - j), lower, j, j, row);
        if (!(lower(j, j) > least)) return false;
        const double root = std::sqrt(lower(j, j));
        lower.col(j).tail(n - j) /= root;
        lower.col(j).head(j).setZero();
    }
    return true;
}

}  // namespace

double ordered_sum(const Eigen::VectorXd& values) {
    double sum = 0;
    for (Eigen::Index k = 0; k < values.size(); ++k) sum += values[k];
    return sum;
}

double ordered_dot(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
    double sum = 0;
    for (Eigen::Index k = 0; k < a.size(); ++k) sum += a[k] * b[k];
    return sum;
}

Eigen::MatrixXd ordered_product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(a.rows(), b.cols());
    for (Eigen::Index c = 0; c < b.cols(); ++c) {
        const Eigen::VectorXd coefficients = -b.col(c);
        subtract_columns(product.col(c), a, 0, a.cols(), coefficients);
    }
    return product;
}

Cholesky::Cholesky(const Eigen::MatrixXd& a, double most_jitter) {
    if (a.rows() == 0 || a.rows() != a.cols() || !a.allFinite())
        throw std::invalid_argument("a Cholesky factor needs a square matrix of finite numbers, at least 1 x 1");
    double trace = 0;
    for (Eigen::Index k = 0; k < a.rows(); ++k) trace += a(k, k);
    const double mean = trace / static_cast<double>(a.rows()), least = kLeastPivot * a.diagonal().maxCoeff();
    lower_ = a;
    for (double relative = kFirstJitter; !factorise(lower_, least); relative *= 10) {
        if (!(relative <= most_jitter * 1.01) || !(mean > 0))
            throw std::invalid_argument("a matrix is not positive definite, and jitter up to " +
                                        std::to_string(most_jitter) + " of its diagonal does not make it so");
        jitter_ = relative * mean;
        lower_ = a;
        lower_.diagonal().array() += jitter_;
    }
}

double Cholesky::log_determinant() const {
    double sum = 0;
    for (Eigen::Index k = 0; k < lower_.rows(); ++k) sum += 2 * sim::maths::log(lower_(k, k));
    return sum;
}

Eigen::MatrixXd Cholesky::solve_lower_rows(Eigen::MatrixXd rows) const {
    for (Eigen::Index j = 0; j < lower_.rows(); ++j) {
        const Eigen::VectorXd row = lower_.row(j).head(j).transpose();
        subtract_columns(rows.col(j), rows, 0, j, row);
        rows.col(j) /= lower_(j, j);
    }
    return rows;
}

Eigen::MatrixXd Cholesky::solve_lower(const Eigen::MatrixXd& b) const {
    return solve_lower_rows(b.transpose()).transpose();
}

Eigen::MatrixXd Cholesky::solve(const Eigen::MatrixXd& b) const {
    Eigen::MatrixXd rows = solve_lower_rows(b.transpose());
    for (Eigen::Index j = lower_.rows(); j-- > 0;) {
        for (Eigen::Index k = j + 1; k < lower_.rows(); ++k) rows.col(j) -= lower_(k, j) * rows.col(k);
        rows.col(j) /= lower_(j, j);
    }
    return rows.transpose();
}

Eigen::MatrixXd Cholesky::inverse() const {
    const Eigen::Index n = lower_.rows();
    Eigen::MatrixXd upper = Eigen::MatrixXd::Identity(n, n);  // L^-1 transposed: column j ends at row j
    for (Eigen::Index j = 0; j < n; ++j) {
        const Eigen::VectorXd row = lower_.row(j).head(j).transpose();
        subtract_columns(upper.col(j).head(j + 1), upper, 0, j, row);
        upper.col(j).head(j + 1) /= lower_(j, j);
    }
    Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index j = 0; j < n; ++j) {
        for (Eigen::Index k = j; k < n; ++k) inverse.col(j).head(j + 1) += upper(j, k) * upper.col(k).head(j + 1);
        inverse.row(j).head(j) = inverse.col(j).head(j).transpose();
    }
    return inverse;
}

Eigen::MatrixXd factor_of_covariance(const Eigen::MatrixXd& covariance) {
    if (!covariance.allFinite() || !(covariance.diagonal().array() > 0).any())
        throw std::invalid_argument("a covariance is not finite, or nothing in it varies");
    return Cholesky(covariance).lower();
}

}  // namespace concord::calibration
