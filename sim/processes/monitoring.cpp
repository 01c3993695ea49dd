#include "sim/processes/monitoring.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/measures/outcome_sums.h"
#include "sim/policy/schedule.h"
#include "sim/processes/monitoring_people.h"

namespace concord::sim::monitoring {
namespace {

constexpr float kNotSeen = std::numeric_limits<float>::quiet_NaN();
constexpr double kThousand = 1000, kHundredThousand = 100'000;

bool ends_report(Regime regime, int week) { return week % (info(regime).quarters * kWeeksPerQuarter) == 0; }

// Whom a regime asks in a week: a survey some each week of the quarter, a panel all its members in the last.
bool asks_in(Regime regime, int week) {
    return regime == Regime::kQuarterlySurvey || (regime == Regime::kCommunityPanel && ends_report(regime, week));
}

// What is tallied is of one regime; what was begun under another is never reported.
void open(Regime regime, int week, State& state) {
    const auto number = static_cast<std::int32_t>(regime);
    if (!state.open_report.empty() && state.open_report.front().regime == number) return;
    state.open_report = {{.from = week - 1, .to = week - 1, .regime = number}};
    std::fill(state.tallies.begin(), state.tallies.end(), Tally{});
}

// Answers are compared with what was true in the weeks in which people were asked; records cover every week.
void add_truth(const Start& start, const WeekDone& done, bool asked, State& state) {
    for (std::size_t d = 0; d < state.tallies.size(); ++d) {
        Tally& tally = state.tallies[d];
        const Truth& truth = done.truth[d];
        tally.recorded += truth.recorded;
        tally.incidents += truth.incidents;
        tally.stops += truth.stops;
        tally.referrals += truth.referrals;
        tally.resident_weeks += start.residents[d];
        if (!asked) continue;
        tally.adult_weeks += start.adults[d];
        for (std::size_t k = 0; k < kItems; ++k) tally.truly[k] += truth.agree[k];
    }
}

Tally sum_of(const std::vector<Tally>& tallies) {
    Tally all;
    for (const Tally& tally : tallies) {
        all.asked += tally.asked;
        all.adult_weeks += tally.adult_weeks;
        all.recorded += tally.recorded;
        all.incidents += tally.incidents;
        all.stops += tally.stops;
        all.referrals += tally.referrals;
        all.resident_weeks += tally.resident_weeks;
        for (std::size_t k = 0; k < kItems; ++k) all.agreed[k] += tally.agreed[k], all.truly[k] += tally.truly[k];
    }
    return all;
}

float over(double count, double of, double times, double fewest) {
    return of < fewest || !(of > 0) ? kNotSeen : static_cast<float>(times * count / of);
}

bool enough_referrals(const Tally& tally) { return tally.referrals >= kFewestInCell; }

// `tells_referrals`: where they are not too few.
void close(const Tally& tally, int weeks, int weeks_asked, bool tells_referrals, std::vector<Measured>& out) {
    constexpr double kPercent = 100, kAYear = kThousand * kWeeksPerYear;
    for (std::size_t k = 0; k < kItems; ++k)
        out.push_back({over(tally.agreed[k], tally.asked, kPercent, kFewestInCell),
                       over(tally.truly[k], tally.adult_weeks, kPercent, kFewestInCell * weeks_asked)});
    const double fewest = kFewestInCell * weeks;
    out.push_back({over(tally.recorded, tally.resident_weeks, kAYear, fewest),
                   over(tally.incidents, tally.resident_weeks, kAYear, fewest)});
    const float stops = over(tally.stops, tally.resident_weeks, kAYear, fewest);
    out.push_back({stops, stops});
    const float referrals = tells_referrals && enough_referrals(tally)
                                ? over(tally.referrals, tally.resident_weeks, kHundredThousand * kWeeksPerYear, fewest)
                                : kNotSeen;
    out.push_back({referrals, referrals});
}

void report(int week, State& state) {
    Report& report = state.open_report.front();
    report.to = week;
    const int weeks = report.to - report.from,
              asked = static_cast<Regime>(report.regime) == Regime::kCommunityPanel ? 1 : weeks;
    // One district's referrals would follow from the others': all districts or none.
    const bool districts_tell = std::all_of(state.tallies.begin(), state.tallies.end(), enough_referrals);
    close(sum_of(state.tallies), weeks, asked, true, state.measured);
    for (const Tally& tally : state.tallies) close(tally, weeks, asked, districts_tell, state.measured);
    state.reports.push_back(report);
    state.open_report.clear();
}

int whole_weeks(double weeks) { return static_cast<int>(std::ceil(weeks)); }

}  // namespace

Start fit(const Context& context, const std::array<double, kStates>& mean, const std::array<double, kStates>& sd) {
    const World& world = *context.world;
    const auto& p = context.parameters;
    const std::size_t districts = world.geography.districts.size();
    Start start{.mean_trust = (mean[kNeighbourTrust] + mean[kPoliceTrust]) / 2,
                .gain_of_voice = static_cast<float>(p.panel_conditioning / std::sqrt(p.seat_reliability) * sd[kVoice]),
                .adults = std::vector<double>(districts),
                .residents = std::vector<double>(districts)};
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto d = static_cast<std::size_t>(context.district_of(n));
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
            start.adults[d] += world.age_band[i] >= kFirstAdultBand;
        start.residents[d] += world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n] +
                              world.neighbourhood_child_begin[n + 1] - world.neighbourhood_child_begin[n];
    }
    return start;
}

