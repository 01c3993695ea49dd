// The runs that the engine makes for a comparison are those that one would make by hand from its plan.
#include <catch2/catch.hpp>
#include <cmath>
#include <tuple>

#include "scenarios/compare/ensemble.h"
#include "sim/run/simulation.h"
#include "tests/support/runs.h"

namespace concord::scenarios {
namespace {

sim::LeverSetting seats(double gbp) {
    sim::LeverSetting lever;
    lever.districts = {0};
    lever.set_intensity(60);
    lever.from = sim::make_date(2026, 4, 6);
    lever.cost = {.gbp = gbp, .per = "seat", .price_year = 2024, .source = "assumption"};
    return lever;
}

struct Engine {
    sim::World world = sim::build_world(sim::small_geography(1, 1, 2), {.scale = 8, .seed = 3});
    std::vector<sim::Scenario> scenarios = {tests::scenario(1), tests::scenario(1, {seats(100)}), tests::scenario(1)};
    Plan plan;

    explicit Engine(ParameterDraws draws) {
        scenarios[0].name = "Status quo", scenarios[1].name = "Seats", scenarios[2].name = "Fewer stops";
        scenarios[2].baseline.stops_per_1000_a_year = 3;  // another start than the others'
        scenarios[2].parameters = {{"fair_share", 0.8, "test"}};
        // Every lever is delivered, whatever the seed.
        for (int s : {0, 1}) scenarios[s].parameters = {{"no_effect", 0, "test"}, {"backfire", 0, "test"}};
        plan = make_plan(world, scenarios, {.replicates = 3, .parameters = draws, .seed = 4});
    }
    sim::RunRecord by_hand(int scenario, int replicate) const {
        const sim::Scenario& s = scenarios[scenario];
        return tests::finish(world, s, plan.parameters_of(s, replicate), {.seed = plan.run(0, replicate).seed}).record;
    }
};

RunOutput made(const Engine& engine, const RunFunction& run, int scenario, int replicate) {
    return run({.plan = engine.plan,
                .scenario = scenario,
                .replicate = replicate,
                .observer = nullptr,
                .progress = [](int, int) { return true; }});
}

}  // namespace

TEST_CASE("Every run of a comparison is the engine's at the plan's seed, draw and overrides, in any order",
          "[ensemble]") {
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const Engine engine(draws);
        const RunFunction run = engine_runs(engine.world, engine.scenarios, 1);
        for (const auto& [scenario, replicate] : {std::pair{2, 1}, {0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 2}, {1, 0}}) {
            CAPTURE(scenario, replicate);
            CHECK(tests::same_bits(made(engine, run, scenario, replicate).record, engine.by_hand(scenario, replicate)));
        }
    }
}

TEST_CASE("Those who took part stand beside the same residents of the baseline, whoever has run it", "[ensemble]") {
    const Engine engine(ParameterDraws::kDefaults);
    const RunFunction in_order = engine_runs(engine.world, engine.scenarios, 1);
    CHECK_FALSE(made(engine, in_order, 0, 0).participants);
    const auto after = made(engine, in_order, 1, 0).participants;
    const auto alone = made(engine, engine_runs(engine.world, engine.scenarios, 1), 1, 0).participants;  // resumed, say
    REQUIRE(after);
    REQUIRE(alone);
    CHECK(after->residents > 0);
    CHECK(after->residents == alone->residents);
    CHECK(after->with == alone->with);
    CHECK(after->without == alone->without);
    bool gained = false;  // where the lever is delivered as it was meant
    for (int r = 0; r < 3; ++r) {
        const auto those = made(engine, in_order, 1, r).participants.value();
        gained = gained || those.with[sim::kVoice] > those.without[sim::kVoice];
    }
    CHECK(gained);
    CHECK_FALSE(made(engine, in_order, 2, 0).participants);  // starts otherwise: no pairs of residents
}

