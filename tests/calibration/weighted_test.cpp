// Samples with weights, against sums worked out on paper, and factors of covariances.
#include "calibration/weighted.h"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

using namespace concord::calibration;

namespace {

Eigen::VectorXd of(std::initializer_list<double> values) {
    Eigen::VectorXd v(static_cast<Eigen::Index>(values.size()));
    std::copy(values.begin(), values.end(), v.begin());
    return v;
}

}  // namespace

TEST_CASE("weights that are equal change nothing; a weight of two is a point twice", "[weighted]") {
    Eigen::MatrixXd once(3, 2), twice(4, 2);
    once << 1, 10, 2, 40, 4, 20;
    twice << 1, 10, 2, 40, 4, 20, 4, 20;
    CHECK(weighted_mean(once, of({1, 1, 2})) == weighted_mean(twice, of({1, 1, 1, 1})));
    const Eigen::MatrixXd c = weighted_covariance(once, equal_weights(3));
    // Means 7 / 3 and 70 / 3: squares (16 + 1 + 25) / 9, halves for n - 1.
    CHECK(c(0, 0) == Approx(42.0 / 9 / 2));
    CHECK(c(0, 1) == Approx((-4.0 * -40 + -1.0 * 50 + 5.0 * -10) / 9 / 2));
    CHECK(c(1, 0) == c(0, 1));
    // One has all the weight: there is nothing to vary.
    CHECK(weighted_covariance(once, of({0, 3, 0})).isZero());
}

TEST_CASE("the effective size is the number of equal weights that would know as much", "[weighted]") {
    CHECK(effective_sample_size(of({5, 5, 5, 5})) == Approx(4));
    CHECK(effective_sample_size(of({1, 0, 0})) == Approx(1));
    CHECK(effective_sample_size(of({3, 1})) == Approx(16.0 / 10));
}

TEST_CASE("quantiles lie between the middles of the points' shares", "[weighted]") {
    const auto q = [](double p) { return weighted_quantile(of({30, 10, 20}), of({1, 1, 2}), p); };
    // In order 10 (0 to 1/4), 20 (1/4 to 3/4), 30: middles 1/8, 1/2, 7/8.
    CHECK(q(0) == 10);
    CHECK(q(0.125) == Approx(10));
    CHECK(q(0.3125) == Approx(15));
    CHECK(q(0.5) == Approx(20));
    CHECK(q(1) == 30);
    CHECK(weighted_quantile(of({7, 1e9}), of({1, 0}), 0.9) == 7);
    const Eigen::VectorXd grid = Eigen::VectorXd::LinSpaced(101, 0, 1);
    CHECK(weighted_quantile(grid, equal_weights(101), 0.5) == Approx(0.5));
}

TEST_CASE("systematic resampling draws each as often as its share, up or down to a whole number", "[weighted]") {
    const Eigen::VectorXd weights = of({0.05, 0, 0.5, 0.15, 0.3, 0});
    double first = 0;
    for (std::uint32_t run = 0; run < 2000; ++run) {
        std::map<Eigen::Index, int> times_drawn;
        for (const auto n : systematic_resample(weights, 10, Random(run, Method::kParticles, 0))) ++times_drawn[n];
        CHECK(times_drawn[2] == 5);
        CHECK(times_drawn[4] == 3);
        CHECK(times_drawn[0] + times_drawn[3] == 2);
        CHECK(times_drawn.count(1) + times_drawn.count(5) == 0);
        first += times_drawn[0];
    }
    CHECK(first / 2000 == Approx(0.5).margin(0.05));
}

TEST_CASE("median and deviation from it do not mind a value far off", "[weighted]") {
    CHECK(median(of({3, 1, 2})) == 2);
    CHECK(median(of({4, 1, 3, 2})) == 2.5);
    CHECK(median_absolute_deviation(of({1, 2, 3, 4, 1e12})) == 1);
}

TEST_CASE("what is no weighted sample is refused", "[weighted]") {
    const auto says = [](const char* why) { return Catch::Contains(why); };
    CHECK_THROWS_WITH(normalised(of({})), says("no points"));
    CHECK_THROWS_WITH(normalised(of({0, 0})), says("sum to 0"));
    CHECK_THROWS_WITH(normalised(of({1, -1, 3})), says("below 0"));
    CHECK_THROWS_WITH(normalised(of({1, NAN})), says("not a finite"));
    CHECK_THROWS_WITH(weighted_mean(Eigen::MatrixXd::Zero(3, 2), of({1, 1})), says("2 weights for 3 points"));
    CHECK_THROWS_WITH(weighted_quantile(of({1, NAN}), of({1, 1}), 0.5), says("not a finite"));
    CHECK_THROWS_WITH(weighted_quantile(of({1, 2}), of({1, 1}), 1.2), says("[0, 1]"));
    CHECK_THROWS_WITH(systematic_resample(of({1}), 0, Random(1, Method::kParticles, 0)), says("at least one"));
}
