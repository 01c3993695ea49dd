// The statistics of comparisons against numbers worked out by hand or taken from tables.
#include "scenarios/compare/statistics.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace concord::scenarios {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("Moments of a small sample", "[statistics]") {
    const std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9};
    const Moments moments = moments_of(values);
    CHECK(moments.count() == 8);
    CHECK(moments.mean() == Approx(5));
    CHECK(moments.variance() == Approx(32.0 / 7));
    CHECK(moments.standard_error() == Approx(std::sqrt(32.0 / 7 / 8)));
}

TEST_CASE("Moments keep their digits far from zero", "[statistics]") {
    Moments moments;
    for (int i = 0; i < 1000; ++i) moments.add(1e9 + (i % 2 == 0 ? 0.1 : -0.1));
    CHECK(moments.variance() == Approx(0.01 * 1000 / 999).epsilon(1e-5));
}

TEST_CASE("Missing values are left out, and too few give no interval", "[statistics]") {
    CHECK(moments_of(std::vector<double>{1, kMissing, 3}).count() == 2);
    CHECK(std::isnan(moments_of(std::vector<double>{}).mean()));
    CHECK(std::isnan(mean_interval(moments_of(std::vector<double>{1})).low));
    CHECK(mean_interval(moments_of(std::vector<double>{1})).includes_zero());
    CHECK(std::isnan(percentile({kMissing}, 0.5)));
}

TEST_CASE("Student's quantiles and the interval of a mean", "[statistics]") {
    CHECK(student_quantile(0.975, 9) == Approx(2.262157).epsilon(1e-6));
    CHECK(student_quantile(0.975, 29) == Approx(2.045230).epsilon(1e-6));
    const Interval interval = mean_interval(moments_of(std::vector<double>{1, 2, 3, 4}));  // t(3) = 3.182446
    CHECK(interval.low == Approx(2.5 - 3.182446 * std::sqrt(5.0 / 3 / 4)).epsilon(1e-6));
    CHECK(interval.high == Approx(2.5 + 3.182446 * std::sqrt(5.0 / 3 / 4)).epsilon(1e-6));
    CHECK_FALSE(interval.includes_zero());
}

TEST_CASE("Percentiles interpolate between order statistics", "[statistics]") {
    CHECK(percentile({4, 1, 3, 2}, 0.5) == Approx(2.5));
    CHECK(percentile({4, 1, 3, 2}, 0.25) == Approx(1.75));
    CHECK(percentile({10, 20, 30}, 1.0) == Approx(30));
    std::vector<double> hundred;
    for (int i = 0; i <= 100; ++i) hundred.push_back(i);
    CHECK(percentile_interval(hundred).low == Approx(2.5));
    CHECK(percentile_interval(hundred).high == Approx(97.5));
    const std::vector<double> few = {3, 1, 2};  // too few for percentiles: the range
    CHECK(percentile_interval(few).low == 1);
    CHECK(percentile_interval(few).high == 3);
    CHECK(median({std::numeric_limits<double>::infinity(), 2, 1}) == Approx(2));
}

TEST_CASE("A few runs that agree by chance make no interval", "[statistics]") {
    for (const double value : {0.0, 0.3}) {
        for (const std::size_t runs : {2u, 7u}) {
            const std::vector<double> same(runs, value);
            CHECK(std::isnan(mean_interval(moments_of(same)).low));
            CHECK(std::isnan(percentile_interval(same).high));
        }
        const std::vector<double> many(8, value);
        CHECK(mean_interval(moments_of(many)).low == value);
        CHECK(percentile_interval(many).high == value);
    }
    // The same difference of two levels each time, apart by single precision alone.
    const auto of_singles = [](float level, float moved) { return static_cast<double>(moved) - level; };
    const std::vector<double> rounded = {of_singles(8.47f, 8.47f - 0.165425f), of_singles(7.31f, 7.31f - 0.165425f)};
    REQUIRE(rounded[0] != rounded[1]);
    CHECK(std::isnan(mean_interval(moments_of(rounded), 8.3).low));
    CHECK(std::isnan(percentile_interval(rounded, 8.3).high));
    const std::vector<double> apart = {-0.165425, -0.165475};
    CHECK(mean_interval(moments_of(apart), 8.3).low < mean_interval(moments_of(apart), 8.3).high);
    const std::vector<double> two = {0.3, 0.3 + 1e-9};
    CHECK(mean_interval(moments_of(two)).low < mean_interval(moments_of(two)).high);
}

TEST_CASE("Shares of signs", "[statistics]") {
    CHECK(share_with_sign_of_mean(std::vector<double>{3, 2, -1, 4}) == Approx(0.75));
    CHECK(share_with_sign_of_mean(std::vector<double>{-3, -2, 1}) == Approx(2.0 / 3));
    CHECK(share_with_sign_of_mean(std::vector<double>{0, 0}) == Approx(0));
    CHECK(share_positive(std::vector<double>{0, 1, -1, kMissing}) == Approx(1.0 / 3));
}

TEST_CASE("What two surveys of 1,300 would tell", "[statistics]") {
    CHECK(smallest_survey_difference(50) ==
          Approx(100 * 2.801585 * std::sqrt(0.5 / 1300)).epsilon(1e-6));  // 5.49 points
    CHECK(smallest_survey_difference(50) == Approx(5.494).epsilon(1e-3));
    CHECK(smallest_survey_difference(90) == Approx(3.297).epsilon(1e-3));
    CHECK(smallest_survey_difference(50, 5200) == Approx(smallest_survey_difference(50) / 2));
}

TEST_CASE("The variance ratio is one for independent arms' worth of spread and grows with what pairs share",
          "[statistics]") {
    // var(a) = var(b) = 1, difference has variance 0.02: (1 + 1.02) / 0.02 would be 101 if the noise were uncorrelated
    // with a.
    const std::vector<double> a = {1, -1, 1, -1}, b = {1.1, -0.9, 0.9, -1.1};
    const double var_a = 4.0 / 3, var_b = (2 * 1.21 + 2 * 0.81) / 3, var_difference = 4 * 0.01 / 3;
    CHECK(variance_ratio(a, b) == Approx((var_a + var_b) / var_difference));
    CHECK(std::isnan(variance_ratio(a, std::vector<double>{2, 0, 2, 0})));  // not infinite: see its header
    CHECK(std::isnan(variance_ratio(std::vector<double>{1, 1}, std::vector<double>{2, 2})));
}

}  // namespace concord::scenarios
