// Chains against posteriors in closed form: conjugate normals in many dimensions, a density that leans on a bound, a
// bent one and one in two parts; and the same bits wherever they were stopped.
#include "calibration/mcmc.h"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/convergence.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

Space normals(int n) {
    std::vector<Dimension> dimensions;
    for (int k = 0; k < n; ++k)
        dimensions.push_back({.name = std::string("p").append(std::to_string(k)),
                              .shape = Shape::kNormal,
                              .low = -8,
                              .high = 8,
                              .mean = 0,
                              .sd = 1});
    return Space(dimensions);
}

Space unit_square() { return Space({{.name = "a"}, {.name = "b"}}); }

// Sums that are known: rows of `known` times the parameters are `value`, give or take sd.
struct Sums {
    Eigen::MatrixXd known;
    Eigen::VectorXd value, sd;
    double operator()(const Eigen::VectorXd& p) const {
        return -((known * p - value).array() / sd.array()).square().sum() / 2;
    }
    Eigen::MatrixXd covariance() const {
        Eigen::MatrixXd precision = Eigen::MatrixXd::Identity(known.cols(), known.cols());
        for (Eigen::Index r = 0; r < known.rows(); ++r)
            precision += known.row(r).transpose() * known.row(r) / (sd[r] * sd[r]);
        return precision.inverse();
    }
    Eigen::VectorXd mean() const {
        return covariance() * (known.transpose() * (value.array() / sd.array().square()).matrix());
    }
};

Sums sums(Eigen::Index n) {
    Sums s{.known = Eigen::MatrixXd::Zero(3, n), .value = Eigen::Vector3d(3, 1, -0.5), .sd = {}};
    s.sd = Eigen::Vector3d(0.1, 0.05, 0.3);
    s.known.row(0).setOnes();
    s.known(1, 0) = 1, s.known(1, 1) = -1, s.known(2, n - 1) = 1;
    return s;
}

void check_moments(const Posterior& p, const Sums& truth) {
    const auto verdict = judge(p, {.most_r_hat = 1.02, .least_size_per_chain = 50});
    INFO((verdict.reasons.empty() ? "" : verdict.reasons.front()));
    CHECK(verdict.converged);
    const auto found = marginals(p);
    for (std::size_t k = 0; k < found.size(); ++k) {
        const auto i = static_cast<Eigen::Index>(k);
        const double sd = std::sqrt(truth.covariance()(i, i));
        CHECK(found[k].mean == Approx(truth.mean()[i]).margin(4.5 * verdict.parameters[k].error_of_mean));
        CHECK(found[k].sd == Approx(sd).epsilon(0.15));
    }
}

}  // namespace

TEST_CASE("two and five parameters known by narrow sums: the conjugate posterior's means and sds", "[mcmc]") {
    for (const int n : {2, 5}) {
        const Sums truth = sums(n);
        check_moments(Mcmc(normals(n), each_point(truth), {.seed = 1, .warm_up = 3000, .draws = 4000}).run(), truth);
    }
}

TEST_CASE("so it is with twenty", "[mcmc][slow]") {
    const Sums truth = sums(20);
    const McmcSettings settings{.seed = 1, .warm_up = 10000, .draws = 5000, .thin = 4};
    check_moments(Mcmc(normals(20), each_point(truth), settings).run(), truth);
}

TEST_CASE("a density that leans on a bound keeps its mean, and no draw leaves the bounds", "[mcmc]") {
    // e^(20 a) on [0, 1]: 1 - a is exponential with mean 1 / 20, cut at 1; b is not informed.
    const auto p =
        Mcmc(unit_square(), each_point([](const Eigen::VectorXd& x) { return 20 * x[0]; }), {.seed = 2}).run();
    const auto m = marginals(p, {0.05, 0.5});
    CHECK(m[0].mean == Approx(0.95).margin(0.003));
    CHECK(m[0].quantiles[0] == Approx(1 + std::log(0.05) / 20).margin(0.012));
    CHECK(m[1].mean == Approx(0.5).margin(0.03));
    CHECK(m[1].sd == Approx(std::sqrt(1.0 / 12)).epsilon(0.05));
    CHECK(pooled(p).minCoeff() >= 0);
    CHECK(pooled(p).maxCoeff() <= 1);
    CHECK(judge(p).converged);
}

TEST_CASE("the prior is that of the space, whatever its shape, where the data say nothing", "[mcmc]") {
    const Space space({{.name = "log", .shape = Shape::kLogUniform, .low = 0.01, .high = 100},
                       {.name = "slope", .shape = Shape::kTriangular, .low = 0, .high = 3, .mode = 0}});
    const auto p = Mcmc(space, each_point([](const Eigen::VectorXd&) { return 0.0; }), {.seed = 3}).run();
    const auto m = marginals(p, {0.25, 0.5});
    CHECK(std::log(m[0].quantiles[0]) == Approx(std::log(0.1)).margin(0.2));
    CHECK(std::log(m[0].quantiles[1]) == Approx(0).margin(0.25));
    CHECK(m[1].mean == Approx(1).margin(0.04));
}

