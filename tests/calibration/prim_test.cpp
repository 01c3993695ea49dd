// PRIM against boxes that were planted, and quasi p-values against sums by hand.
#include "calibration/prim.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "calibration/design.h"
#include "calibration/random.h"

using namespace concord::calibration;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

// Of five parameters the first and third matter: 0.2 to 0.5 and above 0.6, a box of mass 0.12.
bool planted(const Eigen::VectorXd& x) { return x[0] >= 0.2 && x[0] <= 0.5 && x[2] >= 0.6; }

// Cases of interest inside a region, `noise` of all cases turned over.
template <class Region>
Eigen::VectorXd interest_of(const Eigen::MatrixXd& points, const Region& region, double noise = 0) {
    Eigen::VectorXd interest(points.rows());
    for (Eigen::Index n = 0; n < points.rows(); ++n) {
        const bool turned = Random(1, Method::kPrior, static_cast<std::uint32_t>(n)).unit() < noise;
        interest[n] = region(Eigen::VectorXd(points.row(n).transpose())) != turned;
    }
    return interest;
}

}  // namespace

TEST_CASE("a planted box is found: its bounds, its parameters and no others", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(3000, 5, 2);
    const PrimResult result = prim(points, interest_of(points, planted), {.least_density = 0.95});
    REQUIRE(result.searches.size() == 1);
    const PrimBox& box = result.searches[0].box;
    CHECK(box.low[0] == Approx(0.2).margin(0.02));
    CHECK(box.high[0] == Approx(0.5).margin(0.02));
    CHECK(box.low[2] == Approx(0.6).margin(0.02));
    CHECK(box.high[2] == kInf);
    CHECK(box.restrictions.size() == 2);
    CHECK(box.density > 0.95);
    CHECK(box.coverage > 0.95);
    CHECK(box.mass == Approx(0.12).margin(0.01));
    for (const auto& r : box.restrictions) CHECK(r.quasi_p < 1e-9);
    CHECK(result.coverage == box.coverage);
}

TEST_CASE("a planted box is found under noise; what else is bounded has no small quasi p-value", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(3000, 5, 3);
    const PrimResult result = prim(points, interest_of(points, planted, 0.1), {.least_density = 0.85});
    const PrimBox& box = result.searches[0].box;
    CHECK(box.low[0] == Approx(0.2).margin(0.04));
    CHECK(box.high[0] == Approx(0.5).margin(0.04));
    CHECK(box.low[2] == Approx(0.6).margin(0.04));
    CHECK(box.density == Approx(0.9).margin(0.05));
    for (const auto& r : box.restrictions) CHECK((r.quasi_p < 1e-6) == (r.parameter == 0 || r.parameter == 2));
}

TEST_CASE("the trajectory is the trade-off: mass falls peel by peel, and any box of it can be taken", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(1000, 3, 5);
    const Eigen::VectorXd interest = interest_of(points, planted, 0.05);
    const auto search = prim(points, interest, {.least_mass = 0.1}).searches[0];
    const auto& boxes = search.trajectory;
    CHECK(boxes.front().mass == 1);
    CHECK(boxes.front().coverage == 1);
    CHECK(boxes.front().restrictions.empty());
    CHECK(boxes.back().mass >= 0.1);
    CHECK(boxes.back().mass * 0.94 < 0.1);
    CHECK(boxes.size() == Approx(std::log(0.1) / std::log(0.95)).margin(3));
    for (std::size_t k = 1; k < boxes.size(); ++k) {
        CHECK(boxes[k].mass < boxes[k - 1].mass);
        CHECK(boxes[k].coverage <= boxes[k - 1].coverage);
        CHECK(boxes[k - 1].points - boxes[k].points == std::max<Eigen::Index>(1, boxes[k - 1].points / 20));
    }
    const PrimBox& chosen = boxes[static_cast<std::size_t>(search.chosen)];
    CHECK(chosen.density >= 0.8);
    for (const PrimBox& other : boxes) CHECK((other.density < 0.8 || other.coverage <= chosen.coverage));
    const PrimBox again = prim_box(points, interest, chosen.low, chosen.high);
    CHECK(again.points == chosen.points);
    CHECK(again.restrictions.size() == chosen.restrictions.size());
    Eigen::Index inside = 0;
    for (Eigen::Index n = 0; n < 1000; ++n) inside += chosen.contains(points.row(n).transpose());
    CHECK(inside == chosen.points);
}

TEST_CASE("two planted boxes are found in turn, the first the larger", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(4000, 3, 8);
    const auto region = [](const Eigen::VectorXd& x) {
        return (x[0] < 0.3 && x[1] < 0.5) || (x[0] > 0.7 && x[2] > 0.7);
    };
    const PrimResult result = prim(points, interest_of(points, region), {.least_density = 0.95, .most_boxes = 5});
    REQUIRE(result.searches.size() == 2);
    const PrimBox &first = result.searches[0].box, &second = result.searches[1].box;
    CHECK(first.high[0] == Approx(0.3).margin(0.03));
    CHECK(first.high[1] == Approx(0.5).margin(0.03));
    CHECK(second.low[0] == Approx(0.7).margin(0.03));
    CHECK(second.low[2] == Approx(0.7).margin(0.03));
    CHECK(first.coverage == Approx(0.15 / 0.24).margin(0.03));
    CHECK(second.coverage == Approx(0.09 / 0.24).margin(0.03));
    CHECK(result.coverage > 0.95);
    CHECK(result.density > 0.95);
}

