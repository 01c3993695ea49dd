// Elementary effects: of functions whose effects are known at every point, and of Morris' own.
#include "calibration/morris.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "calibration/random.h"
#include "tests/calibration/samples.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

// The function of Morris (1991), of 20 inputs; coefficients that he drew are drawn here.
double of_morris(const Eigen::VectorXd& x) {
    Eigen::VectorXd w(20);
    for (int k = 0; k < 20; ++k) {
        const bool bent = k == 2 || k == 4 || k == 6;
        w[k] = 2 * ((bent ? 1.1 * x[k] / (x[k] + 0.1) : x[k]) - 0.5);
    }
    double y = 0;
    for (int i = 0; i < 20; ++i) {
        y += (i < 10 ? 20 : Random(1, Method::kPrior, static_cast<std::uint32_t>(i)).normal()) * w[i];
        for (int j = i + 1; j < 20; ++j) {
            const auto pair = static_cast<std::uint32_t>(100 + 20 * i + j);
            y += (j < 6 ? -15 : Random(1, Method::kPrior, pair).normal()) * w[i] * w[j];
            for (int l = j + 1; l < 5; ++l) y += -10 * w[i] * w[j] * w[l];
        }
    }
    return y + 5 * w[0] * w[1] * w[2] * w[3];
}

}  // namespace

TEST_CASE("trajectories: one group a step, on the levels, all levels alike often", "[morris]") {
    const Groups groups{{0}, {1, 3}, {2}};
    const Eigen::MatrixXd points = morris_design(groups, 500, 11, 4);
    REQUIRE(points.rows() == 2000);
    std::vector<int> at(4);
    std::set<std::string> orders;
    for (Eigen::Index t = 0; t < 500; ++t) {
        std::string order;
        for (Eigen::Index row = 4 * t + 1; row < 4 * t + 4; ++row) {
            const Eigen::VectorXd moved = (points.row(row) - points.row(row - 1)).transpose().cwiseAbs();
            CHECK(moved[1] == Approx(moved[3]));
            CHECK(moved.sum() == Approx(moved[1] > 0 ? 4.0 / 3 : 2.0 / 3));
            order += moved[0] > 0 ? "a" : moved[1] > 0 ? "b" : "c";
        }
        orders.insert(order);
        for (int k = 0; k < 4; ++k) ++at[static_cast<std::size_t>(std::lround(3 * points(4 * t, k)))];
    }
    CHECK(orders.size() == 6);
    for (const int count : at) CHECK(count == Approx(500).margin(80));
    CHECK(points.minCoeff() == 0);
    CHECK(points.maxCoeff() == Approx(1));
    CHECK(points.topRows(40) == morris_design(groups, 10, 11, 4));
    CHECK(points != morris_design(groups, 500, 12, 4));
}

TEST_CASE("a straight line's effects are its slopes, everywhere; several outputs at once", "[morris]") {
    const Eigen::MatrixXd points = morris_design(each_alone(3), 8, 2, 6);
    const auto result = morris_analysis(each_alone(3), points,
                                        outputs_of(points, {[](const auto& x) { return 3 * x[0] - 2 * x[1]; },
                                                            [](const auto& x) { return 1 + x[2]; }}));
    REQUIRE(result.effects.size() == 2);
    const double slopes[2][3] = {{3, -2, 0}, {0, 0, 1}};
    for (std::size_t o = 0; o < 2; ++o)
        for (std::size_t k = 0; k < 3; ++k) {
            const ElementaryEffects& e = result.effects[o][k];
            CHECK(e.mu == Approx(slopes[o][k]).margin(1e-12));
            CHECK(e.mu_star == Approx(std::abs(slopes[o][k])).margin(1e-12));
            CHECK(e.sigma == Approx(0).margin(1e-12));
            CHECK(e.mu_range.low == Approx(slopes[o][k]).margin(1e-12));
            CHECK(e.effects == 8);
        }
}

TEST_CASE("a product's effect is the other factor; mu* sees what cancels in mu", "[morris]") {
    // Levels 0, 1/3, 2/3, 1 alike often: 2 x - 1 has mean 0, mean absolute value 2/3, sd sqrt(5)/3.
    const Eigen::MatrixXd points = morris_design(each_alone(2), 2000, 5, 4);
    const auto e =
        morris_analysis(each_alone(2), points,
                        outputs_of(points, {[](const auto& x) { return x[0] * (2 * x[1] - 1); }}), {.resamples = 200})
            .effects[0][0];
    CHECK(e.mu == Approx(0).margin(0.05));
    CHECK(e.mu_star == Approx(2.0 / 3).margin(0.03));
    CHECK(e.sigma == Approx(std::sqrt(5.0) / 3).margin(0.03));
    CHECK(e.mu_star_range.includes(2.0 / 3));
    CHECK(e.sigma_range.includes(std::sqrt(5.0) / 3));
    // The standard error of mu* is 1/3 / sqrt(2000).
    CHECK(e.mu_star_range.high - e.mu_star_range.low == Approx(2 * 1.96 / 3 / std::sqrt(2000.0)).epsilon(0.2));
}

