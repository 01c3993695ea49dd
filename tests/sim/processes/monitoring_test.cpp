// Monitoring: who is asked, what is reported and when, how far it is from what is true, and that it changes nobody.
#include "sim/processes/monitoring.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/detectability.h"
#include "sim/policy/schedule.h"
#include "tests/support/runs.h"
#include "tests/support/with_threads.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 2;

const World& place() {
    static const World world = build_world(small_geography(kDistricts, 3, 3), {.scale = 4, .seed = 8});
    return world;
}

// Enough interviews, or members, that a small place has some hundred.
LeverSetting regime(Regime of, double amount = 0) {
    LeverSetting setting = tests::lever(LeverKind::kMonitoring, 0, kDistricts);
    setting.values.clear();
    setting.set(0, {.choice = static_cast<int>(of)});
    if (amount > 0) setting.set(of == Regime::kCommunityPanel ? 2 : 1, {.number = amount});
    return setting;
}

// Nothing comes between what people think and what they are counted as.
Parameters plain() {
    Parameters p = tests::as_intended();
    p.survey_response_trust = p.survey_wave_sd = p.panel_engaged = p.panel_conditioning = 0;
    return p;
}

// A panel's members are counted in thousands for all of Greater Manchester: few of a small place's.
constexpr double kMany = 100000;

struct Ran {
    std::shared_ptr<const SimulationState> end;
    RunRecord record;
    Parameters parameters;

    const monitoring::Measured& of(std::size_t report, Indicator indicator, std::size_t place = 0) const {
        return monitoring::measured_in(*end, report, place, static_cast<std::size_t>(indicator));
    }
    // Mean over reports of measured less true.
    double gap(int indicator) const {
        double sum = 0;
        for (std::size_t r = 0; r < end->reports.size(); ++r) {
            const auto& m = monitoring::measured_in(*end, r, 0, static_cast<std::size_t>(indicator));
            sum += static_cast<double>(m.seen) - static_cast<double>(m.truth);
        }
        return sum / static_cast<double>(end->reports.size());
    }
};

Scenario scenario_of(std::vector<LeverSetting> levers, int years) {
    Scenario scenario = tests::scenario(years, std::move(levers));
    scenario.baseline.recorded_hate_per_1000_a_year = 60;
    scenario.baseline.stops_per_1000_a_year = 60;
    return scenario;
}

Ran ran(std::vector<LeverSetting> levers, const Parameters& p, int years = 1, std::uint32_t seed = 3) {
    const Scenario scenario = scenario_of(std::move(levers), years);
    Simulation simulation(place(), prepare(place(), p, scenario.baseline, {.seed = seed}), scenario, {.seed = seed});
    Ran result;
    result.record = run(simulation);
    result.end = simulation.save();
    result.parameters = p;
    return result;
}

// The model with many members: the lever's bounds are for all of Greater Manchester, so the run is given its amounts.
Ran panel_of(const Parameters& p, int years = 2) { return ran({regime(Regime::kCommunityPanel, 3000)}, p, years); }

}  // namespace

TEST_CASE("Residents fare alike to the last bit under any regime, however many are asked") {
    const Ran survey = ran({}, default_parameters());
    for (const LeverSetting& other : {regime(Regime::kQuarterlySurvey, kMany), regime(Regime::kPoliceReports),
                                      regime(Regime::kCommunityPanel, 3000)}) {
        const Ran under = ran({other}, default_parameters());
        CHECK(tests::same_bits(survey.end->now, under.end->now));
        CHECK(survey.record[SeriesId::kGroupOutcomes].values.back() ==
              under.record[SeriesId::kGroupOutcomes].values.back());
        CHECK(survey.end->measured.size() != 0);
    }
    CHECK_FALSE(tests::same_bits(survey.end->now, ran({}, default_parameters(), 1, 4).end->now));
}

