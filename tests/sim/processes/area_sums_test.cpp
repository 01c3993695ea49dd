// Sums over an area's talkers: lack of openness in expectation is that of a normal spread about the level.
#include "sim/processes/area_sums.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace concord;
using namespace concord::sim;

namespace {

double lack(double openness, double openness_sd) {
    Parameters parameters;
    parameters.hostility_cutoff = 0.5;
    Vector x = Vector::Zero();
    x[kOpenness] = static_cast<float>(openness);
    AreaSums sums;
    sums.add(parameters, kWhite, x, openness_sd);
    return sums.lack_of_openness[kWhite];
}

// E[max(0, a + b z)] of a standard normal z.
double expected_above_zero(double a, double b) {
    const double t = a / b;
    return a * 0.5 * std::erfc(-t / std::numbers::sqrt2) + b * std::exp(-0.5 * t * t) / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

TEST_CASE("Who is known for certain lacks openness below the cutoff, and none above it") {
    CHECK(lack(0.25, 0) == Approx(0.5));
    CHECK(lack(0.75, 0) == 0);
}

TEST_CASE("In expectation, lack of openness is that of a normal spread about the level") {
    // Far below the cutoff the spread is symmetric and adds nothing.
    CHECK(lack(0.125, 0.0625) == Approx(0.75).epsilon(1e-12));
    CHECK(lack(0.875, 0.0625) == 0);
    for (const double openness : {0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65}) {
        const double spread = 0.1 / 0.5;
        CAPTURE(openness);
        CHECK(lack(openness, 0.1) == Approx(expected_above_zero(1 - openness / 0.5, spread)).margin(0.02 * spread));
    }
}
