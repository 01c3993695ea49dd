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
        "states 163307bbc115ea34 tags fe860e90bbba3b14 ties 82532c64cf72d2f8 events ce3347dae9a2cb8a rooms "
        "6a29eba3008d7402 "
        "means 0.577081 0.349226 0.619401 0.592105 0.648581 0.698093 0.351648 0.499246";
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
         "states 4d3aa0ed490e2ab4 tags f76b1e2b3884317c ties 6e6a6403ff4c6848 events 398edb8e3237a4aa rooms "
         "e55e87ec5a1b702c "
         "means 0.578654 0.353071 0.625180 0.597810 0.649475 0.706327 0.351545 0.499765"},
        {sim::Kernel::kRepulsion,
         "states 08ef3740520df643 tags 8c9f3c2f37ab53dc ties 6e6a6403ff4c6848 events 67fbea8ce9acfe10 rooms "
         "9e152f4c6e82f873 "
         "means 0.578670 0.352903 0.625107 0.597806 0.649446 0.706300 0.351523 0.499723"},
        {sim::Kernel::kBoundedConfidence,
         "states f239300938270f4d tags bdba3b7c292d9877 ties d5a80e23606b976a events a32ee63cb9d859ef rooms "
         "cb74c53e439b38e7 "
         "means 0.578467 0.353030 0.625191 0.597810 0.649441 0.706313 0.351556 0.499758"},
        {sim::Kernel::kTopHat,
         "states 037eafc214f03804 tags bdba3b7c292d9877 ties d5a80e23606b976a events a32ee63cb9d859ef rooms "
         "674d8b8abb870811 "
         "means 0.578504 0.352988 0.625202 0.597810 0.649438 0.706333 0.351563 0.499742"},
    };
    for (const auto& [kernel, expected] : cases) CHECK(hash_after(world, scenario, kernel, 60, 2) == expected);
}
