// Referrals as the records have them: those of the weeks of the report, right and wrong ones, and nothing of fewer than
// ten residents nor anything from which such a cell would follow.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/monitoring.h"
#include "tests/support/support_region.h"

using namespace concord;
using namespace concord::sim;
using tests::kSupportDistricts;
using tests::support_place;

namespace {

constexpr std::size_t kReferrals = kSeenReferrals;

Scenario scenario_of(double referrals_per_100000, int years = 1) {
    Scenario scenario = tests::support_scenario(years);
    scenario.baseline.support.referrals_per_100000_a_year = referrals_per_100000;
    return scenario;
}

struct Ran {
    std::shared_ptr<const SimulationState> end;
    std::vector<std::vector<double>> referrals;  // [weeks + 1][districts] since the start
    RunRecord record;

    double in(int from, int to, std::size_t place) const {
        double sum = 0;
        for (std::size_t d = 0; d < kSupportDistricts; ++d)
            if (place == 0 || place == d + 1) sum += referrals[to][d] - referrals[from][d];
        return sum;
    }
    double seen(std::size_t report, std::size_t place = 0) const {
        return static_cast<double>(monitoring::measured_in(*end, report, place, kReferrals).seen);
    }
    double kept(std::size_t quarter, std::size_t place = 0) const {
        return record[SeriesId::kMeasured].at(quarter, place, kReferrals);
    }
};

Ran ran(const Scenario& scenario, const Parameters& p = tests::many_needs(), std::uint32_t seed = 3) {
    Ran result;
    const RunOptions options{.seed = seed};
    const auto start = prepare(support_place(), p, scenario.baseline, options);
    Simulation simulation(support_place(), start, scenario, options);
    const auto note = [&] {
        result.referrals.emplace_back();
        for (const support::Counts& of : simulation.state().support_counts)
            result.referrals.back().push_back(support::sum_over_sectors(of, kSupportReferrals));
    };
    for (note(); simulation.week() < scenario.length(); note()) simulation.step();
    result.end = simulation.save();
    Simulation again(support_place(), start, scenario, options);
    result.record = run(again);
    return result;
}

double residents(std::size_t place) {
    const World& world = support_place();
    double sum = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        if (place == 0 || world.geography.neighbourhoods[n].district == static_cast<int>(place) - 1)
            sum += world.geography.neighbourhoods[n].residents;
    return sum;
}

}  // namespace

TEST_CASE("Recorded referrals are all those of the weeks of the report; what is true is the same", "[support]") {
    const Ran result = ran(scenario_of(6000));
    double first_thing_in_a_week = 0;  // of open needs, which the week begins with
    for (const std::size_t sector : {kSectorNhs, kSectorSchool, kSectorFamily})
        first_thing_in_a_week += tests::counted(*result.end)[static_cast<std::size_t>(kSupportRight) + sector];
    CHECK(first_thing_in_a_week > 10);
    for (std::size_t report = 0; report < 4; ++report)
        for (std::size_t place = 0; place <= kSupportDistricts; ++place) {
            INFO("report " << report << ", place " << place);
            const int from = static_cast<int>(report) * 13;
            const double count = result.in(from, from + 13, place);
            CHECK(count >= kFewestInCell);
            CHECK(result.seen(report, place) == Approx(count / (residents(place) / 1e5) * 4));
            CHECK(static_cast<double>(monitoring::measured_in(*result.end, report, place, kReferrals).truth) ==
                  result.seen(report, place));
            CHECK(result.kept(report, place) == result.seen(report, place));
        }
    Scenario by_police = scenario_of(6000);
    by_police.baseline.monitoring = Regime::kPoliceReports;
    const Ran police = ran(by_police);
    CHECK(police.seen(1) == Approx(police.in(26, 52, 0) / (residents(0) / 1e5) * 2));
}

TEST_CASE("Ten referrals are told and nine are not, and districts all or none", "[support]") {
    const Scenario scenario = scenario_of(2000);
    const auto start = prepare(support_place(), tests::many_needs(), scenario.baseline, {.seed = 3});
    using OfDistricts = std::array<double, kSupportDistricts>;
    const auto told = [&](const OfDistricts& referrals) {  // Greater Manchester first
        SimulationState state;
        monitoring::init(*start, state);
        for (int week = 1; week <= 26; ++week) {
            std::vector<monitoring::Truth> truth(kSupportDistricts);
            if (week == 7)
                for (std::size_t d = 0; d < kSupportDistricts; ++d) truth[d].referrals = referrals[d];
            monitoring::measure(*start, start->monitoring, {.regime = Regime::kPoliceReports},
                                {.week = week, .truth = truth}, state);
        }
        std::vector<bool> places;
        for (std::size_t place = 0; place <= kSupportDistricts; ++place)
            places.push_back(!std::isnan(monitoring::measured_in(state, 0, place, kReferrals).seen));
        return places;
    };
    using Told = std::vector<bool>;
    CHECK(told({10, 10, 10, 10}) == Told{true, true, true, true, true});
    CHECK(told({10, 10, 10, 9}) == Told{true, false, false, false, false});
    CHECK(told({400, 0, 0, 0}) == Told{true, false, false, false, false});
    CHECK(told({3, 3, 3, 1}) == Told{true, false, false, false, false});
    CHECK(told({3, 3, 3, 0}) == Told{false, false, false, false, false});
}

TEST_CASE("A run's record tells all reports of referrals or none", "[support]") {
    // Some 14 a quarter: one of eight or nine would be the year's less the other three.
    std::uint32_t seed = 0;
    Ran some;
    const auto few = [&] {
        int told = 0;
        for (std::size_t report = 0; report < 4; ++report) told += !std::isnan(some.seen(report));
        return told > 0 && told < 4;
    };
    do some = ran(scenario_of(310), tests::as_intended(), ++seed);
    while (!few() && seed < 40);
    REQUIRE(few());
    for (std::size_t quarter = 0; quarter < 4; ++quarter) CHECK(std::isnan(some.kept(quarter)));
    CHECK_FALSE(std::isnan(some.record[SeriesId::kSupport].at(1, 0, int{kSupportAllReferrals})));
}

TEST_CASE("What no report is of does not follow from the run's total", "[support]") {
    const auto longer = [](double referrals) {
        Scenario scenario = scenario_of(referrals, 2);
        scenario.weeks = 56;
        return ran(scenario, tests::as_intended());
    };
    const Ran enough = longer(2000), few = longer(500);
    CHECK(enough.in(52, 56, 0) >= kFewestInCell);
    CHECK_FALSE(std::isnan(enough.kept(3)));
    CHECK(few.in(52, 56, 0) < kFewestInCell);
    CHECK_FALSE(std::isnan(few.seen(3)));
    CHECK(std::isnan(few.kept(3)));
    // Police reports give way to a survey after a quarter that nobody reports.
    Scenario changed = scenario_of(6000);
    changed.baseline.monitoring = Regime::kPoliceReports;
    LeverSetting survey = tests::lever(LeverKind::kMonitoring, 0, kSupportDistricts);
    survey.values.clear();
    survey.set(0, {.choice = static_cast<int>(Regime::kQuarterlySurvey)});
    survey.from = add_weeks(survey.from, 13);
    changed.levers = {survey};
    const Ran lost = ran(changed);
    REQUIRE(lost.end->reports.front().from == 13);
    CHECK_FALSE(std::isnan(lost.seen(0)));
    for (std::size_t quarter = 0; quarter < 4; ++quarter) CHECK(std::isnan(lost.kept(quarter)));
}
