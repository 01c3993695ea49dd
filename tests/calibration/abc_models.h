// Stochastic models whose posteriors have closed forms, for tests of inference.
#pragma once

#include <boost/random/binomial_distribution.hpp>
#include <cmath>
#include <vector>

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
// The ten observations of the benchmark (its repository, sbibm/tasks/two_moons/files).
inline std::vector<Eigen::Vector2d> two_moons_observations() {
    return {{-0.6396706, 0.16234657},   {-0.5676688, -0.33194834}, {0.0030109584, -0.6457662}, {-0.25049388, 0.633055},
            {-0.66463584, -0.42604533}, {-0.12940255, 0.3873573},  {0.19458583, 1.0400153},    {0.13603824, 0.9160449},
            {-0.17962828, -0.5452459},  {0.14563406, -1.170141}};
}
// Exact draws from the posterior: the crescent is |sum| and difference of the parameters over root 2, moved; what falls
// out of the prior's square is drawn again. For observations left of the crescent (x below 0.25).
inline Eigen::MatrixXd two_moons_posterior(Eigen::Index n, std::uint32_t seed,
                                           const Eigen::Vector2d& observed = Eigen::Vector2d::Zero()) {
    Eigen::MatrixXd draws(n, 2);
    std::uint32_t tried = 0;
    for (Eigen::Index k = 0; k < n;) {
        Random random(seed, Method::kPrior, tried++);
        const Eigen::Vector2d at = crescent(random) - observed;
        const double sum = random.unit() < 0.5 ? at[0] : -at[0];
        draws.row(k) = Eigen::RowVector2d(sum + at[1], sum - at[1]) / std::sqrt(2.0);
        if (draws.row(k).cwiseAbs().maxCoeff() <= 1) ++k;
    }
    return draws;
}
// Its density, but for a factor: that of the crescent where the parameters need it to be.
inline double two_moons_density(const Eigen::Vector2d& p, const Eigen::Vector2d& observed) {
    if (p.cwiseAbs().maxCoeff() > 1) return 0;
    const double right = observed[0] + std::abs(p[0] + p[1]) / std::sqrt(2.0) - 0.25;
    const double up = observed[1] - (p[1] - p[0]) / std::sqrt(2.0);
    if (right <= 0) return 0;
    const double radius = std::hypot(right, up), z = (radius - 0.1) / 0.01;
    return std::exp(-z * z / 2) / radius;
}
// Its integral over the prior's square: of both crescents by radius and angle, less what falls outside.
inline double two_moons_mass(const Eigen::Vector2d& observed) {
    constexpr int kRadii = 100, kAngles = 400;
    const double pi = 3.14159265358979323846, angle_step = pi / kAngles, radius_step = 0.1 / kRadii;
    double mass = 0;
    for (int i = 0; i < kRadii; ++i)
        for (int j = 0; j < kAngles; ++j) {
            const double radius = 0.05 + (i + 0.5) * radius_step, angle = (j + 0.5) * angle_step - pi / 2;
            const double right = radius * std::cos(angle) + 0.25 - observed[0];
            const double up = observed[1] - radius * std::sin(angle), z = (radius - 0.1) / 0.01;
            for (const double sum : {right, -right})
                if (std::max(std::abs(sum - up), std::abs(sum + up)) <= std::sqrt(2.0))
                    mass += std::exp(-z * z / 2) * radius_step * angle_step;
        }
    return mass;
}

}  // namespace concord::tests
