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
        "states 84b70b37628360bc tags b6f481a59b6c5270 ties bd1116be9d38c48a events 877e9991d088a23d "
        "means 0.577549 0.349901 0.619714 0.600320 0.649134 0.699368 0.350505 0.499069";
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
         "states 1a0d0f7d698b043d tags 4f411b8fe294d11b ties 710bfcf05ae6c4ad events 9cf005d0781856f5 "
         "means 0.580612 0.353379 0.627458 0.603862 0.650778 0.706607 0.349164 0.499970"},
        {sim::Kernel::kRepulsion,
         "states 76450c751a0f8fc1 tags 4f411b8fe294d11b ties 710bfcf05ae6c4ad events 9cf005d0781856f5 "
         "means 0.580493 0.353466 0.627217 0.603862 0.650756 0.706599 0.349185 0.499317"},
        {sim::Kernel::kBoundedConfidence,
         "states bcba4eed3209c5bb tags 4f411b8fe294d11b ties 710bfcf05ae6c4ad events 9cf005d0781856f5 "
         "means 0.580410 0.353398 0.627456 0.603862 0.650772 0.706604 0.349185 0.499886"},
        {sim::Kernel::kTopHat,
         "states 86ed5323a0791424 tags 4f411b8fe294d11b ties 710bfcf05ae6c4ad events 9cf005d0781856f5 "
         "means 0.580427 0.353412 0.627420 0.603862 0.650776 0.706598 0.349168 0.499756"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
