// The rules that do not bend (model.md section 9), in the explorer.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/session.h"
#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/alt_text.h"

using namespace concord;
using namespace concord::explorer;

TEST_CASE(
    "Below district level no level of grievance, programme trust or incidents is shown; differences of states are") {
    for (const Indicator& indicator : indicators()) {
        const bool sensitive = indicator.key == "state_grievance" || indicator.key == "state_programme_trust";
        for (const auto level : {map::Level::kNeighbourhood, map::Level::kArea, map::Level::kWard}) {
            if (sensitive) CHECK_FALSE(refused(indicator, level, false, true).empty());
            if (indicator.kind == IndicatorKind::kOutcome) CHECK_FALSE(refused(indicator, level, true, false).empty());
            if (indicator.kind == IndicatorKind::kItem) CHECK(refused(indicator, level, false, true).empty());
            CHECK(refused(indicator, level, true, false).empty() == (indicator.kind != IndicatorKind::kOutcome));
        }
        for (const bool switched : {false, true})
            CHECK(refused(indicator, map::Level::kDistrict, false, switched).empty() ==
                  (indicator.key != "hate_incidents"));
        CHECK(refused(indicator, map::Level::kDistrict, true, false).empty());
        if (sensitive) CHECK_FALSE(indicator.ranks_allowed);
    }
    tests::Session session;
    session.play("open status_quo_today; fork Other; place_levels; level ward; indicator state_grievance");
    CHECK(session.now().level == map::Level::kDistrict);  // and the map says why
    CHECK_THAT(session.explorer.message().text, Catch::Matchers::Contains("never as a level"));
    CHECK_THROWS_WITH(session.explorer.perform_line("level neighbourhood"),
                      Catch::Matchers::Contains("never as a level"));
    session.play("map_shows difference; level neighbourhood");
    CHECK(session.now().level == map::Level::kNeighbourhood);
    session.play("map_shows one");  // back to levels: not of neighbourhoods
    CHECK(session.now().level == map::Level::kDistrict);
    session.play("compare_with_none");
    CHECK(refused(session.now()).empty());
}

TEST_CASE("However it is reached, the map never shows what it may not") {
    tests::Session session(1000);
    // Ways in which two maps or a difference end while neighbourhoods are shown.
    for (const std::string way :
         {"compare_with_none", "remove_branch", "layout compare", "open status_quo_today", "map_shows side_by_side"}) {
        INFO(way);
        session.play(
            "open status_quo_today; fork Other; map_shows difference; indicator state_programme_trust; level "
            "neighbourhood; " +
            way);
        CHECK(refused(session.now()).empty());
    }
}

TEST_CASE(
    "Every exported map below district level says that it shows simulated residents, and carries its provenance") {
    tests::Session session;
    session.play(
        "open status_quo_today; place_levels; show_week 2; level neighbourhood; export map map.csv; export map "
        "map.svg");
    const std::string csv = tests::text_of(session.folder / "map.csv"),
                      svg = tests::text_of(session.folder / "map.svg");
    for (const std::string& text : {csv, svg}) {
        CHECK_THAT(text, Catch::Matchers::Contains("not a measurement of this place", Catch::CaseSensitive::No));
        CHECK_THAT(text, Catch::Matchers::Contains("Status quo, today"));
        CHECK_THAT(text, Catch::Matchers::Contains("1 run. Parameters: 1 main run with defaults"));
    }
}

TEST_CASE("Places with fewer than ten simulated adults have no value, at any level") {
    tests::Session session(1000);  // 1:1000: about one adult a neighbourhood
    session.play("open status_quo_today; place_levels; level neighbourhood");
    const auto values = map_values(session.explorer, session.now().shown);
    REQUIRE(values);
    CHECK(std::all_of(values->value.begin(), values->value.end(), [](double v) { return std::isnan(v); }));
}

