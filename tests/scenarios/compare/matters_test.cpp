// What may be declared to matter, what is refused, and what the survey in place needs.
#include "scenarios/compare/matters.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/survey.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

std::string refusal(const std::string& text) {
    try {
        parse_matters(text, sim::kOutcomeTable);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("Declared differences replace the usual ones", "[matters]") {
    const auto usual = parse_matters("", sim::kOutcomeTable);
    CHECK(usual.size() == sim::kOutcomes);
    CHECK(usual[0] == sim::SmallestDifference{.size = 0.5});
    CHECK(usual[sim::kOutcomeHateIncidents] == sim::SmallestDifference{.size = 0.05, .of_baseline = true});
    const auto own = parse_matters("get_on_well=1, incidents=10%,lost_trust = 2", sim::kOutcomeTable);
    CHECK(own[0] == sim::SmallestDifference{.size = 1});
    CHECK(own[sim::kOutcomeHateIncidents].at(20) == Approx(2));
    CHECK(own[sim::kOutcomePoliceTrustFell] == sim::SmallestDifference{.size = 2});
    CHECK(own[1] == usual[1]);
    CHECK_FALSE(parse_matters("hate_incidents=0.5", sim::kOutcomeTable)[sim::kOutcomeHateIncidents].of_baseline);
    CHECK(matters_text(own, sim::kOutcomeTable) ==
          "get_on_well=1,trust_neighbours=0.5,belong=0.5,influence=0.5,feel_safe=0.5,police_confidence=0.5,"
          "cohesion_index=0.5,get_on_well_most_deprived=0.5,hate_incidents=10%,police_trust_fell=2");
    CHECK(parse_matters(matters_text(own, sim::kOutcomeTable), sim::kOutcomeTable) == own);
}

TEST_CASE("What cannot be declared is refused with what is allowed", "[matters]") {
    for (const char* text : {"trust=1", "=1", "get_on_well=1,,belong=1"})
        CHECK_THAT(refusal(text), Contains("expected OUTCOME=SIZE with one of the outcomes get_on_well,"));
    for (const char* text : {"belong", "belong=", "belong=0", "belong=-1", "belong=1x", "belong=nan", "belong=101",
                             "belong=1%", "cohesion_index=5%"})
        CHECK_THAT(refusal(text), Contains("takes points above 0 and up to 100, without a sign for percent"));
    for (const char* text : {"incidents=0%", "incidents=101%", "incidents=", "incidents=many", "incidents=inf"})
        CHECK_THAT(refusal(text), Contains("a share of the baseline's level above 0 and up to 100 with %"));
    CHECK_THAT(refusal("belong=1,belong=2"), Contains("named twice"));
}

TEST_CASE("The survey needs the larger a difference the smaller the place", "[survey]") {
    CHECK(respondents(1) == 12875);
    CHECK(smallest_survey_difference_at(69, 1) == Approx(1.98).margin(0.01));    // model.md section 6: about 2.0
    CHECK(smallest_survey_difference_at(69, 0.1) == Approx(6.25).margin(0.02));  // a district: 6.2
    CHECK(std::isnan(smallest_survey_difference_at(69, 0)));
}

}  // namespace concord::scenarios
