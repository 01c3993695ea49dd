// What the report says of validation and of the worth of knowing more, against numbers worked by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "report/sections/sections.h"
#include "tests/scenarios/compare/made_comparison.h"

namespace concord::report {
namespace {

using Catch::Matchers::Contains;
using scenarios::MadeComparison, scenarios::ParameterDraws;

const Row& row(const Table& table, const std::string& first, const std::string& second) {
    const auto found = std::find_if(table.rows.begin(), table.rows.end(), [&](const Row& one) {
        return one.cells.at(0).text == first && one.cells.at(1).text == second;
    });
    REQUIRE(found != table.rows.end());
    return *found;
}

}  // namespace

TEST_CASE("Rows of validation are read from the document, counted by kind, and the missed ones named", "[report]") {
    const Validation read = validation(
        "# Validation\n\n| id | kind | measure | unit | tolerance | value | over seeds | verdict | source | beside it "
        "| "
        "note |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| P1 | fitted | rank by district |  | 0.9 or more | 1.00 | 1.00 to 1.00 | met | S01 |  |  |\n"
        "| P3 | predicted | disorder, r |  | -0.89 to -0.49 | -0.77 |  | met | S01 | alone: +1 |  |\n"
        "| P14 | predicted | satisfaction, error | points | 4 or less | 4.1 |  | missed | S01 |  |  |\n"
        "| P14 | predicted | satisfaction, alone | points |  | 4.0 |  | reported | S01 |  |  |\n"
        "| a table of others | 3 |\n");
    CHECK(read.summary ==
          "Of 3 predicted rows 1 are met, 1 is missed, and 1 are told without a bound. Missed of all 4 "
          "rows: satisfaction, error (P14).");
    REQUIRE(read.table.rows.size() == 4);
    CHECK(row(read.table, "P14", "satisfaction, error").cells.at(7).text == "missed");
    CHECK(row(read.table, "P1", "rank by district").cells.at(4).text == "0.9 or more");
}

TEST_CASE("The shipped rows of validation stand in the report", "[report]") {
    const Validation shipped = validation();
    CHECK(shipped.table.rows.size() > 50);
    for (const char* id : {"P1", "P5", "P12", "P18"})
        CHECK(std::any_of(shipped.table.rows.begin(), shipped.table.rows.end(),
                          [&](const Row& one) { return one.cells.at(0).text == id; }));
}

TEST_CASE("To know which draw holds is worth the mean of the best less the best mean", "[report]") {
    // A brings 4 in even replicates, B 2 in odd ones: means 2 and 1. The best of each replicate: 4 and 2, on average 3.
    const MadeComparison made({{"A", [](int r, int) { return r % 2 == 0 ? 4.0 : 0.0; }},
                               {"B", [](int r, int) { return r % 2 == 0 ? 0.0 : 2.0; }}},
                              40, ParameterDraws::kPrior);
    scenarios::Comparison comparison = made.comparison;
    comparison.plan.parameters = ParameterDraws::kFile;
    REQUIRE(has_posterior(comparison));
    const Table table = table_of_information(comparison);
    const Row& all = row(table, std::string(comparison.outcomes.at(sim::kOutcomeGetOnWell).title), "everything");
    CHECK(all.cells.at(2).number == Approx(1).margin(1e-4));
    CHECK(all.cells.at(4).text == "yes");
    // Where less is better, A is worse by 4 or nothing and B by nothing or 2: doing neither is best throughout.
    const Row& hate = row(table, std::string(comparison.outcomes.at(sim::kOutcomeHateIncidents).title), "everything");
    CHECK(hate.cells.at(2).number == Approx(0).margin(1e-9));
}

TEST_CASE("Draws from the priors are no posterior", "[report]") {
    const MadeComparison made({{"A", scenarios::around(1, 0.1)}}, 4, ParameterDraws::kPrior);
    CHECK_FALSE(has_posterior(made.comparison));
}

}  // namespace concord::report
