// Implausibility by hand.
#include "calibration/implausibility.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::calibration;

namespace {

EmulatedOutput output(double mean, double mean_variance, double seed_variance) {
    const auto one = [](double x) { return Eigen::VectorXd(Eigen::VectorXd::Constant(1, x)); };
    return {.mean = one(mean), .mean_variance = one(mean_variance), .seed_variance = one(seed_variance)};
}

Target target(const char* name = "t") {
    return {.name = name, .observed = 10, .observation_variance = 1, .discrepancy_variance = 2};
}

}  // namespace

TEST_CASE("the distance over the root of four variances", "[implausibility]") {
    const std::vector<EmulatedOutput> emulated{output(4, 2, 4), output(13, 2, 4)};
    Target mean_of_four = target("b");
    mean_of_four.realisations = 4;
    const Eigen::MatrixXd i = implausibilities(std::vector<Target>{target("a"), mean_of_four}, emulated);
    CHECK(i(0, 0) == Approx(6 / std::sqrt(1 + 2 + 2 + 4.0)));
    CHECK(i(0, 1) == Approx(3 / std::sqrt(1 + 2 + 2 + 1.0)));
    CHECK(other_variance(mean_of_four, emulated[1])[0] == Approx(4));
}

TEST_CASE("without any variance it is nothing or everything", "[implausibility]") {
    const std::vector<Target> exact{{.name = "x", .observed = 3}};
    CHECK(implausibilities(exact, std::vector<EmulatedOutput>{output(3, 0, 0)})(0, 0) == 0);
    CHECK(std::isinf(implausibilities(exact, std::vector<EmulatedOutput>{output(3.1, 0, 0)})(0, 0)));
}

TEST_CASE("first, second and third highest over outputs", "[implausibility]") {
    Eigen::MatrixXd i(2, 3);
    i << 1, 5, 3, 2, 2, 9;
    CHECK(nth_highest(i, 1) == Eigen::Vector2d(5, 9));
    CHECK(nth_highest(i, 2) == Eigen::Vector2d(3, 2));
    CHECK(nth_highest(i, 3) == Eigen::Vector2d(1, 2));
    CHECK_THROWS_WITH(nth_highest(i, 4), Catch::Contains("4 of 3"));
    CHECK_THROWS_WITH(nth_highest(i, 0), Catch::Contains("0 of 3"));
}

TEST_CASE("targets that cannot be are refused by name", "[implausibility]") {
    const auto refused = [](const Target& t, const char* why) {
        CHECK_THROWS_WITH(check_targets(std::vector<Target>{t}), Catch::Contains("moves") && Catch::Contains(why));
    };
    Target t = target("moves");
    CHECK_NOTHROW(check_targets(std::vector<Target>{t}));
    CHECK_THROWS_WITH(check_targets(std::vector<Target>{t, t}), Catch::Contains("twice"));
    t.observed = NAN;
    refused(t, "finite");
    t = target("moves"), t.discrepancy_variance = -1;
    refused(t, "variance");
    t = target("moves"), t.realisations = 0;
    refused(t, "realisations");
    CHECK_THROWS_WITH(check_targets({}), Catch::Contains("none"));
    CHECK_THROWS_WITH(check_targets(std::vector<Target>{target("")}), Catch::Contains("no name"));
    CHECK_THROWS_WITH(implausibilities(std::vector<Target>{target()}, {}), Catch::Contains("0 outputs for 1"));
}
