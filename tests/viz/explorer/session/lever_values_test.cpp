// Values of a lever's fields as the room reads them and as scripts say them, for a made-up row of each kind; and the
// real ones through the actions.
#include "viz/explorer/session/lever_values.h"

#include <catch2/catch.hpp>
#include <set>

#include "sim/policy/targeting.h"
#include "tests/support/session.h"
#include "viz/explorer/session/lever_edits.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;
using sim::FieldKind;

namespace {

const std::vector<sim::FieldChoice> kChoices = {{"none_yet", "None yet"}, {"police", "Police"}, {"nhs", "NHS trusts"}};
// clang-format off
const sim::LeverField kSeats = {.key = "seats", .unit = "seats a year", .high = 100};
const sim::LeverField kShift = {.key = "shift", .low = -2, .high = 2};
const sim::LeverField kShare = {.key = "trained", .unit = "share of officers", .kind = FieldKind::kShare};
const sim::LeverField kPoints = {.key = "fair", .kind = FieldKind::kShare, .low = -1};
const sim::LeverField kChoice = {.key = "regime", .kind = FieldKind::kChoice, .choices = kChoices};
const sim::LeverField kSet = {.key = "members", .kind = FieldKind::kSet, .choices = kChoices};
// clang-format on

sim::LeverSetting stops_of(const tests::Session& session) {
    const auto setting =
        setting_at(session.explorer.shown()->scenario(), sim::LeverKind::kStopAndSearch, session.now().week);
    REQUIRE(setting);
    return *setting;
}

}  // namespace

TEST_CASE("Values are read as people say them: percent, points, titles of choices") {
    CHECK(value_words(kSeats, {.number = 40}) == "40 seats a year");
    CHECK(value_words(kShift, {.number = 0.5}) == "+0.5");
    CHECK(value_words(kShare, {.number = 0.4}) == "40 % of officers");
    CHECK(value_words(kPoints, {.number = 0.05}) == "+5 points");
    CHECK(value_words(kChoice, {.choice = 2}) == "NHS trusts");
    CHECK(value_words(kSet, {.members = 0b110}) == "Police, NHS trusts");
    CHECK(value_words(kSet, {}) == "none");
}

TEST_CASE("A value is one word of a script, and that word is the value again") {
    const std::pair<const sim::LeverField*, std::vector<sim::FieldValue>> tried[] = {
        {&kSeats, {{.number = 0}, {.number = 12.5}}},
        {&kShare, {{.number = 1}, {.number = 0.35}}},
        {&kPoints, {{.number = -1}, {.number = 0.05}}},
        {&kChoice, {{.choice = 0}, {.choice = 2}}},
        {&kSet, {{.members = 0}, {.members = 0b101}, {.members = 0b111}}}};
    for (const auto& [field, values] : tried)
        for (const sim::FieldValue& value : values) {
            INFO(field->key << " " << value_word(*field, value));
            CHECK(value_of_word(*field, value_word(*field, value)) == value);
        }
    CHECK(value_word(kSet, {.members = 0b110}) == "police nhs");
    CHECK(value_word(kSet, {}) == "none");
}

TEST_CASE("A word that is no value of its field is refused with what is allowed") {
    CHECK_THROWS_WITH(value_of_word(kSeats, "101"), Contains("seats \"101\": expected 0 to 100 seats a year"));
    CHECK_THROWS_WITH(value_of_word(kSeats, "many"), Contains("seats \"many\""));
    CHECK_THROWS_WITH(value_of_word(kPoints, "-1.1"), Contains("-1 to 1"));
    CHECK_THROWS_WITH(value_of_word(kChoice, "polce"),
                      Contains("nearest is \"police\"") && Contains("one of none_yet, police and nhs"));
    CHECK_THROWS_WITH(value_of_word(kSet, "police nsh"), Contains("nearest is \"nhs\"") && Contains("some of"));
    CHECK_THROWS_WITH(value_of_word(kChoice, "polce"), !Contains("quotes"));
}

TEST_CASE("The names of a set are said to be separated by spaces and quoted, and what is said works") {
    CHECK(allowed_values(kSet) == "none, or some of none_yet, police and nhs, separated by spaces");
    CHECK_THROWS_WITH(value_of_word(kSet, "police,nhs"),
                      Contains("separated by spaces") && Contains("in quotes together, as in \"none_yet police\""));
    CHECK(value_of_word(kSet, "none_yet police").members == 0b011);
    tests::Session session(1000);
    session.play("open status_quo_today");
    CHECK_THROWS_WITH(session.play("lever_set partnership_forum members police nhs"),
                      Contains("4 arguments given") && Contains("several words of one argument stand in quotes"));
    CHECK_THROWS_WITH(session.play("lever_set partnership_forum members"), !Contains("quotes"));
    session.play("lever_set partnership_forum members \"police nhs\"");
    const auto forum =
        setting_at(session.explorer.shown()->scenario(), sim::LeverKind::kPartnershipForum, session.now().week);
    REQUIRE(forum);
    CHECK(value_word(sim::info(sim::LeverKind::kPartnershipForum).how_much(), forum->value(0)) == "nhs police");
}

