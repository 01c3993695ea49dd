#include "scenarios/validate/run_patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "scenarios/compare/statistics.h"
#include "scenarios/validate/drift.h"
#include "scenarios/validate/lever_docking.h"
#include "sim/ground/calendar.h"
#include "sim/parameters/yearly_correlation.h"
#include "sim/run/start.h"
#include "sim/run/state.h"
#include "sim/world/friendships.h"

namespace concord::validate {

using sim::LeverKind;
using sim::SeriesId;

std::vector<Result> ties_across_backgrounds(const Setting& setting) {
    sim::Column<sim::Friends> friends;
    sim::draw_friends(setting.world(), {}, friends);
    const auto measure = sim::measure_friends(setting.world(), {}, friends);
    double apart = 0;
    for (int g = 0; g < sim::kEthnicGroups; ++g)
        apart = std::max(apart, std::abs(measure.uptake(g) - measure.uptake()));
    return {{.id = "P4",
             .kind = Kind::kBuiltIn,
             .measure = "ties across backgrounds, of what chance would give",
             .low = 0.38,
             .high = 0.42,
             .values = {measure.uptake()},
             .source = "S18",
             .decimals = 3},
            {.id = "P4",
             .kind = Kind::kBuiltIn,
             .measure = "the same by ethnic group, largest distance from it",
             .high = 0.05,
             .values = {apart},
             .source = "S18",
             .decimals = 3},
            {.id = "P4",
             .kind = Kind::kFollows,
             .measure = "residents with friends all of one background",
             .unit = "percent",
             .low = 42,
             .high = 53,
             .values = {100 * measure.share_none_other()},
             .source = "S16",
             .decimals = 1}};
}

namespace {

struct TenYears {
    Drift drift;
    std::array<double, sim::kStates> yearly{};  // correlation of a state with a year before, of those who stayed
};

// What ten years without a policy do to means and spreads, and the last of them to residents.
TenYears ten_years(const Setting& setting, const sim::World& world, const sim::Parameters& parameters,
                   std::uint32_t seed) {
    sim::Scenario scenario = setting.baseline;
    scenario.years = 10;
    const sim::RunOptions options{.seed = seed};
    sim::Simulation simulation(world, sim::prepare(world, parameters, scenario.baseline, options), scenario, options);
    const Spread before = spread_of(world, simulation.states());
    const int weeks = scenario.years * sim::kWeeksPerYear;
    const auto run_to = [&](int week) {
        while (simulation.week() < week) setting.check_stop(), simulation.step();
    };
    run_to(weeks - sim::kWeeksPerYear);
    const auto states = simulation.states();
    const auto known_since = simulation.state().police_trust_start;  // another one of whoever moves in
    run_to(weeks);
    std::vector<bool> stayed;
    for (std::size_t i = 0; i < known_since.size(); ++i)
        stayed.push_back(known_since[i] == simulation.state().police_trust_start[i]);
    return {drift_of(before, spread_of(world, simulation.states())),
            correlation_later(world, states, simulation.states(), stayed)};
}

}  // namespace

std::vector<Result> no_drift(const Setting& setting) {
    constexpr int kMostSeeds = 3, kDraws = 10, kLarger = 4;
    Result mean{.id = "P5",
                .kind = Kind::kBuiltIn,
                .measure = "ten years without a policy, largest change of a mean",
                .unit = "points of 100",
                .high = 100 * kMostDriftOfMean,
                .source = "design"};
    Result spread{.id = "P5",
                  .kind = Kind::kBuiltIn,
                  .measure = "the same, largest change of a spread",
                  .unit = "percent",
                  .high = 100 * kMostDriftOfSpread,
                  .source = "design",
                  .decimals = 1};
    Result drawn_mean = mean, drawn_spread = spread;
    drawn_mean.measure = fmt::format("the same at {} draws from the priors, largest change of a mean", kDraws);
    drawn_spread.measure = fmt::format("the same at {} draws from the priors, largest change of a spread", kDraws);
    const auto add = [](const Drift& drift, Result& to_mean, Result& to_spread) {
        to_mean.values.push_back(100 * drift.largest_mean());
        to_spread.values.push_back(100 * drift.largest_spread());
    };
    Result yearly{.id = "P5",
                  .kind = Kind::kFollows,
                  .measure =
                      "states in the tenth year, correlation with a year before among those who stay, largest "
                      "distance from the formula",
                  .high = 0.05,
                  .source = "design"};
    for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
        const TenYears run = ten_years(setting, setting.world(), setting.parameters, static_cast<std::uint32_t>(seed));
        add(run.drift, mean, spread);
        double furthest = 0;
        std::string note;
        for (std::size_t s = 0; s < sim::kStates; ++s) {
            const double said = sim::yearly_correlation(setting.parameters, static_cast<int>(s));
            furthest = std::max(furthest, std::abs(run.yearly[s] - said));
            note += fmt::format("{}{} {:.2f} ({:.2f})", s == 0 ? "measured, and by the formula: " : ", ",
                                sim::kStateNames[s], run.yearly[s], said);
        }
        yearly.values.push_back(furthest);
        if (seed == 1) yearly.note = note;
    }
    const auto& world = setting.world(setting.scale * kLarger);
    for (std::uint32_t draw = 0; draw < kDraws; ++draw)
        add(ten_years(setting, world, sim::draw_from_priors(1, draw), draw + 1).drift, drawn_mean, drawn_spread);
    return {mean, spread, drawn_mean, drawn_spread, yearly};
}

