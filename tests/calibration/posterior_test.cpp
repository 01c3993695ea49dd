// A posterior's shapes, what is read off it, and drawing from it without weights.
#include "calibration/posterior.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::calibration;

namespace {

Posterior two_chains() {
    Posterior p{.names = {"a", "b"}, .chains = {Eigen::MatrixXd(3, 2), Eigen::MatrixXd(3, 2)}};
    p.chains[0] << 1, 10, 2, 20, 3, 30;
    p.chains[1] << 4, 40, 5, 50, 6, 60;
    p.statistics["log_likelihood"] = (Eigen::MatrixXd(3, 2) << -1, -4, -2, -5, -3, -6).finished();
    return p;
}

}  // namespace

TEST_CASE("draws of all chains stand one after another, with equal weights unless told", "[posterior]") {
    const Posterior p = two_chains();
    CHECK(pooled(p).col(1) == (Eigen::VectorXd(6) << 10, 20, 30, 40, 50, 60).finished());
    CHECK(pooled_weights(p)[5] == Approx(1.0 / 6));
    CHECK(draws_of(p, 0).col(1) == Eigen::Vector3d(4, 5, 6));
    const auto m = marginals(p, {0.5});
    CHECK(m[1].name == "b");
    CHECK(m[0].mean == Approx(3.5));
    CHECK(m[0].sd == Approx(std::sqrt(3.5)));
    CHECK(m[1].quantiles == std::vector<double>{35});
}

TEST_CASE("weights move means and quantiles, and are gone after resampling", "[posterior]") {
    Posterior p = two_chains();
    p.weights = (Eigen::VectorXd(6) << 0, 0, 1, 3, 0, 0).finished();
    CHECK(marginals(p)[0].mean == Approx(3.75));
    const Posterior drawn = resampled(p, 8, 1);
    CHECK(drawn.weights.size() == 0);
    CHECK(pooled(drawn).rows() == 8);
    CHECK((pooled(drawn).col(0).array() == 4).count() == 6);
    // What belongs to a draw goes with it.
    CHECK(drawn.statistics.at("log_likelihood").col(0) == -pooled(drawn).col(0));
    CHECK(pooled(resampled(p, 8, 1)) == pooled(drawn));
}

TEST_CASE("a posterior that does not fit together is refused", "[posterior]") {
    const auto refused = [](const auto& spoil, const char* why) {
        Posterior p = two_chains();
        spoil(p);
        CHECK_THROWS_WITH(check(p), Catch::Contains(why));
        CHECK_THROWS_AS(marginals(p), std::invalid_argument);
    };
    refused([](Posterior& p) { p.chains.clear(); }, "no draws");
    refused([](Posterior& p) { p.chains[1] = Eigen::MatrixXd::Zero(2, 2); }, "different lengths");
    refused([](Posterior& p) { p.names.pop_back(); }, "1 names for 2");
    refused([](Posterior& p) { p.chains[0](1, 1) = NAN; }, "not a finite");
    refused([](Posterior& p) { p.weights = Eigen::VectorXd::Ones(5); }, "one weight");
    refused([](Posterior& p) { p.statistics["log_likelihood"] = Eigen::MatrixXd::Zero(6, 1); }, "log_likelihood");
}
