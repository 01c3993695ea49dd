// Every panel of the explorer, exported at every level of the map, of every indicator, state, outcome and kind of
// place, says what the tables of measures allow, and no more: in one scenario all of them together, in every shipped
// scenario one by one. Whoever asks for what is closed is refused, or shown the place's district.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "scenarios/format/scenario_file.h"
#include "sim/measures/flows.h"
#include "sim/measures/meetings.h"
#include "sim/measures/programme.h"
#include "sim/measures/support.h"
#include "tests/support/disclosure_walker.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/session/indicators.h"

using namespace concord;
using namespace concord::explorer;

namespace {

const std::vector<std::string> kPlaces = {"gm", "Oldham", "\"Moss Side\"", "E02000984"};

// What can be exported just now; a panel that has nothing to show says so and writes nothing.
void export_panel(tests::Session& session, std::string_view panel, const std::string& file) {
    try {
        session.explorer.perform_line(fmt::format("export {} {}", panel, file));
    } catch (const std::invalid_argument&) {
        return;
    }
}

void export_all(tests::Session& session, const std::string& name, std::string_view ending = "csv") {
    for (const std::string_view panel : kPanelNames)
        export_panel(session, panel, fmt::format("{}-{}.{}", name, panel, ending));
}

// From an indicator that may be shown everywhere: one that may not goes back to districts.
std::string map_of(const std::string& level, const std::string& shows, const Indicator& indicator) {
    return fmt::format("indicator feel_safe; map_shows {}; level {}; indicator {}", shows, level, indicator.key);
}

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

// Everything that is counted of support, meetings, the programme and incidents, and the ledger's columns of what comes
// from there; and how people would call it.
std::vector<std::string> closed_names() {
    std::vector<std::string> names = {"support",  "need",      "referral", "pressures",
                                      "meetings", "grievance", "danger",   "state_need"};
    for (const auto& info : sim::kSupportTable) names.emplace_back(info.name);
    for (const auto& info : sim::kMeetingTable) names.emplace_back(info.name);
    for (const auto& info : sim::kProgrammeTable) names.emplace_back(info.name);
    for (const auto& info : sim::kEventTable) names.emplace_back(info.name);
    for (const int column : {sim::kLedgerHostility, sim::kLedgerNews, sim::kLedgerSupport})
        names.emplace_back(sim::kLedgerTable[static_cast<std::size_t>(column)].name);
    return names;
}

// The lines, "action name" and what follows, that were not refused by name.
std::vector<std::string> not_refused(tests::Session& session, const std::string& action, const std::string& then = "") {
    std::vector<std::string> lines;
    for (const std::string& name : closed_names()) {
        const std::string line = action + " " + name + then;
        try {
            session.explorer.perform_line(line);
            lines.push_back(line);
        } catch (const std::invalid_argument& refused) {
            INFO(line);
            CHECK_THAT(refused.what(), Catch::Contains(name));
        }
    }
    return lines;
}

// In words, of any state.
bool tells_of(const std::string& text, int column) {
    const auto& words = sim::kLedgerTable[static_cast<std::size_t>(column)].words;
    return std::any_of(words.begin(), words.end(), [&](std::string_view of_state) {
        return !of_state.empty() && text.find(of_state) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("No exported figure shows what it may not", "[large][disclosure]") {
    tests::Session session(50);
    session.play(
        "open status_quo_today; place_levels; show_week 40; fork Other; lever community_engagement 130; show_week 52; "
        "predict get_on_well gm 8 level; guess Ann 62");
    int number = 0;
    const auto export_as = [&](const std::string& what) {
        session.play(what);
        export_all(session, fmt::format("{:03}", ++number));
    };
    for (const std::string level : {"district", "ward", "area", "neighbourhood"})
        for (const std::string shows : {"one", "side_by_side", "difference"}) {
            for (const Indicator& indicator : indicators()) export_as(map_of(level, shows, indicator));
        }
    for (const std::string& place : kPlaces) {
        session.play("why_state voice; select " + place);  // which the seats move
        export_all(session, fmt::format("drawn-{:03}", ++number), "svg");
        for (const auto state : sim::kStateNames) export_as(fmt::format("why_state {}", state));
        for (const auto& outcome : sim::kOutcomeTable) export_as(fmt::format("outcome {}", outcome.name));
    }
    for (const auto& measure : sim::kEqualityTable) export_as(fmt::format("equality {}", measure.name));
    for (const std::string& place : kPlaces) {
        session.play("select " + place);
        for (const auto& indicator : sim::kIndicatorTable) {
            session.play(fmt::format("line_up {}", indicator.name));
            export_as(fmt::format("monitored {}", indicator.name));
        }
        export_all(session, fmt::format("drawn-{:03}", ++number), "svg");
    }
    CHECK(files_in(session.folder.path) > 300);
    for (const std::string_view panel : kPanelNames)  // none is missing from the walk, as data and as a picture alone
        for (const char* ending : {"csv", "svg"}) {
            INFO(panel << ' ' << ending);
            CHECK(std::any_of(std::filesystem::directory_iterator(session.folder.path), {}, [&](const auto& file) {
                return file.path().filename().string().ends_with(fmt::format("-{}.{}", panel, ending));
            }));
        }
    CHECK(tests::disclosure_complaints_below(session.folder.path) == std::vector<std::string>{});
}

TEST_CASE("No figure of any shipped scenario shows what it may not", "[large][disclosure]") {
    tests::Session session(500);
    const auto geography = scenarios::built_in_greater_manchester();
    std::size_t cards = 0;
    for (const Card& card : session.explorer.cards()) {
        INFO(card.key);
        ++cards;
        // As short as it can be: to some weeks after the first event, where there is one.
        const sim::Scenario scenario = scenarios::read_scenario(card.key, geography);
        int week = 8;
        if (!scenario.events.empty()) week += sim::weeks_between(scenario.start, scenario.events.front().from);
        session.play(
            fmt::format("open {}; fork Other; lever community_engagement 130; "
                        "lever_set partnership_forum members \"police nhs councils\"; show_week {}",
                        card.key, week));
        if (!session.now().place_levels) session.play("place_levels");
        int number = 0;
        const auto export_as = [&](const std::string& what, std::string_view panel) {
            session.play(what);
            export_panel(session, panel, fmt::format("{}-{:03}-{}.csv", card.key, ++number, panel));
        };
        for (const std::string level : {"district", "ward", "area", "neighbourhood"})
            for (const Indicator& indicator : indicators()) {
                export_as(map_of(level, "one", indicator), "map");
                export_as(map_of(level, "difference", indicator), "difference_map");
            }
        for (const std::string& place : kPlaces) {
            session.play("select " + place);
            export_all(session, fmt::format("{}-at-{:03}", card.key, ++number));
            for (const auto state : sim::kStateNames) export_as(fmt::format("why_state {}", state), "why");
            for (const auto& outcome : sim::kOutcomeTable)
                export_as(fmt::format("outcome {}", outcome.name), "over_time");
            for (const auto& indicator : sim::kIndicatorTable)
                export_as(fmt::format("monitored {}", indicator.name), "monitored");
        }
        CHECK(std::count_if(std::filesystem::directory_iterator(session.folder.path), {}, [&](const auto& file) {
                  return file.path().filename().string().starts_with(card.key + "-");
              }) > 150);
    }
    CHECK(cards >= 14);
    CHECK(tests::disclosure_complaints_below(session.folder.path) == std::vector<std::string>{});
}

TEST_CASE("What is closed of a named place is refused by name, or told of its district", "[large][disclosure]") {
    using Lines = std::vector<std::string>;
    using Catch::Contains;
    tests::Session session(100);
    session.play(
        "open attack_2017_unprepared; fork Other; lever counter_hate 1; lever early_support 100; "
        "lever enforcement_led_prevention 1; lever_set partnership_forum members \"police nhs councils\"; "
        "place_levels; show_week 68");
    const auto refuses = [&](const std::string& line, const std::string& words) {
        INFO(line << " of " << session.now().indicator);
        CHECK_THROWS_WITH(session.explorer.perform_line(line), Contains(words));
    };
    for (const auto& [place, district] :
         {std::pair<std::string, std::string>{"Moss Side", "Manchester"}, {"E02000984", "Bolton"}}) {
        session.play("select \"" + place + "\"");
        CHECK(not_refused(session, "indicator") == Lines{"indicator hate_incidents"});
        CHECK(not_refused(session, "outcome") == Lines{"outcome hate_incidents"});
        CHECK(not_refused(session, "why_state") == Lines{"why_state grievance"});
        CHECK(not_refused(session, "monitored") == Lines{});
        CHECK(not_refused(session, "line_up") == Lines{});
        CHECK(not_refused(session, "equality") == Lines{});
        CHECK(not_refused(session, "export", " a.csv") == Lines{});
        for (const auto& outcome : sim::kOutcomeTable)
            refuses(fmt::format("predict {} \"{}\" 80 level", outcome.name, place), "guesses are about");
        // The map: incidents of districts alone, grievance and programme trust below them as differences alone.
        for (const std::string level : {"ward", "area", "neighbourhood"}) {
            session.play("level district; map_shows difference; indicator hate_incidents");
            refuses("level " + level, "Hate incidents, recorded or not is shown for districts only");
            for (const std::string state : {"grievance", "programme_trust"}) {
                session.play("level district; indicator state_" + state + "; map_shows one");
                refuses("level " + level, "below district level is shown only as a difference");
            }
        }
        // Over time: of the district that the place lies in, and it says so.
        const std::string file = (session.folder.path / "asked.csv").string();
        const auto exported = [&](const std::string& lines, const std::string& panel) {
            session.play("select \"" + place + "\"; " + lines);
            std::filesystem::remove(file);
            export_panel(session, panel, "asked.csv");
            return text_of(file);
        };
        for (const auto& [line, panel] : {std::pair{"outcome hate_incidents", "over_time"},
                                          {"outcome cohesion_index", "over_time"},
                                          {"monitored recorded_hate", "monitored"},
                                          {"all_outcomes", "headlines"},
                                          {"all_outcomes", "differences"}}) {
            const std::string text = exported(line, panel);
            INFO(text.substr(0, 400));
            CHECK_THAT(text, Contains(district));
            CHECK_THAT(text, !Contains(place));
        }
        // Why: what hostility, events and support did stands in no ledger of the place.
        std::string ledgers;
        for (const auto state : sim::kStateNames) ledgers += exported(fmt::format("why_state {}", state), "why");
        CHECK_THAT(ledgers, Contains(" differs in "));
        for (const int column : {sim::kLedgerHostility, sim::kLedgerNews, sim::kLedgerSupport}) {
            INFO(sim::kLedgerTable[static_cast<std::size_t>(column)].name);
            CHECK_FALSE(tells_of(ledgers, column));
        }
    }
    // Of a district they do; wrong referrals are too rare in so small a sample.
    session.play("select Manchester");
    std::string ledgers;
    for (const auto state : sim::kStateNames) {
        session.play(fmt::format("why_state {}", state));
        export_panel(session, "why", fmt::format("of-district-{}.csv", state));
        ledgers += text_of(session.folder.path / fmt::format("of-district-{}.csv", state));
    }
    for (const int column : {sim::kLedgerHostility, sim::kLedgerNews}) {
        INFO(sim::kLedgerTable[static_cast<std::size_t>(column)].name);
        CHECK(tells_of(ledgers, column));
    }
    CHECK_THAT(ledgers, Contains("events, and the news of them"));  // the forum prepares for the attack
    CHECK(tests::disclosure_complaints_below(session.folder.path) == std::vector<std::string>{});
}
