#include "scenarios/format/fixed_parameter.h"

#include <catch2/catch.hpp>

namespace concord::scenarios {

using Catch::Matchers::Contains;

TEST_CASE("A parameter fixed by hand takes the place of what the scenario fixes", "[scenario]") {
    sim::Scenario scenario;
    scenario.parameters = {{"fair_share", 0.4, "file"}, {"unfair_weight", 2, "file"}};
    fix_parameter(scenario, "unfair_weight=3.5");
    fix_parameter(scenario, "unfair_weight=4");
    REQUIRE(scenario.parameters.size() == 2);
    CHECK(scenario.parameters[0].name == "fair_share");
    CHECK(scenario.parameters[1].name == "unfair_weight");
    CHECK(scenario.parameters[1].value == 4);
    CHECK(sim::with_overrides(sim::default_parameters(), scenario).unfair_weight == 4);
}

TEST_CASE("A setting that is none is refused with what is allowed", "[scenario]") {
    sim::Scenario scenario;
    CHECK_THROWS_WITH(fix_parameter(scenario, "unfair_weight"), Contains("expected PARAMETER=VALUE"));
    CHECK_THROWS_WITH(fix_parameter(scenario, "unfair_wait=4"), Contains("unfair_weight"));
    CHECK_THROWS_WITH(fix_parameter(scenario, "unfair_weight=99"), Contains("99 is not allowed; 1 to 14"));
    for (const char* setting : {"unfair_weight=", "unfair_weight=4x", "unfair_weight=nan", "unfair_weight=\x1b[31m"})
        CHECK_THROWS_WITH(fix_parameter(scenario, setting), Contains("is not allowed") && !Contains("\x1b"));
    CHECK(scenario.parameters.empty());
}

}  // namespace concord::scenarios