TEST_CASE("pasting gives back what peeling took too much of", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(2000, 3, 4);
    const Eigen::VectorXd interest = interest_of(points, planted);
    const Eigen::Vector3d low(0.25, -kInf, 0.7), high(0.45, 0.9, kInf);
    const PrimBox small = prim_box(points, interest, low, high), pasted = prim_pasted(points, interest, small, 0.01);
    CHECK(small.density == 1);
    CHECK(pasted.density == 1);
    CHECK(pasted.coverage > 0.97);
    CHECK(pasted.high[1] > 0.95);
    CHECK(pasted.low[2] == Approx(0.6).margin(0.01));
    const PrimBox wide = prim_pasted(points, Eigen::VectorXd::Ones(2000), small, 0.3);
    CHECK(wide.coverage == 1);
    CHECK(wide.restrictions.empty());
}

TEST_CASE("parameters of few values are peeled value by value", "[prim]") {
    Eigen::MatrixXd points(400, 2);
    for (Eigen::Index n = 0; n < 400; ++n)
        points.row(n) << static_cast<double>(n % 4), static_cast<double>((n / 4) % 2);
    const auto result = prim(points, interest_of(points, [](const auto& x) { return x[0] >= 2 && x[1] == 1; }));
    const PrimBox& box = result.searches[0].box;
    CHECK(box.density == 1);
    CHECK(box.coverage == 1);
    CHECK(box.low[0] == 1.5);
    CHECK(box.low[1] == 0.5);
    CHECK(result.searches[0].trajectory.size() <= 4);
}

TEST_CASE("quasi p-values are binomial tails", "[prim]") {
    // Inside [0, 4]: 4 of 5; without the bound 5 of 10. At least 4 of 5 heads: 6 / 32.
    Eigen::VectorXd x(10), interest(10);
    x << 0, 1, 2, 3, 4, 5, 6, 7, 8, 9;
    interest << 1, 1, 1, 1, 0, 0, 0, 0, 0, 1;
    const auto upper = [&](double high) {
        return prim_box(x, interest, Eigen::VectorXd::Constant(1, -kInf), Eigen::VectorXd::Constant(1, high));
    };
    const PrimRestriction r = upper(4).restrictions.at(0);
    CHECK(r.quasi_p == Approx(6.0 / 32));
    CHECK(r.density_without == 0.5);
    CHECK(r.coverage_without == 1);
    CHECK(upper(4).coverage == Approx(0.8));
    CHECK(upper(8).restrictions.at(0).quasi_p == Approx(1 - (1.0 + 9 + 36 + 84) / 512));  // at least 4 of 9
    CHECK(upper(kInf).restrictions.empty());
    CHECK(std::isnan(upper(-1).density));
}

TEST_CASE("failed runs are left out and counted; where there is nothing to find, no box is made up", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(500, 3, 1);
    Eigen::VectorXd interest = interest_of(points, planted);
    for (Eigen::Index n = 0; n < 500; n += 10) interest[n] = NAN;
    const PrimResult result = prim(points, interest);
    CHECK(result.failed_runs == 50);
    CHECK(result.points == 450);
    CHECK(result.searches[0].trajectory[0].points == 450);
    const PrimResult none =
        prim(Eigen::MatrixXd::Zero(20, 2),
             Eigen::VectorXd::LinSpaced(20, 0, 19).unaryExpr([](double k) { return k < 10 ? 1.0 : 0.0; }));
    CHECK(none.searches.empty());
    CHECK(none.coverage == 0);
    CHECK(std::isnan(none.density));
}

TEST_CASE("cases and options that cannot be are refused", "[prim]") {
    const Eigen::MatrixXd points = latin_hypercube(10, 2, 1);
    Eigen::VectorXd some = Eigen::VectorXd::Zero(10);
    some[3] = 1;
    const auto refused = [&](const Eigen::VectorXd& interest, const PrimOptions& options, const std::string& why) {
        CHECK_THROWS_WITH(prim(points, interest, options), Catch::Contains(why));
    };
    refused(Eigen::VectorXd::Zero(9), {}, "10 points and 9 cases");
    refused(Eigen::VectorXd::Zero(10), {}, "no case is of interest");
    refused(Eigen::VectorXd::Ones(10), {}, "every case");
    refused(Eigen::VectorXd::Constant(10, 0.5), {}, "of interest (1)");
    refused(some, {.peel = 0}, "peeled");
    refused(some, {.paste = 0.5}, "pasted");
    refused(some, {.least_mass = 0}, "least mass");
    refused(some, {.least_density = 1.1}, "least density");
    refused(some, {.most_boxes = 0}, "at least one box");
    CHECK_THROWS_WITH(prim(Eigen::MatrixXd::Constant(10, 2, NAN), some), Catch::Contains("not finite"));
    CHECK_THROWS_WITH(prim(Eigen::MatrixXd(10, 0), some), Catch::Contains("no parameters"));
    const Eigen::VectorXd one = Eigen::VectorXd::Ones(2);
    CHECK_THROWS_WITH(prim_box(points, some, one, 0 * one), Catch::Contains("above the upper"));
    CHECK_THROWS_WITH(prim_box(points, some, one.head(1), one), Catch::Contains("two bounds"));
    CHECK_THROWS_WITH(prim_pasted(points, some, prim_box(points, some, 0 * one, one), 0), Catch::Contains("pasted"));
}
