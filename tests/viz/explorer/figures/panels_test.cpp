// What panels say: differences that do not magnify noise, branches with true names, words for levers and parameters.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <thread>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"
#include "sim/policy/scenario.h"
#include "tests/support/runs.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/parameter_words.h"
#include "viz/explorer/figures/reached_words.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/numbers.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

// Two branches that differ a little.
constexpr const char* kTwo = "open status_quo_today; fork Other; lever community_engagement 60; show_week 40";

std::string two_decimals(double value) { return figure::format_short(value, {figure::Unit::kNumber, true, 2}); }

double largest(const std::vector<double>& values) {
    double most = 0;
    for (const double value : values)
        if (std::isfinite(value)) most = std::max(most, std::abs(value));
    return most;
}

}  // namespace

TEST_CASE("Small differences have no colour on the plain scale, and are magnified only where the map says so",
          "[large]") {
    tests::Session session(50);
    session.play(kTwo);
    session.play("map_shows difference; level district; indicator influence");
    const auto plain = difference_values(session.explorer);
    REQUIRE(plain);
    REQUIRE(largest(plain->value) > 0);
    REQUIRE(largest(plain->value) < 0.5);
    const auto middle = plain->breaks.size() / 2;  // an even number of limits: the class about 0
    CHECK(plain->breaks[middle] == Approx(0.5));
    CHECK(plain->breaks[middle - 1] == Approx(-0.5));
    CHECK_THAT(plain->note, Contains("Every difference is smaller than 0.5"));
    session.play("difference_scale fine");
    const auto fine = difference_values(session.explorer);
    REQUIRE(fine);
    CHECK(fine->value == plain->value);
    CHECK(fine->breaks.back() < 0.5);
    CHECK_THAT(fine->note, Contains("The largest difference is"));
    CHECK(fine->warning == "Magnified: the residents' survey sees none of it");
    CHECK(plain->warning == "Colours from 0.5 points on");
    // What leaves the program says it as well.
    CHECK_THAT(difference_map_figure(session.explorer).caption, Contains(fine->warning) && Contains(fine->note));
    session.play("difference_scale plain");
    CHECK_THAT(difference_map_figure(session.explorer).caption, Contains(plain->warning));
}

TEST_CASE(
    "By district the map marks what is neither gain nor harm, of all that may be said; elsewhere it says that it "
    "knows no range") {
    tests::Session session;
    session.play(kTwo);
    session.play("map_shows difference; level district; indicator influence");
    const auto districts = difference_values(session.explorer);
    REQUIRE(districts);
    const std::size_t count = session.explorer.geography().districts.size();
    REQUIRE(districts->findings.size() == count);
    REQUIRE(districts->hatched.size() == count);
    int beside_a_range = 0;
    for (std::size_t d = 0; d < count; ++d) {
        const Finding& finding = districts->findings[d];
        const Spread spread =
            difference_spread(*session.explorer.frame().branch(1), *session.explorer.frame().branch(0),
                              session.now().week, static_cast<int>(d), sim::kOutcomeInfluence);
        CHECK(finding.spread.low == spread.low);
        CHECK(finding.difference == Approx(districts->value[d]));
        CHECK(finding.verdict == sim::verdict_of(spread.low, spread.high, 1, 0.5, true));
        CHECK(bool(districts->hatched[d]) ==
              (finding.verdict != sim::Verdict::kGain && finding.verdict != sim::Verdict::kHarm));
        const bool beside = districts->value[d] < spread.low || districts->value[d] > spread.high;
        beside_a_range += beside;
        const std::string name = session.explorer.geography().districts[d].name;
        const std::size_t sentence = districts->note.find(" In ");
        CHECK((sentence != std::string::npos && districts->note.find(name, sentence) != std::string::npos) == beside);
    }
    REQUIRE(beside_a_range > 0);
    CHECK_THAT(districts->note,
               EndsWith("the main run, which is coloured, lies outside the range of its further runs."));
    session.play("export map difference.csv");
    CHECK_THAT(tests::text_of(session.folder / "difference.csv"),
               Contains("place,\"Difference, points\",lowest,highest,\"" + std::string(kNeitherGainNorHarm) + "\""));
    session.play("level ward; difference_scale fine");
    CHECK(difference_values(session.explorer)->findings.empty());
    CHECK_THAT(difference_values(session.explorer)->note, Contains("From the main run only"));
    // What nothing leads to has no map at all.
    session.play("level district; fork Same; show_week 41");
    CHECK_FALSE(difference_values(session.explorer));
    CHECK_THROWS_WITH(difference_map_figure(session.explorer), Contains("not modelled"));
}

