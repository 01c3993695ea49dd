// The simulation's own elementary functions (sim/ground/maths.h) against the C library's, over their ranges and at the
// edges.
#include "sim/ground/maths.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/ground/random.h"

using namespace concord::sim;

namespace {

// Units in the last place between a value and the true one, as the C library has it in long double.
double ulps(double found, long double expected) {
    const double nearest = static_cast<double>(expected);
    const double unit = std::nextafter(std::abs(nearest), std::numeric_limits<double>::infinity()) - std::abs(nearest);
    return static_cast<double>(std::abs((static_cast<long double>(found) - expected) / static_cast<long double>(unit)));
}

double uniform(std::uint32_t k, double low, double high) {
    return low + (high - low) * open_unit(Stream(1, Process::kTalks).word(k, 0, 0));
}

constexpr std::uint32_t kPoints = 20000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("Exponentials and logarithms are within two units in the last place of the true value, powers within eight") {
    double worst_exp = 0, worst_log = 0, worst_log1p = 0, worst_pow = 0;
    for (std::uint32_t k = 0; k < kPoints; ++k) {
        const double x = uniform(k, -700, 700), small = uniform(k, -0.249, 0.249), base = uniform(k, 0.01, 10),
                     exponent = uniform(k + kPoints, -1.5, 1.5);
        worst_exp = std::max(worst_exp, ulps(maths::exp(x), std::exp(static_cast<long double>(x))));
        const double spread = std::exp(x);
        worst_log = std::max(worst_log, ulps(maths::log(spread), std::log(static_cast<long double>(spread))));
        worst_log1p = std::max(worst_log1p, ulps(maths::log1p(small), std::log1p(static_cast<long double>(small))));
        worst_pow = std::max(worst_pow, ulps(maths::pow(base, exponent), std::pow(static_cast<long double>(base),
                                                                                  static_cast<long double>(exponent))));
    }
    CHECK(worst_exp < 2);
    CHECK(worst_log < 2);
    CHECK(worst_log1p < 2);
    CHECK(worst_pow < 8);  // the logarithm's error times the exponent, and the power's
}

TEST_CASE("At the edges of their ranges they are what they should be") {
    CHECK(maths::exp(0) == 1);
    CHECK(maths::exp(-800) == 0);
    CHECK(maths::exp(710) == kInfinity);
    CHECK(std::isnan(maths::exp(std::nan(""))));
    CHECK(maths::log(1) == 0);
    CHECK(maths::log(0) == -kInfinity);
    CHECK(std::isnan(maths::log(-1)));
    CHECK(maths::log(kInfinity) == kInfinity);
    CHECK(maths::log(1e-310) == Approx(std::log(1e-310)).epsilon(1e-14));  // subnormal
    CHECK(maths::log1p(1e-20) == 1e-20);
    CHECK(maths::pow(0, 0.5) == 0);
    CHECK(maths::pow(0, 0) == 1);
    CHECK(maths::pow(0, -1) == kInfinity);
    CHECK(maths::hypot(3, 4) == 5);
    CHECK(maths::logistic(0.0) == 0.5);
}

TEST_CASE("Eight at once, logistic and logarithm are within 3e-7, and turns within 2e-7") {
    double worst_logistic = 0, worst_log = 0, worst_turn = 0;
    for (std::uint32_t k = 0; k < kPoints; ++k) {
        const auto z = static_cast<float>(uniform(k, -30, 30)), u = static_cast<float>(uniform(k, 6e-8, 1)),
                   t = static_cast<float>(uniform(k, 0, 1));
        const double turn = 2 * 3.14159265358979323846 * static_cast<double>(t);
        worst_logistic = std::max(worst_logistic, std::abs(static_cast<double>(maths::logistic(all(z))[3]) -
                                                           1 / (1 + std::exp(-static_cast<double>(z)))));
        worst_log = std::max(
            worst_log, std::abs(static_cast<double>(maths::log(all(u))[5]) / std::log(static_cast<double>(u)) - 1));
        const auto [cosine, sine] = maths::turned(all(t));
        worst_turn = std::max({worst_turn, std::abs(static_cast<double>(cosine[0]) - std::cos(turn)),
                               std::abs(static_cast<double>(sine[7]) - std::sin(turn))});
    }
    CHECK(worst_logistic < 3e-7);
    CHECK(worst_log < 3e-7);
    CHECK(worst_turn < 2e-7);
    CHECK(maths::turned(all(0.0f)).cosine[0] == 1);
    CHECK(maths::turned(all(1.0f)).cosine[0] == 1);
    CHECK(maths::turned(all(0.5f)).cosine[0] == -1);
    CHECK(maths::turned(all(0.25f)).sine[0] == 1);
    CHECK(maths::turned(all(0.75f)).sine[0] == -1);
    CHECK(maths::exp2(all(-3.0f))[0] == 0.125f);
}
