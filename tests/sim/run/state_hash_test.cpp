// The engine may become faster, never other: what its runs come to is held here bit by bit. Where a change is wanted,
// CHANGELOG says so under "Results change", and the table below is replaced by what the test prints.
#include "tests/support/state_hash.h"

#include <omp.h>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/random_batch.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

std::string hash_after(const sim::World& world, const sim::Scenario& scenario, sim::Kernel kernel, int weeks,
                       int threads) {
    const int before = omp_get_max_threads();
    omp_set_num_threads(threads);
    const sim::RunOptions options{.seed = 4, .kernel = kernel};
    sim::Simulation run(world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options), scenario,
                        options);
    while (run.week() < weeks) run.step();
    const auto hash = tests::state_hash(run);
    omp_set_num_threads(before);
    return hash;
}

}  // namespace

TEST_CASE("Greater Manchester comes to the same bits at any number of threads, with wide instructions or without",
          "[golden]") {
    const auto geography = scenarios::built_in_greater_manchester();
    const auto world = sim::build_world(geography, {.scale = 100, .seed = 1});
    const auto scenario = scenarios::read_scenario("mixed_portfolio", geography);
    const std::string expected =
        "states 672a060a467dc3e2 tags 88eef699193bd8d0 ties bd1116be9d38c48a events d0dce71fe987de20 "
        "means 0.577380 0.349901 0.619673 0.600186 0.649129 0.699036 0.350694 0.499071";
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
         "states 4fa0478cf7e7d263 tags 3e286d3c4e93ed53 ties 710bfcf05ae6c4ad events a5fc980f26cbb081 "
         "means 0.580275 0.353379 0.627370 0.603466 0.650775 0.706075 0.349686 0.499908"},
        {sim::Kernel::kRepulsion,
         "states d51d7c996d1b6c95 tags 3e286d3c4e93ed53 ties 710bfcf05ae6c4ad events a5fc980f26cbb081 "
         "means 0.580155 0.353466 0.627128 0.603466 0.650754 0.706067 0.349707 0.499255"},
        {sim::Kernel::kBoundedConfidence,
         "states bf23e58dd1fc975d tags 3e286d3c4e93ed53 ties 710bfcf05ae6c4ad events a5fc980f26cbb081 "
         "means 0.580073 0.353398 0.627369 0.603466 0.650770 0.706073 0.349707 0.499823"},
        {sim::Kernel::kTopHat,
         "states 6936cbd0d2b01a9b tags 3e286d3c4e93ed53 ties 710bfcf05ae6c4ad events a5fc980f26cbb081 "
         "means 0.580089 0.353412 0.627333 0.603466 0.650773 0.706068 0.349689 0.499693"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