TEST_CASE("a banana is followed into both its ends, and a density in two parts is had in both", "[mcmc]") {
    // Haario's: x normal, y about x^2. E y = 1 of variance 2 + 0.1^2.
    const Space wide({{.name = "x", .low = -6, .high = 6}, {.name = "y", .low = -5, .high = 36}});
    const auto banana = [](const Eigen::VectorXd& p) {
        const double off = (p[1] - p[0] * p[0]) / 0.1;
        return -(p[0] * p[0] + off * off) / 2;
    };
    const auto bent = marginals(Mcmc(wide, each_point(banana), {.seed = 4, .draws = 20000, .thin = 4}).run());
    CHECK(bent[0].sd == Approx(1).epsilon(0.1));
    CHECK(bent[1].mean == Approx(1).epsilon(0.15));
    CHECK(bent[1].sd == Approx(std::sqrt(2.01)).epsilon(0.25));
    // Weights of 1 to 2 on two peaks four sds apart each way.
    const auto peaks = [](const Eigen::VectorXd& p) {
        const auto peak = [&](double at) {
            return std::exp(-((p - Eigen::Vector2d::Constant(at)) / 0.05).squaredNorm() / 2);
        };
        return std::log(peak(0.3) + 2 * peak(0.6) + 1e-300);
    };
    const auto two = Mcmc(unit_square(), each_point(peaks), {.seed = 5, .draws = 10000}).run();
    CHECK(marginals(two)[0].mean == Approx(0.5).margin(0.02));
}

TEST_CASE("chains stopped at any step go on to the same bits, at any number of threads", "[mcmc]") {
    const Sums truth = sums(3);
    const Mcmc mcmc(normals(3), each_point(truth, true),
                    {.seed = 6, .chains = 3, .warm_up = 200, .draws = 50, .thin = 3});
    const Posterior whole = concord::tests::with_threads(1, [&] { return mcmc.run(); });
    ChainState state = mcmc.start();
    for (const int steps : {1, 99, 150, 7, 1000}) {
        const ChainState written_down = state;
        state = written_down;
        concord::tests::with_threads(2, [&] { return mcmc.advance(state, steps), 0; });
    }
    CHECK(mcmc.done(state));
    CHECK(pooled(mcmc.posterior(state)) == pooled(whole));
    CHECK(mcmc.posterior(state).statistics == whole.statistics);
    CHECK(whole.chains[0].rows() == 50);
    CHECK(whole.statistics.at("log_likelihood")(49, 1) == truth(whole.chains[1].row(49).transpose()));
    CHECK(state.accepted.minCoeff() > 15);
    const Mcmc other(normals(3), each_point(truth), {.seed = 7, .chains = 3, .warm_up = 200, .draws = 50, .thin = 3});
    CHECK(pooled(other.run()) != pooled(whole));
}

TEST_CASE("draws taken out on the way are those that would have been kept", "[mcmc]") {
    const Mcmc mcmc(unit_square(), each_point([](const Eigen::VectorXd& p) { return p[0]; }),
                    {.seed = 8, .warm_up = 100, .draws = 20});
    ChainState state = mcmc.start();
    mcmc.advance(state, 110);
    const Eigen::MatrixXd first = state.draws[2];
    for (auto& draws : state.draws) draws.resize(0, 2);
    state.draws_log_likelihood.resize(0, 4);
    mcmc.advance(state, 1000);
    const Eigen::MatrixXd whole = mcmc.run().chains[2];
    CHECK(first == whole.topRows(10));
    CHECK(state.draws[2] == whole.bottomRows(10));
}

TEST_CASE("likelihoods that fail are counted and never gone to; what cannot be started or is no likelihood is refused",
          "[mcmc]") {
    const Mcmc holes(unit_square(), each_point([](const Eigen::VectorXd& p) { return p[0] < 0.5 ? NAN : 0.0; }),
                     {.seed = 9, .warm_up = 500, .draws = 500});
    ChainState state = holes.start();
    holes.advance(state, 2000);
    CHECK(state.failed > 100);
    CHECK(pooled(holes.posterior(state)).col(0).minCoeff() >= 0.5);
    const auto refused = [](const auto& one, const char* why) {
        const Mcmc mcmc(unit_square(), one);
        CHECK_THROWS_WITH(mcmc.start(), Catch::Contains(why));
    };
    refused(each_point([](const Eigen::VectorXd&) { return -INFINITY; }), "no start");
    refused(each_point([](const Eigen::VectorXd&) { return INFINITY; }), "infinite");
    refused([](const Eigen::MatrixXd&) { return Eigen::VectorXd(Eigen::VectorXd::Zero(3)); }, "3 values for 4 points");
    const auto flat = each_point([](const Eigen::VectorXd&) { return 0.0; });
    CHECK_THROWS_WITH(Mcmc(unit_square(), flat, {.chains = 1}), Catch::Contains("2 are needed"));
    CHECK_THROWS_WITH(Mcmc(unit_square(), flat, {.warm_up = 10}), Catch::Contains("100 steps"));
    CHECK_THROWS_WITH(Mcmc(unit_square(), flat, {.draws = 3}), Catch::Contains("8 draws"));
    CHECK_THROWS_WITH(Mcmc(unit_square(), flat, {.draws = 2000000000, .thin = 2}), Catch::Contains("2^31"));
    ChainState strange = Mcmc(normals(3), flat).start();
    CHECK_THROWS_WITH(Mcmc(unit_square(), flat).advance(strange, 1), Catch::Contains("another number"));
    CHECK_THROWS_WITH(Mcmc(normals(3), flat).posterior(strange), Catch::Contains("no draws"));
}
