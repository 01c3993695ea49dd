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
            if (sensitive) CHECK_FALSE(refused(indicator, level, false).empty());
            if (indicator.kind == IndicatorKind::kOutcome) CHECK_FALSE(refused(indicator, level, true).empty());
            if (indicator.kind == IndicatorKind::kItem) CHECK(refused(indicator, level, false).empty());
            CHECK(refused(indicator, level, true).empty() == (indicator.kind != IndicatorKind::kOutcome));
        }
        CHECK(refused(indicator, map::Level::kDistrict, false).empty());
        if (sensitive) CHECK_FALSE(indicator.ranks_allowed);
    }
    tests::Session session;
    session.play("open status_quo_today; fork Other; level ward; indicator state_grievance");
    CHECK(session.now().level == map::Level::kDistrict);  // and the map says why
    CHECK_THAT(session.explorer.message().text, Catch::Matchers::Contains("never as a level"));
    CHECK_THROWS_WITH(session.explorer.perform_line("level neighbourhood"),
                      Catch::Matchers::Contains("never as a level"));
    session.play("map_shows difference; level neighbourhood");
    CHECK(session.now().level == map::Level::kNeighbourhood);
    session.play("map_shows one");  // back to levels: not of neighbourhoods
    CHECK(session.now().level == map::Level::kDistrict);
    session.play("compare_with_none");
    CHECK(refused(*find_indicator(session.now().indicator), session.now().level,
                  session.now().map_shows == MapShows::kDifference)
              .empty());
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
        CHECK(refused(*find_indicator(session.now().indicator), session.now().level,
                      session.now().map_shows == MapShows::kDifference)
                  .empty());
    }
}

TEST_CASE(
    "Every exported map below district level says that it shows simulated residents, and carries its provenance") {
    tests::Session session;
    session.play("open status_quo_today; show_week 2; level neighbourhood; export map map.csv; export map map.svg");
    const std::string csv = tests::text_of(session.folder / "map.csv"),
                      svg = tests::text_of(session.folder / "map.svg");
    for (const std::string& text : {csv, svg}) {
        CHECK_THAT(text, Catch::Matchers::Contains("not a measurement of this place", Catch::CaseSensitive::No));
        CHECK_THAT(text, Catch::Matchers::Contains("Status quo, today"));
        CHECK_THAT(text, Catch::Matchers::Contains("priors"));
    }
}

TEST_CASE("Places with fewer than ten simulated adults have no value, at any level") {
    tests::Session session(1000);  // 1:1000: about one adult a neighbourhood
    session.play("open status_quo_today; level neighbourhood");
    const auto values = map_values(session.explorer, session.now().shown);
    REQUIRE(values);
    CHECK(std::all_of(values->value.begin(), values->value.end(), [](double v) { return std::isnan(v); }));
}

TEST_CASE("The ledger of a small place hides grievance, programme trust and what incidents did", "[large]") {
    tests::Session session(20);
    session.play("open engagement_led; show_week 10; select \"Moss Side\"");
    const auto answer = session.explorer.frame().why;
    REQUIRE(answer);
    REQUIRE(answer->adults >= 10);
    const WhyOfBranch& branch = answer->branches.front();
    CHECK(std::isnan(branch.before[sim::kGrievance]));
    CHECK(std::isnan(branch.after[sim::kProgrammeTrust]));
    for (int s = 0; s < sim::kStates; ++s) {
        if (s == sim::kGrievance || s == sim::kProgrammeTrust) continue;
        CHECK(branch.column[s][sim::kLedgerHostility] == 0);
    }
    session.play("why_state grievance");
    CHECK_THROWS_WITH(why_figure(session.explorer), Catch::Matchers::Contains("districts only"));
    session.play("select Manchester");
    CHECK_NOTHROW(why_figure(session.explorer));
    CHECK_THAT(figure::alt_text(why_figure(session.explorer)), !Catch::Matchers::Contains("highest"));
}

TEST_CASE("The ledger adds up to the change, for every place and state, also between two weeks", "[large]") {
    tests::Session session(100);
    session.play(
        "open engagement_led; show_week 60; fork Other; lever stop_and_search 3; show_week 70; why_since fork");
    for (const std::string place : {"gm", "Oldham", "\"Moss Side\"", "E02000984"}) {
        session.play("select " + place);
        const auto answer = session.explorer.frame().why;
        REQUIRE(answer);
        CHECK(answer->question.from == 60);
        CHECK(answer->branches.size() == 2);
        for (const WhyOfBranch& branch : answer->branches)
            for (std::size_t s = 0; s < sim::kStates; ++s) {
                if (std::isnan(branch.before[s])) continue;
                double sum = 0;
                for (const double part : branch.column[s]) sum += part;
                CHECK(sum == Approx(branch.after[s] - branch.before[s]).margin(1e-6));
            }
    }
}
