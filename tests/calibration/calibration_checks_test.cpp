// Checks of inference must pass a sampler that is exact and not one that is nearly so; counts against binomial tables.
#include "calibration/calibration_checks.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::calibration;

namespace {

// Truths of N(0, 1), seen once with sd 0.5; the posterior is N(0.8 y, 0.2), drawn with an sd and a mean that may be
// off.
std::vector<int> ranks(int truths, double sd_by, double shift, std::uint32_t seed, Eigen::Index draws = 99) {
    std::vector<int> result;
    for (std::uint32_t n = 0; n < static_cast<std::uint32_t>(truths); ++n) {
        Random random(seed, Method::kPrior, n);
        const double truth = random.normal(), seen = truth + 0.5 * random.normal();
        Eigen::VectorXd drawn(draws);
        for (double& x : drawn) x = 0.8 * seen + std::sqrt(0.2) * (sd_by * random.normal() + shift);
        result.push_back(rank_of(truth, drawn, seed, n));
    }
    return result;
}

Posterior drawn(const Eigen::MatrixXd& points, std::vector<std::string> names) {
    return {.names = std::move(names), .chains = {points}};
}

}  // namespace

TEST_CASE("an exact sampler passes; one whose sd is off by a quarter either way does not, and is told how",
          "[calibration_checks]") {
    for (const std::uint32_t seed : {1u, 2u, 3u}) {
        CHECK(test_ranks(ranks(1000, 1, 0, seed), 99).uniform);
        const RankTest wide = test_ranks(ranks(1000, 1.25, 0, seed), 99);
        const RankTest narrow = test_ranks(ranks(1000, 0.75, 0, seed), 99);
        CHECK_FALSE(wide.uniform);
        CHECK_FALSE(narrow.uniform);
        CHECK(wide.verdict == "the posteriors are too wide");
        CHECK(narrow.verdict == "the posteriors are too narrow");
    }
    const RankTest high = test_ranks(ranks(500, 1, 0.3, 4), 99), low = test_ranks(ranks(500, 1, -0.3, 4), 99);
    CHECK(high.verdict == "the posteriors lie too high");
    CHECK(low.verdict == "the posteriors lie too low");
    CHECK(high.share > high.expected);
}

TEST_CASE("of exact samplers one in twenty is refused, no more", "[calibration_checks]") {
    int refused = 0;
    for (std::uint32_t study = 0; study < 200; ++study) {
        std::vector<int> uniform(60);
        Random random(study, Method::kBootstrap, 0);
        for (int& rank : uniform) rank = static_cast<int>(random.below(20));
        refused += !test_ranks(uniform, 19, 0.05, study).uniform;
    }
    CHECK(refused <= 19);  // 10 expected, sd 3
    CHECK(refused >= 2);
}

TEST_CASE("ranks count the draws below, and ties go either way", "[calibration_checks]") {
    const Eigen::VectorXd draws = Eigen::Vector4d(1, 2, 2, 3);
    CHECK(rank_of(2.5, draws, 0, 0) == 3);
    CHECK(rank_of(0, draws, 0, 0) == 0);
    CHECK(rank_of(9, draws, 0, 0) == 4);
    std::vector<int> seen(5);
    for (std::uint32_t n = 0; n < 3000; ++n) ++seen[static_cast<std::size_t>(rank_of(2, draws, 0, n))];
    CHECK(seen[0] + seen[4] == 0);
    for (const int at : {1, 2, 3}) CHECK(seen[static_cast<std::size_t>(at)] == Approx(1000).margin(110));
    Posterior weighted = drawn(draws, {"x"});
    weighted.weights = Eigen::Vector4d(0, 0, 1, 1);
    CHECK((thinned(weighted, 0, 10, 1).array() >= 2).all());
    CHECK(thinned(weighted, 0, 10, 1).sum() == Approx(25));
}

