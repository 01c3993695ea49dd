// Patterns of model.md section 1 that this version claims: what is built in, fitted or follows is met; the scale of the
// sample; seats that are filled. All on the built-in Greater Manchester. `concord validate` has the whole table.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/validate/cross_section_patterns.h"
#include "scenarios/validate/drift.h"
#include "scenarios/validate/run_patterns.h"
#include "sim/policy/schedule.h"
#include "sim/run/state.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

sim::Scenario shipped(const char* name, int years) {
    auto s = scenarios::read_scenario(name, greater_manchester());
    s.years = years;
    return s;
}

void check_no_drift(const sim::World& world, const sim::Parameters& parameters, std::uint32_t seed) {
    const auto scenario = shipped("status_quo_today", 10);
    const sim::RunOptions options{.seed = seed};
    sim::Simulation simulation(world, sim::prepare(world, parameters, scenario.baseline, options), scenario, options);
    const auto bridging = [&] {  // bridging ties against chance: replaced ties keep to the rule of the first ones
        double ties = 0, chance = 0;
        for (const auto& place : simulation.state().sums) ties += place.bridging, chance += place.chance;
        return ties / chance;
    };
    const auto before = validate::spread_of(world, simulation.states());
    const double bridging_before = bridging();
    for (int week = 0; week < 10 * sim::kWeeksPerYear; ++week) simulation.step();
    CHECK(bridging() / bridging_before == Approx(1).margin(0.03));
    const auto drift = validate::drift_of(before, validate::spread_of(world, simulation.states()));
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        INFO(sim::kStateNames[s] << ": mean " << before.mean[s] << ", change " << drift.mean[s] << ", within "
                                 << drift.within[s] << ", between " << drift.between[s]);
        CHECK(std::abs(drift.mean[s]) < validate::kMostDriftOfMean);
        CHECK(std::abs(drift.within[s]) < validate::kMostDriftOfSpread);
        CHECK(std::abs(drift.between[s]) < validate::kMostDriftOfSpread);
    }
}

void check_met(const std::vector<validate::Result>& rows) {
    for (const auto& row : rows) {
        if (row.kind == validate::Kind::kPredicted) continue;  // evidence is reported, not asserted
        INFO(row.id << ", " << row.measure << ": " << row.value_text() << " (" << row.tolerance() << ")");
        CHECK(row.verdict() == validate::Verdict::kMet);
    }
}

validate::Setting setting(int seeds) {
    validate::Setting s;
    s.geography = &greater_manchester();
    s.baseline = shipped("status_quo_today", 10);
    s.seeds = seeds;
    return s;
}

}  // namespace

TEST_CASE("P4 (built in): ties across backgrounds are 0.38 to 0.42 of chance, for every ethnic group alike") {
    check_met(validate::ties_across_backgrounds(setting(1)));
}

TEST_CASE("P5 (built in): no policy change, no drift in ten years, at defaults and 1:10", "[slow]") {
    check_no_drift(sim::build_world(greater_manchester(), {.scale = 10, .seed = 1}), sim::default_parameters(), 1);
}

TEST_CASE("P5 (built in): no drift in ten draws from the priors", "[slow]") {
    const auto world = sim::build_world(greater_manchester(), {.scale = 40, .seed = 1});
    for (std::uint32_t draw = 0; draw < 10; ++draw) {
        INFO("draw " << draw);
        check_no_drift(world, sim::draw_from_priors(1, draw), draw + 1);
    }
}

TEST_CASE("P5 (built in): no drift under a kernel that is not linear", "[slow]") {
    const auto world = sim::build_world(greater_manchester(), {.scale = 100, .seed = 1});
    const auto scenario = shipped("status_quo_today", 5);
    for (const auto kernel : {sim::Kernel::kRepulsion, sim::Kernel::kBoundedConfidence}) {
        const sim::RunOptions options{.seed = 1, .kernel = kernel};
        sim::Simulation simulation(world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options),
                                   scenario, options);
        const auto before = validate::spread_of(world, simulation.states());
        for (int week = 0; week < 5 * sim::kWeeksPerYear; ++week) simulation.step();
        const auto drift = validate::drift_of(before, validate::spread_of(world, simulation.states()));
        CHECK(drift.largest_mean() < validate::kMostDriftOfMean);
    }
}

