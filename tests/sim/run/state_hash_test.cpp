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
        "states 183e61289eab3901 tags 3653a0259ebda7ec ties 82532c64cf72d2f8 events e4d7ddb3ac0cbf3a "
        "means 0.577086 0.349226 0.619434 0.592111 0.648581 0.698094 0.351639 0.499274";
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
         "states 47de12349005d051 tags f76b1e2b3884317c ties 6e6a6403ff4c6848 events 23da13e029345ec0 "
         "means 0.578659 0.353074 0.625216 0.597811 0.649475 0.706357 0.351184 0.498597"},
        {sim::Kernel::kRepulsion,
         "states bf9d5ee3709551fc tags 8c9f3c2f37ab53dc ties 6e6a6403ff4c6848 events 795042ef571ad68c "
         "means 0.578672 0.352906 0.625142 0.597803 0.649446 0.706315 0.351171 0.498555"},
        {sim::Kernel::kBoundedConfidence,
         "states 42f65ca4ab306cec tags bdba3b7c292d9877 ties d5a80e23606b976a events ef1cda90a0d144ab "
         "means 0.578470 0.353033 0.625226 0.597808 0.649441 0.706328 0.351204 0.498590"},
        {sim::Kernel::kTopHat,
         "states a9d676b209e432c7 tags bdba3b7c292d9877 ties d5a80e23606b976a events ef1cda90a0d144ab "
         "means 0.578507 0.352991 0.625237 0.597807 0.649438 0.706348 0.351212 0.498575"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
