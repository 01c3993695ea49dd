// How two sets of figures go together, worked out on paper: signs, ties, groups of one, and what has no answer.
#include "scenarios/validate/association.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

namespace concord::validate {
namespace {

using Values = std::vector<double>;
using Groups = std::vector<int>;

const Values kRising = {1, 2, 3, 4, 5};

}  // namespace

TEST_CASE("Correlation has a sign, and knows neither level nor unit", "[association]") {
    CHECK(correlation(kRising, Values{10, 8, 6, 4, 2}) == Approx(-1));
    CHECK(correlation(kRising, Values{-3, -1, 1, 3, 5}) == Approx(1));
    // Deviations -2 -1 0 1 2 against 2 -1 -2 -1 2: their products cancel.
    CHECK(correlation(kRising, Values{4, 1, 0, 1, 4}) == Approx(0).margin(1e-12));
    // x: -1 0 1; y: -1 -1 2. Sxy 3, Sxx 2, Syy 6.
    CHECK(correlation(Values{1, 2, 3}, Values{0, 0, 3}) == Approx(3 / std::sqrt(12.0)));
    CHECK(std::isnan(correlation(kRising, Values{7, 7, 7, 7, 7})));
}

TEST_CASE("Rank correlation sees order alone, and ties share their mean rank", "[association]") {
    CHECK(rank_correlation(kRising, Values{1, 10, 100, 1000, 1e6}) == Approx(1));
    CHECK(rank_correlation(Values{0.3, 0.1, 0.2}, Values{1, 3, 2}) == Approx(-1));
    // One exchange of neighbours among five: 1 - 6 x 2 / (5 x 24).
    CHECK(rank_correlation(kRising, Values{1, 3, 2, 4, 5}) == Approx(0.9));
    // Ranks 0, 2, 2, 2, 4 against 0 1 2 3 4: Sxy 8, Sxx 8, Syy 10.
    CHECK(rank_correlation(Values{5, 6, 6, 6, 7}, kRising) == Approx(8 / std::sqrt(80.0)));
    // Ties at the end: ranks 0, 1, 2, 3.5, 3.5; Sxy 9.5, Sxx 9.5, Syy 10.
    CHECK(rank_correlation(Values{1, 2, 3, 9, 9}, kRising) == Approx(9.5 / std::sqrt(95.0)));
    CHECK(std::isnan(rank_correlation(Values{2, 2}, Values{1, 2})));
}

TEST_CASE("What goes with a third figure is taken out of both", "[association]") {
    // Both are the third figure and something of their own, opposite in each: x = z + e, y = z - e.
    const Values z = {-1, -1, 1, 1}, x = {-0.5, -1.5, 1.5, 0.5}, y = {-1.5, -0.5, 0.5, 1.5};
    CHECK(correlation(x, y) == Approx(3.0 / 5));
    CHECK(partial_correlation(x, y, z) == Approx(-1));
    // r_xy = 0.6, r_xz = r_yz = 2 / sqrt 5: (0.6 - 0.8) / (1 - 0.8).
    CHECK(correlation(x, z) == Approx(2 / std::sqrt(5.0)));
    const Values apart = {-1, 1, 1, -1};  // goes with none of them
    CHECK(partial_correlation(x, y, apart) == Approx(0.6));
    CHECK(std::isnan(partial_correlation(x, y, Values{1, 1, 1, 1})));
}

TEST_CASE("Errors: with the shift, and with it taken off", "[association]") {
    const Values x = {3, 5, 7}, y = {1, 2, 6};  // off by 2, 3, 1: squares 14, mean 2
    CHECK(root_mean_square_error(x, y) == Approx(std::sqrt(14 / 3.0)));
    CHECK(centred_error(x, y) == Approx(std::sqrt(14 / 3.0 - 4)));
    CHECK(centred_error(y, x) == Approx(centred_error(x, y)));
    CHECK(centred_error(x, Values{13, 15, 17}) == Approx(0).margin(1e-6));
    CHECK(root_mean_square_error(x, x) == 0);
}

TEST_CASE("Spread is of a sample, inside groups with one degree of freedom less each", "[association]") {
    CHECK(standard_deviation(Values{2, 4, 4, 6}) == Approx(std::sqrt(8 / 3.0)));
    CHECK(std::isnan(standard_deviation(Values{2})));
    // Means 2 and 20, squares 2 and 50, freedom 1 and 1; the one alone adds neither.
    CHECK(spread_within(Values{1, 15, 3, 25, 99}, Groups{4, 7, 4, 7, 9}) == Approx(std::sqrt(26.0)));
    CHECK(spread_within(Values{1, 2, 3, 11, 12, 13}, Groups{0, 0, 0, 1, 1, 1}) == Approx(1));
    CHECK(std::isnan(spread_within(Values{1, 2}, Groups{0, 1})));
}

TEST_CASE("A group is predicted by the line through all others, never by its own", "[association]") {
    // 0 and 1 lie on y = 2 x + 1, the third group anywhere: it is predicted on that line.
    const auto predicted = leave_one_group_out(Values{0, 1, 2, 3, 10}, Values{1, 3, 5, 7, -100}, Groups{0, 0, 1, 1, 2});
    CHECK(predicted[4] == Approx(21));
    // Without the first two: (2, 5), (3, 7), (10, -100); means 5 and -88/3, Sxy -529, Sxx 38.
    CHECK(predicted[0] == Approx(-88 / 3.0 + -529 / 38.0 * (0 - 5)));
    CHECK(predicted[1] == Approx(-88 / 3.0 + -529 / 38.0 * (1 - 5)));
    CHECK(std::isnan(leave_one_group_out(Values{1, 2}, Values{1, 2}, Groups{0, 0})[0]));  // no others
}

TEST_CASE("Figures of unlike many places are not compared", "[association]") {
    const Values three = {1, 2, 3}, two = {1, 2};
    constexpr const char* kSays = "figures of unlike many places are compared";
    CHECK_THROWS_WITH(correlation(three, two), kSays);
    CHECK_THROWS_WITH(rank_correlation(two, three), kSays);
    CHECK_THROWS_WITH(partial_correlation(three, three, two), kSays);
    CHECK_THROWS_WITH(root_mean_square_error(three, two), kSays);
    CHECK_THROWS_WITH(centred_error(two, three), kSays);
    CHECK_THROWS_WITH(spread_within(three, Groups{0, 0}), kSays);
    CHECK_THROWS_WITH(leave_one_group_out(three, two, Groups{0, 0, 1}), kSays);
    CHECK_THROWS_AS(leave_one_group_out(three, three, Groups{0, 1}), std::invalid_argument);
}

}  // namespace concord::validate