namespace {

// The mean of a state over Greater Manchester's adults, or those of an age band.
double state_mean(const sim::RunRecord& record, int period, int group, sim::State state) {
    return record[SeriesId::kStateMeans].at(period, group, int{state});
}

double summed(const sim::Series& series, int first, int last, int group, int event) {
    double sum = 0;
    for (int period = first; period < last; ++period) sum += series.at(period, group, event);
    return sum;
}

// What the ledger's column put into a state of a group's mean, times its adults.
double put_in(const sim::RunRecord& record, int group, sim::LedgerColumn column, sim::State state) {
    double sum = 0;
    for (int period = 0; period < record.periods; ++period)
        sum += record[SeriesId::kLedger].at(period, group, int{column}, int{state});
    return sum * record[SeriesId::kAdults].at(group);
}

}  // namespace

std::vector<Result> contact_programme(const Setting& setting) {
    Result gain{.id = "P7",
                .kind = Kind::kFitted,
                .measure = "a completed contact programme moves openness by",
                .unit = "sd",
                .low = 0,
                .high = 0.39,
                .source = "E02;E03",
                .note = "of young adults, on the survey's scale; 0.2 is its middle"};
    Result gone{.id = "P7",
                .kind = Kind::kBuiltIn,
                .measure = "of which has gone a year later",
                .unit = "percent",
                .low = 20,
                .high = 40,
                .source = "E02",
                .note = "of the mean: moves take a part of it",
                .decimals = 0};
    const auto parameters = delivered_as_meant(setting.parameters);
    constexpr int kMostSeeds = 4, kProgramme = 8, kYearLater = 21;  // periods: the programme's end, a year on
    for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
        const PairedRuns runs(setting, setting.world(), parameters, static_cast<std::uint32_t>(seed));
        auto lever = lever_from_the_start(setting, LeverKind::kBridgingProgrammes, 40);
        lever.until = sim::add_weeks(lever.from, kProgramme * sim::kWeeksPerPeriod);
        const auto with = runs.run(2, {lever}), without = runs.run(2, {});
        const int young = with.layout().age(sim::kAge16To24), gm = with.layout().gm();
        const double places = summed(with[SeriesId::kEvents], 0, with.periods, young, sim::kEventPlaces);
        const double sd =
            with[SeriesId::kStateDeviations].at(0, gm, int{sim::kOpenness}) / std::sqrt(parameters.seat_reliability);
        gain.values.push_back(put_in(with, young, sim::kLedgerEngagement, sim::kOpenness) / places / sd);
        const auto effect = [&](int period) {
            return state_mean(with, period, gm, sim::kOpenness) - state_mean(without, period, gm, sim::kOpenness);
        };
        gone.values.push_back(100 * (1 - effect(kYearLater) / effect(kProgramme)));
    }
    return {gain, gone};
}

