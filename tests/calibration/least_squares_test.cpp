// Least squares with priors and bounds, against answers worked out on paper.
#include "calibration/least_squares.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace concord::calibration;

namespace {

Parameter wide(const char* name, double mean = 0) {
    return {.name = name, .prior_mean = mean, .prior_sd = 1e4, .low = -1e6, .high = 1e6};
}

// A straight line through points at x = 0, 1, 2, 3.
Eigen::VectorXd line(const Eigen::VectorXd& p) {
    Eigen::VectorXd y(4);
    for (int x = 0; x < 4; ++x) y[x] = p[0] + p[1] * x;
    return y;
}
const std::vector<Output> kPoints = {{"0", 1, 0.5}, {"1", 3, 0.5}, {"2", 4, 0.5}, {"3", 8, 0.5}};

}  // namespace

TEST_CASE("A straight line: the coefficients and errors of the normal equations") {
    const Fit f = fit(line, {wide("intercept"), wide("slope")}, kPoints);
    // By hand: mean x 1.5, mean y 4, Sxy = 11, Sxx = 5.
    CHECK(f.converged);
    CHECK(f.estimates[1].value == Approx(2.2));
    CHECK(f.estimates[0].value == Approx(4 - 2.2 * 1.5));
    CHECK(f.estimates[1].standard_error == Approx(0.5 / std::sqrt(5.0)).epsilon(1e-4));
    CHECK(f.estimates[0].standard_error == Approx(0.5 * std::sqrt(0.25 + 1.5 * 1.5 / 5)).epsilon(1e-4));
    CHECK(f.misfit == Approx((26.0 - 2.2 * 11) / 0.25));
    CHECK(f.estimates[1].informed == Approx(1));
}

TEST_CASE("A prior pulls by its weight, and is all there is where the data say nothing") {
    // Mean 10, sd 1 observed once; prior 0, sd 2: 10 x 4 / 5, sd sqrt(4 / 5).
    const auto first = [](const Eigen::VectorXd& p) { return Eigen::VectorXd(p.head(1)); };
    const Fit f = fit(first,
                      {{.name = "seen", .prior_mean = 0, .prior_sd = 2, .low = -100, .high = 100},
                       {.name = "unseen", .prior_mean = 3, .prior_sd = 0.7, .low = -100, .high = 100}},
                      {{"y", 10, 1}});
    CHECK(f.estimates[0].value == Approx(8));
    CHECK(f.estimates[0].standard_error == Approx(std::sqrt(0.8)));
    CHECK(f.estimates[0].informed == Approx(0.8));
    CHECK(f.estimates[1].value == Approx(3));
    CHECK(f.estimates[1].standard_error == Approx(0.7));
    CHECK(f.estimates[1].informed == Approx(0).margin(1e-9));
}

TEST_CASE("Of two that only their sum shows, the sum is known and neither is") {
    const auto sum = [](const Eigen::VectorXd& p) {
        return Eigen::VectorXd(Eigen::VectorXd::Constant(1, p[0] + p[1]));
    };
    const Fit f = fit(sum,
                      {{.name = "a", .prior_mean = -0.4, .prior_sd = 0.2, .low = -2, .high = 0},
                       {.name = "b", .prior_mean = -0.1, .prior_sd = 0.1, .low = -2, .high = 0}},
                      {{"y", -0.3, 0.01}});
    CHECK(f.estimates[0].value + f.estimates[1].value == Approx(-0.3).epsilon(0.01));
    CHECK(f.error_of_sum(0, 1) < 0.011);
    CHECK(f.estimates[0].standard_error > 0.08);
    // The wider prior gives way four times as far.
    CHECK((f.estimates[0].value + 0.4) / (f.estimates[1].value + 0.1) == Approx(4).epsilon(1e-3));
}

TEST_CASE("A sign that is known is kept: a bound holds, and is said") {
    const Fit f = fit(
        line, {wide("intercept"), {.name = "slope", .prior_mean = -1, .prior_sd = 10, .low = -50, .high = 0}}, kPoints);
    CHECK(f.estimates[1].value == 0);
    CHECK(f.estimates[1].at_bound);
    CHECK(f.estimates[1].standard_error == 0);
    CHECK(f.estimates[0].value == Approx(4));
    CHECK(f.estimates[0].standard_error == Approx(0.25).epsilon(1e-4));
}

TEST_CASE("A function that bends: the parameters that made the data are found again from far away") {
    const auto decay = [](const Eigen::VectorXd& p) {
        Eigen::VectorXd y(20);
        for (int t = 0; t < 20; ++t) y[t] = p[0] * std::exp(-p[1] * t) + p[2];
        return y;
    };
    const Eigen::VectorXd truth = Eigen::Vector3d(5, 0.3, 1), made = decay(truth);
    std::vector<Output> outputs;
    for (int t = 0; t < 20; ++t) outputs.push_back({std::to_string(t), made[t], 0.01});
    const Fit f = fit(decay,
                      {{.name = "height", .prior_mean = 1, .prior_sd = 100, .low = 0, .high = 100},
                       {.name = "rate", .prior_mean = 1, .prior_sd = 10, .low = 0, .high = 10},
                       wide("floor")},
                      outputs);
    CHECK(f.converged);
    for (int k = 0; k < 3; ++k) CHECK(f.estimates[k].value == Approx(truth[k]).epsilon(1e-4));
    CHECK(f.misfit < 1e-3);
}

TEST_CASE("What makes no problem is refused, by name") {
    const auto named = [](const std::string& word) { return Catch::Contains(word); };
    CHECK_THROWS_WITH(fit(line, {}, kPoints), named("no parameters"));
    CHECK_THROWS_WITH(fit(line, {wide("a"), wide("b")}, {}), named("no outputs"));
    auto narrow = wide("narrow");
    narrow.prior_sd = 0;
    CHECK_THROWS_WITH(fit(line, {narrow, wide("b")}, kPoints), named("narrow"));
    auto crossed = wide("crossed");
    crossed.low = 1, crossed.high = -1;
    CHECK_THROWS_WITH(fit(line, {crossed, wide("b")}, kPoints), named("crossed"));
    CHECK_THROWS_WITH(fit(line, {wide("a"), wide("b")}, {{"one", 1, 1}}), named("4 outputs for 1"));
    CHECK_THROWS_WITH(fit(line, {wide("a"), wide("b")}, {{"one", 1, 0}}), named("one"));
    const auto broken = [](const Eigen::VectorXd&) {
        return Eigen::VectorXd(Eigen::VectorXd::Constant(4, std::numeric_limits<double>::quiet_NaN()));
    };
    CHECK_THROWS_WITH(fit(broken, {wide("a"), wide("b")}, kPoints), named("not finite"));
}
