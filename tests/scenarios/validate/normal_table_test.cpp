// Means over a normal effect by quadrature, and a root between two bounds, against what is known of both.
#include "scenarios/validate/normal_table.h"

#include <catch2/catch.hpp>
#include <cmath>

namespace concord::validate {
namespace {

double identity(double x) { return x; }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("Moments of a standard normal: 0, 1, 0, 3, and that of its exponential", "[normal_table]") {
    CHECK(over_normal([](double) { return 4.0; }) == Approx(4));
    CHECK(over_normal([](double e) { return e; }) == Approx(0).margin(1e-12));
    CHECK(over_normal([](double e) { return e * e; }) == Approx(1).margin(1e-4));
    CHECK(over_normal([](double e) { return e * e * e * e; }) == Approx(3).margin(1e-3));
    CHECK(over_normal([](double e) { return std::exp(e); }) == Approx(std::exp(0.5)).margin(1e-4));
    CHECK(over_normal([](double e) { return e > 1 + 1e-9 ? 1.0 : 0.0; }) == Approx(0.1587).margin(0.016));
}

TEST_CASE("Without scatter the table is the logistic, between its points a straight line, beyond them its ends",
          "[normal_table]") {
    const NormalTable table(0, identity);
    for (const double eta : {-7.95, -1.0, 0.0, 0.05, 2.5}) {
        INFO(eta);
        CHECK(table.at(eta) == Approx(logistic(eta)).margin(1e-9));
    }
    CHECK(table.at(0.52) == Approx(0.6 * logistic(0.5) + 0.4 * logistic(0.55)).margin(1e-9));
    CHECK(table.at(-20) == Approx(logistic(-8)).margin(1e-9));
    CHECK(table.at(20) == Approx(logistic(8)).margin(1e-6));
}

TEST_CASE("Scatter pulls a share towards a half, alike on both sides", "[normal_table]") {
    const NormalTable sharp(0, identity), wide(1.5, identity), square(1.5, [](double x) { return x * x; });
    CHECK(wide.at(0) == Approx(0.5));
    CHECK(wide.at(2) + wide.at(-2) == Approx(1));
    CHECK(wide.at(2) < sharp.at(2) - 0.05);
    CHECK(wide.at(2) > 0.5);
    // At 0: E x^2 = 1/4 + var x, and E x (1 - x) = 1/2 - E x^2.
    const NormalTable spread(1.5, [](double x) { return x * (1 - x); });
    CHECK(square.at(0) + spread.at(0) == Approx(0.5));
    CHECK(square.at(0) > 0.3);
}

TEST_CASE("A rising function is met where it reaches its target", "[normal_table]") {
    CHECK(solve_rising(-10, 10, 3, [](double x) { return 2 * x + 1; }) == Approx(1).margin(1e-10));
    CHECK(solve_rising(-8, 8, 0.9, logistic) == Approx(std::log(9.0)).margin(1e-7));
    CHECK(solve_rising(0, 4, 8, [](double x) { return x * x * x; }) == Approx(2).margin(1e-6));
    CHECK(solve_rising(-1, 1, 1, identity) == Approx(1).margin(1e-10));
    CHECK(solve_rising(-1, 1, -1, identity) == Approx(-1).margin(1e-10));
}

}  // namespace concord::validate
