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
        "states 7863c92ce61cd18a tags 3653a0259ebda7ec ties 82532c64cf72d2f8 events ce3347dae9a2cb8a "
        "means 0.577086 0.349226 0.619410 0.592111 0.648581 0.698093 0.351647 0.499266";
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
         "states 51aaf9b890d92704 tags f76b1e2b3884317c ties 6e6a6403ff4c6848 events f8479c57313c88d4 "
         "means 0.578654 0.353074 0.625177 0.597811 0.649475 0.706342 0.351193 0.498584"},
        {sim::Kernel::kRepulsion,
         "states 3499b3ef01cf3251 tags 8c9f3c2f37ab53dc ties 6e6a6403ff4c6848 events 67fbea8ce9acfe10 "
         "means 0.578667 0.352906 0.625104 0.597803 0.649446 0.706300 0.351181 0.498542"},
        {sim::Kernel::kBoundedConfidence,
         "states 814827997f050082 tags bdba3b7c292d9877 ties d5a80e23606b976a events a32ee63cb9d859ef "
         "means 0.578465 0.353033 0.625188 0.597807 0.649441 0.706313 0.351213 0.498577"},
        {sim::Kernel::kTopHat,
         "states 9e1c9d7dcf050c55 tags bdba3b7c292d9877 ties d5a80e23606b976a events a32ee63cb9d859ef "
         "means 0.578501 0.352991 0.625199 0.597807 0.649438 0.706333 0.351222 0.498562"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
