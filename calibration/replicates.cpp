#include "calibration/replicates.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEuler = 0.57721566490153286061, kLogTwo = 0.69314718055994530942;
constexpr double kPiSquared = 9.86960440108935861883;

Eigen::VectorXd nans(Eigen::Index n) { return Eigen::VectorXd::Constant(n, kNaN); }

struct Moments {
    int used = 0;
    double mean = kNaN, variance = kNaN;
};

Moments moments(const Eigen::VectorXd& runs) {
    Moments m;
    double sum = 0, squares = 0;
    for (const double y : runs)
        if (std::isfinite(y)) ++m.used, sum += y;
    if (m.used == 0) return m;
    m.mean = sum / m.used;
    for (const double y : runs)
        if (std::isfinite(y)) squares += (y - m.mean) * (y - m.mean);
    if (m.used > 1) m.variance = squares / (m.used - 1);
    return m;
}

}  // namespace

LogChiSquare log_chi_square(Eigen::Index degrees) {
    if (degrees < 1) throw std::invalid_argument("a chi-square needs at least 1 degree of freedom");
    // Digamma and trigamma at degrees / 2, by their recurrences from 1/2 or 1.
    const bool odd = degrees % 2 == 1;
    double digamma = odd ? -kEuler - 2 * kLogTwo : -kEuler, trigamma = odd ? kPiSquared / 2 : kPiSquared / 6;
    const double half = static_cast<double>(degrees) / 2;
    for (double x = odd ? 0.5 : 1; x < half; ++x) digamma += 1 / x, trigamma -= 1 / (x * x);
    return {.mean = digamma - sim::maths::log(half), .variance = trigamma};
}

ReplicateSummary summarise(const Eigen::MatrixXd& runs) {
    const Eigen::Index n = runs.rows();
    if (n == 0 || runs.cols() == 0) throw std::invalid_argument("replicates: there are no points, or none at a point");
    ReplicateSummary s{.used = Eigen::VectorXi::Zero(n),
                       .mean = nans(n),
                       .variance_of_mean = nans(n),
                       .variance = nans(n),
                       .variance_of_variance = nans(n),
                       .log_variance = nans(n),
                       .variance_of_log_variance = nans(n)};
    for (Eigen::Index k = 0; k < n; ++k) {
        const Moments m = moments(runs.row(k).transpose());
        s.used[k] = m.used;
        s.failed += runs.cols() - m.used;
        s.mean[k] = m.mean;
        if (m.used < 2) continue;
        s.variance[k] = m.variance;
        s.variance_of_mean[k] = m.variance / m.used;
        s.variance_of_variance[k] = 2 * m.variance * m.variance / (m.used - 1);
        if (!(m.variance > 0)) continue;
        const LogChiSquare of_log = log_chi_square(m.used - 1);
        s.log_variance[k] = sim::maths::log(m.variance) - of_log.mean;
        s.variance_of_log_variance[k] = of_log.variance;
    }
    return s;
}

Eigen::MatrixXd replicates_of(const Eigen::MatrixXd& runs, Eigen::Index replicates, Eigen::Index output) {
    if (replicates < 1 || runs.rows() % replicates != 0)
        throw std::invalid_argument("replicates: " + std::to_string(runs.rows()) + " runs are no whole number of " +
                                    std::to_string(replicates) + " a point");
    if (output < 0 || output >= runs.cols())
        throw std::invalid_argument("replicates: there is no output " + std::to_string(output) + " of " +
                                    std::to_string(runs.cols()));
    Eigen::MatrixXd by_point(runs.rows() / replicates, replicates);
    for (Eigen::Index k = 0; k < runs.rows(); ++k) by_point(k / replicates, k % replicates) = runs(k, output);
    return by_point;
}

}  // namespace concord::calibration
