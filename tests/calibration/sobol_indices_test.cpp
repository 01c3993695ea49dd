// Sobol' indices against closed forms: Ishigami's function, Sobol's g function, sums and products, and noise.
#include "calibration/sobol_indices.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "calibration/random.h"
#include "tests/calibration/samples.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

double ishigami(const Eigen::VectorXd& unit) {
    const Eigen::VectorXd x = ((2 * unit.array() - 1) * std::numbers::pi).matrix();
    const double second = std::sin(x[1]);
    return std::sin(x[0]) * (1 + 0.1 * std::pow(x[2], 4)) + 7 * second * second;
}

PointFunction g_function(std::vector<double> a) {
    return [a](const Eigen::VectorXd& x) {
        double product = 1;
        for (std::size_t k = 0; k < a.size(); ++k)
            product *= (std::abs(4 * x[static_cast<Eigen::Index>(k)] - 2) + a[k]) / (1 + a[k]);
        return product;
    };
}

SobolOptions quick(bool second_order = false) {
    return {.second_order = second_order, .bootstrap = {.resamples = 200}};
}

}  // namespace

TEST_CASE("Ishigami: first and total orders within 0.01 at 2^14 base points, and the verdict on the third input",
          "[sobol]") {
    const Eigen::MatrixXd points = saltelli_design(each_alone(3), 1 << 14, 1);
    REQUIRE(points.rows() == 5 * (1 << 14));
    const auto found = sobol_analysis(3, outputs_of(points, {ishigami}), quick()).outputs[0];
    const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
    for (std::size_t k = 0; k < 3; ++k) {
        INFO("input " << k + 1 << ": " << found.first[k].value << ", " << found.total[k].value);
        CHECK(found.first[k].value == Approx(first[k]).margin(0.01));
        CHECK(found.total[k].value == Approx(total[k]).margin(0.01));
        CHECK(found.first[k].range.includes(first[k]));
        CHECK(found.total[k].range.includes(total[k]));
        CHECK(found.verdict(found.total[k]) == "above 0");
    }
    CHECK(found.verdict(found.first[0]) == "above 0");
    CHECK(found.verdict(found.first[2]) == "not distinguishable from 0");
    CHECK(found.mean == Approx(3.5).margin(0.01));
    CHECK(found.variance == Approx(13.8446).epsilon(0.01));
}

TEST_CASE("Sobol's g function: first, second and total orders are products of known variances", "[sobol]") {
    const std::vector<double> a{0, 1, 4.5, 99};
    const auto found =
        sobol_analysis(4, outputs_of(saltelli_design(each_alone(4), 1 << 13, 5, true), {g_function(a)}), quick(true))
            .outputs[0];
    double v[4], all = 1;
    for (std::size_t k = 0; k < 4; ++k) v[k] = 1 / (3 * (1 + a[k]) * (1 + a[k])), all *= 1 + v[k];
    all -= 1;
    CHECK(found.variance == Approx(all).epsilon(0.01));
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(found.first[i].value == Approx(v[i] / all).margin(0.01));
        CHECK(found.total[i].value == Approx(v[i] * (1 + all) / (1 + v[i]) / all).margin(0.01));
        for (std::size_t j = i + 1; j < 4; ++j)
            CHECK(found.second[i][j].value == Approx(v[i] * v[j] / all).margin(0.01));
    }
    CHECK(found.second[0][1].distinguishable);
    CHECK(found.verdict(found.second[2][3]) == "not distinguishable from 0");
    CHECK(std::isnan(found.second[1][0].value));
    CHECK(found.verdict(found.total[3]) == "not distinguishable from 0");  // 0.0001 is below what is negligible
}

