// Every panel of the explorer, exported at every level of the map, of every indicator, state, outcome and kind of
// place, says what the tables of measures allow, and no more.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/support/disclosure_walker.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/session/indicators.h"

using namespace concord;
using namespace concord::explorer;

namespace {

// What can be exported just now, as CSV; a panel that has nothing to show says so and writes nothing.
void export_all(tests::Session& session, const std::string& name) {
    for (const std::string_view panel : kPanelNames) {
        try {
            session.explorer.perform_line(fmt::format("export {} {}-{}.csv", panel, name, panel));
        } catch (const std::invalid_argument&) {
            continue;
        }
    }
}

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
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
            // From an indicator that may be shown everywhere: one that may not goes back to districts.
            const std::string from =
                fmt::format("indicator feel_safe; map_shows {}; level {}; indicator ", shows, level);
            for (const Indicator& indicator : indicators()) export_as(from + indicator.key);
        }
    for (const std::string place : {"gm", "Oldham", "\"Moss Side\"", "E02000984"}) {
        session.play("select " + place);
        for (const auto state : sim::kStateNames) export_as(fmt::format("why_state {}", state));
        for (const auto& outcome : sim::kOutcomeTable) export_as(fmt::format("outcome {}", outcome.name));
    }
    for (const auto& measure : sim::kEqualityTable) export_as(fmt::format("equality {}", measure.name));
    for (const std::string place : {"gm", "Oldham", "\"Moss Side\""}) {
        session.play("select " + place);
        for (const auto& indicator : sim::kIndicatorTable) {
            session.play(fmt::format("line_up {}", indicator.name));
            export_as(fmt::format("monitored {}", indicator.name));
        }
    }
    CHECK(files_in(session.folder.path) > 300);
    for (const std::string_view panel : kPanelNames) {  // none is missing from the walk
        INFO(panel);
        CHECK(std::any_of(std::filesystem::directory_iterator(session.folder.path), {}, [&](const auto& file) {
            return file.path().filename().string().ends_with(fmt::format("-{}.csv", panel));
        }));
    }
    CHECK(tests::disclosure_complaints_below(session.folder.path) == std::vector<std::string>{});
}