TEST_CASE("The ledger of a small place knows nothing of hostility, in no bar and under no name", "[large][why]") {
    tests::Session session(20);
    session.play("open engagement_led; show_week 30; select \"Moss Side\"");
    REQUIRE(session.explorer.frame().why);
    REQUIRE(session.explorer.frame().why->adults >= 10);
    for (const std::string state : {"safety", "neighbour_trust", "belonging", "grievance", "voice"}) {
        INFO(state);
        session.play("why_state " + state);
        const auto s = static_cast<std::size_t>(session.now().why_state);
        CHECK(session.explorer.frame().why->column[s][sim::kLedgerHostility] == 0);
        try {
            const figure::Figure made = why_figure(session.explorer);
            const std::string told = made.title + made.caption + figure::alt_text(made) + why_words(session.explorer);
            for (const char* name : {"hate", "hostil", "incident"})
                CHECK_THAT(told, !Catch::Matchers::Contains(name, Catch::CaseSensitive::No));
            const auto& bars = std::get<figure::LedgerBars>(made.content);
            for (const std::string& words : bars.contributions)
                CHECK_THAT(words, !Catch::Matchers::Contains("hate") && !Catch::Matchers::Contains("move"));
        } catch (const std::invalid_argument& nothing) {
            CHECK_THAT(nothing.what(), Catch::Matchers::Contains("nothing to explain"));
        }
    }
}

TEST_CASE("The ledger adds up to the difference, for every place and state, also between two weeks", "[large][why]") {
    tests::Session session(100);
    session.play(
        "open engagement_led; show_week 60; fork Other; lever stop_and_search 3; show_week 70; why_since fork");
    for (const std::string place : {"gm", "Oldham", "\"Moss Side\"", "E02000984"}) {
        session.play("select " + place);
        const auto answer = session.explorer.frame().why;
        REQUIRE(answer);
        CHECK(answer->question.from == 60);
        CHECK(answer->question.against == 0);
        for (std::size_t s = 0; s < sim::kStates; ++s) {
            double sum = answer->unshown[s];
            for (const double part : answer->column[s]) sum += part;
            CHECK(sum == Approx(answer->difference[s]).margin(1e-6));
        }
    }
}

TEST_CASE("Levels of places smaller than districts stand behind a switch, which is off at the start") {
    tests::Session session(300);
    session.play("open status_quo_today");
    CHECK(session.now().level == map::Level::kDistrict);
    CHECK_FALSE(session.now().place_levels);
    for (const std::string level : {"neighbourhood", "area", "ward"})
        CHECK_THROWS_WITH(session.explorer.perform_line("level " + level),
                          Catch::Matchers::Contains("switched off") && Catch::Matchers::Contains("small places"));
    session.play("select E02000984");  // a place can be selected all the same
    CHECK(session.now().level == map::Level::kDistrict);
    session.play("fork Other; lever community_engagement 60; map_shows difference; level ward");  // differences can
    CHECK(session.now().level == map::Level::kWard);
    session.play("map_shows side_by_side");
    CHECK(session.now().level == map::Level::kDistrict);
    session.play("place_levels; level neighbourhood");
    CHECK(session.now().level == map::Level::kNeighbourhood);
    CHECK_NOTHROW(map_figure(session.explorer, 0));
    session.play("place_levels");
    CHECK(session.now().level == map::Level::kDistrict);
    session.play("place_levels; level neighbourhood; open status_quo_today");
    CHECK_FALSE(session.now().place_levels);
    CHECK(session.now().level == map::Level::kDistrict);
}

TEST_CASE("Hate incidents are mapped as differences with their range, never as a level", "[incidents]") {
    tests::Session session(60);
    session.play("open status_quo_today; indicator hate_incidents");
    CHECK(session.now().indicator == "get_on_well");  // one branch has no difference
    CHECK_THAT(session.explorer.message().text, Catch::Matchers::Contains("never a level"));
    session.play("fork Other; lever stop_and_search 6; show_week 8; indicator hate_incidents");
    CHECK(session.now().indicator == "hate_incidents");
    CHECK(session.now().map_shows == MapShows::kDifference);
    CHECK_THROWS_WITH(map_figure(session.explorer, 0), Catch::Matchers::Contains("never a level"));
    CHECK_THROWS(session.explorer.perform_line("level ward"));
    session.play("export map incidents.csv");
    CHECK_THAT(tests::text_of(session.folder / "incidents.csv"),
               Catch::Matchers::Contains("lowest,highest") && Catch::Matchers::Contains("Range of the further runs: "));
    const auto values = difference_values(session.explorer);
    REQUIRE(values);
    REQUIRE(values->findings.size() == 10);
    for (std::size_t d = 0; d < 10; ++d)
        CHECK(std::isnan(values->value[d]) == (values->findings[d].spread.members < 2));
    session.play("map_shows one");
    CHECK(session.now().map_shows == MapShows::kDifference);
    session.play("compare_with_none");
    CHECK(session.now().indicator == "get_on_well");
}
