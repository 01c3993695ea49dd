// Regional sensitivity: distances that are known, published critical values, and how often chance alone is taken for a
// finding.
#include "calibration/regional_sensitivity.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/design.h"
#include "calibration/random.h"

using namespace concord::calibration;

namespace {

Eigen::MatrixXd chances(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed) {
    Eigen::MatrixXd points(n, parameters);
    for (Eigen::Index row = 0; row < n; ++row) {
        Random random(seed, Method::kPrior, static_cast<std::uint32_t>(row));
        for (Eigen::Index k = 0; k < parameters; ++k) points(row, k) = random.unit();
    }
    return points;
}

}  // namespace

TEST_CASE("a split by one parameter: its distance and where, and none of the others", "[regional]") {
    // Of interest are 0.3 + 0.7 x 0.3 = 0.51 of all; 0.21 of them lie below 0.7 in the second parameter.
    const Eigen::MatrixXd points = chances(4000, 4, 1);
    Eigen::VectorXd interest(4000);
    for (Eigen::Index n = 0; n < 4000; ++n) interest[n] = points(n, 1) > 0.7 || points(n, 3) < 0.3 ? 1 : 0;
    const auto found = regional_sensitivity(points, interest).sensitivities[0];
    CHECK(found[1].distance == Approx(1 - 0.21 / 0.51).margin(0.02));
    CHECK(found[1].at == Approx(0.7).margin(0.01));
    CHECK_FALSE(found[1].of_interest_lie_lower);
    CHECK(found[3].distance == Approx(0.3 / 0.51).margin(0.02));
    CHECK(found[3].at == Approx(0.3).margin(0.01));
    CHECK(found[3].of_interest_lie_lower);
    for (const std::size_t k : {1u, 3u}) CHECK(found[k].adjusted_p < 1e-12);
    for (const std::size_t k : {0u, 2u}) CHECK(found[k].adjusted_p > 0.05);
}

TEST_CASE("a distance by hand, ties looked at together", "[regional]") {
    Eigen::VectorXd x(10), interest(10);
    x << 1, 2, 2, 3, 4, 2, 3, 5, 6, 7;
    interest << 1, 1, 1, 1, 1, 0, 0, 0, 0, 0;
    const auto found = regional_sensitivity(x, interest).sensitivities[0][0];
    CHECK(found.distance == Approx(0.6));  // at 4: 5/5 - 2/5, as no other value has
    CHECK(found.at == 4);
    const auto same = regional_sensitivity(Eigen::VectorXd::Zero(10), interest).sensitivities[0][0];
    CHECK(same.distance == 0);
    CHECK(same.p == 1);
}

TEST_CASE("p-values are Kolmogorov's: published critical values at large samples", "[regional]") {
    const Eigen::Index many = 2000000;
    const double root = std::sqrt(1e6);
    CHECK(kolmogorov_smirnov_p(1.2238 / root, many, many) == Approx(0.10).margin(0.0003));
    CHECK(kolmogorov_smirnov_p(1.3581 / root, many, many) == Approx(0.05).margin(0.0002));
    CHECK(kolmogorov_smirnov_p(1.6276 / root, many, many) == Approx(0.01).margin(0.0001));
    CHECK(kolmogorov_smirnov_p(0.82757 / root, many, many) == Approx(0.5).margin(0.001));
    CHECK(kolmogorov_smirnov_p(0.1999 / root, many, many) == 1);
    CHECK(kolmogorov_smirnov_p(0.21 / root, many, many) == Approx(1));
    CHECK(kolmogorov_smirnov_p(1, many, many) == 0);
}

TEST_CASE("small samples are counted out", "[regional]") {
    // Of the 20 orders of 3 and 3 the two that keep the samples apart reach 1; 2/3 is reached by 12.
    CHECK(kolmogorov_smirnov_p(1, 3, 3) == Approx(2.0 / 20));
    CHECK(kolmogorov_smirnov_p(2.0 / 3, 3, 3) == Approx(12.0 / 20));
    CHECK(kolmogorov_smirnov_p(0.01, 3, 3) == 1);
    // scipy.stats.ks_2samp, method exact.
    CHECK(kolmogorov_smirnov_p(0.6, 5, 5) == Approx(0.35714285714285715).epsilon(1e-12));
    CHECK(kolmogorov_smirnov_p(0.6, 5, 15) == Approx(0.10952012383900929).epsilon(1e-12));
    CHECK(kolmogorov_smirnov_p(0.3, 20, 30) == Approx(0.20235672077103806).epsilon(1e-12));
    CHECK(kolmogorov_smirnov_p(0.25, 70, 50) == Approx(0.04155377383596561).epsilon(1e-12));
    // On both sides of where the series takes over.
    CHECK(kolmogorov_smirnov_p(0.06, 1000, 1000) == Approx(kolmogorov_smirnov_p(0.06, 1000, 1001)).epsilon(0.05));
}

