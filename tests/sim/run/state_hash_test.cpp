// The engine may become faster, never other: what its runs come to is held here bit by bit. Where a change is wanted,
// CHANGELOG says so under "Results change", and the table below is replaced by what the test prints.
#include "tests/support/state_hash.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/random_batch.h"
#include "tests/support/runs.h"
#include "tests/support/with_threads.h"

using namespace concord;

namespace {

std::string hash_after(const sim::World& world, const sim::Scenario& scenario, sim::Kernel kernel, int weeks,
                       int threads) {
    return tests::with_threads(threads, [&] {
        const sim::RunOptions options{.seed = 4, .kernel = kernel};
        sim::Simulation run(world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options), scenario,
                            options);
        while (run.week() < weeks) run.step();
        return tests::state_hash(run);
    });
}

}  // namespace

TEST_CASE("Greater Manchester comes to the same bits at any number of threads, with wide instructions or without",
          "[golden]") {
    const auto geography = scenarios::built_in_greater_manchester();
    const auto world = sim::build_world(geography, {.scale = 100, .seed = 1});
    const auto scenario = scenarios::read_scenario("mixed_portfolio", geography);
    const std::string expected =
        "states da5eb45d97f9f235 tags 75909fa2caf9a4fe ties 82532c64cf72d2f8 events e611f8cee7184d8a "
        "means 0.577136 0.349236 0.619458 0.592062 0.648635 0.698060 0.351656 0.499284";
    for (const int threads : {1, 2, 3})
        CHECK(hash_after(world, scenario, sim::Kernel::kAssimilation, 60, threads) == expected);
    for (const sim::PhiloxWay& way : sim::philox_ways()) {  // with AVX-512 and without
        CAPTURE(way.name);
        sim::use_philox_way(way.draw);
        CHECK(hash_after(world, scenario, sim::Kernel::kAssimilation, 60, 2) == expected);
    }
    sim::use_philox_way(sim::philox_ways().front().draw);
}

TEST_CASE("Every kernel comes to the same bits, with every lever on", "[golden]") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 2, .seed = 8});
    const auto scenario = tests::scenario(2, tests::every_lever(2));
    const std::pair<sim::Kernel, std::string> cases[] = {
        {sim::Kernel::kAssimilation,
         "states 7cdb8c435b1d581e tags 73c6d6c822bd2daf ties 4180ba559e639c47 events 65ee2240e9a8b934 "
         "means 0.578669 0.353085 0.625379 0.597780 0.649482 0.706368 0.351203 0.498646"},
        {sim::Kernel::kRepulsion,
         "states 2e2ea1f40806f9a3 tags 4020d806bf3f88cf ties 4180ba559e639c47 events cd3ab5124d47c142 "
         "means 0.578685 0.352917 0.625305 0.597776 0.649456 0.706342 0.351181 0.498604"},
        {sim::Kernel::kBoundedConfidence,
         "states c55c2a5022917b4b tags 91e20428437002b7 ties 4180ba559e639c47 events 8841686d96ff07b1 "
         "means 0.578451 0.353044 0.625389 0.597743 0.649450 0.706292 0.351256 0.498639"},
        {sim::Kernel::kTopHat,
         "states f937931f93090e47 tags 4bc1ad5807cff637 ties 4180ba559e639c47 events 5497feb154dbb88f "
         "means 0.578488 0.353002 0.625399 0.597742 0.649447 0.706312 0.351264 0.498623"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
