// Prints checksums of a small run of Greater Manchester: its population, its states under every kernel of influence,
// what it records. tests/golden/bits.txt holds what every machine must print; scripts/check_bits runs this on several.
// No test framework, no HDF5: it is built for machines that have neither.
#include <fmt/format.h>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/run/simulation.h"
#include "tests/golden/everything_scenario.h"
#include "tests/support/state_hash.h"

using namespace concord;

namespace {

constexpr int kScale = 400;

void print_run(const sim::World& world, const sim::Scenario& scenario, sim::Kernel kernel, const char* name) {
    const sim::RunOptions options{.seed = 4, .kernel = kernel};
    sim::Simulation run(world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options), scenario,
                        options);
    const sim::RunRecord record = sim::run(run);
    fmt::print("{} week {} {}\n", name, run.week(), tests::state_hash(run));
    fmt::print("{} record {}\n", name, tests::record_hash(record));
}

}  // namespace

int main() {
    const auto geography = scenarios::built_in_greater_manchester();
    const auto world = sim::build_world(geography, {.scale = kScale, .seed = 1});
    fmt::print("population 1:{} {} residents {} households {} venues\n", kScale, world.residents(), world.households(),
               world.venue_kind.size());
    auto scenario = scenarios::read_scenario("mixed_portfolio", geography);
    scenario.years = 1;
    print_run(world, scenario, sim::Kernel::kAssimilation, "assimilation");
    print_run(world, scenario, sim::Kernel::kRepulsion, "repulsion");
    print_run(world, scenario, sim::Kernel::kBoundedConfidence, "bounded_confidence");
    print_run(world, scenario, sim::Kernel::kTopHat, "top_hat");
    const auto everything = scenarios::read_scenario_text("everything", tests::kEverything, geography);
    print_run(world, everything, sim::Kernel::kAssimilation, "everything");
    // Draws from the priors are part of every comparison's bits.
    double sum = 0;
    const auto drawn = sim::draw_from_priors(7, 3);
    for (const auto& info : sim::parameter_table()) sum += sim::get(drawn, info);
    fmt::print("priors draw 3 of seed 7: sum {:.17g}\n", sum);
}
