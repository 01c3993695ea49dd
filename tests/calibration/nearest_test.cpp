// Who is near whom, by hand; parts that lie apart, at any scale, and chains that hang together.
#include "calibration/nearest.h"

#include <catch2/catch.hpp>

#include "calibration/random.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

Eigen::MatrixXd column(std::initializer_list<double> values) {
    Eigen::MatrixXd points(static_cast<Eigen::Index>(values.size()), 1);
    Eigen::Index n = 0;
    for (const double value : values) points(n++, 0) = value;
    return points;
}

// Normal about 0 and about (gap, 0), by turns.
Eigen::MatrixXd two_clouds(Eigen::Index n, double gap) {
    Eigen::MatrixXd points(n, 2);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(1, Method::kPrior, static_cast<std::uint32_t>(k));
        points(k, 0) = random.normal() + (k % 2 == 1 ? gap : 0);
        points(k, 1) = random.normal();
    }
    return points;
}

}  // namespace

TEST_CASE("the nearest others, nearest first, and of those as near the first", "[nearest]") {
    const Eigen::MatrixXd points = column({0, 10, 1, -1, 10, 3});
    CHECK(nearest_others(points, 0, 3) == std::vector<Eigen::Index>{2, 3, 5});
    CHECK(nearest_others(points, 1, 2) == std::vector<Eigen::Index>{4, 5});
    CHECK(nearest_others(points, 5, 5) == std::vector<Eigen::Index>{2, 0, 3, 1, 4});
}

TEST_CASE("parts hang together by steps either way, and are numbered by their first points", "[nearest]") {
    const Eigen::MatrixXd points = column({100, 0, 101, 1, 2, 102});
    CHECK(parts_of(points, 1) == std::vector<int>{0, 1, 0, 1, 1, 0});
    CHECK(parts_of(points * 1e-9, 1) == std::vector<int>{0, 1, 0, 1, 1, 0});
    // With three nearest each point reaches over.
    CHECK(parts_of(points, 3) == std::vector<int>(6, 0));
    CHECK(parts_of(points, 5) == std::vector<int>(6, 0));
    // One far out is not alone: it is joined to its nearest, though it is nobody's.
    CHECK(parts_of(column({0, 1, 2, 50}), 1) == std::vector<int>(4, 0));
}

TEST_CASE("two clouds are two parts where they lie apart, and one where they do not; at any number of threads",
          "[nearest]") {
    const auto parts = [](double gap, int threads) {
        return with_threads(threads, [&] { return parts_of(two_clouds(400, gap), 10); });
    };
    const std::vector<int> apart = parts(12, 1);
    for (std::size_t k = 0; k < apart.size(); ++k) REQUIRE(apart[k] == static_cast<int>(k % 2));
    CHECK(parts(12, 2) == apart);
    CHECK(parts(1, 1) == std::vector<int>(400, 0));
}
