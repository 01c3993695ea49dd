// R-hat and effective sizes against those of another program (ArviZ 0.23 on the same numbers) and closed forms.
#include "calibration/convergence.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::calibration;

namespace {

// x' = phi x + (u - 1/2), u of a generator that is a line in any language; chain c is moved by shift x c.
Eigen::MatrixXd chains(Eigen::Index n, Eigen::Index m, double phi, double shift) {
    std::uint32_t state = 12345;
    Eigen::MatrixXd draws(n, m);
    for (Eigen::Index c = 0; c < m; ++c) {
        double x = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
            state = 1664525u * state + 1013904223u;
            x = phi * x + (state * 0x1p-32 - 0.5);
            draws(i, c) = x + shift * static_cast<double>(c);
        }
    }
    return draws;
}

Eigen::MatrixXd normal_chains(Eigen::Index n, Eigen::Index m, double phi) {
    Eigen::MatrixXd draws(n, m);
    for (Eigen::Index c = 0; c < m; ++c) {
        Random random(3, Method::kChain, static_cast<std::uint32_t>(c));
        double x = random.normal();
        for (Eigen::Index i = 0; i < n; ++i) draws(i, c) = x = phi * x + std::sqrt(1 - phi * phi) * random.normal();
    }
    return draws;
}

Posterior posterior_of(const Eigen::MatrixXd& draws) {
    Posterior p{.names = {"x"}, .chains = {}};
    for (Eigen::Index c = 0; c < draws.cols(); ++c) p.chains.push_back(draws.col(c));
    return p;
}

}  // namespace

TEST_CASE("R-hat and effective sizes are those of ArviZ on the same chains", "[convergence]") {
    const auto same = [](const Eigen::MatrixXd& draws, double r, double bulk, double tail, double mean) {
        CHECK(r_hat(draws) == Approx(r).epsilon(1e-9));
        CHECK(bulk_effective_size(draws) == Approx(bulk).epsilon(0.01));
        CHECK(tail_effective_size(draws) == Approx(tail).epsilon(0.05));
        CHECK(effective_size_of_mean(draws) == Approx(mean).epsilon(0.01));
    };
    same(chains(500, 4, 0.6, 0), 1.0055901994366354, 355.749, 836.949, 352.921);
    same(chains(400, 3, 0.9, 0), 1.071538290336062, 43.714, 94.606, 43.167);
    same(chains(300, 4, 0.3, 0.2), 1.2502993360115005, 12.341, 48.593, 12.359);
    same(chains(201, 2, -0.5, 0), 1.0123910567526884, 1040.824, 325.614, 1040.824);
}

TEST_CASE("the effective size of an autoregressive chain is (1 - phi) / (1 + phi) of its draws", "[convergence]") {
    for (const double phi : {0.0, 0.5, 0.9}) {
        const Eigen::MatrixXd draws = normal_chains(5000, 4, phi);
        const double expected = 20000 * (1 - phi) / (1 + phi);
        CHECK(bulk_effective_size(draws) == Approx(expected).epsilon(0.15));
        CHECK(effective_size_of_mean(draws) == Approx(expected).epsilon(0.15));
        CHECK(r_hat(draws) < 1.01);
    }
}

TEST_CASE("chains apart in place, in spread or in time are told", "[convergence]") {
    const Eigen::MatrixXd good = normal_chains(1000, 4, 0.2);
    CHECK(judge(posterior_of(good)).converged);
    Eigen::MatrixXd moved = good, wide = good, drifting = good;
    moved.col(2).array() += 1;
    wide.col(1) *= 4;  // the same mean: only the folded ranks see it
    for (Eigen::Index i = 0; i < 1000; ++i) drifting.row(i).array() += static_cast<double>(i) / 500;
    for (const auto& bad : {moved, wide, drifting}) {
        const auto verdict = judge(posterior_of(bad));
        CHECK_FALSE(verdict.converged);
        CHECK(verdict.parameters[0].r_hat > 1.02);
        CHECK_THAT(verdict.reasons.at(0), Catch::Contains("x: the chains differ"));
    }
    const auto sparse = judge(posterior_of(normal_chains(300, 4, 0.8)));
    CHECK_FALSE(sparse.converged);
    CHECK_THAT(sparse.reasons.back(), Catch::Contains("too few independent draws"));
}

TEST_CASE("a chain that never moves has nothing to judge, and does not pass", "[convergence]") {
    const Eigen::MatrixXd still = Eigen::MatrixXd::Constant(100, 4, 0.3);
    CHECK(std::isnan(r_hat(still)));
    CHECK(std::isnan(bulk_effective_size(still)));
    CHECK_FALSE(judge(posterior_of(still)).converged);
    Eigen::MatrixXd stuck = still;
    stuck.col(0).setConstant(0.4);
    CHECK(r_hat(stuck) > 1e6);
    CHECK_THROWS_WITH(r_hat(Eigen::MatrixXd::Zero(7, 4)), Catch::Contains("8 draws"));
    CHECK_THROWS_WITH(r_hat(Eigen::MatrixXd::Zero(70, 0)), Catch::Contains("no chains"));
    Eigen::MatrixXd broken = still;
    broken(3, 3) = NAN;
    CHECK_THROWS_WITH(bulk_effective_size(broken), Catch::Contains("not a finite"));
    Posterior weighted = posterior_of(still);
    weighted.weights = Eigen::VectorXd::Ones(400);
    CHECK_THROWS_WITH(judge(weighted), Catch::Contains("weights"));
}