TEST_CASE("Holm's rule, by hand", "[regional]") {
    const auto adjusted = holm_adjusted({0.01, 0.04, 0.03, 0.005, 0.9});
    const double expected[] = {0.04, 0.09, 0.09, 0.025, 0.9};
    for (std::size_t k = 0; k < 5; ++k) CHECK(adjusted[k] == Approx(expected[k]));
    CHECK(holm_adjusted({0.6, 0.7}) == std::vector<double>{1, 1});
    CHECK(holm_adjusted({}).empty());
    CHECK_THROWS_WITH(holm_adjusted({NAN}), Catch::Contains("[0, 1]"));
}

TEST_CASE("where nothing matters, p is uniform, and one of twenty studies finds something after all", "[regional]") {
    int below = 0, false_findings = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Eigen::MatrixXd points = chances(120, 6, seed);
        Eigen::VectorXd interest(120);
        for (Eigen::Index n = 0; n < 120; ++n) interest[n] = n < 50 ? 1 : 0;
        bool any = false;
        const auto result = regional_sensitivity(points, interest);
        for (const auto& s : result.sensitivities[0]) below += s.p < 0.2, any = any || s.adjusted_p < 0.05;
        false_findings += any;
    }
    CHECK(below / 2400.0 == Approx(0.2).margin(0.03));
    CHECK(false_findings <= 32);  // 0.08
    CHECK(false_findings >= 4);
}

TEST_CASE("several splits at once count as more comparisons; failed runs are left out of each", "[regional]") {
    const Eigen::MatrixXd points = chances(200, 2, 9);
    Eigen::MatrixXd interest(200, 2);
    for (Eigen::Index n = 0; n < 200; ++n)
        interest.row(n) << (points(n, 0) > 0.6 ? 1.0 : 0.0), (n % 10 == 0 ? NAN : static_cast<double>(n % 2));
    const auto both = regional_sensitivity(points, interest);
    const auto alone = regional_sensitivity(points, interest.col(0));
    CHECK(both.failed_runs == std::vector<Eigen::Index>{0, 20});
    CHECK(both.of_interest[1] == 100);
    CHECK(both.others[1] == 80);
    CHECK(both.sensitivities[0][0].p == alone.sensitivities[0][0].p);
    CHECK(both.sensitivities[0][0].adjusted_p == Approx(2 * alone.sensitivities[0][0].adjusted_p));
}

TEST_CASE("cases that make no comparison are refused", "[regional]") {
    const Eigen::MatrixXd points = chances(20, 2, 1);
    const auto refused = [&](const Eigen::MatrixXd& at, const Eigen::MatrixXd& interest, const std::string& why) {
        CHECK_THROWS_WITH(regional_sensitivity(at, interest), Catch::Contains(why));
    };
    Eigen::VectorXd few = Eigen::VectorXd::Zero(20);
    few.head(4).setOnes();
    refused(points, few, "4 runs of interest and 16 others");
    refused(points, Eigen::VectorXd::Ones(19), "20 points and 19 cases");
    refused(points, Eigen::VectorXd::Constant(20, 2), "of interest (1)");
    refused(points, Eigen::MatrixXd(20, 0), "no split");
    refused(Eigen::MatrixXd(20, 0), few, "no parameters");
    refused(Eigen::MatrixXd::Constant(20, 1, NAN), few, "not finite");
    CHECK_THROWS_WITH(kolmogorov_smirnov_p(0.5, 0, 5), Catch::Contains("at least one"));
    CHECK_THROWS_WITH(kolmogorov_smirnov_p(NAN, 5, 5), Catch::Contains("in [0, 1]"));
}