TEST_CASE("A survey and a panel report every thirteen weeks, police every twenty-six; each says of which weeks") {
    const auto weeks_of = [](const Ran& ran) {
        std::vector<std::pair<int, int>> weeks;
        for (const auto& report : ran.end->reports) weeks.emplace_back(report.from, report.to);
        return weeks;
    };
    using Weeks = std::vector<std::pair<int, int>>;
    CHECK(weeks_of(ran({}, plain())) == Weeks{{0, 13}, {13, 26}, {26, 39}, {39, 52}});
    CHECK(weeks_of(ran({regime(Regime::kCommunityPanel)}, plain())) == Weeks{{0, 13}, {13, 26}, {26, 39}, {39, 52}});
    const Ran police = ran({regime(Regime::kPoliceReports)}, plain());
    CHECK(weeks_of(police) == Weeks{{0, 26}, {26, 52}});
    CHECK(std::isnan(police.of(0, static_cast<Indicator>(kFeelSafe)).seen));
    CHECK(police.of(0, static_cast<Indicator>(kFeelSafe)).truth > 0);
    CHECK(police.of(0, kSeenStops).seen > 0);
    CHECK(std::isnan(police.record[SeriesId::kMeasured].at(0, 0, std::size_t{kSeenStops})));  // no report ends there
    CHECK(police.record[SeriesId::kMeasured].at(1, 0, std::size_t{kSeenStops}) ==
          static_cast<double>(police.of(0, kSeenStops).seen));

    LeverSetting from_week_20 = regime(Regime::kPoliceReports);
    from_week_20.from = add_weeks(from_week_20.from, 20);
    const Ran changed = ran({from_week_20}, plain());
    CHECK(weeks_of(changed) == Weeks{{0, 13}, {13, 26}, {26, 52}});
    CHECK(changed.end->reports[2].regime == static_cast<int>(Regime::kPoliceReports));
}

TEST_CASE("Recorded incidents and stops are those counted in the weeks of the reports; all incidents are the truth") {
    const Ran result = ran({}, plain());
    const Series& events = result.record[SeriesId::kEvents];
    for (std::size_t group = 0; group <= kDistricts; ++group) {
        double recorded = 0, incidents = 0, stops = 0;
        for (int p = 0; p < result.record.periods; ++p) {
            recorded += events.at(p, group, std::size_t{kEventHateRecorded});
            incidents += events.at(p, group, std::size_t{kEventHateIncidents});
            stops += events.at(p, group, std::size_t{kEventStops});
        }
        double residents = 0;
        for (int n = 0; n < place().neighbourhoods(); ++n)
            if (group == 0 || place().geography.neighbourhoods[n].district == static_cast<int>(group) - 1)
                residents += 4.0 * (place().neighbourhood_begin[n + 1] - place().neighbourhood_begin[n] +
                                    place().neighbourhood_child_begin[n + 1] - place().neighbourhood_child_begin[n]);
        const auto year = [&](Indicator indicator, bool truth) {  // mean rate of four quarters, as a count
            double sum = 0;
            for (std::size_t r = 0; r < 4; ++r) {
                const auto& m = result.of(r, indicator, group);
                sum += static_cast<double>(truth ? m.truth : m.seen);
            }
            return sum / 4 * residents / 1000;
        };
        REQUIRE(recorded > 0);
        CHECK(year(kSeenRecordedHate, false) == Approx(recorded).epsilon(1e-5));
        CHECK(year(kSeenRecordedHate, true) == Approx(incidents).epsilon(1e-5));
        CHECK(year(kSeenStops, false) == Approx(stops).epsilon(1e-5));
        CHECK(recorded < incidents);
    }
}

