// Summaries of replicates by hand, and their sampling errors against many drawn samples.
#include "calibration/replicates.h"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"

using namespace concord::calibration;

TEST_CASE("means and variances by hand, failed replicates left out and counted", "[replicates]") {
    Eigen::MatrixXd runs(4, 3);
    runs << 1, 2, 6, 5, NAN, 7, NAN, 4, INFINITY, 2, 2, 2;
    const ReplicateSummary s = summarise(runs);
    CHECK(s.used == Eigen::Vector4i(3, 2, 1, 3));
    CHECK(s.failed == 3);
    CHECK(s.mean == Eigen::Vector4d(3, 6, 4, 2));
    CHECK(s.variance[0] == Approx(7));
    CHECK(s.variance_of_mean[0] == Approx(7.0 / 3));
    CHECK(s.variance_of_variance[0] == Approx(49));
    CHECK(s.variance[1] == Approx(2));
    CHECK(std::isnan(s.variance[2]));
    CHECK(std::isnan(s.log_variance[2]));
    CHECK(s.variance[3] == 0);
    CHECK(std::isnan(s.log_variance[3]));
    // Two degrees of freedom: log s2 is biased by -gamma, with variance pi^2 / 6.
    CHECK(s.log_variance[0] == Approx(std::log(7.0) + 0.57721566490153286));
    CHECK(s.variance_of_log_variance[0] == Approx(M_PI * M_PI / 6));
}

TEST_CASE("the log chi-square has the moments of the digamma and trigamma functions", "[replicates]") {
    for (const int degrees : {1, 2, 3, 4, 9, 10, 99, 1000}) {
        const LogChiSquare l = log_chi_square(degrees);
        CHECK(l.mean == Approx(boost::math::digamma(degrees / 2.0) - std::log(degrees / 2.0)).epsilon(1e-10));
        CHECK(l.variance == Approx(boost::math::trigamma(degrees / 2.0)).epsilon(1e-10));
    }
}

TEST_CASE("sampling errors are those of many normal samples", "[replicates]") {
    Eigen::MatrixXd runs(4000, 6);
    for (Eigen::Index k = 0; k < 4000; ++k) {
        Random random(3, Method::kPrior, static_cast<std::uint32_t>(k));
        for (Eigen::Index r = 0; r < 6; ++r) runs(k, r) = 10 + 2 * random.normal();
    }
    const ReplicateSummary s = summarise(runs);
    const auto variance = [](const Eigen::VectorXd& v) { return (v.array() - v.mean()).square().mean(); };
    CHECK(s.variance.mean() == Approx(4).epsilon(0.03));
    CHECK(s.variance_of_mean.mean() == Approx(variance(s.mean)).epsilon(0.06));
    CHECK(variance(s.variance) == Approx(2 * 16 / 5.0).epsilon(0.1));
    CHECK(s.log_variance.mean() == Approx(std::log(4.0)).margin(0.04));
    CHECK(variance(s.log_variance) == Approx(s.variance_of_log_variance[0]).epsilon(0.1));
}

TEST_CASE("runs in rows come apart by point, and what cannot is refused", "[replicates]") {
    Eigen::MatrixXd runs(4, 2);
    runs << 1, 10, 2, 20, 3, 30, 4, 40;
    CHECK(replicates_of(runs, 2, 1) == (Eigen::Matrix2d() << 10, 20, 30, 40).finished());
    CHECK_THROWS_WITH(replicates_of(runs, 3, 0), Catch::Contains("no whole number of 3"));
    CHECK_THROWS_WITH(replicates_of(runs, 2, 2), Catch::Contains("no output 2"));
    CHECK_THROWS_WITH(summarise(Eigen::MatrixXd(0, 3)), Catch::Contains("no points"));
    CHECK_THROWS_WITH(log_chi_square(0), Catch::Contains("at least 1"));
}