TEST_CASE("lever_set tells a lever any of its fields; lever_posture is two of them at once") {
    tests::Session one(1000), other(1000);
    one.play("open status_quo_today; lever stop_and_search 2; lever_posture 0.1 -0.05");
    other.play(
        "open status_quo_today; lever_set stop_and_search multiple_of_baseline 2; lever_set stop_and_search fair_share "
        "0.1; lever_set stop_and_search service_satisfaction -0.05");
    CHECK(stops_of(one) == stops_of(other));
    CHECK(stops_of(one).intensity() == 2);
    CHECK(stops_of(one).number("fair_share") == 0.1);
    CHECK(stops_of(one).number("service_satisfaction") == -0.05);
    CHECK_THAT(one.explorer.log().text(), Contains("+10 points") && Contains("-5 points"));
    other.play("lever_set stop_and_search fair_share 0; lever_set stop_and_search service_satisfaction 0");
    CHECK(stops_of(other).intensity() == 2);
    other.play("lever stop_and_search 1");  // all is as it was
    CHECK(other.explorer.shown()->scenario().levers.empty());
    CHECK_THROWS_WITH(one.explorer.perform_line("lever_set stop_and_search fair_share 1.5"),
                      Contains("lever_set: stop_and_search: fair_share \"1.5\"") && Contains("-1 to 1"));
    CHECK_THROWS_WITH(one.explorer.perform_line("lever_set community_engagement fair_share 0.1"),
                      Contains("community_engagement has no field \"fair_share\"; it has seats_per_1000_a_year"));
    CHECK_THROWS_WITH(one.explorer.perform_line("lever_set stop_and_search fair_shar 0.1"), Contains("fair_share"));
}

TEST_CASE("A lever pulled takes the place of all of its kind, so that they never add up to too much") {
    tests::Session session(1000);
    const auto file = session.folder / "two.toml";
    const std::string stops =
        "[[lever]]\nkind = \"stop_and_search\"\nmultiple_of_baseline = 5\n"
        "unit_cost = { gbp = 0, per = \"stop\", price_year = 2024, source = \"assumption\" }\n";
    tests::write_text(file,
                      "format = 1\nname = \"Two\"\npurpose = \"p\"\nextends = \"status_quo_today\"\n" + stops + stops);
    session.play("open_file \"" + file.string() + "\"; show_week 4; lever stop_and_search 10; show_week 8");
    const sim::Scenario& scenario = session.explorer.shown()->scenario();
    CHECK(scenario.levers.size() == 3);  // the two of before, ended, and the one pulled
    CHECK(settings_from(scenario, sim::LeverKind::kStopAndSearch, 4).size() == 1);
    CHECK(session.now().week == 8);  // it runs
}

TEST_CASE("The price of a unit keeps its pence where it is small, and its thousands apart where it is not") {
    CHECK(explorer::unit_price(180) == "180");
    CHECK(explorer::unit_price(22.5) == "22.5");
    CHECK(explorer::unit_price(275000) == "275,000");
    CHECK(explorer::unit_price(-115) == "-115");
}

TEST_CASE("A lever can be put where a published survey found that fewest get on well, in words and in a saved file") {
    tests::Session session(1000);
    session.play("open engagement_led; lever_where community_engagement lowest 2");
    const auto setting = [&] {
        return setting_at(session.explorer.shown()->scenario(), sim::LeverKind::kCommunityEngagement,
                          session.now().week);
    };
    REQUIRE(setting());
    CHECK(setting()->target.rule == sim::Target::Rule::kLowest);
    const sim::Geography& geography = session.explorer.geography();
    std::set<std::string> districts;
    for (const int n : sim::targeted_neighbourhoods(geography, setting()->districts, setting()->target))
        districts.insert(geography.districts[geography.neighbourhoods[n].district].name);
    CHECK(districts == std::set<std::string>{"Oldham", "Rochdale"});
    CHECK(where_words(*setting(), geography) == "the 2 districts lowest in \"people get on well\" at the start");
    CHECK_THROWS_WITH(session.explorer.perform_line("lever_where community_engagement lowest 1.5"),
                      Contains("expected a whole number"));
    CHECK_THROWS_WITH(session.explorer.perform_line("lever_where community_engagement lowest 11"),
                      Contains("11 of them"));
    CHECK(setting()->target.lowest == 2);
    session.play("lever_where community_engagement lowest");
    CHECK(setting()->target.lowest == 3);
}
