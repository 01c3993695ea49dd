// Cholesky factors, solutions and inverses against Eigen's and by hand, and the rule for jitter.
#include "calibration/ordered_algebra.h"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "calibration/random.h"

using namespace concord::calibration;

namespace {

Eigen::MatrixXd chances(Eigen::Index rows, Eigen::Index columns, std::uint32_t number) {
    Random random(1, Method::kPrior, number);
    Eigen::MatrixXd m(rows, columns);
    for (Eigen::Index k = 0; k < m.size(); ++k) m.data()[k] = random.normal();
    return m;
}

Eigen::MatrixXd positive(Eigen::Index n) {
    const Eigen::MatrixXd m = chances(n, n, 1);
    return m * m.transpose() + Eigen::MatrixXd::Identity(n, n);
}

}  // namespace

TEST_CASE("the Cholesky factor of a small matrix is the one worked out by hand", "[ordered_algebra]") {
    Eigen::Matrix3d a;  // L = (2; 6 1; -8 5 3)
    a << 4, 12, -16, 12, 37, -43, -16, -43, 98;
    const Cholesky factor(a);
    Eigen::Matrix3d lower;
    lower << 2, 0, 0, 6, 1, 0, -8, 5, 3;
    CHECK(factor.lower() == lower);
    CHECK(factor.log_determinant() == Approx(std::log(36.0)));
    CHECK(factor.jitter() == 0);
}

TEST_CASE("products, solutions and inverses are those of Eigen, at sizes about the four of a pass",
          "[ordered_algebra]") {
    for (const Eigen::Index n : {1, 2, 3, 4, 5, 8, 37}) {
        const Eigen::MatrixXd a = positive(n), b = chances(n, 3, 2);
        const Cholesky factor(a);
        CHECK((factor.lower() * factor.lower().transpose() - a).norm() < 1e-12 * a.norm());
        CHECK((factor.inverse() - a.inverse()).norm() < 1e-10);
        CHECK((factor.inverse() - factor.inverse().transpose()).norm() == 0);
        CHECK((factor.solve(b) - a.inverse() * b).norm() < 1e-10 * b.norm());
        CHECK((factor.lower() * factor.solve_lower(b) - b).norm() < 1e-11 * b.norm());
        CHECK(factor.solve_lower_rows(b.transpose()) == factor.solve_lower(b).transpose());
        CHECK((ordered_product(a, b) - a * b).norm() < 1e-12 * a.norm() * b.norm());
        CHECK(ordered_dot(b.col(0), b.col(1)) == Approx(b.col(0).dot(b.col(1))));
    }
}

TEST_CASE("a singular matrix takes the least jitter that does, and says how much; others are refused",
          "[ordered_algebra]") {
    const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(5, 5);
    const Cholesky factor(ones);
    CHECK(factor.jitter() == Approx(1e-12));
    CHECK((factor.lower() * factor.lower().transpose() - ones).norm() < 1e-11);
    Eigen::MatrixXd worse = Eigen::MatrixXd::Ones(2, 2);
    worse(1, 0) = worse(0, 1) = 1 + 3e-9;  // least eigenvalue -3e-9
    CHECK(Cholesky(worse).jitter() == Approx(1e-8));
    const auto refused = [](const Eigen::MatrixXd& a, const char* why) {
        CHECK_THROWS_WITH(Cholesky(a), Catch::Contains(why));
    };
    refused(-Eigen::MatrixXd::Identity(2, 2), "not positive definite");
    refused(Eigen::MatrixXd::Zero(2, 2), "not positive definite");
    refused((Eigen::Matrix2d() << 1, 2, 2, 1).finished(), "not positive definite");
    refused(Eigen::MatrixXd::Ones(2, 3), "square");
    refused(Eigen::MatrixXd(0, 0), "square");
    refused(Eigen::MatrixXd::Constant(1, 1, std::numeric_limits<double>::quiet_NaN()), "finite");
}

TEST_CASE("a covariance that is flat in a direction has a factor near it; one in which nothing varies has none",
          "[ordered_algebra]") {
    Eigen::Matrix2d flat;
    flat << 1, 1, 1, 1;
    const Eigen::MatrixXd near = factor_of_covariance(flat);
    CHECK((near * near.transpose() - flat).norm() < 1e-9);
    CHECK_THROWS_WITH(factor_of_covariance(Eigen::MatrixXd::Zero(2, 2)), Catch::Contains("nothing in it varies"));
    CHECK_THROWS_WITH(factor_of_covariance(Eigen::MatrixXd::Constant(2, 2, NAN)), Catch::Contains("not finite"));
}
