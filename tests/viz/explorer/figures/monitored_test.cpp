// What monitoring reported beside what is true, and the line-up: only what is known, of the runs that it says.
#include "viz/explorer/figures/monitored.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/support/session.h"
#include "viz/explorer/figures/line_up_game.h"
#include "viz/explorer/figures/panel_figures.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;

namespace {

const figure::Series& series_of(const figure::Figure& figure, const std::string& name) {
    const auto& all = std::get<figure::LineChart>(figure.content).series;
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& series) { return series.name == name; });
    REQUIRE(at != all.end());
    return *at;
}

float reported(const Weeks& weeks, int week, int place, int indicator, bool seen) {
    const auto& report = weeks[static_cast<std::size_t>(week)]->report;
    return (seen ? report.measured : report.truth)[static_cast<std::size_t>(place * sim::kIndicators + indicator)];
}

constexpr const char* kSix = "open status_quo_today; fork Other; lever community_engagement 100; show_week 52";

}  // namespace

TEST_CASE("Truth stands at the end of each quarter, a report only once it is known", "[monitored]") {
    tests::Session session;
    session.play("open status_quo_today; monitored feel_safe; show_week 12");
    CHECK_THROWS_WITH(monitored_figure(session.explorer), Contains("reported nothing yet"));
    session.play("show_week 30");  // a survey is known eight weeks after its quarter
    const auto& weeks = session.explorer.frame().branch(0)->weeks;
    const auto drawn = monitored_figure(session.explorer);
    const auto &truth = series_of(drawn, "Status quo, today, in truth"),
               &dots = series_of(drawn, "Status quo, today, as monitored");
    CHECK(truth.x == std::vector<double>{13, 26});
    CHECK(dots.x == std::vector<double>{13});
    CHECK((dots.dots && !truth.dots));
    for (std::size_t q = 0; q < 2; ++q)
        CHECK(truth.y[q] ==
              static_cast<double>(reported(weeks, 13 * static_cast<int>(q + 1), 0, sim::kFeelSafe, false)));
    CHECK(dots.y[0] == static_cast<double>(reported(weeks, 13, 0, sim::kFeelSafe, true)));
    CHECK(dots.y[0] != truth.y[0]);
    CHECK_THAT(drawn.caption, Contains("a survey every quarter") && Contains("known 8 weeks later") &&
                                  Contains("mean of 1 report known") && Contains("By chance alone"));
    session.play("show_week 33");
    CHECK(series_of(monitored_figure(session.explorer), dots.name).x == std::vector<double>{13});
    session.play("show_week 34; select Oldham");
    const auto there = monitored_figure(session.explorer);
    CHECK(there.subtitle == "Oldham");
    const auto oldham = static_cast<int>(session.now().place.unit) + 1;
    CHECK(series_of(there, dots.name).x == std::vector<double>{13, 26});
    CHECK(series_of(there, truth.name).y[1] ==
          static_cast<double>(reported(session.explorer.frame().branch(0)->weeks, 26, oldham, sim::kFeelSafe, false)));
}

TEST_CASE("The gap told is what was measured less what is true, of the reports that are known", "[monitored]") {
    tests::Session session;
    session.play("open status_quo_today; monitored recorded_hate; show_week 52");
    const BranchPlan& plan = *session.explorer.shown();
    const auto& weeks = session.explorer.frame().branch(0)->weeks;
    const auto reports = reports_of(plan, weeks, 52, -1, sim::kSeenRecordedHate);
    REQUIRE(reports.size() == 4);
    CHECK(reports[3].week == 52);
    CHECK(reports[3].known == 56);  // records are known after four weeks
    double sum = 0;
    for (std::size_t q = 0; q < 3; ++q) sum += reports[q].measured - reports[q].truth;
    CHECK(sum < 0);  // not all incidents are recorded
    CHECK_THAT(monitored_words(session.explorer, plan), Contains("mean of 3 reports known: \u2212") &&
                                                            Contains("incidents per 1,000") &&
                                                            !Contains("By chance alone"));
    CHECK_THAT(monitored_figure(session.explorer).caption, Contains("recorded or not"));
}

TEST_CASE("A regime that does not ask says so, and shows no dot", "[monitored]") {
    tests::Session session;
    session.play(
        "open status_quo_today; lever_set monitoring regime police_reports_twice_yearly; "
        "monitored belong; show_week 40");
    const auto drawn = monitored_figure(session.explorer);
    const auto& all = std::get<figure::LineChart>(drawn.content).series;
    for (const auto& series : all)
        if (series.dots) CHECK(std::all_of(series.y.begin(), series.y.end(), [](double y) { return std::isnan(y); }));
    CHECK_THAT(drawn.caption, Contains("police reports, twice a year") && Contains("It does not ask this"));
    session.play("fork Other; lever community_engagement 40");
    CHECK_THROWS_WITH(session.explorer.perform_line("line_up belong"), Contains("by week 40 there is none"));
}

