// Designs: one point in each slice, nets of Sobol's sequence, integrals that chance alone would miss.
#include "calibration/design.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

using namespace concord::calibration;

namespace {

// Whether each of `slices` equal slices of a column holds the same number of points.
bool even(const Eigen::VectorXd& column, int slices) {
    std::vector<Eigen::Index> counts(static_cast<std::size_t>(slices));
    for (const double x : column) ++counts[static_cast<std::size_t>(x * slices)];
    return std::all_of(counts.begin(), counts.end(), [&](Eigen::Index c) { return c == column.size() / slices; });
}

// Mean of a product of functions of mean 1 (Sobol' 2003): 1 in any number of dimensions.
double mean_of_products(const Eigen::MatrixXd& points) {
    double sum = 0;
    for (Eigen::Index n = 0; n < points.rows(); ++n) {
        double product = 1;
        for (Eigen::Index k = 0; k < points.cols(); ++k) product *= (std::abs(4 * points(n, k) - 2) + 1) / 2;
        sum += product;
    }
    return sum / static_cast<double>(points.rows());
}

}  // namespace

TEST_CASE("a Latin hypercube has one point in each slice of each parameter", "[design]") {
    const Eigen::MatrixXd points = latin_hypercube(37, 4, 9);
    REQUIRE(points.rows() == 37);
    for (Eigen::Index k = 0; k < 4; ++k) CHECK(even(points.col(k), 37));
    CHECK(points == latin_hypercube(37, 4, 9));
    CHECK(points != latin_hypercube(37, 4, 10));
    std::set<double> within;  // of its slice, a point is anywhere
    for (const double x : points.col(0)) within.insert(std::floor(4 * (x * 37 - std::floor(x * 37))));
    CHECK(within.size() == 4);
    CHECK(std::abs((points.col(0).array() - 0.5).cwiseProduct(points.col(1).array() - 0.5).mean()) < 0.04);
}

TEST_CASE("the best of several hypercubes is a hypercube, and no worse for more tries", "[design]") {
    const Eigen::MatrixXd best = maximin_latin_hypercube(20, 3, 6, 40);
    for (Eigen::Index k = 0; k < 3; ++k) CHECK(even(best.col(k), 20));
    CHECK(maximin_latin_hypercube(20, 3, 6, 1) == latin_hypercube(20, 3, 6));
    CHECK(smallest_distance(best) > 1.3 * smallest_distance(latin_hypercube(20, 3, 6)));
    CHECK(smallest_distance(best) >= smallest_distance(maximin_latin_hypercube(20, 3, 6, 39)));
    CHECK(smallest_distance((Eigen::MatrixXd(3, 2) << 0, 0, 1, 1, 0.3, 0.4).finished()) == Approx(0.5));
    CHECK(std::isinf(smallest_distance(Eigen::MatrixXd::Zero(1, 2))));
}

TEST_CASE("Sobol's first 2^m points are a net: even in each parameter, and in each square of the first two",
          "[design]") {
    const Eigen::MatrixXd points = sobol_sequence(64, 12, 3);
    for (Eigen::Index k = 0; k < 12; ++k) CHECK(even(points.col(k), 64));
    for (const int across : {2, 4, 8, 16, 32}) {
        Eigen::MatrixXi counts = Eigen::MatrixXi::Zero(across, 64 / across);
        for (Eigen::Index n = 0; n < 64; ++n)
            ++counts(static_cast<int>(points(n, 0) * across), static_cast<int>(points(n, 1) * (64 / across)));
        CHECK(counts == Eigen::MatrixXi::Ones(across, 64 / across));
    }
    CHECK(points.minCoeff() > 0);
    CHECK(points.maxCoeff() < 1);
}