TEST_CASE("a group has mu* alone: members that go opposite ways have no sign", "[morris]") {
    const Groups groups{{0, 2}, {1}};
    const Eigen::MatrixXd points = morris_design(groups, 400, 4, 4);
    const auto effects =
        morris_analysis(groups, points, outputs_of(points, {[](const auto& x) { return x[0] + 2 * x[2] + 5 * x[1]; }}),
                        {.resamples = 100})
            .effects[0];
    // Together 3, against one another 1, alike often.
    CHECK(effects[0].mu_star == Approx(2).margin(0.15));
    CHECK(std::isnan(effects[0].mu));
    CHECK(std::isnan(effects[0].sigma_range.low));
    CHECK(effects[1].mu == Approx(5));
}

TEST_CASE("Morris' function: the first ten stand out, the next ten do not, and the bent ones vary", "[morris]") {
    const Eigen::MatrixXd points = morris_design(each_alone(20), 30, 3, 4);
    const auto effects = morris_analysis(each_alone(20), points, outputs_of(points, {of_morris})).effects[0];
    double least = 1e9, most = 0;
    for (std::size_t k = 0; k < 10; ++k) least = std::min(least, effects[k].mu_star);
    for (std::size_t k = 10; k < 20; ++k) most = std::max(most, effects[k].mu_star);
    CHECK(least > 2 * most);
    for (const std::size_t k : {7u, 8u, 9u}) CHECK(effects[k].sigma < 0.5 * effects[k].mu_star);
    for (const std::size_t k : {0u, 1u, 3u}) CHECK(effects[k].sigma > 0.7 * effects[k].mu_star);
}

TEST_CASE("effects beside a failed run are left out and counted", "[morris]") {
    const Eigen::MatrixXd points = morris_design(each_alone(2), 3, 6, 4);
    Eigen::MatrixXd outputs = outputs_of(points, {[](const auto& x) { return 4 * x[0] + x[1]; }});
    outputs(1, 0) = std::numeric_limits<double>::quiet_NaN();  // the middle of the first trajectory: both steps
    auto result = morris_analysis(each_alone(2), points, outputs);
    CHECK(result.failed_runs == 1);
    CHECK(result.effects[0][0].effects == 2);
    CHECK(result.effects[0][1].effects == 2);
    CHECK(result.effects[0][0].mu_star == Approx(4));
    outputs.setConstant(std::numeric_limits<double>::infinity());
    result = morris_analysis(each_alone(2), points, outputs);
    CHECK(result.failed_runs == 9);
    CHECK(result.effects[0][0].effects == 0);
    CHECK(std::isnan(result.effects[0][0].mu_star));
}

TEST_CASE("designs and outputs that do not match are refused", "[morris]") {
    const Groups two = each_alone(2);
    const auto refused = [&](const Groups& groups, const Eigen::MatrixXd& points, Eigen::Index rows,
                             const std::string& why) {
        CHECK_THROWS_WITH(morris_analysis(groups, points, Eigen::MatrixXd::Zero(rows, 1)), Catch::Contains(why));
    };
    const Eigen::MatrixXd points = morris_design(two, 2, 1);
    refused(two, points, 5, "5 of 6 rows");
    refused(each_alone(3), points, 6, "of 3 parameters, the design of 2");
    refused(two, points.topRows(5), 5, "whole trajectories of 3 rows");
    Eigen::MatrixXd both(3, 2), none(3, 2), twice(3, 2), unequal(2, 2);
    both << 0, 0, 0.5, 0.5, 1, 0.5;
    none << 0, 0, 0, 0, 1, 0;
    twice << 0, 0, 0.5, 0, 1, 0;
    unequal << 0, 0, 0.5, 0.6;
    refused(two, both, 3, "not 2");
    refused(two, none, 3, "not 0");
    refused(two, twice, 3, "moves one twice");
    refused({{0, 1}}, unequal, 2, "different distances");
    CHECK_THROWS_WITH(morris_analysis(two, points, Eigen::MatrixXd(6, 0)), Catch::Contains("no outputs"));
    CHECK_THROWS_WITH(morris_design(two, 2, 1, 5), Catch::Contains("even number"));
    CHECK_THROWS_WITH(morris_design(two, 0, 1), Catch::Contains("start at 1"));
}
