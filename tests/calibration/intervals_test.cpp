// Limits of counts and sums of squares against Boost's distributions and published figures.
#include "calibration/intervals.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>

using namespace concord::calibration;

TEST_CASE("binomial limits are the quantiles of the binomial distribution", "[intervals]") {
    for (const int n : {1, 7, 100, 20000})
        for (const double p : {0.05, 0.5, 0.95}) {
            const CountLimits l = binomial_limits(n, p, 0.92);
            const boost::math::binomial_distribution<> binomial(n, p);
            INFO(n << " " << p);
            CHECK((l.low == 0 || cdf(binomial, l.low - 1) <= 0.04));
            CHECK(cdf(binomial, l.low) > 0.04);
            CHECK((l.high == n || cdf(complement(binomial, l.high)) <= 0.04));
            CHECK((l.high == 0 || cdf(complement(binomial, l.high - 1)) > 0.04));
        }
    CHECK(binomial_limits(10, 0, 0.9).high == 0);
    CHECK(binomial_limits(10, 1, 0.9).low == 10);
}

TEST_CASE("Wilson's interval is the published one, and keeps its ends", "[intervals]") {
    // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20.
    const ShareInterval a = share_interval(81, 263), b = share_interval(15, 148), none = share_interval(0, 20);
    CHECK(a.low == Approx(0.2553).margin(5e-5));
    CHECK(a.high == Approx(0.3662).margin(5e-5));
    CHECK(b.low == Approx(0.0624).margin(5e-5));
    CHECK(b.high == Approx(0.1605).margin(5e-5));
    CHECK(none.low == 0);
    CHECK(none.high == Approx(0.1611).margin(5e-5));
    CHECK(share_interval(20, 20).high == 1);
}

TEST_CASE("chi-square quantiles are within 1 % from 12 degrees on, 5 % at 5", "[intervals]") {
    for (const double degrees : {5.0, 12.0, 100.0})
        for (const double p : {0.025, 0.5, 0.975, 0.995})
            CHECK(chi_square_quantile(p, degrees) ==
                  Approx(quantile(boost::math::chi_squared(degrees), p)).epsilon(degrees < 12 ? 0.05 : 0.01));
}

TEST_CASE("what has no interval is refused", "[intervals]") {
    CHECK_THROWS_WITH(binomial_limits(0, 0.5, 0.9), Catch::Contains("one trial"));
    CHECK_THROWS_WITH(binomial_limits(5, 1.5, 0.9), Catch::Contains("0 to 1"));
    CHECK_THROWS_WITH(binomial_limits(5, 0.5, 1), Catch::Contains("level"));
    CHECK_THROWS_WITH(share_interval(3, 2), Catch::Contains("successes"));
    CHECK_THROWS_WITH(chi_square_quantile(0.5, 0), Catch::Contains("above 0"));
    CHECK_THROWS_WITH(chi_square_quantile(1, 2), Catch::Contains("between"));
}

TEST_CASE("binomial sums and limits are those of tables", "[intervals]") {
    for (const int n : {1, 20, 700}) {
        for (const double p : {0.001, 0.3, 0.97}) {
            const auto cumulative = binomial_cumulative(n, p);
            const boost::math::binomial table(n, p);
            for (const int k : {0, 1, n / 3, n - 1, n})
                CHECK(cumulative[static_cast<std::size_t>(k)] == Approx(cdf(table, k)).margin(1e-12));
        }
    }
    CHECK(binomial_cumulative(3, 0) == std::vector<double>{1, 1, 1, 1});
    CHECK(binomial_cumulative(2, 1) == std::vector<double>{0, 0, 1});
    CHECK(binomial_cumulative(100000, 0.5)[50000] == Approx(0.5).margin(0.002));
    // Clopper and Pearson by beta quantiles.
    const ShareInterval of = exact_share_interval(108, 120);
    CHECK(of.low == Approx(quantile(boost::math::beta_distribution<>(108, 13), 0.025)));
    CHECK(of.high == Approx(quantile(boost::math::beta_distribution<>(109, 12), 0.975)));
    CHECK(exact_share_interval(0, 10).low == 0);
    CHECK(exact_share_interval(0, 10).high == Approx(1 - std::pow(0.025, 0.1)));
    CHECK(exact_share_interval(10, 10).high == 1);
}

TEST_CASE("sums and exact intervals that cannot be are refused", "[intervals]") {
    CHECK_THROWS_WITH(binomial_cumulative(-1, 0.5), Catch::Contains("trials"));
    CHECK_THROWS_WITH(binomial_cumulative(5, 1.5), Catch::Contains("chance"));
    CHECK_THROWS_WITH(exact_share_interval(6, 5), Catch::Contains("no more successes"));
}
