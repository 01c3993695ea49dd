// The bootstrap against what is known of a mean, and its resamples against their own number.
#include "calibration/bootstrap.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "calibration/random.h"
#include "tests/calibration/samples.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;
using namespace concord::tests;
namespace tests = concord::tests;

namespace {

Statistics mean_of(const Eigen::VectorXd& values) {
    return [values](std::span<const Eigen::Index> rows) {
        double sum = 0;
        for (const Eigen::Index row : rows) sum += values[row];
        return Eigen::VectorXd(Eigen::VectorXd::Constant(1, sum / static_cast<double>(rows.size())));
    };
}

}  // namespace

TEST_CASE("a mean's resamples have its standard error, and its interval is 1.96 of them each way", "[bootstrap]") {
    const Eigen::VectorXd values = normals(400, 1, 3);
    const double mean = values.mean();
    const double error = std::sqrt((values.array() - mean).square().mean() / 400);
    const Eigen::MatrixXd all = bootstrapped(400, mean_of(values), {.resamples = 4000});
    CHECK(all.mean() == Approx(mean).margin(0.05 * error));
    CHECK(std::sqrt((all.array() - all.mean()).square().mean()) == Approx(error).epsilon(0.04));
    const auto interval = bootstrap_intervals(400, mean_of(values), {.resamples = 4000}).front();
    CHECK(interval.low == Approx(mean - 1.96 * error).margin(0.12 * error));
    CHECK(interval.high == Approx(mean + 1.96 * error).margin(0.12 * error));
    CHECK(interval.resamples == 4000);
    const auto half = bootstrap_intervals(400, mean_of(values), {.resamples = 4000, .level = 0.5}).front();
    CHECK(half.high - half.low == Approx(2 * 0.6745 * error).epsilon(0.06));
}

TEST_CASE("of many samples, nineteen of twenty intervals hold the truth", "[bootstrap]") {
    int held = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed)
        held += bootstrap_intervals(60, mean_of(normals(60, 1, seed)), {.resamples = 200, .seed = seed})[0].includes(0);
    CHECK(held > 364);  // 0.91
    CHECK(held < 392);  // 0.98
}

TEST_CASE("a resample is a function of its number, whatever else is drawn", "[bootstrap]") {
    const Eigen::VectorXd values = normals(30, 1, 1);
    const Eigen::MatrixXd many = bootstrapped(30, mean_of(values), {.resamples = 50, .seed = 7});
    const Eigen::MatrixXd few = bootstrapped(30, mean_of(values), {.resamples = 20, .seed = 7});
    CHECK(many.topRows(20) == few);
    CHECK(many(13, 0) == mean_of(values)(resampled_rows(30, 7, 13))[0]);
    CHECK(resampled_rows(30, 7, 13) != resampled_rows(30, 8, 13));
    const auto rows = resampled_rows(2000, 1, 1);
    CHECK(*std::min_element(rows.begin(), rows.end()) >= 0);
    CHECK(*std::max_element(rows.begin(), rows.end()) < 2000);
    const std::set<Eigen::Index> different(rows.begin(), rows.end());
    CHECK(static_cast<double>(different.size()) == Approx(2000 * (1 - std::exp(-1.0))).epsilon(0.03));
}

TEST_CASE("resamples are the same at any number of threads", "[bootstrap]") {
    const Eigen::VectorXd values = normals(50, 1, 2);
    const auto run = [&] { return bootstrapped(50, mean_of(values), {.resamples = 300}); };
    CHECK(tests::with_threads(1, run) == tests::with_threads(4, run));
}

TEST_CASE("resamples without a finite statistic are left out and counted", "[bootstrap]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Interval some = percentile_interval(Eigen::Vector4d(1, nan, 3, 2), 0.9);
    CHECK(some.resamples == 3);
    CHECK(some.low == Approx(1.1));
    CHECK(some.high == Approx(2.9));
    const Interval none = percentile_interval(Eigen::Vector2d(nan, nan), 0.9);
    CHECK(none.resamples == 0);
    CHECK(std::isnan(none.low));
    CHECK_FALSE(none.includes(0));
}

TEST_CASE("a bootstrap that cannot be is refused", "[bootstrap]") {
    const auto one = mean_of(Eigen::VectorXd::Ones(3));
    CHECK_THROWS_WITH(bootstrapped(0, one), Catch::Contains("no rows"));
    CHECK_THROWS_WITH(bootstrapped(3, one, {.resamples = 0}), Catch::Contains("start at 1"));
    CHECK_THROWS_WITH(bootstrapped(3, one, {.level = 1}), Catch::Contains("between 0 and 1"));
    CHECK_THROWS_WITH(percentile_interval(Eigen::Vector2d(0, 1), NAN), Catch::Contains("between 0 and 1"));
    const auto changing = [](std::span<const Eigen::Index> rows) {
        return Eigen::VectorXd(Eigen::VectorXd::Zero(1 + rows[0] % 2));
    };
    CHECK_THROWS_WITH(bootstrapped(10, changing), Catch::Contains("not the same"));
}
