// Regions of known size: slabs, balls, pieces apart, and none.
#include "calibration/region.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

// Distance from the nearer of two centres.
UnitFunction balls(const Eigen::RowVectorXd& a, const Eigen::RowVectorXd& b) {
    return [a, b](const Eigen::MatrixXd& x) {
        return Eigen::VectorXd((x.rowwise() - a).rowwise().norm().cwiseMin((x.rowwise() - b).rowwise().norm()));
    };
}

bool same(const Region& a, const Region& b) { return a.sample == b.sample && a.share.share == b.share.share; }

}  // namespace

TEST_CASE("Sobol points fill the cube evenly: each sixteenth of a side holds a sixteenth of them", "[region]") {
    const Eigen::MatrixXd u = shifted_sobol(1024, 5, 3, 0);
    for (Eigen::Index k = 0; k < 5; ++k)
        for (int part = 0; part < 16; ++part) {
            const auto within = (u.col(k).array() >= part / 16.0 && u.col(k).array() < (part + 1) / 16.0).count();
            CHECK(std::abs(static_cast<int>(within) - 64) <= 1);
        }
    CHECK(shifted_sobol(10, 5, 3, 0) == u.topRows(10));
    CHECK(shifted_sobol(10, 5, 3, 1) != u.topRows(10));
    CHECK(shifted_sobol(10, 5, 4, 0) != u.topRows(10));
}

TEST_CASE("a large region is found by rejection, with its share", "[region]") {
    const auto sum = [](const Eigen::MatrixXd& x) { return Eigen::VectorXd(x.rowwise().sum()); };
    const Region r = find_region(sum, 1, 3, {}, 1, 0);  // a corner of the cube: 1 / 6
    CHECK(r.by_rejection);
    CHECK(r.share.share == Approx(1.0 / 6).epsilon(0.02));
    CHECK(r.share.low < 1.0 / 6);
    CHECK(r.share.high > 1.0 / 6);
    CHECK(r.sample.rowwise().sum().maxCoeff() <= 1);
    CHECK(r.sample.col(0).mean() == Approx(0.25).epsilon(0.03));
}

TEST_CASE("two small balls apart: both found, by their sizes, evenly filled", "[region]") {
    // In 4 dimensions a ball has volume pi^2 / 2 r^4.
    const double radius = 0.06, each = M_PI * M_PI / 2 * std::pow(radius, 4);  // 6.4e-5
    const Eigen::RowVector4d a(0.2, 0.3, 0.5, 0.6), b(0.8, 0.7, 0.5, 0.3);
    for (const std::uint32_t seed : {1u, 2u, 3u}) {
        const Region r = find_region(balls(a, b), radius, 4, {}, seed, 0);
        CHECK_FALSE(r.by_rejection);
        CHECK(r.sample.rows() == 1000);
        CHECK(r.share.share == Approx(2 * each).epsilon(0.4));
        CHECK(r.share.low < 2 * each);
        CHECK(r.share.high > 2 * each);
        const Eigen::VectorXd from_a = (r.sample.rowwise() - a).rowwise().norm();
        const auto near_a = (from_a.array() <= radius).count();
        CHECK(near_a > 250);
        CHECK(near_a < 750);
        double mean = 0;  // of the distance in a ball of 4 dimensions: 4 / 5 of the radius
        for (const double d : balls(a, b)(r.sample)) mean += d / 1000;
        CHECK(mean == Approx(0.8 * radius).epsilon(0.03));
    }
}

TEST_CASE("a thin ridge along a diagonal is followed from end to end", "[region]") {
    const auto off = [](const Eigen::MatrixXd& x) { return Eigen::VectorXd((x.col(0) - x.col(1)).cwiseAbs()); };
    const Region r = find_region(off, 1e-4, 2, {}, 1, 0);  // share 2e-4
    CHECK(r.share.share == Approx(2e-4).epsilon(0.4));
    CHECK(r.sample.col(0).minCoeff() < 0.05);
    CHECK(r.sample.col(0).maxCoeff() > 0.95);
    CHECK(r.sample.col(0).mean() == Approx(0.5).margin(0.06));
}

TEST_CASE("no region: nothing is claimed, and what may be there is below the last step", "[region]") {
    const Eigen::RowVector2d a(0.2, 0.3), b(0.8, 0.7);
    const auto raised = [&](const Eigen::MatrixXd& x) { return Eigen::VectorXd(balls(a, b)(x).array() + 1); };
    const Region r = find_region(raised, 0.9, 2, {}, 1, 0);
    CHECK(r.empty());
    CHECK(r.share.share == 0);
    CHECK(r.share.high < 1e-4);
    const auto flat = [](const Eigen::MatrixXd& x) { return Eigen::VectorXd(Eigen::VectorXd::Ones(x.rows())); };
    CHECK(find_region(flat, 0.5, 2, {}, 1, 0).empty());
    const auto endless = [](const Eigen::MatrixXd& x) {
        return Eigen::VectorXd(Eigen::VectorXd::Constant(x.rows(), INFINITY));
    };
    CHECK(find_region(endless, 0.5, 2, {}, 1, 0).empty());
}

TEST_CASE("a region has the same bits at any number of threads, others by seed and part", "[region]") {
    const Eigen::RowVector2d a(0.2, 0.3), b(0.8, 0.7);
    const auto find = [&](std::uint32_t seed, std::uint32_t part) {
        return find_region(balls(a, b), 0.01, 2, {.candidates = 2000, .particles = 100}, seed, part);
    };
    const Region one = concord::tests::with_threads(1, [&] { return find(1, 0); });
    CHECK(same(one, concord::tests::with_threads(3, [&] { return find(1, 0); })));
    CHECK_FALSE(same(one, find(2, 0)));
    CHECK_FALSE(same(one, find(1, 1)));
}

TEST_CASE("choices outside their ranges and values that are no numbers are refused", "[region]") {
    const auto refused = [](const RegionChoices& c, const char* why) {
        const auto flat = [](const Eigen::MatrixXd& x) { return Eigen::VectorXd(x.col(0)); };
        CHECK_THROWS_WITH(find_region(flat, 0.5, 2, c, 1, 0), Catch::Contains(why));
    };
    refused({.candidates = 10, .enough = 5, .particles = 50}, "candidates");
    refused({.candidates = 200, .enough = 201, .particles = 50}, "enough");
    refused({.particles = 10}, "particles");
    refused({.moves = 0}, "moves");
    refused({.least_share = 0}, "share");
    const auto broken = [](const Eigen::MatrixXd& x) {
        return Eigen::VectorXd(Eigen::VectorXd::Constant(x.rows(), NAN));
    };
    CHECK_THROWS_WITH(find_region(broken, 1, 2, {}, 1, 0), Catch::Contains("not a number"));
    CHECK_THROWS_WITH(find_region(broken, 1, 0, {}, 1, 0), Catch::Contains("no inputs"));
}
