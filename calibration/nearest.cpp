#include "calibration/nearest.h"

#include <algorithm>
#include <numeric>

#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

// [n]; summed parameter by parameter, as points stand in memory.
Eigen::VectorXd squares_from(const Eigen::MatrixXd& points, Eigen::Index of) {
    Eigen::VectorXd squares = Eigen::VectorXd::Zero(points.rows());
    for (Eigen::Index k = 0; k < points.cols(); ++k)
        for (Eigen::Index n = 0; n < points.rows(); ++n) {
            const double way = points(n, k) - points(of, k);
            squares[n] += way * way;
        }
    return squares;
}

// Sets that are joined one after another; the first point of each stands for it.
class Joined {
  public:
    explicit Joined(Eigen::Index n) : first_(static_cast<std::size_t>(n)) {
        std::iota(first_.begin(), first_.end(), Eigen::Index{0});
    }
    Eigen::Index first(Eigen::Index n) {
        Eigen::Index& up = first_[static_cast<std::size_t>(n)];
        while (up != first_[static_cast<std::size_t>(up)]) up = first_[static_cast<std::size_t>(up)];
        return up;
    }
    void join(Eigen::Index a, Eigen::Index b) {
        const Eigen::Index of_a = first(a), of_b = first(b);
        first_[static_cast<std::size_t>(std::max(of_a, of_b))] = std::min(of_a, of_b);
    }

  private:
    std::vector<Eigen::Index> first_;
};

}  // namespace

std::vector<Eigen::Index> nearest_others(const Eigen::MatrixXd& points, Eigen::Index of, Eigen::Index count) {
    const Eigen::VectorXd squares = squares_from(points, of);
    std::vector<Eigen::Index> order;
    for (Eigen::Index n = 0; n < points.rows(); ++n)
        if (n != of) order.push_back(n);
    const auto nearer = [&](auto a, auto b) { return squares[a] < squares[b] || (squares[a] == squares[b] && a < b); };
    std::partial_sort(order.begin(), order.begin() + count, order.end(), nearer);
    order.resize(static_cast<std::size_t>(count));
    return order;
}

std::vector<int> parts_of(const Eigen::MatrixXd& points, Eigen::Index count) {
    const Eigen::Index n = points.rows();
    std::vector<int> parts(static_cast<std::size_t>(n), 0);
    if (count >= n - 1) return parts;
    std::vector<std::vector<Eigen::Index>> nearest(parts.size());
    sim::parallel_for(static_cast<int>(n),
                      [&](int k) { nearest[static_cast<std::size_t>(k)] = nearest_others(points, k, count); });
    Joined joined(n);
    for (Eigen::Index k = 0; k < n; ++k)
        for (const Eigen::Index other : nearest[static_cast<std::size_t>(k)]) joined.join(k, other);
    int numbers = 0;
    for (Eigen::Index k = 0; k < n; ++k) {
        const Eigen::Index first = joined.first(k);
        parts[static_cast<std::size_t>(k)] = first == k ? numbers++ : parts[static_cast<std::size_t>(first)];
    }
    return parts;
}

}  // namespace concord::calibration
