// Which option's point is the cheaper, and the ratio of costs from which it no longer is.
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/pairs.h"
#include "tests/scenarios/compare/made_comparison.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

std::string unwrapped_details(const Comparison& c) {
    std::string text = comparison_details(c);
    for (std::size_t at = 0; (at = text.find("\n  ", at)) != std::string::npos;) text.replace(at, 3, " ");
    return text;
}

}  // namespace

TEST_CASE("The option whose point is cheaper stays so until its costs are as many times the other's as its gain is") {
    const MadeComparison made({{.name = "Dear", .difference = around(4, 0.25), .cost = 6e6},
                               {.name = "Cheap", .difference = around(2, 0.25), .cost = 1e6},
                               {.name = "Harm", .difference = around(-2, 0.25), .cost = 1e6}},
                              10);
    const Comparison& c = made.comparison;
    const auto pair = by_cost_of(c, 1, 2, 0, sim::kOutcomeGetOnWell);
    REQUIRE(pair);
    CHECK(pair->option == 2);
    CHECK(pair->other == 1);
    CHECK(pair->turns_at == Approx(0.5));
    CHECK(pair->cost_ratio == Approx(1.0 / 6));
    // Pairs are 0.25 above and below: the gains' ratio of each lies between these.
    CHECK(pair->turns_interval.low >= 1.75 / 4.25);
    CHECK(pair->turns_interval.high <= 2.25 / 3.75);
    CHECK(pair->turns_interval.low < pair->turns_interval.high);
    // Turned round it is the same pair; a harm has no cost of a point.
    CHECK(by_cost_of(c, 2, 1, 0, sim::kOutcomeGetOnWell)->option == 2);
    CHECK_FALSE(by_cost_of(c, 2, 3, 0, sim::kOutcomeGetOnWell));

    const std::string text = unwrapped_details(c);
    CHECK_THAT(text, Contains("Options by the cost of a point, Greater Manchester, year 1"));
    CHECK_THAT(
        text,
        Contains("People get on well: a point costs £500k by Cheap and £1.50m by Dear; Cheap is the cheaper until "
                 "it costs 0.50 times what Dear does"));
    CHECK_THAT(text, Contains("pair by pair); it costs 0.17 times as much."));
    CHECK_THAT(text, !Contains("by Harm"));
}

TEST_CASE("Where no two options gain the same outcome no ratio of costs turns an order, and that is said") {
    const MadeComparison made(
        {{.name = "Gain", .difference = around(2, 0.25)}, {.name = "Nothing", .difference = around(0, 0.1)}}, 10);
    CHECK_FALSE(by_cost_of(made.comparison, 1, 2, 0, sim::kOutcomeGetOnWell));
    CHECK_THAT(unwrapped_details(made.comparison), Contains("No two options gain the same outcome at a cost"));
}

}  // namespace concord::scenarios