TEST_CASE("What is exported as the map is what the window shows of it") {
    tests::Session session;
    session.play(kTwo);
    session.play(
        "level district; export map one.csv; map_shows side_by_side; export map both.csv; map_shows difference; export "
        "map difference.csv");
    CHECK_THAT(tests::text_of(session.folder / "one.csv"), Contains("# People get on well: Other"));
    CHECK_THAT(tests::text_of(session.folder / "both.csv"), Contains("# People get on well: Other"));
    CHECK_THAT(tests::text_of(session.folder / "both-other.csv"), Contains("# People get on well: Status quo, today"));
    CHECK_THAT(tests::text_of(session.folder / "difference.csv"), Contains("Other minus Status quo, today"));
    session.play("map_shows side_by_side; report_add map");
    CHECK(session.explorer.report().figures().size() == 2);
}

TEST_CASE("The axis over time covers two points at least, so that a flat line looks flat") {
    tests::Session session;
    session.play("open status_quo_today; show_week 3");
    const auto figure = over_time_figure(session.explorer);
    CHECK(std::get<figure::LineChart>(figure.content).y.least_span == 2);
    CHECK_THAT(figure.caption, Contains("All lines lie between") && Contains("GMCA's residents' survey would see"));
    session.play("outcome hate_incidents");
    const double level = outcome_of(*session.explorer.measures(session.now().shown, 0), -1, sim::kOutcomeHateIncidents);
    CHECK(std::get<figure::LineChart>(over_time_figure(session.explorer).content).y.least_span == Approx(0.2 * level));
}

TEST_CASE("A shipped scenario keeps its name until a lever is pulled in it") {
    tests::Session session(1000);
    session.play("open status_quo_today; show_week 2");
    CHECK(session.now().branches.front().name == "Status quo, today");
    session.play("lever community_engagement 20");
    CHECK(session.now().branches.front().name == "Status quo, today (changed)");
    CHECK(session.now().branches.front().scenario().name == "Status quo, today (changed)");
    session.play("undo");
    CHECK(session.now().branches.front().name == "Status quo, today");
    session.play("rename_branch \"As today\"; lever community_engagement 20");
    CHECK(session.now().branches.front().name == "As today");  // a name that somebody gave stays
    session.play("add_scenario trust_led; lever community_engagement 20");
    CHECK(session.explorer.shown()->name == "Trust-led (changed)");
}

TEST_CASE("Branches that pull the same levers are told to be the same; a lever tells them apart") {
    tests::Session session(1000);
    session.play("open engagement_led; fork Other; show_week 1");
    CHECK_THAT(comparison_note(session.explorer), Contains("same"));
    session.play("lever stop_and_search 2");
    CHECK(comparison_note(session.explorer).empty());
    sim::Scenario one = session.explorer.shown()->scenario(), other = one;
    CHECK(sim::same_policy(one, other));
    other.levers.front().target.share *= 0.5;
    CHECK_FALSE(sim::same_policy(one, other));
    other = one;
    other.levers.pop_back();
    CHECK_FALSE(sim::same_policy(one, other));
}