TEST_CASE("coverage counts what was held, leaves failures out and says whether the share will do",
          "[calibration_checks]") {
    Eigen::MatrixXd truths(40, 3), low(40, 3), high(40, 3);
    truths.setZero(), low.setConstant(-1), high.setConstant(1);
    truths.topRows(4).setConstant(5);
    low(39, 2) = NAN;
    const Coverage good = coverage(truths, low, high, 0.9);
    CHECK(good.intervals == 117);
    CHECK(good.held == 105);
    CHECK(good.failed == 1);
    CHECK(good.share == Approx(105.0 / 117));
    CHECK(good.consistent);
    CHECK_FALSE(coverage(truths, low, high, 0.99).consistent);
    CHECK_FALSE(coverage(truths, low, high, 0.7).consistent);
    CHECK_THROWS_WITH(coverage(truths, low, high.topRows(3), 0.9), Catch::Contains("interval for each truth"));
    CHECK_THROWS_WITH(coverage(truths, high, low, 0.9), Catch::Contains("above its high"));
    CHECK_THROWS_WITH(coverage(truths, low, high, 1), Catch::Contains("nominal"));
    CHECK_THROWS_WITH(coverage(truths, low, high * NAN, 0.9), Catch::Contains("all failed"));
}

TEST_CASE("what is not informed, only told together or pressed against a bound is said", "[calibration_checks]") {
    const Space space({{.name = "a"}, {.name = "b"}, {.name = "free"}, {.name = "pressed"}, {.name = "known"}});
    Eigen::MatrixXd points(2000, 5);
    for (std::uint32_t n = 0; n < 2000; ++n) {
        Random random(5, Method::kPrior, n);
        const double a = 0.2 + 0.6 * random.unit();
        points.row(n) << a, 1 - a + 0.01 * random.normal(), random.unit(), 0.02 * random.unit(),
            0.5 + 0.05 * random.normal();
    }
    const auto found = identifiability(space, drawn(points, {"a", "b", "free", "pressed", "known"}));
    CHECK(found.parameters[4].shrinkage == Approx(1 - 12 * 0.0025).margin(0.01));
    CHECK(found.parameters[2].shrinkage == Approx(0).margin(0.06));
    CHECK_FALSE(found.parameters[2].informed);
    CHECK(found.parameters[3].at_low == Approx(0.5).margin(0.05));
    CHECK(found.parameters[3].at_bound);
    CHECK(found.only_together.size() == 1);
    CHECK(found.only_together.at(0).correlation < -0.95);
    CHECK(found.sentences == std::vector<std::string>{"free: not informed",
                                                      "pressed: at its lower bound; the data would have it beyond",
                                                      "a and b: only their combination is informed"});
    CHECK_THROWS_WITH(identifiability(space, drawn(points.leftCols(2), {"a", "b"})), Catch::Contains("another number"));
    CHECK_THROWS_WITH(identifiability(Space({{.name = "x"}}), drawn(points.leftCols(1), {"a"})),
                      Catch::Contains("other parameters"));
    CHECK(shrinkage(2, 1) == Approx(0.75));
    CHECK(z_score(1, 2, 0.5) == Approx(2));
    CHECK_THROWS_WITH(shrinkage(0, 1), Catch::Contains("sd"));
    CHECK_THROWS_WITH(z_score(1, 2, 0), Catch::Contains("sd"));
}

TEST_CASE("ranks and counts that cannot be are refused", "[calibration_checks]") {
    CHECK_THROWS_WITH(test_ranks({1, 2, 3}, 9), Catch::Contains("at least 20"));
    CHECK_THROWS_WITH(test_ranks(std::vector<int>(30, 10), 9), Catch::Contains("outside 0"));
    CHECK_THROWS_WITH(test_ranks(std::vector<int>(30, 1), 9, 1.5), Catch::Contains("level"));
    CHECK_THROWS_WITH(rank_of(1, {}, 0, 0), Catch::Contains("none"));
    CHECK_THROWS_WITH(rank_of(NAN, Eigen::Vector2d(1, 2), 0, 0), Catch::Contains("not a finite"));
}
