// Forty epidemics with known parameters, calibrated by ABC and regression: intervals of 90 % must hold about nine in
// ten truths, and what is told apart must be known better than before.
#include <catch2/catch.hpp>

#include "calibration/abc_regression.h"
#include "calibration/abc_smc.h"
#include "calibration/calibration_checks.h"
#include "tests/calibration/abc_models.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

constexpr int kPeople = 1000;

Space epidemic_space() {
    return Space({{.name = "contacts", .low = 0.2, .high = 0.8},
                  {.name = "recovery", .low = 0.05, .high = 0.3},
                  {.name = "first_share", .shape = Shape::kLogUniform, .low = 0.005, .high = 0.05}});
}

// A chain of binomials (Reed and Frost's, with recovery): roots of new cases and of those ill, every five days.
Eigen::VectorXd epidemic(const Eigen::VectorXd& p, std::uint32_t seed) {
    Random random = chances(seed);
    int ill = 1 + binomial(kPeople - 1, p[2], random), well = kPeople - ill;
    Eigen::VectorXd summaries = Eigen::VectorXd::Zero(10);
    for (int day = 0; day < 25; ++day) {
        const int infected = binomial(well, 1 - std::exp(-p[0] * ill / kPeople), random);
        const int recovered = binomial(ill, 1 - std::exp(-p[1]), random);
        well -= infected, ill += infected - recovered;
        summaries[day / 5] += infected;
        if (day % 5 == 4) summaries[5 + day / 5] = ill;
    }
    return summaries.cwiseSqrt();
}

}  // namespace

TEST_CASE("intervals of 90 % hold 83 to 96 % of forty epidemics' parameters", "[abc][slow]") {
    constexpr Eigen::Index kTruths = 40;
    const Space space = epidemic_space();
    const Model model = in_parallel(epidemic, 10);
    Eigen::MatrixXd unit(kTruths, 3), low(kTruths, 3), high(kTruths, 3);
    for (Eigen::Index n = 0; n < kTruths; ++n) {
        Random random(11, Method::kPrior, static_cast<std::uint32_t>(n));
        for (double& u : unit.row(n)) u = random.unit();
    }
    const Eigen::MatrixXd truths = space.from_unit(unit), observed = model(truths, run_seeds(12, 0, kTruths));
    double informed = 0;
    for (Eigen::Index n = 0; n < kTruths; ++n) {
        const AbcSmc abc(space, model, observed.row(n).transpose(),
                         {.seed = static_cast<std::uint32_t>(100 + n),
                          .particles = 400,
                          .most_populations = 5,
                          .most_simulations = 5000,
                          .kernel = AbcKernel::kGlobal});
        const Posterior posterior = adjusted_posterior(space, abc.run().population, abc.observed());
        const auto of = marginals(posterior, {0.05, 0.95});
        for (Eigen::Index k = 0; k < 3; ++k) {
            low(n, k) = of[static_cast<std::size_t>(k)].quantiles[0];
            high(n, k) = of[static_cast<std::size_t>(k)].quantiles[1];
        }
        for (const auto& parameter : identifiability(space, posterior).parameters)
            informed += parameter.shrinkage / (3 * kTruths);
    }
    const Coverage pooled_coverage = coverage(truths, low, high, 0.9);
    CHECK(pooled_coverage.intervals == 120);
    CHECK(pooled_coverage.share >= 0.83);
    CHECK(pooled_coverage.share <= 0.96);
    // Not for want of knowing anything.
    CHECK(informed > 0.75);
}