TEST_CASE("rows stand block by block: A, AB, BA, B; groups move together", "[sobol]") {
    const Eigen::MatrixXd base = (Eigen::MatrixXd(1, 6) << 1, 2, 3, 10, 20, 30).finished();
    const Eigen::MatrixXd rows = saltelli_rows({{0, 2}, {1}}, base, true);
    const Eigen::MatrixXd expected =
        (Eigen::MatrixXd(6, 3) << 1, 2, 3, 10, 2, 30, 1, 20, 3, 1, 20, 3, 10, 2, 30, 10, 20, 30).finished();
    CHECK(rows == expected);
    CHECK(saltelli_rows(each_alone(3), base).rows() == 5);
    CHECK(saltelli_design(each_alone(2), 8, 3).topRows(16) == saltelli_design(each_alone(2), 4, 3));
}

TEST_CASE("the estimators, by hand", "[sobol]") {
    // One input, two blocks of A, AB, B: mean and variance are 1, of all and of A and B.
    const Eigen::VectorXd y = (Eigen::VectorXd(6) << 0, 2, 2, 0, 0, 2).finished();
    const auto found = sobol_analysis(1, y, quick()).outputs[0];
    // Standardised they are -1 and 1: first order (1 x 2 + 1 x 0) / 2, total (2^2 + 0) / 4.
    CHECK(found.first[0].value == Approx(1));
    CHECK(found.total[0].value == Approx(1));
    CHECK(found.mean == 1);
    CHECK(found.variance == 1);
}

TEST_CASE("the same estimates as SALib's on the same outputs", "[sobol]") {
    // SALib 1.6.0, sobol.analyze, of 16 base points and any numbers.
    Eigen::VectorXd y(128);
    for (int i = 0; i < 128; ++i) y[i] = ((37 * i * i + 11 * i) % 101) / 101.0;
    const auto found = sobol_analysis(3, y, quick(true)).outputs[0];
    const double first[] = {-1.153785662969821, -0.5488509652809527, -0.20209737007937958};
    const double total[] = {1.3549130744070368, 1.4243900028066139, 1.0740116395037058};
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(found.first[k].value == Approx(first[k]).epsilon(1e-12));
        CHECK(found.total[k].value == Approx(total[k]).epsilon(1e-12));
    }
    CHECK(found.second[0][1].value == Approx(0.8866754689604409).epsilon(1e-12));
    CHECK(found.second[0][2].value == Approx(1.0477715663552325).epsilon(1e-12));
    CHECK(found.second[1][2].value == Approx(0.1833018839615265).epsilon(1e-12));
}

TEST_CASE("a group's index is of all its members together, interactions among them included", "[sobol]") {
    const Groups groups{{0, 1}, {2}};
    const auto product = [](const Eigen::VectorXd& x) { return 12 * (x[0] - 0.5) * (x[1] - 0.5) + x[2]; };
    const auto found =
        sobol_analysis(2, outputs_of(saltelli_design(groups, 1 << 12, 2), {product}), quick()).outputs[0];
    // Variances 144 / 144 and 1 / 12.
    CHECK(found.first[0].value == Approx(12.0 / 13).margin(0.02));
    CHECK(found.total[1].value == Approx(1.0 / 13).margin(0.01));
}

TEST_CASE("far from 0, and several outputs at once: the same shares", "[sobol]") {
    const auto near = [](const Eigen::VectorXd& x) { return 2 * x[0] + x[1]; };
    const auto far = [](const Eigen::VectorXd& x) { return 1e6 + 2 * x[0] + x[1]; };
    const auto result = sobol_analysis(2, outputs_of(saltelli_design(each_alone(2), 1024, 2), {near, far}), quick());
    for (std::size_t k = 0; k < 2; ++k) {
        CHECK(result.outputs[0].first[k].value == Approx(k == 0 ? 0.8 : 0.2).margin(0.01));
        CHECK(result.outputs[1].first[k].value == Approx(result.outputs[0].first[k].value).margin(1e-6));
        CHECK(result.outputs[1].total[k].value == Approx(result.outputs[0].total[k].value).margin(1e-6));
    }
}

