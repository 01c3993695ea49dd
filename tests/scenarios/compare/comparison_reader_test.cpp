// comparison.h5 read back: whoever has the file alone says what the program that made it said.
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/comparison_screen.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/input_error.h"
#include "scenarios/results/results_variables.h"
#include "sim/measures/measure.h"
#include "tests/scenarios/compare/made_comparison.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

void says_the_same(const std::filesystem::path& folder, const Comparison& made) {
    write_comparison(folder, made);
    const Comparison read = read_comparison(folder / "comparison.h5");
    CHECK(comparison_csv(read) == comparison_csv(made));
    CHECK(comparison_screen(read, detectable(read)) == comparison_screen(made, detectable(made)));
    CHECK(comparison_details(read) == comparison_details(made));
    CHECK(behind_the_screen(read, {}) == behind_the_screen(made, {}));
    CHECK(read.plan.places_reached == made.plan.places_reached);
    CHECK(read.plan.growth == made.plan.growth);
    CHECK(read.plan.draws == made.plan.draws);
    CHECK(read.plan.monitoring == made.plan.monitoring);
    CHECK(read.labels.names == made.labels.names);
    CHECK(read.residents_of_district == made.residents_of_district);
    REQUIRE(read.plan.bought.size() == made.plan.bought.size());
    for (std::size_t s = 0; s < made.plan.bought.size(); ++s) {
        REQUIRE(read.plan.bought[s].size() == made.plan.bought[s].size());
        for (std::size_t k = 0; k < made.plan.bought[s].size(); ++k) {
            CHECK(read.plan.bought[s][k].where == made.plan.bought[s][k].where);
            CHECK(read.plan.bought[s][k].present_gbp == made.plan.bought[s][k].present_gbp);
        }
        CHECK(read.plan.paid[s].size() == made.plan.paid[s].size());
    }
    // Once more: what was read is as good as what was made.
    tests::ScratchFolder again;
    write_comparison(again.path, read);
    CHECK(comparison_csv(read_comparison(again.path / "comparison.h5")) == comparison_csv(made));
}

}  // namespace

TEST_CASE("A comparison read back says what it said", "[comparison]") {
    SECTION("at defaults, worked by hand") {
        const Worked it(ParameterDraws::kDefaults);
        says_the_same(it.folder, it.comparison);
    }
    SECTION("with drawn parameters") {
        const Worked it(ParameterDraws::kPrior);
        says_the_same(it.folder, it.comparison);
    }
    SECTION("one option of each verdict, other differences that matter, warnings, doses") {
        MadeComparison made(five_options(), 12, ParameterDraws::kPrior,
                            parse_matters("get_on_well=0.25,incidents=10%", sim::outcome_rows()));
        made.comparison.warnings = {{"little", 3}, {"much, \"quoted\"", 7}};
        made.comparison.has_doses = true;
        says_the_same(made.scratch.path, made.comparison);
    }
}

TEST_CASE("A comparison of another layout, or none, is refused", "[comparison]") {
    MadeComparison made({{"Option", around(0.8, 0.05)}}, 3);
    write_comparison(made.scratch.path, made.comparison);
    CHECK_THROWS_WITH(read_comparison(made.scratch.path / "plan.h5"), Contains("plan.h5"));
    CHECK_THROWS_AS(read_comparison(made.scratch.path / "comparison.csv"), InputError);
    {
        const auto path = made.scratch.path / "other.h5";
        hdf5::Writer file(path);
        file.attribute("concord_file", std::string("comparison"));
        file.attribute("format_version", std::int32_t{2});
        file.coordinate("outcome", std::vector<std::string>{"happiness"});
        file.close();
        CHECK_THROWS_WITH(read_comparison(path), Contains("other labels of \"outcome\""));
    }
}

}  // namespace concord::scenarios
