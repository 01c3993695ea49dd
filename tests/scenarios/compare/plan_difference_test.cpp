// A resume compares plans: whatever differs is named, and nothing else stops it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>

#include "scenarios/compare/ensemble_plan.h"
#include "tests/scenarios/results/fabricated_run.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

Plan small_plan(ParameterDraws draws = ParameterDraws::kPrior) {
    const sim::World world = fabricated_world(sim::small_geography());
    return make_plan(world,
                     {fabricated_scenario("Status quo", 2, false), fabricated_scenario("Engagement", 2, true),
                      fabricated_scenario("Patrol", 2, true)},
                     {.replicates = 4, .parameters = draws, .seed = 9, .inputs = {{"table", std::string(64, 'a')}}});
}

}  // namespace

TEST_CASE("A plan does not differ from itself, nor from itself read back", "[ensemble]") {
    const auto path = std::filesystem::temp_directory_path() / ("concord-plan-" + std::to_string(::getpid()) + ".h5");
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const Plan plan = small_plan(draws);
        CHECK(difference(plan, plan).empty());
        write_plan(path, plan);
        const Plan read = read_plan(path);
        CHECK(difference(plan, read).empty());
        CHECK(read.runs == plan.runs);
        CHECK(read.names == plan.names);
        CHECK(read.keys == plan.keys);
        CHECK(read.purposes == plan.purposes);
        CHECK(read.texts == plan.texts);
        CHECK(read.draws == plan.draws);
        CHECK(read.cost_factors == plan.cost_factors);
        CHECK(read.parameter_names == plan.parameter_names);
        CHECK(read.kernel == plan.kernel);
        CHECK(read.matters == plan.matters);
    }
    std::filesystem::remove(path);
}

TEST_CASE("Whatever differs between two plans is named", "[ensemble]") {
    struct Case {
        const char* what;
        std::function<void(Plan&)> change;
        const char* words;
    };
    const std::vector<Case> cases = {
        {"version", [](Plan& p) { p.program_version += "x"; }, "program"},
        {"commit", [](Plan& p) { p.program_commit = "0123456"; }, "program"},
        {"order of scenarios", [](Plan& p) { std::swap(p.names[1], p.names[2]); }, "\"Engagement\" has changed"},
        {"text of the first scenario", [](Plan& p) { p.texts[0] += "x"; }, "Status quo"},
        {"text of the last scenario", [](Plan& p) { p.texts[2] += "x"; }, "Patrol"},
        {"length", [](Plan& p) { p.weeks = 156; }, "104 and is now 156"},
        {"start", [](Plan& p) { p.start_date = "2027-01-04"; }, "2026-01-05 and is now 2027-01-04"},
        {"scale", [](Plan& p) { p.scale = 10; }, "1:20 and is now 1:10"},
        {"seed", [](Plan& p) { p.seed = 8; }, "seed was 9 and is now 8"},
        {"seed of the population", [](Plan& p) { p.population_seed = 4; }, "population"},
        {"choice of parameters", [](Plan& p) { p.parameters = ParameterDraws::kDefaults; }, "defaults"},
        {"source of draws", [](Plan& p) { p.draws_source = "posterior.h5"; }, "posterior.h5"},
        {"kernel", [](Plan& p) { p.kernel = sim::Kernel::kRepulsion; }, "was assimilation and is now repulsion"},
        {"what matters", [](Plan& p) { p.matters[0].size = 1; }, "declared to matter before the runs"},
        {"a parameter's name", [](Plan& p) { p.parameter_names[3] += "x"; }, "parameters"},
        {"one value of one draw", [](Plan& p) { p.draws[3][5] += 1e-9; }, "parameters"},
        {"one unit cost", [](Plan& p) { p.cost_factors[3][9] += 1e-9; }, "parameters"},
        {"table", [](Plan& p) { p.geography += "x"; }, "place"},
        {"what was read", [](Plan& p) { p.inputs[0].second[0] = 'b'; }, "input table has changed"},
        {"one run's seed", [](Plan& p) { p.runs[11].seed += 1; }, "runs"},
    };
    const Plan plan = small_plan();
    for (const Case& c : cases) {
        Plan other = plan;
        c.change(other);
        INFO(c.what);
        CHECK_THAT(difference(plan, other), Contains(c.words));
    }
}

