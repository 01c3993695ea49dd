// The shipped scenarios: all read, the options cost the same, and docs/scenarios.md shows what they buy.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "scenarios/format/scenario_file.h"
#include "scenarios/format/units_table.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/policy/costs.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_folder.h"

using namespace concord;

namespace {

// Set beside today's baseline, for the same money.
const std::vector<std::string> kOptions = {"engagement_led",  "trust_led",          "policing_heavy",
                                           "more_stops",      "safeguarding_first", "open_brand",
                                           "english_circles", "mixed_portfolio",    "austerity"};

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

std::vector<sim::Scenario> options() {
    std::vector<sim::Scenario> list;
    for (const std::string& name : kOptions) list.push_back(scenarios::read_scenario(name, greater_manchester()));
    return list;
}

}  // namespace

TEST_CASE("every shipped scenario reads and says what question it answers") {
    const auto shipped = scenarios::list_scenarios();
    REQUIRE(shipped.size() == 19);
    for (const scenarios::ShippedScenario& entry : shipped) {
        INFO(entry.file);
        const sim::Scenario scenario = scenarios::read_scenario(entry.file, greater_manchester());
        CHECK(scenario.name == entry.name);
        CHECK(scenario.purpose == entry.purpose);
        CHECK(entry.purpose.ends_with("?"));
        CHECK_FALSE(scenario.note.empty());
        CHECK(scenario.years == 10);
        for (const std::string& source : scenario.baseline.item_source) CHECK_FALSE(source.empty());
        for (const sim::LeverSetting& lever : scenario.levers) CHECK_FALSE(lever.note.empty());
    }
}

TEST_CASE("the options cost the same in present value, within 1 %, so that they can be compared") {
    std::vector<double> present;
    for (const sim::Scenario& option : options())
        present.push_back(sim::planned_cost(greater_manchester(), option).present_gbp);
    for (const double cost : present) {
        CHECK(cost == Approx(40e6).epsilon(0.005));
        CHECK(cost == Approx(present[0]).epsilon(0.01));
    }
    std::cout << scenarios::units_table(options(), greater_manchester()) << '\n'
              << scenarios::funders_table(options(), greater_manchester());
}

TEST_CASE("who pays adds up to the present value, whoever is relieved included") {
    const sim::Scenario heavy = scenarios::read_scenario("policing_heavy", greater_manchester()),
                        engaged = scenarios::read_scenario("engagement_led", greater_manchester()),
                        nothing = scenarios::read_scenario("status_quo_today", greater_manchester());
    CHECK(scenarios::funders_table({nothing}, greater_manchester()).empty());
    const auto shown = [&](const sim::Scenario& scenario) {
        return scenarios::funders_table({nothing, scenario}, greater_manchester());
    };
    const sim::CostReport report = sim::planned_cost(greater_manchester(), heavy);
    double sum = 0;
    std::string row = "| Policing-heavy |";
    for (const sim::FunderCost& of : report.by_funder) {
        sum += of.present_gbp;
        row += fmt::format(" {:.2f} |", of.present_gbp / 1e6);
    }
    CHECK(sum == Approx(report.present_gbp));
    CHECK_THAT(shown(heavy), Catch::Contains("paid by | Police | Council |\n|---|---:|---:|\n" + row + "\n"));
    CHECK_THAT(shown(heavy), Catch::Contains(" | -1.49 |"));
    // A funder that does not pay for an option has a dash there, not a 0.
    CHECK_THAT(scenarios::funders_table({heavy, engaged}, greater_manchester()),
               Catch::Contains("| Engagement-led | - | "));
}

TEST_CASE("a lever has the same unit cost in every option") {
    std::map<sim::LeverKind, double> seen;
    for (const sim::Scenario& option : options())
        for (const sim::LeverSetting& lever : option.levers) {
            const double gbp = lever.cost.gbp / sim::deflator(lever.cost.price_year);
            CHECK(seen.emplace(lever.kind, gbp).first->second == gbp);
        }
    CHECK(seen.size() > 3);
}

