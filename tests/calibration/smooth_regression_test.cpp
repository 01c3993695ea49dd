// Smooth regression against functions that are known, and its draws against the spread that theory gives.
#include "calibration/smooth_regression.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"
#include "tests/calibration/samples.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

double root_mean_square(const Eigen::MatrixXd& values) { return std::sqrt(values.array().square().mean()); }

}  // namespace

TEST_CASE("a straight line under noise is taken for one, and is that of least squares", "[regression]") {
    const Eigen::MatrixXd x = normals(1000, 3, 1);
    const Eigen::VectorXd y = 4 + (2 * x.col(0) - x.col(1) + x.col(2)).array();
    const auto fit = smooth_regression(x.leftCols(2), y, 40);
    CHECK(fit.effective_parameters < 8);
    CHECK(root_mean_square(fit.fitted - Eigen::VectorXd(4 + (2 * x.col(0) - x.col(1)).array())) < 0.12);
    CHECK(fit.fitted.mean() == Approx(y.mean()).epsilon(1e-9));
    CHECK(fit.residual_root(0, 0) == Approx(1).epsilon(0.05));
}

TEST_CASE("a curve without noise is met; under noise it is met nearly", "[regression]") {
    const Eigen::MatrixXd x = normals(800, 2, 2);
    const Eigen::VectorXd curve = (2 * x.col(0).array()).sin().matrix();
    CHECK(root_mean_square(smooth_regression(x.leftCols(1), curve, 50).fitted - curve) < 0.01);
    const auto noisy = smooth_regression(x.leftCols(1), curve + x.col(1), 50);
    CHECK(root_mean_square(noisy.fitted - curve) < 0.17);  // sd 1, about 12 parameters: sqrt(12 / 800) = 0.12
    CHECK(noisy.effective_parameters > 6);
    CHECK(noisy.effective_parameters < 25);
}

TEST_CASE("a product of two inputs is seen", "[regression]") {
    const Eigen::MatrixXd x = normals(1500, 2, 3);
    const Eigen::VectorXd product = x.col(0).cwiseProduct(x.col(1));
    CHECK(root_mean_square(smooth_regression(x, product, 60).fitted - product) < 0.1);
}

TEST_CASE("draws spread about the fit as a mean's standard error says, outputs together as their residuals are",
          "[regression]") {
    const Eigen::MatrixXd x = normals(400, 2, 5);
    Eigen::MatrixXd y(400, 3);
    y << x.col(1), -2 * x.col(1), Eigen::VectorXd::Constant(400, 7);
    const auto fit = smooth_regression(x.leftCols(1), y, 20);
    double square = 0;
    for (std::uint32_t number = 0; number < 600; ++number) {
        const Eigen::MatrixXd off = fit.draw(1, number) - fit.fitted;
        square += off.col(0).mean() * off.col(0).mean();
        if (number > 3) continue;
        CHECK(off(9, 1) == Approx(-2 * off(9, 0)).epsilon(1e-4));
        CHECK(off(9, 2) == Approx(0).margin(1e-9));
    }
    CHECK(std::sqrt(square / 600) == Approx(1 / std::sqrt(400.0)).epsilon(0.12));
    CHECK(fit.draw(1, 5) == fit.draw(1, 5));
    CHECK(fit.draw(1, 5) != fit.draw(2, 5));
}

TEST_CASE("few different inputs have few knots; what cannot be regressed is refused", "[regression]") {
    Eigen::MatrixXd x(60, 1), y(60, 1);
    for (Eigen::Index n = 0; n < 60; ++n) x(n, 0) = static_cast<double>(n % 3), y(n, 0) = n % 3 == 1 ? 5 : 0;
    const auto fit = smooth_regression(x, y, 20);
    CHECK(fit.basis.cols() == 5);
    CHECK(fit.fitted(1, 0) == Approx(5).margin(0.01));
    CHECK(fit.fitted(2, 0) == Approx(0).margin(0.01));
    const auto refused = [](const Eigen::MatrixXd& in, const Eigen::MatrixXd& out, Eigen::Index knots,
                            const std::string& why) {
        CHECK_THROWS_WITH(smooth_regression(in, out, knots), Catch::Contains(why));
    };
    refused(x, y.topRows(59), 5, "60 rows of inputs and 59");
    refused(x, y, 58, "too few rows");
    refused(x, y, 0, "start at 1");
    refused(x, Eigen::MatrixXd(60, 0), 5, "no outputs");
    refused(Eigen::MatrixXd::Ones(60, 1), y, 5, "one value alone");
    refused(x, Eigen::MatrixXd::Constant(60, 1, NAN), 5, "not finite");
    Eigen::MatrixXd twice(60, 2);
    twice << normals(60, 1, 1), normals(60, 1, 1);
    refused(twice, y, 5, "straight line of the others");
}
