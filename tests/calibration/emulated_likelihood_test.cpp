// The likelihood of emulated outputs against densities by hand, and chains on it against a posterior in closed form.
#include "calibration/emulated_likelihood.h"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/region.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

constexpr double kPi = 3.14159265358979323846;

Space normals() {
    const Dimension one{.name = "a", .shape = Shape::kNormal, .low = -6, .high = 6, .mean = 0, .sd = 1};
    Dimension other = one;
    other.name = "b";
    return Space({one, other});
}
Space square() { return Space({{.name = "a", .low = -3, .high = 3}, {.name = "b", .low = -3, .high = 3}}); }

Eigen::MatrixXd design(Eigen::Index n, std::uint32_t part) { return square().from_unit(shifted_sobol(n, 2, 5, part)); }

// Two sums of the parameters, and replicates so much above and below them.
const Eigen::Matrix2d kSums = (Eigen::Matrix2d() << 1, 1, 2, -1).finished();
Eigen::MatrixXd runs(const Eigen::MatrixXd& points, Eigen::Index output, double off = 0) {
    const Eigen::VectorXd mean = points * kSums.row(output).transpose();
    Eigen::MatrixXd made(points.rows(), off == 0 ? 1 : 2);
    made.col(0) = mean.array() + off;
    made.rightCols(1) = mean.array() - off;
    return made;
}

std::vector<Emulator> emulators(double off = 0) {
    std::vector<Emulator> made;
    const Eigen::MatrixXd points = design(30, 1);
    for (Eigen::Index k = 0; k < 2; ++k) made.push_back(Emulator::fit(square(), points, runs(points, k, off)));
    return made;
}

std::vector<Target> targets(double observation, double discrepancy = 0, double realisations = 1) {
    std::vector<Target> two{{.name = "sum", .observed = 1}, {.name = "difference", .observed = 0.5}};
    for (Target& t : two) {
        t.observation_variance = observation;
        t.discrepancy_variance = discrepancy;
        t.realisations = realisations;
    }
    return two;
}

}  // namespace

TEST_CASE("a point's log likelihood is the sum of its outputs' normal log densities", "[emulated-likelihood]") {
    const auto fitted = emulators(0.3);
    const Eigen::MatrixXd points = design(7, 2);
    for (const bool emulator_variance : {true, false}) {
        const auto all = targets(0.04, 0.01, 3);
        const Eigen::VectorXd found =
            emulated_likelihood(fitted, all, {.emulator_variance = emulator_variance})(points);
        REQUIRE(found.size() == 7);
        for (Eigen::Index n = 0; n < 7; ++n) {
            double expected = 0;
            for (std::size_t k = 0; k < 2; ++k) {
                const EmulatedOutput e = fitted[k].predict(points.row(n));
                const double variance = 0.05 + e.seed_variance[0] / 3 + (emulator_variance ? e.mean_variance[0] : 0);
                const double off = all[k].observed - e.mean[0];
                expected -= off * off / (2 * variance) + std::log(2 * kPi * variance) / 2;
            }
            CHECK(found[n] == Approx(expected));
        }
    }
    // Runs 0.3 above and below have a variance of 0.18, whatever the log of a chi-square makes of it.
    CHECK(fitted[0].predict(points).seed_variance.minCoeff() > 0.1);
}

TEST_CASE("chains on emulators of a linear model give the conjugate posterior", "[emulated-likelihood]") {
    const double variance = 0.09;
    const auto likelihood = emulated_likelihood(emulators(), targets(0.05, 0.04));
    const Posterior posterior = Mcmc(normals(), likelihood, {.seed = 3, .warm_up = 1500, .draws = 6000}).run();
    const Eigen::Matrix2d covariance =
        Eigen::Matrix2d(Eigen::Matrix2d::Identity() + kSums.transpose() * kSums / variance).inverse();
    const Eigen::Vector2d mean = covariance * kSums.transpose() * Eigen::Vector2d(1, 0.5) / variance;
    const auto found = marginals(posterior);
    for (Eigen::Index k = 0; k < 2; ++k) {
        const auto i = static_cast<std::size_t>(k);
        const double sd = std::sqrt(covariance(k, k));
        CHECK(found[i].mean == Approx(mean[k]).margin(0.06 * sd));
        CHECK(found[i].sd == Approx(sd).epsilon(0.05));
    }
    const Eigen::MatrixXd all = pooled(posterior).rowwise() - pooled(posterior).colwise().mean();
    CHECK(all.col(0).dot(all.col(1)) / static_cast<double>(all.rows()) ==
          Approx(covariance(0, 1)).margin(0.05 * std::sqrt(covariance(0, 0) * covariance(1, 1))));
}

TEST_CASE("the same bits at any number of threads; without any variance there is no density", "[emulated-likelihood]") {
    const auto likelihood = emulated_likelihood(emulators(), targets(0.01));
    const Eigen::MatrixXd points = design(50, 3);
    const auto one = concord::tests::with_threads(1, [&] { return likelihood(points); });
    CHECK(concord::tests::with_threads(2, [&] { return likelihood(points); }) == one);
    CHECK(likelihood(points.topRows(1))[0] == one[0]);
    const Eigen::MatrixXd at = design(30, 1);
    const Emulator alike = Emulator::fit(square(), at, runs(at, 0).replicate(1, 2));
    const Target exact{.name = "sum", .observed = 1};
    CHECK(std::isnan(emulated_likelihood({alike}, {exact}, {.emulator_variance = false})(points)[0]));
    CHECK(likelihood(points.topRows(0)).size() == 0);
}

TEST_CASE("emulators that are not one for each target are refused, and points of another space",
          "[emulated-likelihood]") {
    const auto fitted = emulators();
    CHECK_THROWS_WITH(emulated_likelihood(fitted, {targets(1)[0]}), Catch::Contains("2 emulators for 1 targets"));
    CHECK_THROWS_WITH(emulated_likelihood({}, {}), Catch::Contains("at least one target"));
    CHECK_THROWS_WITH(emulated_likelihood(fitted, targets(-1)), Catch::Contains("'sum': a variance"));
    CHECK_THROWS_AS(emulated_likelihood(fitted, targets(1))(Eigen::MatrixXd::Zero(2, 3)), std::invalid_argument);
}
