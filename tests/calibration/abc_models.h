// Stochastic models whose posteriors have closed forms, for tests of inference.
#pragma once

#include <boost/random/binomial_distribution.hpp>
#include <cmath>

#include "calibration/model.h"
#include "calibration/random.h"
#include "calibration/space.h"
#include "sim/ground/maths.h"

namespace concord::tests {

using calibration::Method;
using calibration::Random;

// The chances of a run.
inline Random chances(std::uint32_t seed) { return Random(seed, Method::kSeeds, 0, 1); }

inline int binomial(int n, double p, Random& random) {
    return boost::random::binomial_distribution<int, double>(n, p)(random);
}

// Mean of ten normal values of sd 2 about the parameter; outside `works_to` it fails.
inline calibration::Model normal_mean(double works_to = 1e9) {
    return calibration::in_parallel(
        [works_to](const Eigen::VectorXd& p, std::uint32_t seed) -> Eigen::VectorXd {
            if (p[0] > works_to) throw std::runtime_error("too great");
            Random random = chances(seed);
            return Eigen::VectorXd::Constant(1, p[0] + 2 / std::sqrt(10.0) * random.normal());
        },
        1);
}

// How many of 20 succeed.
inline calibration::Model twenty_trials() {
    return calibration::in_parallel(
        [](const Eigen::VectorXd& p, std::uint32_t seed) -> Eigen::VectorXd {
            Random random = chances(seed);
            return Eigen::VectorXd::Constant(1, binomial(20, p[0], random));
        },
        1);
}

// Greenberg, Nonnenmacher and Macke (2019), as in the benchmark of Lueckmann et al. (2021): a crescent, moved by the
// parameters; two crescents of parameters give (0, 0).
inline Eigen::Vector2d crescent(Random& random) {
    const double pi = 3.14159265358979323846, angle = (random.unit() - 0.5) * pi;
    const double radius = 0.1 + 0.01 * random.normal();
    return {radius * std::cos(angle) + 0.25, radius * std::sin(angle)};
}
inline calibration::Model two_moons() {
    return calibration::in_parallel(
        [](const Eigen::VectorXd& p, std::uint32_t seed) -> Eigen::VectorXd {
            Random random = chances(seed);
            const Eigen::Vector2d moved(-std::abs(p[0] + p[1]), p[1] - p[0]);
            return crescent(random) + moved / std::sqrt(2.0);
        },
        2);
}
inline calibration::Space two_moons_space() {
    return calibration::Space({{.name = "theta_1", .low = -1, .high = 1}, {.name = "theta_2", .low = -1, .high = 1}});
}
// Exact draws from the posterior at (0, 0): the crescent is |sum| and difference of the parameters over root 2.
inline Eigen::MatrixXd two_moons_posterior(Eigen::Index n, std::uint32_t seed) {
    Eigen::MatrixXd draws(n, 2);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(seed, Method::kPrior, static_cast<std::uint32_t>(k));
        const Eigen::Vector2d at = crescent(random);
        const double sum = random.unit() < 0.5 ? at[0] : -at[0];
        draws.row(k) = Eigen::RowVector2d(sum + at[1], sum - at[1]) / std::sqrt(2.0);
    }
    return draws;
}

}  // namespace concord::tests