std::vector<Result> seats_in_a_district(const Setting& setting) {
    Result move{.id = "P10",
                .kind = Kind::kFollows,
                .measure = "a seat for 5 % of a district's residents moves its belonging by",
                .unit = "points",
                .low = 0.2,
                .high = 0.8,
                .source = "evidence README 2"};
    Result alone{.id = "P11",
                 .kind = Kind::kBuiltIn,
                 .measure = "effect a head of seats everywhere, of that in one district",
                 .high = 0.95,
                 .source = "E16;E17"};
    const auto parameters = delivered_as_meant(setting.parameters);
    constexpr int kMostSeeds = 4, kBolton = 0;
    constexpr double kSeats = 50;
    for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
        const PairedRuns runs(setting, setting.world(), parameters, static_cast<std::uint32_t>(seed));
        const auto without = runs.run(1, {});
        const auto here =
            runs.run(1, {lever_from_the_start(setting, LeverKind::kCommunityEngagement, kSeats, {kBolton})});
        const auto all = runs.run(1, {lever_from_the_start(setting, LeverKind::kCommunityEngagement, kSeats)});
        const int district = here.layout().district(kBolton);
        const auto belong = [&](const sim::RunRecord& record) {
            return record[SeriesId::kGroupOutcomes].at(record.periods, district, int{sim::kOutcomeBelong});
        };
        move.values.push_back(belong(here) - belong(without));
        const auto of_a_seat = [&](const sim::RunRecord& record, int group) {
            return put_in(record, group, sim::kLedgerEngagement, sim::kVoice) /
                   summed(record[SeriesId::kEvents], 0, record.periods, group, sim::kEventSeats);
        };
        alone.values.push_back(of_a_seat(all, all.layout().gm()) / of_a_seat(here, district));
    }
    const double level = setting.baseline.baseline.item_level[sim::kBelong];
    move.beside = fmt::format("two surveys of {} can tell {:.1f} points", scenarios::kSurveyRespondents,
                              scenarios::smallest_survey_difference(level));
    return {move, alone};
}

std::vector<Result> levers_against_formula(const Setting& setting) {
    constexpr int kMostSeeds = 2, kSmaller = 2;
    const auto& world = setting.world(setting.scale * kSmaller);
    sim::Scenario scenario = setting.baseline;
    scenario.years = 10;
    std::vector<Result> rows;
    std::map<std::string, std::size_t> row_of;  // by lever and what it moves
    const auto add = [&](const std::string& what, double formula, double run, const std::string& note) {
        if (!row_of.contains(what)) {
            row_of[what] = rows.size();
            rows.push_back({.id = "P18",
                            .kind = Kind::kFollows,
                            .measure = what + ", formula off the run by",
                            .unit = "percent",
                            .high = 100 * kDockingTolerance,
                            .source = "design",
                            .note = note,
                            .decimals = 1});
        }
        rows[row_of[what]].values.push_back(100 * std::abs(formula / run - 1));
    };
    for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
        const Docked docked =
            dock_levers(world, setting.parameters, scenario, static_cast<std::uint32_t>(seed), setting.stop);
        const std::string where = fmt::format("(1:{}, seed {})", world.scale, seed);
        for (const Docking& d : docked.states)
            if (worth_docking(d))
                add(fmt::format("{}: {}", d.lever, sim::kStateNames[d.state]), d.formula, d.run,
                    fmt::format("formula {:+.3f}, run {:+.3f} points of 100 {}", 100 * d.formula, 100 * d.run, where));
        for (const DockedCount& d : docked.counts)
            if (worth_docking(d))
                add(fmt::format("{}: {}", d.lever, d.what), d.formula, d.run,
                    fmt::format("formula {:+.1f}, run {:+.1f} percent {}", 100 * d.formula, 100 * d.run, where));
    }
    return rows;
}

}  // namespace concord::validate
