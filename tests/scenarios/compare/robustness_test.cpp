// Four options in four states, worked out by hand.
#include "scenarios/compare/robustness.h"

#include <catch2/catch.hpp>
#include <limits>
#include <stdexcept>

using namespace concord::scenarios;

namespace {

const std::vector<std::vector<double>> kValues = {
    {10, 10, 10, 10},  // A
    {2, 8, 14, 20},    // B
    {12, 11, 9, 6},    // C
    {5, 16, 13, 7},    // D
};
const std::vector<std::string> kNames = {"A", "B", "C", "D"};

std::vector<double> column(const Robustness& r, int measure) {
    std::vector<double> values;
    for (const auto& of : r.of_option) values.push_back(of[static_cast<std::size_t>(measure)]);
    return values;
}

using Options = std::vector<int>;
using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("Measures of decision are those worked out by hand", "[robustness]") {
    const Robustness r = robustness_of(kValues, {.least = 8});
    CHECK(r.states == 4);
    CHECK(column(r, kExpectedValue) == Numbers{10, 11, 9.5, 10.25});
    CHECK(column(r, kWorstCase) == Numbers{10, 2, 6, 5});
    CHECK(column(r, kHurwicz) == Numbers{10, 11, 9, 10.5});
    // The best of each state: 12 (C), 16 (D), 14 (B), 20 (B).
    CHECK(column(r, kLargestRegret) == Numbers{10, 10, 14, 13});
    CHECK(column(r, kMeanRegret) == Numbers{22 / 4.0, 18 / 4.0, 24 / 4.0, 21 / 4.0});
    CHECK(column(r, kSatisficing) == Numbers{1, 0.75, 0.75, 0.5});
    CHECK(column(r, kDistanceToFailure) == Numbers{2, -6, -2, -3});
    CHECK(r.best(kExpectedValue) == Options{1});
    CHECK(r.best(kWorstCase) == Options{0});
    CHECK(r.best(kHurwicz) == Options{1});
    CHECK(r.best(kLargestRegret) == Options{0, 1});  // a tie
    CHECK(r.best(kMeanRegret) == Options{1});
    CHECK(r.best(kSatisficing) == Options{0});
    CHECK(r.best(kDistanceToFailure) == Options{0});
    // Within a point of one another nobody is ahead.
    CHECK(r.best(kExpectedValue, 1) == Options{0, 1, 3});
    CHECK(r.best(kMeanRegret, 0.75) == Options{1, 3});
}

TEST_CASE("Optimism moves Hurwicz' measure from the worst state to the best", "[robustness]") {
    CHECK(column(robustness_of(kValues, {.optimism = 0}), kHurwicz) == Numbers{10, 2, 6, 5});
    CHECK(column(robustness_of(kValues, {.optimism = 1}), kHurwicz) == Numbers{10, 20, 12, 16});
    CHECK(column(robustness_of(kValues, {.optimism = 0.25}), kHurwicz) == Numbers{10, 6.5, 7.5, 7.75});
}

TEST_CASE("What is required is met at the requirement itself", "[robustness]") {
    CHECK(column(robustness_of(kValues, {.least = 10}), kSatisficing) == Numbers{1, 0.5, 0.5, 0.5});
    CHECK(column(robustness_of(kValues, {.least = 10.5}), kSatisficing) == Numbers{0, 0.5, 0.5, 0.5});
}

TEST_CASE("First places are told in words that follow from the measures", "[robustness]") {
    CHECK(
        first_places(robustness_of(kValues, {.least = 8}), kNames) ==
        "On average, between best and worst and regret on average: B; in the worst case, often enough and room before "
        "it fails: A; largest regret: A and B.");
    CHECK(first_places(robustness_of({{1, 2}, {0, 1}}, {.least = 0.5}), {"A", "B"}) == "By all seven measures: A.");
    CHECK(first_places(robustness_of({{1, 2}, {1, 2}}), {"A", "B"}) == "By all seven measures: all alike.");
    const Robustness near = robustness_of({{1, 2}, {0.8, 1.8}});
    CHECK(first_places(near, {"A", "B"}, 0.5) == "By all seven measures: all alike.");
}

TEST_CASE("Options that cannot be judged together are refused", "[robustness]") {
    CHECK_THROWS_AS(robustness_of(std::vector<std::vector<double>>{}), std::invalid_argument);
    CHECK_THROWS_AS(robustness_of({{}, {}}), std::invalid_argument);
    CHECK_THROWS_AS(robustness_of({{1, 2}, {1}}), std::invalid_argument);
    CHECK_THROWS_AS(robustness_of({{1, std::numeric_limits<double>::quiet_NaN()}}), std::invalid_argument);
}
