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
        "states 9ae45585e97c9da8 tags b6f481a59b6c5270 ties bd1116be9d38c48a events 431ba1c72d9e5ff1 "
        "means 0.577549 0.349901 0.619677 0.600320 0.649134 0.699368 0.350495 0.499080";
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
         "states 09689e39342b198e tags 23fb4b166d4ba3d3 ties 710bfcf05ae6c4ad events 69d51ede8e5db7e7 "
         "means 0.580373 0.353379 0.627442 0.603632 0.650765 0.706167 0.349580 0.499933"},
        {sim::Kernel::kRepulsion,
         "states d18ff59851b327ac tags 23fb4b166d4ba3d3 ties 710bfcf05ae6c4ad events 69d51ede8e5db7e7 "
         "means 0.580255 0.353466 0.627200 0.603632 0.650742 0.706158 0.349602 0.499280"},
        {sim::Kernel::kBoundedConfidence,
         "states c21387f70c36a5ef tags 23fb4b166d4ba3d3 ties 710bfcf05ae6c4ad events 69d51ede8e5db7e7 "
         "means 0.580172 0.353398 0.627440 0.603632 0.650759 0.706164 0.349602 0.499849"},
        {sim::Kernel::kTopHat,
         "states eda6dae00a4df2e2 tags 23fb4b166d4ba3d3 ties 710bfcf05ae6c4ad events 69d51ede8e5db7e7 "
         "means 0.580189 0.353412 0.627403 0.603632 0.650763 0.706158 0.349584 0.499719"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
