// A classifier two-sample test (Lopez-Paz and Oquab 2017) of nearest neighbours: the share of points whose sample the k
// nearest others tell by majority. 0.5: the samples cannot be told apart; 1: they have nothing in common.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <numeric>
#include <vector>

namespace concord::tests {

// a and b: [n][parameters], of as many rows and with no point twice. k odd.
inline double two_sample_accuracy(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, int k = 9) {
    Eigen::MatrixXd all(a.rows() + b.rows(), a.cols());
    all << a, b;
    for (Eigen::Index j = 0; j < all.cols(); ++j)
        all.col(j) /= std::sqrt((b.col(j).array() - b.col(j).mean()).square().mean());
    int right = 0;
    for (Eigen::Index n = 0; n < all.rows(); ++n) {
        const Eigen::VectorXd squares = (all.rowwise() - all.row(n)).rowwise().squaredNorm();
        std::vector<Eigen::Index> order(static_cast<std::size_t>(all.rows()));
        std::iota(order.begin(), order.end(), 0);
        std::swap(order[static_cast<std::size_t>(n)], order.back());
        order.pop_back();
        std::nth_element(order.begin(), order.begin() + k - 1, order.end(),
                         [&](auto x, auto y) { return squares[x] < squares[y]; });
        const auto in_a = std::count_if(order.begin(), order.begin() + k, [&](auto x) { return x < a.rows(); });
        right += (2 * in_a > k) == (n < a.rows());
    }
    return static_cast<double>(right) / static_cast<double>(all.rows());
}

}  // namespace concord::tests
