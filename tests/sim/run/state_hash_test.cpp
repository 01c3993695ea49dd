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
        "states ab227c8f874d88c6 tags 3653a0259ebda7ec ties 82532c64cf72d2f8 events 5088ffa6fc80296e "
        "means 0.577086 0.349226 0.619452 0.592111 0.648581 0.698094 0.351635 0.499277";
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
         "states 2f72e40a6946f230 tags 73c6d6c822bd2daf ties 4180ba559e639c47 events 65ee2240e9a8b934 "
         "means 0.578667 0.353085 0.625378 0.597780 0.649481 0.706368 0.351205 0.498645"},
        {sim::Kernel::kRepulsion,
         "states 3efaa8397c563b94 tags 4020d806bf3f88cf ties 4180ba559e639c47 events cd3ab5124d47c142 "
         "means 0.578683 0.352917 0.625304 0.597776 0.649453 0.706341 0.351182 0.498603"},
        {sim::Kernel::kBoundedConfidence,
         "states 0660ac2bc5e3a833 tags 91e20428437002b7 ties 4180ba559e639c47 events 8841686d96ff07b1 "
         "means 0.578449 0.353044 0.625388 0.597742 0.649448 0.706291 0.351257 0.498638"},
        {sim::Kernel::kTopHat,
         "states 85ce54bd5bd7fd5e tags 4bc1ad5807cff637 ties 4180ba559e639c47 events 5497feb154dbb88f "
         "means 0.578486 0.353002 0.625398 0.597742 0.649444 0.706312 0.351266 0.498623"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