TEST_CASE("Of referrals too few to tell a figure says so, and draws nothing", "[monitored]") {
    tests::Session session;
    session.play("open status_quo_today; monitored recorded_referrals; show_week 52");
    CHECK_THROWS_WITH(monitored_figure(session.explorer), Contains("too few simulated residents stand behind"));
    CHECK_THAT(monitored_words(session.explorer, *session.explorer.shown()),
               Contains("Too few simulated residents stand behind it to tell") && !Contains("asked"));
}

TEST_CASE("A line-up has one series of the branch shown and three others of the branch compared with", "[monitored]") {
    tests::Session session;
    session.play(kSix);
    session.play("line_up influence");
    const LineUpAsked asked = *session.now().line_up;
    CHECK(session.now().right_tab == RightTab::kPredictions);
    const auto found = dealt(session.explorer, asked);
    REQUIRE(found);
    const auto measured = [&](int branch, std::size_t member) {
        std::vector<double> series;
        for (const int week : {13, 26, 39, 52})
            series.push_back(static_cast<double>(
                reported(session.explorer.frame().branch(branch)->members[member], week, 0, sim::kInfluence, true)));
        return series;
    };
    std::set<int> runs;
    for (std::size_t k = 0; k < scenarios::kInLineUp; ++k) {
        runs.insert(found->series.replicate[k]);
        CHECK(found->series.series[k] ==
              measured(k == found->series.programme ? 1 : 0, static_cast<std::size_t>(found->series.replicate[k])));
    }
    CHECK(runs.size() == scenarios::kInLineUp);
    CHECK((found->chance >= 0 && found->chance <= 1));
}

TEST_CASE("Nothing gives the programme away before the line-up is revealed; then picks and chance are told",
          "[monitored]") {
    tests::Session session;
    session.play(kSix);
    session.play("line_up influence; pick \"Table 1\" a; pick \"Table 2\" b; pick \"Table 3\" b");
    const auto found = dealt(session.explorer, *session.now().line_up);
    const auto hidden = line_up_figure(session.explorer);
    const auto& before = std::get<figure::SmallMultiples>(hidden.content).panels;
    REQUIRE(before.size() == 4);
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(before[k].title == fmt::format("{}", "ABCD"[k]));
        CHECK(before[k].series[0].name == "As monitored");
        CHECK(before[k].series[0].colour == before[0].series[0].colour);
        CHECK(before[k].series[0].x == std::vector<double>{13, 26, 39, 52});
    }
    CHECK_THAT(hidden.caption, Contains("not revealed"));
    session.play("reveal_line_up");
    const auto shown = line_up_figure(session.explorer);
    const auto& after = std::get<figure::SmallMultiples>(shown.content).panels;
    for (std::size_t k = 0; k < 4; ++k)
        CHECK_THAT(after[k].title,
                   Catch::Matchers::EndsWith(k == found->series.programme ? ": Other" : ": Status quo, today"));
    const int right = found->series.programme == 0 ? 1 : found->series.programme == 1 ? 2 : 0;
    CHECK_THAT(line_up_answer(*session.now().line_up, *found),
               Contains(fmt::format("It is {}.", "ABCD"[found->series.programme])) &&
                   Contains(fmt::format("{} of 3 picked it", right)) && Contains("by chance alone in 25"));
    CHECK_THAT(session.explorer.log().text(), Contains("It is "));
    CHECK_THROWS_WITH(session.explorer.perform_line("pick Late a"), Contains("no line-up is open"));
    CHECK_THROWS_WITH(session.explorer.perform_line("remove_branch"), Contains("line-up"));
    session.play("line_up influence");  // another lot
    CHECK(session.now().line_up->number == 1);
    session.play("undo");
    CHECK(session.now().line_up->revealed);
}

TEST_CASE("A line-up is refused where it could not be played", "[monitored]") {
    tests::Session session;
    session.play("open status_quo_today; show_week 20");
    CHECK_THROWS_WITH(session.explorer.perform_line("line_up influence"), Contains("two branches"));
    session.play("fork Other; lever community_engagement 40");
    CHECK_THROWS_WITH(session.explorer.perform_line("line_up influence"), Contains("by week 20 there is one"));
    session.play("lever_set monitoring regime community_panel; show_week 60");
    CHECK_THROWS_WITH(session.explorer.perform_line("line_up influence"), Contains("monitored otherwise"));
    CHECK_FALSE(session.now().line_up);
}
