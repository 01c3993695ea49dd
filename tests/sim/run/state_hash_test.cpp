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
        "states 0bfcc5313d401686 tags 1815080c349f04f8 ties bd1116be9d38c48a events 6c56c417070255c5 "
        "means 0.577531 0.349901 0.619761 0.600317 0.649133 0.699380 0.350460 0.499157";
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
         "states 2dea083d10f9d2c6 tags 7abd6bc4e1fd2903 ties 710bfcf05ae6c4ad events f76ca913ec40015b "
         "means 0.580558 0.353379 0.627445 0.603770 0.650774 0.706415 0.349374 0.499944"},
        {sim::Kernel::kRepulsion,
         "states 6008ca5daa061bc2 tags 7abd6bc4e1fd2903 ties 710bfcf05ae6c4ad events 4adc4c459950c6b9 "
         "means 0.580428 0.353466 0.627204 0.603765 0.650752 0.706395 0.349411 0.499291"},
        {sim::Kernel::kBoundedConfidence,
         "states c50b94134736cda3 tags 7abd6bc4e1fd2903 ties 710bfcf05ae6c4ad events e7cd475ddf406f93 "
         "means 0.580333 0.353398 0.627443 0.603752 0.650769 0.706375 0.349426 0.499860"},
        {sim::Kernel::kTopHat,
         "states 4bdbdebb2a8d5ee7 tags 7abd6bc4e1fd2903 ties 710bfcf05ae6c4ad events e7cd475ddf406f93 "
         "means 0.580349 0.353412 0.627407 0.603752 0.650771 0.706371 0.349409 0.499730"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
