// Who gains and who loses: every row is its own group's, signed as one branch minus the other, judged by the one rule.
#include "viz/explorer/figures/fairness.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/files/text.h"
#include "scenarios/live/groups_of_a_year.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/numbers.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;

namespace {

const sim::GroupLayout kLayout{.districts = 10};

double level_of(const Weeks& weeks, int week, int group, int outcome) {
    return static_cast<double>(weeks[static_cast<std::size_t>(week)]
                                   ->groups->outcome[static_cast<std::size_t>(group * sim::kOutcomes + outcome)]);
}

const GroupRow& row_named(const std::vector<GroupRow>& rows, const std::string& name) {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const GroupRow& row) { return row.name == name; });
    REQUIRE(at != rows.end());
    return *at;
}

}  // namespace

TEST_CASE("Each group's row is that group's, at the last end of four weeks, shown minus other", "[fairness]") {
    tests::Session session;
    session.play("open status_quo_today; fork Other; lever community_engagement 100; show_week 43");
    CHECK(groups_week(session.explorer) == 40);
    const BranchResult &one = *session.explorer.frame().branch(1), &other = *session.explorer.frame().branch(0);
    const auto names = sim::group_names(session.explorer.geography());
    const auto rows = group_rows(session.explorer, sim::kOutcomeInfluence);
    REQUIRE(rows.size() == 17);
    CHECK(rows.front().name == "deprivation fifth 1 (most deprived)");
    CHECK(rows.back().name == "households without children");
    double most = 0;
    for (const GroupRow& row : rows) {
        INFO(row.name);
        CHECK(row.name == names[static_cast<std::size_t>(row.group)]);
        CHECK(kLayout.cell(row.group).by != sim::Breakdown::kEveryone);
        const double with = level_of(one.weeks, 40, row.group, sim::kOutcomeInfluence),
                     without = level_of(other.weeks, 40, row.group, sim::kOutcomeInfluence);
        CHECK(row.level == with);
        REQUIRE(row.finding);
        CHECK(row.finding->difference == with - without);
        std::vector<double> differences;
        for (std::size_t m = 0; m < one.members.size(); ++m)
            differences.push_back(level_of(one.members[m], 40, row.group, sim::kOutcomeInfluence) -
                                  level_of(other.members[m], 40, row.group, sim::kOutcomeInfluence));
        const Spread spread = spread_of(differences);
        CHECK(row.finding->spread.low == spread.low);
        CHECK(row.finding->spread.high == spread.high);
        CHECK(row.finding->verdict == sim::verdict_of(spread.low, spread.high, 1, 0.5, true));
        most = std::max(most, std::abs(row.finding->difference));
        const auto& groups = *one.weeks[40]->groups;
        CHECK(row.finding->people ==
              Approx(300 * static_cast<double>(groups.adults[static_cast<std::size_t>(row.group)]) / 100));
    }
    CHECK(most > 0.1);
    // Taken the other way round every sign turns.
    session.play("swap_branches");
    const auto turned = group_rows(session.explorer, sim::kOutcomeInfluence);
    for (std::size_t k = 0; k < rows.size(); ++k) CHECK(turned[k].finding->difference == -rows[k].finding->difference);
}

TEST_CASE("The words tell each gain and harm once, harms first, and count what was compared", "[fairness]") {
    tests::Session session;
    session.play("open status_quo_today; show_week 8");
    CHECK(who_words(session.explorer) ==
          std::vector<std::string>{"Fork, and pull a lever: then this says which groups gain and which lose."});
    session.play("fork Other; lever stop_and_search 10; lever_posture -0.4 -0.4; show_week 60");
    const auto words = who_words(session.explorer);
    std::size_t compared = 0, gains = 0, harms = 0, open = 0;
    std::string harm;
    for (const int outcome : outcomes_of_groups())
        for (const GroupRow& row : group_rows(session.explorer, outcome)) {
            if (std::isnan(row.finding->difference)) continue;
            ++compared;
            gains += row.finding->verdict == sim::Verdict::kGain;
            harms += row.finding->verdict == sim::Verdict::kHarm;
            open += row.finding->verdict == sim::Verdict::kCannotSay;
            if (row.finding->verdict == sim::Verdict::kHarm && harm.empty())
                harm = fmt::format(
                    "A harm for {}: {}, {}.", row.name,
                    scenarios::lower_first(std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome)].title)),
                    size_words(*row.finding));
        }
    REQUIRE(harms > 0);
    REQUIRE(words.size() == gains + harms + 1);
    CHECK(words.size() > 1);
    CHECK(words.front() == harm);
    for (std::size_t k = 0; k < words.size() - 1; ++k)
        CHECK_THAT(words[k], Catch::Matchers::StartsWith(k < harms ? "A harm for " : "A gain for "));
    CHECK_THAT(words.back(), Contains(fmt::format("{}", compared) + " comparisons were made here") &&
                                 Contains(std::to_string(gains) + (gains == 1 ? " gain," : " gains,")) &&
                                 Contains(std::to_string(harms) + (harms == 1 ? " harm," : " harms,")) &&
                                 Contains(std::to_string(open) + " cannot say"));
    // Where nothing differs nothing is told, and that is no verdict of harmlessness.
    session.play("fork Same; show_week 64");
    for (const int outcome : outcomes_of_groups())
        for (const GroupRow& row : group_rows(session.explorer, outcome))
            CHECK(row.finding->verdict == sim::Verdict::kNotModelled);
}