TEST_CASE("A survey asks as many as its interviews over the design effect, of each place by its residents") {
    Parameters p = plain();
    p.survey_design_effect = 2;
    const Scenario scenario = scenario_of({regime(Regime::kQuarterlySurvey, kMany)}, 1);
    Simulation simulation(place(), prepare(place(), p, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    for (int week = 0; week < 12; ++week) simulation.step();
    double asked = 0;
    for (const auto& tally : simulation.state().tallies) asked += tally.asked;
    const double share = place().geography.total_residents() / kResidentsOfGreaterManchester;
    CHECK(asked == Approx(kMany / 2 * share * 12 / 13).epsilon(0.05));
    const auto of = [&](int d) { return simulation.state().tallies[static_cast<std::size_t>(d)].asked; };
    CHECK(of(0) == Approx(of(1)).epsilon(0.1));  // the two districts are as large as each other
    for (int week = 12; week < 14; ++week) simulation.step();
    CHECK(simulation.state().tallies[0].asked < of(1) + 20);  // tallied anew after the report
    CHECK(simulation.state().tallies[0].asked < asked / 6);
}

TEST_CASE("Who answers alike is counted right: a survey is off by chance alone, and by as much as its formula says",
          "[slow]") {
    Parameters p = plain();
    p.transient = 0;
    constexpr int kYears = 8;
    for (const double wave : {0.0, 0.08}) {
        p.survey_wave_sd = wave;
        const Ran result = ran({regime(Regime::kQuarterlySurvey, kMany)}, p, kYears);
        const auto design = scenarios::design_of(Regime::kQuarterlySurvey, p, {.interviews = kMany});
        const double share = place().geography.total_residents() / kResidentsOfGreaterManchester;
        double squares = 0, count = 0, sum = 0;
        for (std::size_t r = 0; r < result.end->reports.size(); ++r)
            for (std::size_t k = 0; k < kItems; ++k) {
                const auto& m = monitoring::measured_in(*result.end, r, 0, k);
                const double truth = static_cast<double>(m.truth);
                const double z =
                    (static_cast<double>(m.seen) - truth) / scenarios::error_of_report(design, truth, share);
                squares += z * z, sum += z, ++count;
            }
        CHECK(count == 4 * kYears * kItems);
        CHECK(std::abs(sum / count) < 4 / std::sqrt(count));
        CHECK(squares / count == Approx(1).margin(4 * std::sqrt(2 / count)));
    }
}

TEST_CASE(
    "The less people trust, the less they answer: the survey reads too high, or too low where it is the reverse") {
    Parameters p = plain();
    const auto gap = [&](double slope) {
        p.survey_response_trust = slope;
        return ran({regime(Regime::kQuarterlySurvey, kMany)}, p, 6).gap(kPoliceConfidence);
    };
    const double none = gap(0), high = gap(2.5),
                 low = gap(-2.5);  // beyond the prior, so that chance is small beside it
    CHECK(std::abs(none) < 1.3);
    CHECK(high > none + 1.5);
    CHECK(low < none - 1.5);
}

TEST_CASE("Another way of asking shifts answers, belonging most; at none they are the same bits") {
    const LeverSetting as_before = regime(Regime::kQuarterlySurvey, kMany);
    LeverSetting online = as_before;
    online.set(info(LeverKind::kMonitoring).field("shift_belong"), {.number = -0.83});
    const Ran before = ran({as_before}, plain()), after = ran({online}, plain());
    for (std::size_t r = 0; r < 4; ++r)
        for (std::size_t k = 0; k < kItems; ++k) {
            const float shift =
                monitoring::measured_in(*after.end, r, 0, k).seen - monitoring::measured_in(*before.end, r, 0, k).seen;
            CHECK(shift <= 0);
            if (k == kBelong) CHECK(shift < -12);
            if (k == kGetOnWell) CHECK(shift == 0);
        }
}

TEST_CASE("A panel draws those who are engaged, or those who are not; and its members warm to being asked", "[slow]") {
    Parameters p = plain();
    const auto members_mean = [](const Ran& ran) {
        double sum = 0, count = 0;
        for (const auto& member : ran.end->panel)
            if (member.resident != kNone) {
                const auto& x = ran.end->now[member.resident];
                sum += static_cast<double>(x[kVoice] + x[kBelonging]) / 2, ++count;
            }
        return std::pair(sum / count, count);
    };
    p.panel_design_effect = 1;  // all the members there are
    const auto mean_at = [&](double engaged) {
        p.panel_engaged = engaged;
        double sum = 0, count = 0;
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            const auto [mean, members] = members_mean(ran({regime(Regime::kCommunityPanel, 3000)}, p, 1, seed));
            sum += mean * members, count += members;
        }
        return sum / count;
    };
    const double alike = mean_at(0);
    CHECK(mean_at(12) > alike + 0.08);  // far beyond the prior, so that some dozen members tell
    CHECK(mean_at(-12) < alike - 0.08);

    p.panel_engaged = 0;
    Parameters warmer = p;
    warmer.panel_conditioning = 4;
    const Ran cold = panel_of(p), warm = panel_of(warmer);
    REQUIRE(cold.end->panel.size() == warm.end->panel.size());
    CHECK(warm.gap(kInfluence) > cold.gap(kInfluence));
    CHECK(warm.gap(kFeelSafe) == cold.gap(kFeelSafe));
    CHECK(tests::same_bits(cold.end->now, warm.end->now));
}

TEST_CASE("Members of a panel leave, by chance and when their household moves, and are replaced at once") {
    Parameters p = plain();
    p.panel_design_effect = 1;
    const Scenario scenario = scenario_of({regime(Regime::kCommunityPanel, 3000)}, 2);
    const auto left_in_two_years = [&](double attrition) {
        p.panel_attrition = attrition;
        Simulation simulation(place(), prepare(place(), p, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
        simulation.step();
        std::vector<monitoring::Member> before = simulation.state().panel;
        REQUIRE(before.size() > 20);
        int left = 0;
        for (int week = 1; week < 104; ++week) {
            simulation.step();
            const auto& now = simulation.state().panel;
            REQUIRE(now.size() == before.size());
            for (std::size_t k = 0; k < now.size(); ++k) {
                left += now[k].joined != before[k].joined;
                REQUIRE(place().age_band[now[k].resident] >= kFirstAdultBand);
                CHECK((now[k].joined == before[k].joined) == (now[k].resident == before[k].resident));
            }
            before = now;
        }
        return left / static_cast<double>(before.size());
    };
    const double moved = left_in_two_years(0), all = left_in_two_years(0.4);
    CHECK(moved > 0.02);
    CHECK(moved < 0.8);
    CHECK(all > moved + 0.5);  // two years of 0.51, as a rate
}

TEST_CASE("What is measured has the same bits at any number of threads, and after a run was taken up again") {
    const Scenario scenario = scenario_of({regime(Regime::kCommunityPanel, 3000)}, 1);
    const auto start = prepare(place(), default_parameters(), scenario.baseline, {.seed = 3});
    const auto at = [&](int threads) {
        return tests::with_threads(threads, [&] {
            Simulation simulation(place(), start, scenario, {.seed = 3});
            while (simulation.week() < 52) simulation.step();
            return simulation.save();
        });
    };
    const auto one = at(1);
    CHECK(first_difference(*one, *at(2)) == "");
    CHECK(first_difference(*one, *at(3)) == "");
    Simulation first(place(), start, scenario, {.seed = 3}), second(place(), start, scenario, {.seed = 3});
    while (first.week() < 30) first.step();
    second.restore(*first.save());
    while (second.week() < 52) second.step();
    CHECK(first_difference(*one, *second.save()) == "");
}

TEST_CASE("Too few who were asked are not reported; what is true is, of as many as live there") {
    const auto belonging = [](double interviews) {
        return ran({regime(Regime::kQuarterlySurvey, interviews)}, plain()).of(0, static_cast<Indicator>(kBelong));
    };
    CHECK(std::isnan(belonging(100).seen));
    CHECK(belonging(100).truth > 0);
    CHECK(belonging(kMany).seen > 0);
}
