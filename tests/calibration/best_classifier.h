// How well the best classifier that there can be tells particles from a posterior with a known density: 0.5, not at
// all; 1, always. No trained classifier does better in the long run, so this is at least what a classifier two-sample
// test (Lopez-Paz and Oquab 2017) finds. It knows the densities: the posterior's, and of the particles the mixture of
// normals about them, without which any two samples of points could be told apart.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "calibration/nearest.h"
#include "calibration/ordered_algebra.h"
#include "calibration/random.h"
#include "calibration/weighted.h"
#include "sim/ground/parallel.h"

namespace concord::tests {

// Normals about particles [n][parameters], each half as wide as the way to its twenty nearest.
class SmoothedParticles {
  public:
    SmoothedParticles(Eigen::MatrixXd points, const Eigen::VectorXd& weights)
        : points_(std::move(points)), weights_(calibration::normalised(weights)), factors_(of_particles()) {}

    Eigen::MatrixXd draw(Eigen::Index n, std::uint32_t seed) const {
        calibration::Random random(seed, calibration::Method::kRanks, 0);
        Eigen::MatrixXd drawn(n, points_.cols());
        Eigen::Index row = 0;
        for (const Eigen::Index k : calibration::systematic_resample(weights_, n, random)) {
            calibration::Random own(seed, calibration::Method::kRanks, static_cast<std::uint32_t>(row), 1);
            Eigen::VectorXd z(points_.cols());
            for (double& one : z) one = own.normal();
            drawn.row(row++) = points_.row(k) + (factors_[static_cast<std::size_t>(k)] * z).transpose();
        }
        return drawn;
    }
    double density(const Eigen::VectorXd& at) const {
        double sum = 0;
        for (Eigen::Index k = 0; k < points_.rows(); ++k) {
            const Eigen::MatrixXd& factor = factors_[static_cast<std::size_t>(k)];
            Eigen::VectorXd way = at - points_.row(k).transpose();
            factor.triangularView<Eigen::Lower>().solveInPlace(way);
            sum += weights_[k] / factor.diagonal().prod() * std::exp(-way.squaredNorm() / 2);
        }
        return sum / std::pow(2 * std::numbers::pi, static_cast<double>(at.size()) / 2);
    }

  private:
    Eigen::MatrixXd points_;
    Eigen::VectorXd weights_;
    std::vector<Eigen::MatrixXd> factors_;

    std::vector<Eigen::MatrixXd> of_particles() const {
        constexpr Eigen::Index kNearest = 20;
        constexpr double kWide = 0.5;
        std::vector<Eigen::MatrixXd> factors(static_cast<std::size_t>(points_.rows()));
        sim::parallel_for(static_cast<int>(points_.rows()), [&](int k) {
            const auto near = calibration::nearest_others(points_, k, kNearest);
            const Eigen::MatrixXd ways = points_(near, Eigen::all).rowwise() - points_.row(k);
            factors[static_cast<std::size_t>(k)] =
                kWide * calibration::factor_of_covariance(ways.transpose() * ways / static_cast<double>(kNearest));
        });
        return factors;
    }
};

// `exact`: draws from the posterior; `density`: its density, normalised.
inline double best_classifier_accuracy(const Eigen::MatrixXd& exact,
                                       const std::function<double(const Eigen::VectorXd&)>& density,
                                       const SmoothedParticles& particles) {
    const Eigen::MatrixXd drawn = particles.draw(exact.rows(), 1);
    std::vector<int> right(static_cast<std::size_t>(exact.rows()));
    sim::parallel_for(static_cast<int>(exact.rows()), [&](int k) {
        const Eigen::VectorXd a = exact.row(k).transpose(), b = drawn.row(k).transpose();
        right[static_cast<std::size_t>(k)] = (density(a) > particles.density(a)) + (density(b) <= particles.density(b));
    });
    double sum = 0;
    for (const int one : right) sum += one;
    return sum / (2 * static_cast<double>(exact.rows()));
}

}  // namespace concord::tests