TEST_CASE("Weeks at which levers change are marked, in words") {
    tests::Session session(1000);
    session.play("open status_quo_today");
    CHECK(lever_marks(session.explorer.shown()->scenario()).empty());
    session.play(
        "show_week 3; lever community_engagement 40; show_week 5; lever community_engagement 50; show_week 6; "
        "lever_off community_engagement");
    const auto marks = lever_marks(session.explorer.shown()->scenario());
    REQUIRE(marks.size() == 3);
    CHECK(marks[0].week == 3);
    CHECK(marks[0].text == "Community engagement: 40 seats per 1,000 residents a year");
    CHECK(marks[1].week == 5);
    CHECK(marks[1].text ==
          "Community engagement: 50 seats per 1,000 residents a year");  // not also that the first ends
    CHECK(marks[2].week == 6);
    CHECK(marks[2].text == "Community engagement ends");
}

TEST_CASE("Events of the scenario are marked where they come, in words, on the timeline and beside the lines") {
    tests::Session session(1000);
    session.play("open status_quo_today");
    sim::Scenario scenario = session.explorer.shown()->scenario();
    const sim::Geography& geography = session.explorer.geography();
    CHECK(event_marks(scenario, geography).empty());
    sim::NewsEvent attack = tests::event(sim::NewsKind::kAttack, 7), vote = tests::event(sim::NewsKind::kVote, 7),
                   late = tests::event(sim::NewsKind::kSolidarity, 5000);
    scenario.events = {attack, vote, late};
    const auto marks = event_marks(scenario, geography);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].week == 7);
    CHECK(marks[0].text == "attack in " + geography.districts[0].name + " on 2026-05-25\nvote on 2026-05-25");
}

TEST_CASE("Costs of both branches stand together, with totals and what is left of the budget") {
    tests::Session session(1000);
    session.play("open status_quo_today; fork Other; lever community_engagement 60; show_week 10; budget 1");
    const auto table = std::get<figure::Table>(costs_figure(session.explorer).content);
    REQUIRE(table.rows.size() == 5);  // a lever, all, present value; all, present value
    const auto number = [&](std::size_t row, std::size_t column) { return std::get<double>(table.rows[row][column]); };
    CHECK(number(0, 4) > 0);
    CHECK(number(0, 4) == number(1, 4));
    CHECK(number(0, 5) == number(1, 5));
    CHECK(number(3, 5) == 0);
    CHECK_THAT(std::get<std::string>(table.rows[2][2]), Contains("million over it"));
    CHECK_THAT(std::get<std::string>(table.rows[4][2]), Contains("£1.0 million of it left"));
    CHECK_THAT(std::get<std::string>(table.rows[0][2]), !Contains("from"));  // since the start
}

TEST_CASE("A guess that cannot be an answer is refused; one is told what to hold it against") {
    tests::Session session(1000);
    session.play("open status_quo_today; fork Other; predict feel_safe gm 2 level");
    CHECK_THAT(anchor_words(session.explorer, session.now().predictions.back()), Contains("At the week shown it is"));
    CHECK_THROWS_WITH(session.explorer.perform_line("guess Table 101"), Contains("expected 0 to 100"));
    CHECK_THROWS(session.explorer.perform_line("guess Table -1"));
    session.play("guess Table 71; show_week 2; reveal; predict feel_safe gm 2 difference; guess Table -1");
    CHECK(session.now().predictions.back().guesses.size() == 1);
    CHECK_THAT(anchor_words(session.explorer, session.now().predictions.back()),
               Contains("GMCA's residents' survey would see"));
    CHECK_FALSE(std::get<figure::IntervalDots>(prediction_figure(session.explorer, 0).content).reference);
    CHECK(std::get<figure::IntervalDots>(prediction_figure(session.explorer, 1).content).reference == 0.0);
}

