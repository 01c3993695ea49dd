// What a live session says of groups of residents and of monitoring is what the record of the same run says: one path.
#include "scenarios/live/groups_of_a_year.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/live/futures.h"
#include "tests/support/runs.h"

namespace concord::live {
namespace {

struct Compared {
    sim::World world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 3, .seed = 8});
    sim::Scenario scenario = tests::scenario(2, tests::every_lever(2));
    sim::RunOptions options{.seed = 4};
    sim::RunRecord record = tests::finish(world, scenario, sim::default_parameters(), options).record;
    Futures futures{world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options), scenario,
                    options};
    Compared() {
        while (futures.can_advance(0)) futures.advance(0);
    }
    const std::vector<std::shared_ptr<const WeekMeasures>>& weeks() const { return futures.branch(0).weeks; }
};

bool same(double a, double b) { return std::isnan(a) ? std::isnan(b) : a == Approx(b).margin(1e-9).epsilon(2e-6); }

}  // namespace

TEST_CASE("Groups stand at the end of a period of a live run as in its record", "[measures]") {
    const Compared run;
    const sim::Series& kept = run.record[sim::SeriesId::kGroupOutcomes];
    int seen = 0;
    for (int week = 0; week <= run.record.weeks; ++week) {
        const auto& groups = run.weeks()[static_cast<std::size_t>(week)]->groups;
        REQUIRE(bool(groups) == (week % sim::kWeeksPerPeriod == 0));
        if (!groups) continue;
        for (int g = 0; g < run.record.groups(); ++g)
            for (int outcome = 0; outcome < sim::kOutcomes; ++outcome) {
                if (outcome == sim::kOutcomeHateIncidents) continue;  // of a period in the record, of a year here
                const auto here =
                    static_cast<double>(groups->outcome[static_cast<std::size_t>(g * sim::kOutcomes + outcome)]);
                INFO(week << ", group " << g << ", " << sim::kOutcomeTable[static_cast<std::size_t>(outcome)].name);
                CHECK(same(here, kept.at(week / sim::kWeeksPerPeriod, g, outcome)));
                seen += std::isfinite(here);
            }
    }
    CHECK(seen > 4000);
}

TEST_CASE("Measures of equality at the end of a year are those of the record, and not defined before one is over",
          "[measures]") {
    const Compared run;
    const sim::Series& kept = run.record[sim::SeriesId::kEquality];
    int seen = 0;
    for (int year = 0; year <= 2; ++year)
        for (int g = 0; g < run.record.groups(); ++g)
            for (int e = 0; e < static_cast<int>(sim::kEqualityMeasures); ++e) {
                const double here = equality_of_year(run.weeks(), year * sim::kWeeksPerYear, g, e),
                             there = kept.at(year, g, e);
                INFO("year " << year << ", group " << g << ", "
                             << sim::kEqualityTable[static_cast<std::size_t>(e)].name);
                // A gap in incidents needs ten simulated ones in either fifth; at the start the record has the
                // balance's.
                if (sim::is_of_a_year(e) && std::isnan(here)) continue;
                CHECK(same(here, there));
                seen += std::isfinite(here);
            }
    CHECK(seen > 400);
    const sim::GroupLayout layout = run.record.layout();
    CHECK(std::isfinite(equality_of_year(run.weeks(), 52, layout.gm(), sim::kEqualityStops)));
    CHECK(std::isfinite(equality_of_year(run.weeks(), 52, layout.ethnic(sim::kWhite), sim::kEqualityStopRatio)));
    CHECK(std::isnan(equality_of_year(run.weeks(), 48, layout.gm(), sim::kEqualityFriends)));
    CHECK(std::isnan(equality_of_year(run.weeks(), 53, layout.gm(), sim::kEqualityFriends)));
    CHECK(std::isnan(equality_of_year(run.weeks(), 1000, layout.gm(), sim::kEqualityFriends)));
    // In between it is of the last 52 weeks.
    double sum = 0;
    for (int week = 8; week <= 56; week += sim::kWeeksPerPeriod)
        sum +=
            static_cast<double>(run.weeks()[static_cast<std::size_t>(week)]->groups->equality[sim::kEqualityFriends]);
    CHECK(equality_of_year(run.weeks(), 56, layout.gm(), sim::kEqualityFriends) == Approx(sum / 13));
    CHECK(last_group_week(55) == 52);
    CHECK(last_group_week(56) == 56);
}

TEST_CASE("Hate incidents of a group are those counted over the last 52 weeks, and none of fewer than ten",
          "[measures]") {
    const Compared run;
    const sim::Series& events = run.record[sim::SeriesId::kEvents];
    const auto rate = [&](int week, int group) {
        const auto& groups = *run.weeks()[static_cast<std::size_t>(week)]->groups;
        return static_cast<double>(
            groups.outcome[static_cast<std::size_t>(group * sim::kOutcomes + sim::kOutcomeHateIncidents)]);
    };
    int told = 0, hidden = 0;
    for (const int week : {52, 80, 104})
        for (int g = 0; g < run.record.groups(); ++g) {
            double counted = 0;
            for (int p = (week - 52) / sim::kWeeksPerPeriod; p < week / sim::kWeeksPerPeriod; ++p)
                counted += events.at(p, g, int{sim::kEventHateIncidents}) / run.record.scale;
            const auto residents = static_cast<double>(
                run.weeks()[static_cast<std::size_t>(week)]->groups->residents[static_cast<std::size_t>(g)]);
            const bool few = counted < sim::kFewestInCell;
            ++(few ? hidden : told);
            CHECK(std::isnan(rate(week, g)) == few);
            if (!few) CHECK(rate(week, g) == Approx(1000 * counted / residents));
        }
    CHECK(told > 10);
    CHECK(hidden > 0);
    CHECK(std::isnan(rate(48, 0)));
}

TEST_CASE("What monitoring reported stands in the week that the report ends with, as in the record", "[measures]") {
    const Compared run;
    const sim::Series &measured = run.record[sim::SeriesId::kMeasured],
                      &truth = run.record[sim::SeriesId::kMeasuredTruth];
    int apart = 0;
    for (int week = 0; week <= run.record.weeks; ++week) {
        const sim::ReportOfWeek& report = run.weeks()[static_cast<std::size_t>(week)]->report;
        if (week == 0 || week % sim::kWeeksPerQuarter != 0) {
            CHECK(report.measured.empty());
            continue;
        }
        const auto quarter = static_cast<std::size_t>(week / sim::kWeeksPerQuarter - 1);
        for (std::size_t place = 0; place < 3 && !report.measured.empty(); ++place)
            for (std::size_t k = 0; k < sim::kIndicators; ++k) {
                const auto seen = static_cast<double>(report.measured[place * sim::kIndicators + k]),
                           real = static_cast<double>(report.truth[place * sim::kIndicators + k]);
                CHECK(same(seen, measured.at(quarter, place, k)));
                CHECK(same(real, truth.at(quarter, place, k)));
                apart += std::isfinite(seen) && seen != real;
            }
    }
    CHECK(apart > 10);
}

}  // namespace concord::live
