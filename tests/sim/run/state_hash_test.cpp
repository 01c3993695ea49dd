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
        "states 6d5c1fdb0a645565 tags c4e92e8487b7d2be ties 13a7679211d403b8 events a268ec9e5bd6cf2c "
        "means 0.576145 0.349694 0.618492 0.591689 0.648868 0.698774 0.350661 0.498738";
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
         "states 3f344a1ffd749125 tags dc72754b7a10c584 ties b8cb0d65ca462a51 events 911b1646d435eb9a "
         "means 0.579480 0.354824 0.627361 0.600966 0.648928 0.706083 0.350709 0.499975"},
        {sim::Kernel::kRepulsion,
         "states 40488216e4435007 tags 83fa9c905e56f7d4 ties b8cb0d65ca462a51 events 88273a2ee1dbaa73 "
         "means 0.579414 0.354918 0.627156 0.600965 0.648891 0.706074 0.350753 0.499375"},
        {sim::Kernel::kBoundedConfidence,
         "states ca80031042c958d6 tags de56463ab0cb3d24 ties c7026b05f9e468ba events 9b99e0ad78281478 "
         "means 0.579237 0.354881 0.627323 0.600930 0.648895 0.706006 0.350777 0.499850"},
        {sim::Kernel::kTopHat,
         "states 0f0f0777f8a4a6ec tags 9f09262b047ee894 ties c7026b05f9e468ba events 9b99e0ad78281478 "
         "means 0.579246 0.354916 0.627279 0.600931 0.648892 0.705994 0.350766 0.499689"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
