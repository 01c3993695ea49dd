// Values of information against closed forms: a normal net benefit against none is worth the unit normal loss.
#include "calibration/importance_of_information.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "calibration/normal.h"
#include "calibration/random.h"
#include "tests/calibration/samples.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;
using namespace concord::tests;
namespace tests = concord::tests;

namespace {

// An option that brings nothing, and one that brings `benefit`.
Eigen::MatrixXd against_nothing(const Eigen::VectorXd& benefit) {
    Eigen::MatrixXd both(benefit.size(), 2);
    both << Eigen::VectorXd::Zero(benefit.size()), benefit;
    return both;
}

// Value of knowing a normal net benefit of this mean and sd.
double loss(double mean, double sd) {
    const double z = std::abs(mean) / sd;
    return sd * normal_density(z) - std::abs(mean) * normal_cumulative(-z);
}

// mean + 3 x0 + 1.5 x1 + 2 noise.
Eigen::VectorXd linear(const Eigen::MatrixXd& x, double mean) {
    return (mean + (3 * x.col(0) + 1.5 * x.col(1) + 2 * x.col(2)).array()).matrix();
}

// Cheaper than the default.
const InformationRegression kQuick{.knots = 30, .draws = 50};

PartialInformation partial(const Eigen::MatrixXd& known, const Eigen::MatrixXd& net_benefit) {
    return expected_value_of_partial_information(known, net_benefit, kQuick);
}

void check_near(const PartialInformation& found, double truth, double within) {
    INFO(found.value << " +- " << found.standard_error << ", bias " << found.bias << ", truth " << truth);
    CHECK(found.value == Approx(truth).margin(within));
    CHECK(std::abs(found.value - truth) < 3.5 * found.standard_error + std::abs(found.bias));
}

}  // namespace

TEST_CASE("perfect information in a linear normal choice is the unit normal loss", "[information]") {
    const double sd = std::sqrt(9 + 2.25 + 4);
    for (const double mean : {-2.0, 0.5}) {
        const auto found = expected_value_of_perfect_information(against_nothing(linear(normals(20000, 3, 1), mean)));
        CHECK(found.value == Approx(loss(mean, sd)).margin(0.05));
        CHECK(std::abs(found.value - loss(mean, sd)) < 3 * found.standard_error);
        CHECK(found.best == (mean > 0 ? 1 : 0));
        CHECK(found.expected[0] == 0);
        CHECK(found.expected[1] == Approx(mean).margin(0.1));
    }
}

TEST_CASE("partial information in a linear normal choice, of each parameter and of both", "[information]") {
    const Eigen::MatrixXd x = normals(4000, 3, 2);
    const Eigen::MatrixXd benefit = against_nothing(linear(x, 1));
    check_near(partial(x.col(0), benefit), loss(1, 3), 0.07);
    check_near(partial(x.col(1), benefit), loss(1, 1.5), 0.07);
    check_near(partial(x.leftCols(2), benefit), loss(1, std::sqrt(11.25)), 0.08);
    const double perfect = expected_value_of_perfect_information(benefit).value;
    CHECK(partial(x, benefit).value == Approx(perfect).margin(1e-3));
}

TEST_CASE("a bent net benefit: knowing x of x^2 - 1 is worth twice the normal density at 1", "[information]") {
    const Eigen::MatrixXd x = normals(4000, 2, 3);
    const Eigen::VectorXd bent = x.col(0).cwiseAbs2() + 2 * x.col(1) - Eigen::VectorXd::Ones(4000);
    const auto found = partial(x.col(0), against_nothing(bent));
    check_near(found, 2 * normal_density(1), 0.06);
    CHECK(found.effective_parameters > 4);
}

TEST_CASE("two that matter only together: neither alone is worth anything, both 1 / pi", "[information]") {
    const Eigen::MatrixXd x = normals(4000, 2, 4);
    const Eigen::MatrixXd benefit = against_nothing(x.col(0).cwiseProduct(x.col(1)));
    check_near(partial(x, benefit), 1 / std::numbers::pi, 0.03);
    const auto alone = partial(x.col(0), benefit);
    INFO(alone.value << ", effective parameters " << alone.effective_parameters);
    CHECK(alone.value < 0.03);
    CHECK(alone.bias >= 0);
}