TEST_CASE("The ledger tells what sets two futures apart, and what one does against no lever, in parts that add up",
          "[large][why]") {
    tests::Session session(100);
    session.play(kTwo);
    session.play("why_state voice; select Oldham");
    const auto figure = why_figure(session.explorer);
    const auto bars = std::get<figure::LedgerBars>(figure.content);
    REQUIRE(bars.rows.size() == 1);
    CHECK(bars.rows[0].label == "Other minus Status quo, today");
    CHECK(figure::mismatches(bars).empty());
    CHECK(figure.provenance.runs == 2);
    CHECK(std::count(bars.contributions.begin(), bars.contributions.end(), "taking part, and hearing of it") == 1);
    // The sentence follows from the bars; what is too small for a bar of its own is in none of it.
    std::string sentence = "Oldham, Other minus Status quo, today: " + two_decimals(bars.rows[0].total) + " points";
    CHECK((figure.caption.find("less than the 0.5 points that matter") != std::string::npos) ==
          (std::abs(bars.rows[0].total) < 0.5));
    if (std::abs(bars.rows[0].total) < 0.5) sentence += ", less than matters";
    std::size_t high = 0, low = 0;
    const auto& parts = bars.rows[0].contributions;
    REQUIRE(std::abs(parts.front()) >= 0.005);
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (bars.contributions[k].starts_with("all else")) continue;
        if (parts[k] > parts[high]) high = k;
        if (parts[k] < parts[low]) low = k;
    }
    if (parts[high] > 0)
        sentence += "; raised most by " + bars.contributions[high] + " (" + two_decimals(parts[high]) + ")";
    if (parts[low] < 0)
        sentence += "; lowered most by " + bars.contributions[low] + " (" + two_decimals(parts[low]) + ")";
    CHECK(why_words(session.explorer) == sentence + ".");
    // By itself the future is held against the same one with no lever, which here is the branch that it left.
    session.play("compare_with_none");
    const auto alone = std::get<figure::LedgerBars>(why_figure(session.explorer).content);
    CHECK(alone.rows[0].label == "Other minus the same with no lever");
    CHECK(alone.rows[0].contributions == bars.rows[0].contributions);
    CHECK(alone.rows[0].total == bars.rows[0].total);
}

TEST_CASE("Whom a lever reaches comes before Greater Manchester, with what matters and no more", "[large]") {
    tests::Session session(100);
    session.play(
        "open status_quo_today; show_week 60; fork Other; lever community_engagement 60; "
        "lever_where community_engagement most_deprived 20; show_week 112");
    const sim::Participants& reached = session.explorer.frame().why->took_part;
    REQUIRE(reached.residents > 0);
    const auto words = reached_words(session.explorer);
    REQUIRE(words.size() == 2);
    CHECK_THAT(words[0], Contains("about " + scenarios::about(reached.residents) + " adults"));
    CHECK_THAT(words[1], Contains("neighbourhoods reached"));
    CHECK_THAT(words[1], EndsWith("Of the main run alone, without a range."));
    for (const auto outcome : sim::kPlaceOutcomes) {
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(outcome)];
        const std::size_t at = sim::cohort_measure_of(outcome);
        const double difference = reached.with[at] - reached.without[at];
        INFO(info.title << " " << difference);
        const std::string told = scenarios::lower_first(std::string(info.title)) + " " +
                                 figure::format_short(difference, {figure::Unit::kNumber, true, 1});
        CHECK((words[0].find(told) != std::string::npos) == (std::abs(difference) >= 0.5));
    }
    CHECK_THAT(words[0], Contains("influence over decisions +") && Contains("(put in, from trials)"));
    session.play("compare_with_none");
    CHECK(reached_words(session.explorer).empty());
    tests::Session small(1000);  // about one adult a neighbourhood
    small.play(
        "open status_quo_today; fork Other; lever community_engagement 60; "
        "lever_where community_engagement most_deprived 20; show_week 8");
    CHECK_THAT(reached_words(small.explorer).back(), Contains("too few simulated adults"));
}

