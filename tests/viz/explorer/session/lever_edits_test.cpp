// What the room is offered of each lever, and what a scenario becomes when one is changed in the middle of it.
#include "viz/explorer/session/lever_edits.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/policy/costs.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::StartsWith;
using sim::LeverKind;

namespace {

const sim::Geography& geography() {
    static const sim::Geography built_in = scenarios::built_in_greater_manchester();
    return built_in;
}
sim::Scenario shipped(const char* name) { return scenarios::read_scenario(name, geography()); }

const LeverOffer& offer_of(LeverKind kind) {
    static const std::vector<LeverOffer> offers = lever_offers(geography());
    return offers.at(static_cast<std::size_t>(kind));
}

sim::LeverSetting monitored_by(sim::Regime regime) {
    sim::LeverSetting wanted = offer_of(LeverKind::kMonitoring).usual;
    wanted.values = wanted.all_values();
    wanted.values.at(0).choice = static_cast<int>(regime);
    return wanted;
}

}  // namespace

TEST_CASE("A lever is offered in force throughout and everywhere, whatever rule a shipped file gives it") {
    for (int kind = 0; kind < sim::kLeverKinds; ++kind) {
        const LeverOffer& offer = offer_of(static_cast<LeverKind>(kind));
        INFO(offer.info.name);
        CHECK_FALSE(offer.usual.rule);
        CHECK_FALSE(offer.usual.until);
        CHECK(offer.usual.districts.size() == geography().districts.size());
        CHECK(offer.usual.cost.gbp > 0);
        CHECK(offer.most > offer.info.how_much().neutral.number);
    }
}

TEST_CASE("A change begins at its week: what was in force ends there, and what was to come does not") {
    const sim::Scenario before = shipped("engagement_led.toml");
    const int week = 100;
    const sim::Date day = sim::add_weeks(before.start, week);
    sim::LeverSetting wanted = offer_of(LeverKind::kCommunityEngagement).usual;
    wanted.values.at(0).number = 77;
    const sim::Scenario after = with_lever(before, wanted, week);

    const auto at_week = setting_at(after, LeverKind::kCommunityEngagement, week);
    REQUIRE(at_week);
    CHECK(at_week->intensity() == 77);
    CHECK(at_week->from == day);
    CHECK(at_week->ramp_weeks == 0);
    const auto earlier = setting_at(after, LeverKind::kCommunityEngagement, week - 1);
    REQUIRE(earlier);
    CHECK(earlier->intensity() == setting_at(before, LeverKind::kCommunityEngagement, week)->intensity());
    CHECK(earlier->until == day);

    wanted.values.at(0) = offer_of(LeverKind::kCommunityEngagement).info.how_much().neutral;
    CHECK_FALSE(setting_at(with_lever(before, wanted, week), LeverKind::kCommunityEngagement, week));
}

TEST_CASE("A regime is bought at its own price, and another amount of the same one keeps the price that it has") {
    const sim::Scenario before = shipped("status_quo_2016.toml");
    for (const sim::Regime regime : {sim::Regime::kQuarterlySurvey, sim::Regime::kCommunityPanel}) {
        const sim::Scenario after = with_lever(before, monitored_by(regime), 10);
        const auto bought = setting_at(after, LeverKind::kMonitoring, 10);
        REQUIRE(bought);
        CHECK(bought->cost.gbp == sim::info(regime).usual_gbp);
        CHECK(bought->cost.price_year == sim::kPriceYear);

        sim::LeverSetting dearer = *bought;
        dearer.cost.gbp += 1;
        dearer.values = dearer.all_values();
        dearer.values.at(1).number *= 2;
        CHECK(setting_at(with_lever(after, dearer, 20), LeverKind::kMonitoring, 20)->cost.gbp == dearer.cost.gbp);
    }
}

TEST_CASE("Over police reports the survey of today is a change, over the survey it is none") {
    const sim::LeverSetting survey = [] {
        sim::LeverSetting neutral = monitored_by(sim::Regime::kQuarterlySurvey);
        neutral.values.clear();
        return neutral;
    }();
    REQUIRE(survey.is_neutral());
    CHECK(setting_at(with_lever(shipped("status_quo_2016.toml"), survey, 10), LeverKind::kMonitoring, 10));
    CHECK_FALSE(setting_at(with_lever(shipped("status_quo_today.toml"), survey, 10), LeverKind::kMonitoring, 10));
}

TEST_CASE("A lever that a rule turns says so") {
    const auto by_rule = setting_at(shipped("adaptive.toml"), LeverKind::kNeighbourhoodPolicing, 600);
    REQUIRE(by_rule);
    CHECK_THAT(turned_words(*by_rule), StartsWith("By a rule: ") && Catch::Matchers::Contains("88 %"));
    CHECK(turned_words(offer_of(LeverKind::kNeighbourhoodPolicing).usual).empty());
}