void init(const Context& context, State& state) { state.tallies.assign(context.world->geography.districts.size(), {}); }

void measure(const Context& context, const Start& start, const Monitoring& in_force, const WeekDone& done,
             State& state) {
    open(in_force.regime, done.week, state);
    const bool asked = asks_in(in_force.regime, done.week);
    const Fieldwork fieldwork(context, start, in_force, done);
    if (in_force.regime == Regime::kCommunityPanel)
        fieldwork.keep_panel(state);
    else
        state.panel.clear(), state.panel_begin.clear();
    if (asked && in_force.regime == Regime::kQuarterlySurvey) fieldwork.ask_sample(state.tallies);
    if (asked && in_force.regime == Regime::kCommunityPanel) fieldwork.ask_panel(state);
    add_truth(start, done, asked || !info(in_force.regime).asks, state);
    if (ends_report(in_force.regime, done.week)) report(done.week, state);
}

std::vector<Reading> readings(const Parameters& p, const State& state, int indicator, std::size_t place) {
    std::vector<Reading> readings;
    for (std::size_t r = 0; r < state.reports.size(); ++r) {
        const Report& report = state.reports[r];
        readings.push_back(
            {.acts_in =
                 report.to + report_lag(p, static_cast<Regime>(report.regime), indicator) + whole_weeks(p.rule_delay),
             .value = static_cast<double>(measured_in(state, r, place, static_cast<std::size_t>(indicator)).seen)});
    }
    return readings;
}

std::vector<double> turned_by_rules(const Context& context, const Scenario& scenario, const State& state, int week) {
    std::vector<double> turned;
    if (std::none_of(scenario.levers.begin(), scenario.levers.end(), [](const auto& l) { return l.rule; }))
        return turned;
    const std::size_t districts = state.tallies.size();
    for (const LeverSetting& lever : scenario.levers)
        for (std::size_t d = 0; d < districts; ++d) {
            if (!lever.rule) {
                turned.push_back(1);
                continue;
            }
            const std::size_t place = lever.rule->by_district ? 1 + d : 0;
            // The first week in force is the first to begin on or after `from`.
            const int from = weeks_between(scenario.start, lever.from + std::chrono::days(6));
            const Ramp ramp{std::max(0, from), lever.ramp_weeks};
            turned.push_back(
                turned_to(*lever.rule, readings(context.parameters, state, lever.rule->indicator, place), week, ramp));
        }
    return turned;
}

}  // namespace concord::sim::monitoring
