#include "calibration/bootstrap.h"

#include <cmath>
#include <limits>
#include <string>

#include "calibration/random.h"
#include "calibration/requirement.h"
#include "sim/ground/parallel.h"
#include "sim/ground/percentile.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("bootstrap");

void check_level(double level) {
    require(level > 0 && level < 1, "the level of an interval is between 0 and 1, both excluded");
}

void check(Eigen::Index rows, const Bootstrap& options) {
    require(rows >= 1 && rows <= std::numeric_limits<std::int32_t>::max(), "there are no rows to draw from");
    require(options.resamples >= 1 && options.resamples <= std::numeric_limits<std::int32_t>::max(),
            "resamples start at 1");
    check_level(options.level);
}

}  // namespace

std::vector<Eigen::Index> resampled_rows(Eigen::Index rows, std::uint32_t seed, std::uint32_t number) {
    Random random(seed, Method::kBootstrap, number);
    std::vector<Eigen::Index> drawn(static_cast<std::size_t>(rows));
    for (Eigen::Index& row : drawn) row = random.below(static_cast<std::uint32_t>(rows));
    return drawn;
}

Eigen::MatrixXd bootstrapped(Eigen::Index rows, const Statistics& statistics, const Bootstrap& options) {
    check(rows, options);
    std::vector<Eigen::VectorXd> found(static_cast<std::size_t>(options.resamples));
    sim::parallel_for(static_cast<int>(options.resamples), [&](int number) {
        const auto drawn = resampled_rows(rows, options.seed, static_cast<std::uint32_t>(number));
        found[static_cast<std::size_t>(number)] = statistics(drawn);
    });
    Eigen::MatrixXd all(options.resamples, found.front().size());
    for (Eigen::Index number = 0; number < all.rows(); ++number) {
        const Eigen::VectorXd& one = found[static_cast<std::size_t>(number)];
        require(one.size() == all.cols(), "the number of statistics is not the same for every resample");
        all.row(number) = one.transpose();
    }
    return all;
}

Interval percentile_interval(const Eigen::VectorXd& over_resamples, double level) {
    check_level(level);
    std::vector<double> finite;
    for (const double value : over_resamples)
        if (std::isfinite(value)) finite.push_back(value);
    return {sim::percentile(finite, (1 - level) / 2), sim::percentile(finite, (1 + level) / 2),
            static_cast<Eigen::Index>(finite.size())};
}

std::vector<Interval> bootstrap_intervals(Eigen::Index rows, const Statistics& statistics, const Bootstrap& options) {
    const Eigen::MatrixXd all = bootstrapped(rows, statistics, options);
    std::vector<Interval> intervals;
    for (Eigen::Index k = 0; k < all.cols(); ++k) intervals.push_back(percentile_interval(all.col(k), options.level));
    return intervals;
}

}  // namespace concord::calibration
