// Which parameters a difference hangs on: correlations worked by hand, and nothing told that chance would give.
#include "scenarios/compare/parameter_influence.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace concord::scenarios {
namespace {

// Draws of one parameter that matters and one that does not, `pattern` of the latter repeating.
Plan plan_of(const std::vector<double>& matters, const std::vector<double>& idle) {
    Plan plan;
    plan.parameters = ParameterDraws::kPrior;
    plan.parameter_names = {"matters", "idle", "fixed"};
    for (std::size_t r = 0; r < matters.size(); ++r) plan.draws.push_back({matters[r], idle[r], 7});
    return plan;
}

}  // namespace

TEST_CASE("Rank correlations, worked by hand", "[influence]") {
    const std::vector<double> x = {1, 2, 3, 4, 5};
    CHECK(rank_correlation(x, std::vector<double>{1, 4, 9, 16, 25}) == Approx(1));
    CHECK(rank_correlation(x, std::vector<double>{5, 4, 3, 2, 1}) == Approx(-1));
    // Ranks 2 1 4 3 5: sum of d^2 = 4, 1 - 6 x 4 / (5 x 24) = 0.8.
    CHECK(rank_correlation(x, std::vector<double>{2, 1, 4, 3, 5}) == Approx(0.8));
    // Ties share ranks 1.5 1.5 3.5 3.5 5 of 1 to 5: covariance 9.5, variances 9 and 10.
    CHECK(rank_correlation(x, std::vector<double>{0, 0, 1, 1, 2}) == Approx(9 / std::sqrt(9.0 * 10)));
    CHECK(std::isnan(rank_correlation(x, std::vector<double>{3, 3, 3, 3, 3})));
}

TEST_CASE("The more parameters and the fewer draws, the stronger a correlation has to be", "[influence]") {
    // One parameter, 100 draws: t of 98 degrees of freedom is 1.98447, and 1.98447 / sqrt(98 + 1.98447^2) = 0.19655.
    CHECK(least_telling_correlation(100, 1) == Approx(0.19655).margin(1e-4));
    CHECK(least_telling_correlation(100, 150) > 0.33);
    CHECK(least_telling_correlation(100, 150, 40) == Approx(least_telling_correlation(100, 6000)));
    CHECK(least_telling_correlation(19, 150) > 1);
}

TEST_CASE("Of parameters that do nothing hardly any comparison tells one, and one that does is told", "[influence]") {
    constexpr int kDraws = 20, kParameters = 60, kComparisons = 400;
    std::mt19937 chance(3);
    const auto drawn = [&] {
        std::vector<double> values;
        for (int r = 0; r < kDraws; ++r) values.push_back(static_cast<double>(chance()));
        return values;
    };
    int told = 0;
    for (int k = 0; k < kComparisons; ++k) {
        const std::vector<double> difference = drawn();
        double largest = 0;
        for (int p = 0; p < kParameters; ++p)
            largest = std::max(largest, std::abs(rank_correlation(drawn(), difference)));
        told += largest >= least_telling_correlation(kDraws, kParameters) ? 1 : 0;
    }
    CHECK(told < 0.08 * kComparisons);  // 0.05, and what 400 comparisons scatter
    CHECK(told > 0.01 * kComparisons);
}

TEST_CASE("A parameter that a difference hangs on is found, with where its sign turns; one that does not is not",
          "[influence]") {
    std::vector<double> matters, idle, differences;
    for (int r = 0; r < 30; ++r) {
        matters.push_back(r / 29.0);
        idle.push_back((r * 7 % 30) / 30.0);
        differences.push_back(2 * matters.back() - 0.5);
    }
    const Plan drawn = plan_of(matters, idle);
    const ParameterInfluences influences(drawn);
    const Influences found = influences.on(differences);
    CHECK(found.draws == 30);
    CHECK(found.parameters == 2);  // what is fixed is none
    REQUIRE(found.telling.size() == 1);
    CHECK(found.telling[0].parameter == "matters");
    CHECK(found.telling[0].correlation == Approx(1));
    CHECK(found.telling[0].turns_at == Approx(0.25));
    CHECK(found.telling[0].low == Approx(2 * 4.5 / 29 - 0.5));    // the ten lowest: 0 to 9 of 29
    CHECK(found.telling[0].high == Approx(2 * 24.5 / 29 - 0.5));  // 20 to 29
    SECTION("no sign that turns within the draws") {
        for (double& d : differences) d += 10;
        CHECK(std::isnan(influences.on(differences).telling.at(0).turns_at));
    }
    SECTION("missing differences are left out") {
        differences[3] = std::nan("");
        CHECK(influences.on(differences).draws == 29);
    }
    SECTION("at defaults there is nothing to tell") {
        Plan plan = plan_of(matters, idle);
        plan.parameters = ParameterDraws::kDefaults;
        CHECK(ParameterInfluences(plan).on(differences).telling.empty());
    }
}

}  // namespace concord::scenarios