TEST_CASE("Seats and places bought are filled at every scale that comparisons use") {
    auto scenario = shipped("engagement_led", 2);
    for (auto& lever : scenario.levers) lever.ramp_weeks = 0;
    for (const int scale : {20, 100, 200}) {
        const auto world = sim::build_world(greater_manchester(), {.scale = scale, .seed = 1});
        const auto r = tests::finish(world, scenario, sim::default_parameters()).record;
        const sim::Schedule schedule(greater_manchester(), scenario);
        for (int lever = 0; lever < 2; ++lever) {
            double bought = 0, filled = 0;
            for (int week = 0; week < r.weeks; ++week)
                for (int d = 0; d < 10; ++d) bought += schedule.units(lever, d, week);
            const auto kind = scenario.levers[lever].kind == sim::LeverKind::kCommunityEngagement ? sim::kEventSeats
                                                                                                  : sim::kEventPlaces;
            for (int p = 0; p < r.periods; ++p) filled += r[sim::SeriesId::kEvents].at(p, r.layout().gm(), int{kind});
            INFO("1:" << scale << ", lever " << lever << ": filled " << filled << " of " << bought);
            CHECK(filled / bought ==
                  Approx(1).margin(4 * std::sqrt(scale / bought)));  // rounding at random of few seats
        }
    }
}

TEST_CASE("P1, P2, P13: districts have the published levels, spreads are as published, diversity says nothing more",
          "[slow]") {
    check_met(validate::district_and_area_patterns(setting(2)));
}

TEST_CASE("P2 (fitted): trust in neighbours varies between areas of a district by 5.8 to 7.4 points", "[slow]") {
    check_met(validate::trust_by_area(setting(2)));
}

TEST_CASE("Scale: means of 1:10 and 1:100 agree with 1:1 within three standard errors and a point", "[slow]") {
    const auto outcomes = [](int scale, std::uint32_t seed) {
        const auto world = sim::build_world(greater_manchester(), {.scale = scale, .seed = seed});
        const auto scenario = shipped("mixed_portfolio", 1);
        const auto r = tests::finish(world, scenario, sim::default_parameters(), {.seed = seed}).record;
        std::vector<double> values;  // GM at the end: outcomes, then states in points
        for (int k = 0; k < sim::kOutcomes; ++k)
            values.push_back(r[sim::SeriesId::kGroupOutcomes].at(r.periods, r.layout().gm(), k));
        for (int s = 0; s < sim::kStates; ++s)
            values.push_back(100 * r[sim::SeriesId::kStateMeans].at(r.periods, r.layout().gm(), s));
        return values;
    };
    struct Sample {
        std::vector<double> mean, sd;
    };
    const auto sample = [&](int scale, std::uint32_t seeds) {
        std::vector<double> sum, squares;
        for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
            const auto values = outcomes(scale, seed);
            sum.resize(values.size(), 0), squares.resize(values.size(), 0);
            for (std::size_t k = 0; k < values.size(); ++k) sum[k] += values[k], squares[k] += values[k] * values[k];
        }
        Sample result;
        for (std::size_t k = 0; k < sum.size(); ++k) {
            result.mean.push_back(sum[k] / seeds);
            result.sd.push_back(std::sqrt(std::max(0.0, (squares[k] - sum[k] * sum[k] / seeds) / (seeds - 1))));
        }
        return result;
    };
    constexpr std::uint32_t kSeeds = 20, kSeedsWhole = 4;
    const Sample whole = sample(1, kSeedsWhole);
    for (const int scale : {10, 100}) {
        const Sample part = sample(scale, kSeeds);
        for (std::size_t k = 0; k < whole.mean.size(); ++k) {
            // Effects of areas are drawn by seed and do not average out with residents: a run at 1:1 varies less than a
            // sample, but by how much less four of them cannot say, so the larger of the two sds stands for it.
            const double error = std::max(part.sd[k], whole.sd[k]) * std::sqrt(1.0 / kSeeds + 1.0 / kSeedsWhole);
            INFO("1:" << scale << ", value " << k << ": " << part.mean[k] << " (sd of a run " << part.sd[k]
                      << ") against " << whole.mean[k] << " (" << whole.sd[k] << ")");
            CHECK(std::abs(part.mean[k] - whole.mean[k]) <= 3 * error);
            CHECK(std::abs(part.mean[k] - whole.mean[k]) < 1);
        }
    }
}