TEST_CASE("What needs a whole year is not told before one is over, and the sentence says when", "[fairness]") {
    tests::Session session;
    session.play("open status_quo_today; fork Other; lever stop_and_search 3; show_week 51; outcome hate_incidents");
    CHECK_THROWS_WITH(who_figure(session.explorer), Contains("over 52 weeks") && Contains("week\u00A052"));
    CHECK_THROWS_WITH(equality_figure(session.explorer), Contains("over 52 weeks") || Contains("of 52 weeks"));
    CHECK(equality_rows(session.explorer, sim::kEqualityStops).empty());
    CHECK(equality_words(session.explorer).empty());
    session.play("show_week 53; equality stops_per_1000");
    CHECK(session.now().who_shows == WhoShows::kEquality);
    CHECK_NOTHROW(who_figure(session.explorer));
    const BranchResult &one = *session.explorer.frame().branch(1), &other = *session.explorer.frame().branch(0);
    const auto rows = equality_rows(session.explorer, sim::kEqualityStops);
    CHECK(rows.front().name == "Greater Manchester");
    const GroupRow& stops = row_named(rows, "ethnic group Black");
    const int black = kLayout.ethnic(sim::kBlack);
    CHECK(stops.group == black);
    const double with = equality_of_year(one.weeks, 52, black, sim::kEqualityStops),
                 without = equality_of_year(other.weeks, 52, black, sim::kEqualityStops);
    CHECK(stops.level == with);
    CHECK(stops.finding->difference == with - without);
    CHECK(stops.finding->difference > 0);
    CHECK(stops.finding->smallest == Approx(0.05 * without));
    CHECK(row_named(rows, "Greater Manchester").finding->verdict == sim::Verdict::kHarm);  // more stops are worse
    const figure::Figure drawn = equality_figure(session.explorer);
    const auto& dots = std::get<figure::IntervalDots>(drawn.content).rows;
    REQUIRE(dots.size() == rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        CHECK(dots[k].estimate == rows[k].finding->difference);
        CHECK(dots[k].detail == verdict_words(*rows[k].finding));
    }
    CHECK(std::get<figure::IntervalDots>(drawn.content).x.label == "Difference, stops per 1,000 a year");
    CHECK_THAT(drawn.caption, Contains("Stops in the year") && Contains("79 % had none"));
    const auto words = equality_words(session.explorer);
    CHECK(std::any_of(words.begin(), words.end(), [](const std::string& sentence) {
        return sentence.starts_with("A harm for Greater Manchester: stops per 1,000 aged 10+, +");
    }));
    // Polarisation is of places alone, gaps of Greater Manchester; nothing leads to who lives where.
    CHECK(equality_rows(session.explorer, sim::polarisation_of(0, sim::kDispersion)).size() == 1);
    CHECK(equality_rows(session.explorer, sim::kEqualityGaps).size() == 1);
    for (const GroupRow& row : equality_rows(session.explorer, sim::kEqualityStopRatio))
        CHECK(kLayout.cell(row.group).by == sim::Breakdown::kEthnicGroup);
    const auto lived = equality_rows(session.explorer, sim::kEqualityDissimilarity);
    REQUIRE(lived.size() == sim::kEthnicGroups);
    for (const GroupRow& row : lived) CHECK(row.finding->verdict == sim::Verdict::kNotModelled);
    session.play("equality dissimilarity");
    CHECK_THROWS_WITH(equality_figure(session.explorer), Contains("not modelled"));
}

TEST_CASE("The figure of groups has a dot a group, hollow unless a gain or harm; without another branch a level",
          "[fairness]") {
    tests::Session session;
    session.play("open status_quo_today; outcome influence; show_week 8");
    const auto levels = who_figure(session.explorer);
    const auto rows = group_rows(session.explorer, sim::kOutcomeInfluence);
    const auto& table = std::get<figure::Table>(levels.content);
    REQUIRE(table.rows.size() == rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k)
        CHECK(std::get<std::string>(table.rows[k][1]) ==
              figure::format_short(rows[k].level, {figure::Unit::kNumber, false, decimals_of(rows[k].level)}));
    session.play("fork Other; lever community_engagement 100; show_week 44");
    const auto drawn = who_figure(session.explorer);
    const auto told = group_rows(session.explorer, sim::kOutcomeInfluence);
    const auto& dots = std::get<figure::IntervalDots>(drawn.content);
    REQUIRE(dots.rows.size() == told.size());
    for (std::size_t k = 0; k < told.size(); ++k) {
        CHECK(dots.rows[k].estimate == told[k].finding->difference);
        CHECK(dots.rows[k].low == told[k].finding->spread.low);
        CHECK(dots.rows[k].hollow == !is_gain_or_harm(*told[k].finding));
        CHECK_THAT(dots.rows[k].detail, Catch::Matchers::StartsWith(verdict_words(*told[k].finding)));
    }
    CHECK_THAT(drawn.subtitle, Contains("Other minus Status quo, today") && Contains("week\u00A044"));
    // The outcome of one fifth is that fifth's own row.
    session.play("outcome get_on_well_most_deprived");
    CHECK(outcome_of_groups(session.explorer) == sim::kOutcomeGetOnWell);
    CHECK_THAT(who_figure(session.explorer).title, Contains("People get on well"));
}