TEST_CASE("without its shift the sequence is the published one, origin included", "[design]") {
    // Exclusive or with row 0, which is the origin shifted, takes the shift away again.
    const Eigen::MatrixXd points = sobol_sequence(8, 3, 77);
    const auto word = [&](Eigen::Index n, Eigen::Index k) { return static_cast<std::uint32_t>(points(n, k) * 0x1p32); };
    const double published[8][3] = {{0, 0, 0},
                                    {0.5, 0.5, 0.5},
                                    {0.75, 0.25, 0.25},
                                    {0.25, 0.75, 0.75},
                                    {0.375, 0.375, 0.625},
                                    {0.875, 0.875, 0.125},
                                    {0.625, 0.125, 0.875},
                                    {0.125, 0.625, 0.375}};
    for (Eigen::Index n = 0; n < 8; ++n)
        for (Eigen::Index k = 0; k < 3; ++k) CHECK((word(n, k) ^ word(0, k)) * 0x1p-32 == published[n][k]);
}

TEST_CASE("any first rows of Sobol's design are the smaller design, and it goes on from any row", "[design]") {
    const Eigen::MatrixXd whole = sobol_sequence(100, 5, 8);
    for (const Eigen::Index n : {1, 2, 33, 99}) CHECK(whole.topRows(n) == sobol_sequence(n, 5, 8));
    for (const Eigen::Index first : {1, 2, 31, 64, 99})
        CHECK(whole.bottomRows(100 - first) == sobol_sequence(100 - first, 5, 8, first));
    CHECK(whole.leftCols(3) == sobol_sequence(100, 3, 8));
    CHECK(whole != sobol_sequence(100, 5, 9));
}

TEST_CASE("Sobol's sequence integrates a product in eight dimensions ten times as well as chance would", "[design]") {
    // Variance of the product: (1 + 1/12)^8 - 1 = 0.897, so chance alone has an error of 0.0148 at 4096 points.
    for (const std::uint32_t seed : {1u, 2u, 3u})
        CHECK(mean_of_products(sobol_sequence(4096, 8, seed)) == Approx(1).margin(0.0015));
}

TEST_CASE("over all shifts a point is uniform", "[design]") {
    double sum = 0, square = 0;
    for (std::uint32_t seed = 0; seed < 4000; ++seed) {
        const double x = sobol_sequence(1, 2, seed)(0, 1);
        sum += x, square += x * x;
    }
    CHECK(sum / 4000 == Approx(0.5).margin(0.015));
    CHECK(square / 4000 == Approx(1.0 / 3).margin(0.015));
}

TEST_CASE("each parameter is in one group", "[design]") {
    CHECK(group_of_each(each_alone(3)) == std::vector<Eigen::Index>{0, 1, 2});
    CHECK(group_of_each({{2, 0}, {1}}) == std::vector<Eigen::Index>{0, 1, 0});
    CHECK_THROWS_WITH(group_of_each({{0, 1}, {1}}), Catch::Contains("in two"));
    CHECK_THROWS_WITH(group_of_each({{0}, {2}}), Catch::Contains("in none"));
    CHECK_THROWS_WITH(group_of_each({{0}, {}}), Catch::Contains("no parameters"));
    CHECK_THROWS_WITH(group_of_each({}), Catch::Contains("no groups"));
}

TEST_CASE("designs that cannot be are refused", "[design]") {
    CHECK_THROWS_WITH(latin_hypercube(0, 2, 1), Catch::Contains("between 1 and 2^31"));
    CHECK_THROWS_WITH(latin_hypercube(5, 0, 1), Catch::Contains("no parameters"));
    CHECK_THROWS_WITH(maximin_latin_hypercube(5, 2, 1, 0), Catch::Contains("tries start at 1"));
    CHECK_THROWS_WITH(sobol_sequence(-1, 2, 1), Catch::Contains("between 1 and 2^31"));
    CHECK_THROWS_WITH(sobol_sequence(1, 3668, 1), Catch::Contains("at most 3667"));
    CHECK_THROWS_WITH(sobol_sequence(2, 2, 1, (Eigen::Index{1} << 31) - 1), Catch::Contains("first row"));
    CHECK(sobol_sequence(2, 3667, 1).allFinite());
}
