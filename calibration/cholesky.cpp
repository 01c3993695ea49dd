#include "calibration/cholesky.h"

#include <cmath>
#include <stdexcept>

#include "sim/ground/maths.h"

namespace concord::calibration {

std::optional<Eigen::MatrixXd> cholesky(const Eigen::MatrixXd& matrix) {
    const Eigen::Index n = matrix.rows();
    Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index j = 0; j < n; ++j)
        for (Eigen::Index i = j; i < n; ++i) {
            double rest = matrix(i, j);
            for (Eigen::Index k = 0; k < j; ++k) rest -= lower(i, k) * lower(j, k);
            if (i == j && !(rest > 1e-14 * matrix(i, i) && rest < INFINITY)) return std::nullopt;
            lower(i, j) = i == j ? std::sqrt(rest) : rest / lower(j, j);
        }
    return lower;
}

Eigen::MatrixXd nearest_cholesky(Eigen::MatrixXd matrix) {
    double mean = 0;
    for (Eigen::Index k = 0; k < matrix.rows(); ++k) mean += matrix(k, k) / static_cast<double>(matrix.rows());
    if (!matrix.allFinite() || !(mean > 0))
        throw std::invalid_argument("a covariance is not finite, or nothing in it varies");
    for (double added = 1e-12 * mean;; added *= 10) {
        if (const auto lower = cholesky(matrix)) return *lower;
        for (Eigen::Index k = 0; k < matrix.rows(); ++k) matrix(k, k) += added;
    }
}

Eigen::VectorXd times(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector) {
    Eigen::VectorXd product = Eigen::VectorXd::Zero(vector.size());
    for (Eigen::Index k = 0; k < vector.size(); ++k)
        for (Eigen::Index i = k; i < vector.size(); ++i) product[i] += lower(i, k) * vector[k];
    return product;
}

Eigen::VectorXd solve_lower(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector) {
    Eigen::VectorXd x = vector;
    for (Eigen::Index k = 0; k < x.size(); ++k) {
        x[k] /= lower(k, k);
        for (Eigen::Index i = k + 1; i < x.size(); ++i) x[i] -= lower(i, k) * x[k];
    }
    return x;
}

Eigen::VectorXd solve(const Eigen::MatrixXd& lower, const Eigen::VectorXd& vector) {
    Eigen::VectorXd x = solve_lower(lower, vector);
    for (Eigen::Index k = x.size(); k-- > 0;) {
        for (Eigen::Index i = k + 1; i < x.size(); ++i) x[k] -= lower(i, k) * x[i];
        x[k] /= lower(k, k);
    }
    return x;
}

double half_log_determinant(const Eigen::MatrixXd& lower) {
    double sum = 0;
    for (Eigen::Index k = 0; k < lower.rows(); ++k) sum += sim::maths::log(lower(k, k));
    return sum;
}

double plain_sum(const Eigen::VectorXd& values) {
    double sum = 0;
    for (Eigen::Index k = 0; k < values.size(); ++k) sum += values[k];
    return sum;
}

double plain_squares(const Eigen::VectorXd& values) { return plain_sum(values.cwiseProduct(values)); }

}  // namespace concord::calibration
