#include "calibration/implausibility.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

namespace concord::calibration {

void check_targets(std::span<const Target> targets) {
    if (targets.empty()) throw std::invalid_argument("at least one target is needed; there are none");
    for (const Target& t : targets) {
        const auto require = [&](bool condition, const char* problem) {
            if (!condition) throw std::invalid_argument("target '" + t.name + "': " + problem);
        };
        require(!t.name.empty(), "has no name");
        const auto same = [&](const Target& other) { return other.name == t.name; };
        require(std::count_if(targets.begin(), targets.end(), same) == 1, "stands there twice");
        require(std::isfinite(t.observed), "the observed value is not a finite number");
        for (const double variance : {t.observation_variance, t.discrepancy_variance})
            require(std::isfinite(variance) && variance >= 0, "a variance is not a finite number of 0 or more");
        require(t.realisations > 0, "realisations must be above 0");
    }
}

Eigen::VectorXd other_variance(const Target& target, const EmulatedOutput& emulated) {
    return (emulated.seed_variance.array() / target.realisations + target.observation_variance +
            target.discrepancy_variance)
        .matrix();
}

Eigen::MatrixXd implausibilities(std::span<const Target> targets, std::span<const EmulatedOutput> emulated) {
    if (targets.size() != emulated.size() || targets.empty())
        throw std::invalid_argument("implausibility: " + std::to_string(emulated.size()) + " outputs for " +
                                    std::to_string(targets.size()) + " targets");
    Eigen::MatrixXd all(emulated[0].mean.size(), static_cast<Eigen::Index>(targets.size()));
    for (std::size_t k = 0; k < targets.size(); ++k) {
        const Eigen::VectorXd variance = other_variance(targets[k], emulated[k]) + emulated[k].mean_variance;
        for (Eigen::Index n = 0; n < all.rows(); ++n) {
            const double off = std::abs(targets[k].observed - emulated[k].mean[n]);
            all(n, static_cast<Eigen::Index>(k)) =
                off == 0 ? 0
                         : (variance[n] > 0 ? off / std::sqrt(variance[n]) : std::numeric_limits<double>::infinity());
        }
    }
    return all;
}

Eigen::VectorXd nth_highest(const Eigen::MatrixXd& implausibilities, int nth) {
    if (nth < 1 || nth > implausibilities.cols())
        throw std::invalid_argument("implausibility: the highest number " + std::to_string(nth) + " of " +
                                    std::to_string(implausibilities.cols()) + " outputs; 1 to that many are allowed");
    Eigen::VectorXd highest(implausibilities.rows());
    for (Eigen::Index n = 0; n < highest.size(); ++n) {
        Eigen::VectorXd row = implausibilities.row(n).transpose();
        std::nth_element(row.begin(), row.begin() + (nth - 1), row.end(), std::greater<>());
        highest[n] = row[nth - 1];
    }
    return highest;
}

}  // namespace concord::calibration