TEST_CASE("A plan's checksum changes with everything that all its runs share", "[ensemble]") {
    const std::vector<std::pair<const char*, std::function<void(Plan&)>>> shared = {
        {"version", [](Plan& p) { p.program_version += "x"; }},
        {"commit", [](Plan& p) { p.program_commit = "0123456"; }},
        {"sources", [](Plan& p) { p.program_sources = "89ab"; }},
        {"inputs", [](Plan& p) { p.inputs[0].second[0] = 'b'; }},
        {"table", [](Plan& p) { p.geography += "x"; }},
        {"start", [](Plan& p) { p.start_date = "2027-01-04"; }},
        {"length", [](Plan& p) { p.weeks = 156; }},
        {"scale", [](Plan& p) { p.scale = 10; }},
        {"seed of the population", [](Plan& p) { p.population_seed = 4; }},
        {"seed", [](Plan& p) { p.seed = 8; }},
        {"choice of parameters", [](Plan& p) { p.parameters = ParameterDraws::kDefaults; }},
        {"source of draws", [](Plan& p) { p.draws_source = "posterior.h5"; }},
        {"assumption", [](Plan& p) { p.assumption += "x"; }},
        {"kernel", [](Plan& p) { p.kernel = sim::Kernel::kTopHat; }},
        {"what matters", [](Plan& p) { p.matters[8] = {.size = 0.1, .of_baseline = true}; }},
    };
    const Plan plan = small_plan();
    for (const auto& [what, change] : shared) {
        Plan other = plan;
        change(other);
        INFO(what);
        CHECK(plan_checksum(other) != plan_checksum(plan));
    }
    // A comparison can grow: more runs and scenarios leave what is there valid.
    Plan longer = plan;
    longer.runs.push_back(longer.runs.back());
    CHECK(plan_checksum(longer) == plan_checksum(plan));
}

TEST_CASE("Draws and unit costs are those of the replicate, whatever else is planned", "[ensemble]") {
    const Plan plan = small_plan();
    for (int r = 0; r < 4; ++r) {
        const sim::Parameters drawn = sim::draw_from_priors(9, static_cast<std::uint32_t>(r));
        const sim::Parameters planned = plan.parameters_of(fabricated_scenario("Patrol", 2, true), r);
        for (const sim::ParameterInfo& info : sim::parameter_table()) {
            INFO(info.name << ", replicate " << r);
            CHECK(get(planned, info) == get(drawn, info));
        }
        for (int s = 0; s < 3; ++s) {
            CHECK(plan.run(s, r).draw == r);
            CHECK(plan.run(s, r).replicate == r);
            CHECK(plan.run(s, r).scenario == s);
            CHECK(plan.run(s, r).seed == plan.run(0, r).seed);
        }
    }
    const Plan defaults = small_plan(ParameterDraws::kDefaults);
    for (const PlannedRun& run : defaults.runs) CHECK(run.draw == 0);
    // A longer plan begins with the runs of a shorter one, so that a comparison can grow.
    const sim::World world = fabricated_world(sim::small_geography());
    const Plan longer =
        make_plan(world, {fabricated_scenario("Status quo", 2, false), fabricated_scenario("Engagement", 2, true)},
                  {.replicates = 9, .parameters = ParameterDraws::kPrior, .seed = 9});
    for (int r = 0; r < 4; ++r) {
        CHECK(longer.run(1, r).seed == plan.run(1, r).seed);
        CHECK(longer.draws[r] == plan.draws[r]);
        CHECK(longer.cost_factors[r] == plan.cost_factors[r]);
    }
}

TEST_CASE("Drawn unit costs spread evenly: published ones in the share, assumed ones in the logarithm", "[ensemble]") {
    const sim::World world = fabricated_world(sim::small_geography());
    const Plan plan =
        make_plan(world, {fabricated_scenario("Status quo", 1, false), fabricated_scenario("Engagement", 1, true)},
                  {.replicates = 400, .parameters = ParameterDraws::kPrior, .seed = 2});
    for (std::size_t kind = 0; kind < sim::kLeverKinds; ++kind) {
        double published = 0, assumed = 0;
        for (const auto& row : plan.cost_factors) {
            REQUIRE(row.size() == 2 * sim::kLeverKinds);
            published += row[kind] / 400;
            assumed += std::log2(row[kind + sim::kLeverKinds]) / 400;
            CHECK((row[kind] >= 0.75 && row[kind] <= 1.25));
            CHECK((row[kind + sim::kLeverKinds] >= 0.5 && row[kind + sim::kLeverKinds] <= 2));
        }
        CHECK(published == Approx(1).margin(0.03));  // sd of the mean 0.007
        CHECK(assumed == Approx(0).margin(0.12));    // 0.029
    }
}

TEST_CASE("File names of scenarios: short, plain and never twice", "[ensemble]") {
    CHECK(file_key("Trust-led, with 20% more") == "trust_led_with_20_more");
    CHECK(file_key("  Änderung  ") == "nderung");
    CHECK(file_key("a__b") == "a_b");
    CHECK(file_key("ends!!!") == "ends");
    CHECK(file_key(std::string(200, 'x')) == std::string(60, 'x'));
    const sim::World world = fabricated_world(sim::small_geography());
    const Plan plan = make_plan(world,
                                {fabricated_scenario("Plan A", 1, false), fabricated_scenario("Plan: A", 1, true),
                                 fabricated_scenario("plan a", 1, true)},
                                {.replicates = 2});
    CHECK(plan.keys == std::vector<std::string>{"plan_a", "plan_a_2", "plan_a_2_2"});
}

}  // namespace concord::scenarios