TEST_CASE("Where nothing is pulled or nothing differs, Why tells nothing", "[why]") {
    tests::Session session(300);
    session.play("open status_quo_today; show_week 30; why_state neighbour_trust");
    CHECK_THROWS_WITH(why_figure(session.explorer), Contains("no lever is pulled"));
    CHECK(why_words(session.explorer).empty());
    session.play("fork Same; show_week 40");
    CHECK_THROWS_WITH(why_figure(session.explorer), Contains("nothing to explain"));
    CHECK(why_words(session.explorer).empty());
    // A difference that would be written 0.00 has no sentence, though parts of it would have.
    session.play("lever community_engagement 0.02; show_week 44; why_state voice");
    REQUIRE(session.explorer.frame().why->difference[sim::kVoice] < 0.00005);
    CHECK_THROWS_WITH(why_figure(session.explorer), Contains("nothing to explain"));
    CHECK(why_words(session.explorer).empty());
}

TEST_CASE("Every parameter has a title, a meaning without symbols, and says how it is known") {
    for (const auto& info : sim::parameter_table()) {
        INFO(info.name);
        CHECK(parameter_title(info).find('_') == std::string::npos);
        for (const auto state : sim::kStateNames)
            if (state.find('_') != std::string_view::npos)
                CHECK_THAT(parameter_meaning(info), !Contains(std::string(state)));
        CHECK_THAT(evidence_words(info), Contains(info.source == "assumption" ? "assumption" : info.source));
    }
}

TEST_CASE("Provenance counts the runs that have come, never those still to come") {
    tests::Session session(400);
    auto& explorer = session.explorer;
    explorer.perform("open", {"status_quo_today"});
    CHECK(provenance_of(explorer).runs == 0);  // the population is still being built
    session.play("show_week 2");
    CHECK(provenance_of(explorer).runs == 1 + kMembers);
    explorer.perform("show_week", {"150"});
    bool fewer = false;
    while (!explorer.frame().settled || explorer.frame().answers == 0 || explorer.week_there() < 150) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        explorer.tick(0);
        const int week = explorer.week_there();
        int come = 0;
        for (const Weeks& member : explorer.frame().branch(0)->members)
            come += member.size() > static_cast<std::size_t>(week);
        REQUIRE(provenance_of(explorer).runs == 1 + come);
        fewer = fewer || come < kMembers;
    }
    CHECK(fewer);
    CHECK(provenance_of(explorer).runs == 1 + kMembers);
}

TEST_CASE("A figure counts the runs that it rests on: none, main runs, or all that there are") {
    tests::Session session(300);
    session.play("open status_quo_today; fork Other; lever community_engagement 60; show_week 4");
    const auto runs = [&](const char* panel) { return panel_figure(session.explorer, panel).provenance.runs; };
    CHECK(runs("headlines") == 2 + 2 * kMembers);
    CHECK(runs("differences") == 2 + 2 * kMembers);
    CHECK(runs("over_time") == 2 + 2 * kMembers);
    CHECK(runs("map") == 1);
    CHECK(runs("costs") == 0);
    CHECK(runs("assumptions") == 0);
    session.play("level district; map_shows difference");
    CHECK(runs("difference_map") == 2 + 2 * kMembers);
    session.play("level ward");
    CHECK(runs("difference_map") == 2);  // no range is known there
    session.play("predict get_on_well gm 8 difference; guess Ann 1");
    CHECK(runs("predictions") == 0);  // not revealed
    session.play("show_week 8; reveal");
    CHECK(runs("predictions") == 2 + 2 * kMembers);
    session.play("fork Third; show_week 9");
    CHECK(runs("over_time") == 3 + 2 * kMembers);  // a line more, a band none
    CHECK_THAT(provenance_of(session.explorer).parameter_source,
               Contains("2 main runs") && Contains("16 further runs"));
}