TEST_CASE("every option starts from today's baseline and spends in all ten districts") {
    const sim::Scenario today = scenarios::read_scenario("status_quo_today", greater_manchester());
    for (const sim::Scenario& option : options()) {
        CHECK(option.start == today.start);
        CHECK(option.baseline.item_level == today.baseline.item_level);
        for (const double cost : sim::planned_cost(greater_manchester(), option).present_by_district) CHECK(cost > 0);
    }
}

TEST_CASE("What is compared with one another apart from them costs the same as well, and starts alike") {
    const auto read = [](const char* name) { return scenarios::read_scenario(name, greater_manchester()); };
    const auto cost = [](const sim::Scenario& s) { return sim::planned_cost(greater_manchester(), s).present_gbp; };
    CHECK(cost(read("borough_only_venues")) == Approx(cost(read("gm_wide_venues"))).epsilon(0.005));
    CHECK(cost(read("gm_strategy_2016")) == Approx(40e6).epsilon(0.005));
    CHECK(cost(read("adaptive")) == Approx(40e6).epsilon(0.005));  // in force throughout: the most that it can cost
    const std::pair<const char*, const char*> pairs[] = {{"borough_only_venues", "meetings_today"},
                                                         {"gm_wide_venues", "meetings_today"},
                                                         {"gm_strategy_2016", "status_quo_2016"},
                                                         {"attack_2017_prepared", "attack_2017_unprepared"}};
    for (const auto& [option, baseline] : pairs) {
        INFO(option);
        CHECK(sim::same_start(read(option), read(baseline)));
        CHECK(sim::same_events(read(option), read(baseline)));
        CHECK(cost(read(baseline)) == 0);
    }
}

TEST_CASE("Scenarios turn what their names say, and nothing that would make them another") {
    using Kind = sim::LeverKind;
    const auto turns = [](const char* name) {
        std::set<Kind> kinds;
        for (const auto& lever : scenarios::read_scenario(name, greater_manchester()).levers) kinds.insert(lever.kind);
        return kinds;
    };
    for (const char* nothing : {"status_quo_today", "status_quo_2016", "confidence_decline_2016", "meetings_today"}) {
        INFO(nothing);
        CHECK(turns(nothing).empty());  // borough by borough: no forum, no shared practice
    }
    CHECK(turns("more_stops") == std::set{Kind::kStopAndSearch});
    // Patrol without dialogue, by officers as they are.
    CHECK(turns("policing_heavy") ==
          std::set{Kind::kStopAndSearch, Kind::kEnforcementLedPrevention, Kind::kNeighbourhoodPolicing});
    CHECK(turns("trust_led") == std::set{Kind::kNeighbourhoodPolicing, Kind::kProceduralJusticeTraining});
    CHECK(turns("engagement_led") == std::set{Kind::kCommunityEngagement, Kind::kBridgingProgrammes});
    for (const Kind kind : {Kind::kCommunityEngagement, Kind::kFrontlineTraining, Kind::kCounterHate,
                            Kind::kEarlySupport, Kind::kPartnershipForum, Kind::kMonitoring})
        CHECK(turns("gm_strategy_2016").contains(kind));
    const auto then = scenarios::read_scenario("status_quo_2016", greater_manchester());
    CHECK_FALSE(then.baseline.support.pooled);
    CHECK(turns("attack_2017_prepared").contains(Kind::kPartnershipForum));
    CHECK_FALSE(turns("attack_2017_unprepared").contains(Kind::kPartnershipForum));
}

TEST_CASE("2016 differs from today in its levels and policing, not in its residents") {
    const sim::Scenario then = scenarios::read_scenario("status_quo_2016", greater_manchester());
    CHECK(then.start == sim::make_date(2016, 4, 4));
    CHECK(then.baseline.item_level[sim::kPoliceConfidence] == 78);
    CHECK(then.baseline.stops_per_1000_a_year == 3.6);
    CHECK_THAT(then.note, Catch::Contains("2021 census"));
}

TEST_CASE("docs/scenarios.md shows the tables that the program prints") {
    const std::string text = tests::text_of(tests::source_folder() / "docs/scenarios.md");
    CHECK_THAT(text, Catch::Contains(scenarios::funders_table(options(), greater_manchester())));
    CHECK_THAT(text, Catch::Contains(scenarios::units_table(options(), greater_manchester())));
}
