// The bootstrap over rows (Efron 1979): how far any statistic of rows would have gone otherwise, had other rows been
// drawn. Percentile intervals (Efron 1981).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace concord::calibration {

// Range of a statistic over the resamples in which it was finite; NaN where it was in none.
struct Interval {
    double low = 0, high = 0;
    Eigen::Index resamples = 0;  // in which it was finite; the others are left out
    bool includes(double value) const { return value >= low && value <= high; }
};

struct Bootstrap {
    Eigen::Index resamples = 1000;  // from 1
    double level = 0.95;            // of the intervals, in (0, 1)
    std::uint32_t seed = 1;
};

// Statistics of the rows named, which may name one several times: [statistics], each time the same number of them. It
// is called from several threads at once.
using Statistics = std::function<Eigen::VectorXd(std::span<const Eigen::Index> rows)>;

// The rows of one resample, [rows], a function of seed and number of the resample alone.
std::vector<Eigen::Index> resampled_rows(Eigen::Index rows, std::uint32_t seed, std::uint32_t number);

// Statistics of every resample, [resamples][statistics]. Throws std::invalid_argument where there is no row, no
// resample, a level outside (0, 1), or a number of statistics that changes; as do the next two.
Eigen::MatrixXd bootstrapped(Eigen::Index rows, const Statistics& statistics, const Bootstrap& options = {});

// Percentile interval of one statistic over its resamples, quantiles of type 7.
Interval percentile_interval(const Eigen::VectorXd& over_resamples, double level);

// Both: an interval for each statistic, [statistics].
std::vector<Interval> bootstrap_intervals(Eigen::Index rows, const Statistics& statistics,
                                          const Bootstrap& options = {});

}  // namespace concord::calibration