TEST_CASE("Places reached stand beside themselves in the baseline, however few of their residents are simulated",
          "[ensemble]") {
    const auto reached = [](const Engine& engine) {
        const RunFunction in_order = engine_runs(engine.world, engine.scenarios, 1);
        const RunOutput baseline = made(engine, in_order, 0, 0), option = made(engine, in_order, 1, 0);
        CHECK_FALSE(baseline.places);
        CHECK_FALSE(made(engine, in_order, 2, 0).places);  // starts otherwise: everywhere is reached
        REQUIRE(option.places);
        const auto alone = made(engine, engine_runs(engine.world, engine.scenarios, 1), 1, 0).places;  // resumed, say
        REQUIRE(alone);
        CHECK(option.places->with == alone->with);
        CHECK(option.places->without == alone->without);
        return std::tuple{option.places.value(), option.record, baseline.record};
    };
    Engine engine(ParameterDraws::kDefaults);
    const auto at_scale = [&](int scale) {
        engine.world = sim::build_world(sim::small_geography(2, 1, 2), {.scale = scale, .seed = 3});
        engine.plan = make_plan(engine.world, engine.scenarios, {.replicates = 3, .seed = 4});
        REQUIRE(engine.plan.places_reached.at(1) == std::vector<int>{0, 1});  // the lever is in one district
    };
    const auto adults = [&](int n) {
        double number = 0;
        for (auto i = engine.world.neighbourhood_begin[n]; i < engine.world.neighbourhood_begin[n + 1]; ++i)
            number += engine.world.age_band[i] >= sim::kFirstAdultBand ? 1 : 0;
        return number;
    };
    at_scale(20);
    const auto [places, with, without] = reached(engine);
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {  // from what each run records of its places
        CAPTURE(k);
        const auto mean = [&](const sim::RunRecord& record) {
            const sim::Series& series = record[sim::SeriesId::kNeighbourhoodOutcomes];
            return (adults(0) * series.at(1, k, 0) + adults(1) * series.at(1, k, 1)) / (adults(0) + adults(1));
        };
        CHECK(places.with[k] == Approx(mean(with)).margin(1e-3));
        CHECK(places.without[k] == Approx(mean(without)).margin(1e-3));
    }
    at_scale(200);
    for (const int n : {0, 1}) REQUIRE(adults(n) < sim::kFewestInCell);  // neither is shown by itself
    const sim::PlaceMeans few = std::get<0>(reached(engine)).with;
    for (const double mean : few) CHECK_FALSE(std::isnan(mean));
}

TEST_CASE("Options share the baseline's chance: before a lever is in force nothing differs", "[ensemble]") {
    Engine engine(ParameterDraws::kDefaults);
    engine.scenarios[1].levers[0].from = sim::make_date(2026, 9, 7);  // week 22
    const RunFunction run = engine_runs(engine.world, engine.scenarios, 1);
    const auto baseline = made(engine, run, 0, 0).record, option = made(engine, run, 1, 0).record;
    const std::vector<double>&before = baseline[sim::SeriesId::kWeeklyOutcomes].values,
          &after = option[sim::SeriesId::kWeeklyOutcomes].values;
    const std::size_t row = before.size() / 53;
    const auto same_week = [&](std::size_t week) {
        for (std::size_t i = week * row; i < (week + 1) * row; ++i)
            if (!std::isnan(before[i]) && before[i] != after[i]) return false;
        return true;
    };
    for (std::size_t week = 0; week <= 22; ++week) CHECK(same_week(week));
    CHECK_FALSE(same_week(52));
}

TEST_CASE("What a run costs is what it bought: one that is stopped has bought less than was planned", "[ensemble]") {
    const Engine engine(ParameterDraws::kDefaults);
    const RunFunction run = engine_runs(engine.world, engine.scenarios, 1);
    const double whole = made(engine, run, 1, 0).costs.total_gbp;
    const double stopped = run({.plan = engine.plan,
                                .scenario = 1,
                                .replicate = 0,
                                .observer = nullptr,
                                .progress = [](int week, int) { return week < 13; }})
                               .costs.total_gbp;
    CHECK(whole == sim::planned_cost(engine.world.geography, engine.scenarios[1]).total_gbp);
    CHECK(stopped > 0);
    CHECK(stopped < whole / 3);
}

TEST_CASE("What a run costs follows the plan's unit costs", "[ensemble]") {
    const Engine defaults(ParameterDraws::kDefaults), drawn(ParameterDraws::kPrior);
    const double plain = made(defaults, engine_runs(defaults.world, defaults.scenarios, 1), 1, 0).costs.present_gbp;
    CHECK(plain > 0);
    const RunFunction run = engine_runs(drawn.world, drawn.scenarios, 1);
    for (int r = 0; r < 3; ++r) {
        const double factor = drawn.plan.cost_factors_of(drawn.scenarios[1], r).at(0);
        CHECK(made(drawn, run, 1, r).costs.present_gbp == Approx(plain * factor).epsilon(1e-9));
        CHECK(made(drawn, run, 0, r).costs.present_gbp == 0);
    }
}

}  // namespace concord::scenarios