TEST_CASE("where seeds make noise, the dummy shows it, and only totals beyond it are told from 0", "[sobol]") {
    const Eigen::MatrixXd points = saltelli_design(each_alone(3), 2048, 4);  // the third is the dummy
    Eigen::MatrixXd outputs = outputs_of(points, {[](const Eigen::VectorXd& x) { return std::sqrt(12.0) * x[0]; }});
    for (Eigen::Index n = 0; n < outputs.rows(); ++n)
        outputs(n, 0) += Random(5, Method::kPrior, static_cast<std::uint32_t>(n)).normal();
    SobolOptions options = quick();
    const auto blind = sobol_analysis(3, outputs, options).outputs[0];
    options.dummy = 2;
    const auto seeing = sobol_analysis(3, outputs, options).outputs[0];
    // Half the variance is noise: total 1 of the first input, 1/2 of any other.
    CHECK(seeing.total[0].value == Approx(1).margin(0.05));
    CHECK(seeing.total[1].value == Approx(0.5).margin(0.05));
    CHECK(blind.total[1].distinguishable);
    CHECK(seeing.total[0].distinguishable);
    CHECK_FALSE(seeing.total[1].distinguishable);
    CHECK_FALSE(seeing.total[2].distinguishable);
    CHECK_FALSE(seeing.first[1].distinguishable);
}

TEST_CASE("base points with a failed run are left out and counted; too many are refused", "[sobol]") {
    Eigen::MatrixXd outputs = outputs_of(saltelli_design(each_alone(3), 64, 1), {ishigami});
    outputs(7, 0) = std::numeric_limits<double>::quiet_NaN();
    outputs(8, 0) = std::numeric_limits<double>::infinity();
    const auto result = sobol_analysis(3, outputs, quick());
    CHECK(result.left_out == 1);
    CHECK(result.base_points == 63);
    Eigen::MatrixXd without(63 * 5, 1);
    without << outputs.topRows(5), outputs.bottomRows(62 * 5);
    CHECK(result.outputs[0].total[1].value == sobol_analysis(3, without, quick()).outputs[0].total[1].value);
    for (Eigen::Index block = 0; block < 7; ++block) outputs(5 * block, 0) = NAN;
    CHECK_THROWS_WITH(sobol_analysis(3, outputs, quick()), Catch::Contains("of 64 base points 7"));
    SobolOptions lax = quick();
    lax.most_left_out = 1;
    CHECK(sobol_analysis(3, outputs, lax).left_out == 7);
    CHECK_THROWS_WITH(sobol_analysis(3, Eigen::MatrixXd::Constant(10, 1, NAN), lax), Catch::Contains("at least two"));
}

TEST_CASE("an output that does not vary has no indices, and says so", "[sobol]") {
    const auto result = sobol_analysis(1, Eigen::MatrixXd::Constant(30, 1, 0.1), quick()).outputs[0];
    CHECK(std::isnan(result.first[0].value));
    CHECK(std::isnan(result.total[0].range.high));
    CHECK(result.verdict(result.total[0]) == "the output does not vary");
}

TEST_CASE("outputs and options that do not fit are refused", "[sobol]") {
    const Eigen::MatrixXd outputs = Eigen::MatrixXd::Random(10, 1);
    CHECK_THROWS_WITH(sobol_analysis(2, outputs), Catch::Contains("blocks of 4 rows"));
    CHECK_THROWS_WITH(sobol_analysis(0, outputs), Catch::Contains("no groups"));
    CHECK_THROWS_WITH(sobol_analysis(3, Eigen::MatrixXd(10, 0)), Catch::Contains("no outputs"));
    CHECK_THROWS_WITH(sobol_analysis(3, outputs, {.dummy = 3}), Catch::Contains("dummy"));
    CHECK_THROWS_WITH(sobol_analysis(3, outputs, {.negligible = 1}), Catch::Contains("negligible"));
    CHECK_THROWS_WITH(sobol_analysis(3, outputs, {.most_left_out = NAN}), Catch::Contains("left out"));
    CHECK_THROWS_WITH(saltelli_rows(each_alone(2), Eigen::MatrixXd(3, 5)), Catch::Contains("twice the 2"));
    CHECK_THROWS_WITH(saltelli_rows(each_alone(2), Eigen::MatrixXd(0, 4)), Catch::Contains("no base points"));
}
