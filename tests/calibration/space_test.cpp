// Distributions of a study's parameters, and the chances that everything in the toolkit is drawn with.
#include "calibration/space.h"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/model.h"
#include "calibration/normal.h"
#include "calibration/random.h"

using namespace concord::calibration;

namespace {

std::vector<Dimension> every_shape() {
    return {{.name = "u", .low = -2, .high = 3},
            {.name = "lu", .shape = Shape::kLogUniform, .low = 0.01, .high = 10},
            {.name = "t", .shape = Shape::kTriangular, .low = -1, .high = 4, .mode = 0.5},
            {.name = "t_edge", .shape = Shape::kTriangular, .low = 0, .high = 2, .mode = 2},
            {.name = "lt", .shape = Shape::kLogTriangular, .low = 0.1, .high = 5, .mode = 1},
            {.name = "n", .shape = Shape::kNormal, .low = -1, .high = 6, .mean = 1, .sd = 1.5},
            {.name = "ln", .shape = Shape::kLogNormal, .low = 0.2, .high = 9, .mean = 0.3, .sd = 0.8}};
}

}  // namespace

TEST_CASE("the normal distribution is within 1e-15 of Boost's, in the tails too", "[space]") {
    const boost::math::normal standard;
    for (double z = -8; z <= 8; z += 0.37) {
        CHECK(normal_cumulative(z) == Approx(boost::math::cdf(standard, z)).epsilon(2e-14).margin(1e-16));
        CHECK(normal_density(z) == Approx(boost::math::pdf(standard, z)).epsilon(2e-14));
    }
    for (const double p : {1e-300, 1e-20, 1e-8, 0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1e-10})
        CHECK(normal_quantile(p) == Approx(boost::math::quantile(standard, p)).epsilon(1e-14).margin(1e-15));
    CHECK(std::isinf(normal_quantile(0)));
    CHECK(std::isnan(normal_quantile(1.5)));
}

TEST_CASE("quantile and cumulative distribution undo one another, and the density is the slope", "[space]") {
    const Space space(every_shape());
    for (Eigen::Index k = 0; k < space.size(); ++k) {
        INFO(space[k].name);
        CHECK(space.quantile(k, 0) == Approx(space[k].low));
        CHECK(space.quantile(k, 1) == Approx(space[k].high));
        for (double u = 0.03; u < 1; u += 0.07) {
            const double x = space.quantile(k, u), h = 1e-6 * (space[k].high - space[k].low);
            CHECK(space.cumulative(k, x) == Approx(u).epsilon(1e-12));
            const double slope = (space.cumulative(k, x + h) - space.cumulative(k, x - h)) / (2 * h);
            CHECK(std::exp(space.log_density(k, x)) == Approx(slope).epsilon(1e-4));
        }
        CHECK(std::isinf(space.log_density(k, space[k].low - 0.1)));
        CHECK(space.cumulative(k, space[k].high + 1) == 1);
    }
}

TEST_CASE("a space that cannot be is refused with the parameter's name", "[space]") {
    const auto refused = [](const Dimension& d, const std::string& why) {
        CHECK_THROWS_WITH(Space({d}), Catch::Contains("gamma") && Catch::Contains(why));
    };
    refused({.name = "gamma", .low = 1, .high = 1}, "not below");
    refused({.name = "gamma", .low = 0, .high = INFINITY}, "not a finite");
    refused({.name = "gamma", .shape = Shape::kLogUniform, .low = 0, .high = 1}, "above 0");
    refused({.name = "gamma", .shape = Shape::kTriangular, .low = 0, .high = 1, .mode = 2}, "mode");
    refused({.name = "gamma", .shape = Shape::kNormal, .low = 0, .high = 1, .sd = 0}, "sd above 0");
    refused({.name = "gamma", .shape = Shape::kNormal, .low = 50, .high = 60}, "hardly any");
    CHECK_THROWS_WITH(Space({{.name = "a"}, {.name = "a"}}), Catch::Contains("twice"));
    CHECK_THROWS_WITH(Space({}), Catch::Contains("at least one"));
    CHECK_THROWS_WITH(shape_named("beta"), Catch::Contains("log_triangular"));
}

TEST_CASE("groups stand in order of their first parameter", "[space]") {
    const Space space({{.name = "a", .group = "x"}, {.name = "b"}, {.name = "c", .group = "x"}});
    CHECK(space.group_names() == std::vector<std::string>{"x", "b"});
    CHECK(space.groups() == std::vector<std::vector<Eigen::Index>>{{0, 2}, {1}});
}

TEST_CASE("a model's runs are the same at any number of threads, and a failed one is a row of NaN with its reason",
          "[space]") {
    std::vector<std::string> failed;
    const Model model = in_parallel(
        [](const Eigen::VectorXd& x, std::uint32_t seed) -> Eigen::VectorXd {
            if (x[0] > 2.5) throw std::runtime_error("too much");
            return Eigen::Vector2d(x[0] + seed, x[0] > 1.5 ? NAN : x[0]);
        },
        2, &failed);
    const Eigen::MatrixXd points = Eigen::Vector4d(0, 1, 2, 3);
    const std::vector<std::uint32_t> seeds{5, 6, 7, 8};
    const Eigen::MatrixXd outputs = model(points, seeds);
    CHECK(outputs(1, 0) == 7);
    CHECK(std::isnan(outputs(2, 0)));
    CHECK(failed == std::vector<std::string>{"row 2: an output is not a finite number", "row 3: too much"});
    CHECK(run_seeds(3, 10, 2)[1] == run_seeds(3, 11, 1)[0]);
    CHECK(run_seeds(3, 10, 1) != run_seeds(4, 10, 1));
}

TEST_CASE("uniform and normal chances have the moments they should", "[space]") {
    double sum = 0, square = 0, unit = 0;
    for (std::uint32_t n = 0; n < 20000; ++n) {
        Random random(1, Method::kPrior, n);
        const double z = random.normal();
        sum += z, square += z * z, unit += random.unit();
    }
    CHECK(sum / 20000 == Approx(0).margin(0.02));
    CHECK(square / 20000 == Approx(1).margin(0.03));
    CHECK(unit / 20000 == Approx(0.5).margin(0.006));
}