TEST_CASE("three options: the greatest of three normals is worth 3 / (2 sqrt(pi))", "[information]") {
    const Eigen::MatrixXd x = normals(6000, 4, 5);
    Eigen::MatrixXd benefit = x.leftCols(3);
    benefit.colwise() += 5 * x.col(3);  // of no matter to the choice
    check_near(partial(x.leftCols(3), benefit), 1.5 / std::sqrt(std::numbers::pi), 0.03);
    CHECK(partial(x.col(3), benefit).value < 0.03);
    // The first known alone: the others stay at 0, so it is worth the loss at 0.
    check_near(partial(x.col(0), benefit), loss(0, 1), 0.04);
}

TEST_CASE("standard errors are what estimates spread by, and the bias is on the right side", "[information]") {
    double sum = 0, square = 0, error = 0, bias = 0;
    const int studies = 60;
    for (std::uint32_t seed = 0; seed < studies; ++seed) {
        const Eigen::MatrixXd x = normals(300, 3, 100 + seed);
        const auto found =
            expected_value_of_partial_information(x.col(1), against_nothing(linear(x, 1)), {.knots = 15, .draws = 60});
        sum += found.value, square += found.value * found.value;
        error += found.standard_error * found.standard_error, bias += found.bias;
    }
    const double mean = sum / studies, spread = std::sqrt(square / studies - mean * mean);
    CHECK(std::sqrt(error / studies) == Approx(spread).epsilon(0.35));
    CHECK(bias > 0);
    CHECK(mean - bias / studies == Approx(loss(1, 1.5)).margin(2.5 * spread / std::sqrt(studies) + 0.02));
}

TEST_CASE("failed runs are left out and counted; equal options make nothing worth knowing", "[information]") {
    Eigen::MatrixXd x = normals(400, 3, 6), benefit = against_nothing(linear(x, 0));
    const double without = partial(x.topRows(390), benefit.topRows(390)).value;
    benefit.bottomRows(10).col(1).setConstant(NAN);
    const auto found = partial(x, benefit);
    CHECK(found.failed_runs == 10);
    CHECK(found.runs == 390);
    CHECK(found.value == without);
    const auto again = [&] { return partial(x, benefit); };
    const auto one = tests::with_threads(1, again), four = tests::with_threads(4, again);
    CHECK(one.bias == four.bias);
    CHECK(one.standard_error == four.standard_error);
    const auto equal = partial(x, Eigen::MatrixXd::Constant(400, 2, 3.0));
    CHECK(equal.value == 0);
    CHECK(equal.standard_error == 0);
    CHECK(expected_value_of_perfect_information(Eigen::MatrixXd::Constant(400, 2, 3.0)).value == 0);
}

TEST_CASE("what makes no choice or no regression is refused", "[information]") {
    const Eigen::MatrixXd x = normals(40, 3, 1), benefit = against_nothing(x.col(0));
    CHECK_THROWS_WITH(expected_value_of_perfect_information(x.leftCols(1)), Catch::Contains("at least two options"));
    CHECK_THROWS_WITH(expected_value_of_perfect_information(Eigen::MatrixXd::Constant(5, 2, NAN)),
                      Catch::Contains("at least two runs"));
    const auto refused = [](const Eigen::MatrixXd& known, const Eigen::MatrixXd& made,
                            const InformationRegression& options, const std::string& why) {
        CHECK_THROWS_WITH(expected_value_of_partial_information(known, made, options), Catch::Contains(why));
    };
    refused(x.topRows(39), benefit, {}, "of 39 runs and net benefits of 40");
    refused(Eigen::MatrixXd(40, 0), benefit, {}, "no parameters");
    refused(Eigen::MatrixXd::Constant(40, 1, NAN), benefit, {}, "not finite");
    refused(x.topRows(29).leftCols(1), benefit.topRows(29), {}, "needs 30 runs");
    refused(normals(40, 4, 1), benefit, {}, "needs 50 runs");
    refused(x, benefit, {.knots = 3}, "knots start at 4");
    refused(x, benefit, {.draws = 1}, "draws start at 2");
    refused(Eigen::MatrixXd::Ones(40, 1), benefit, {}, "one value alone");
}
