// A comparison on a small place whose runs are made up: what the tests of ensembles and of their files run.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/files/input_error.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {

using TestFolder = tests::ScratchFolder;

inline std::string bytes_of(const std::filesystem::path& path) { return tests::text_of(path); }

// Three scenarios on a small place; the fake run takes its seed and effect from the plan, as a run of the engine would.
struct FabricatedEnsemble {
    sim::World world = fabricated_world(sim::small_geography());
    std::vector<sim::Scenario> scenarios = {fabricated_scenario("Status quo", 2, false),
                                            fabricated_scenario("Engagement", 2, true),
                                            fabricated_scenario("Nothing new", 2, true)};
    std::vector<std::string> notes;  // of the last call
    std::mutex mutex;
    std::set<std::pair<int, int>> made;
    std::atomic<bool> stop = false;
    int stop_after = 1 << 30;

    Plan plan(const PlanOptions& options = {.replicates = 6}) const { return make_plan(world, scenarios, options); }
    RunFunction run() {
        return [this](const RunRequest& request) {
            const std::uint32_t seed = request.plan.run(request.scenario, request.replicate).seed;
            const sim::Scenario& scenario = scenarios[request.scenario];
            RunOutput output{.record = fabricated_record(world, 2,
                                                         {.seed = seed,
                                                          .effect = request.scenario == 1 ? 3.0 : 0.0,
                                                          .own_noise = request.scenario == 0 ? 0.0 : 0.3,
                                                          .scenario = static_cast<std::uint32_t>(request.scenario),
                                                          .levers = static_cast<int>(scenario.levers.size())}),
                             .costs = fabricated_costs(world, scenario)};
            if (request.observer != nullptr) fabricate_periods(world, 26, seed, *request.observer);
            const std::lock_guard lock(mutex);
            made.insert({request.scenario, request.replicate});
            if (static_cast<int>(made.size()) > stop_after) stop = true;
            if (stop || !request.progress(104, 104)) output.record.weeks = 50;  // an interrupted run
            return output;
        };
    }
    EnsembleResult go(const std::filesystem::path& folder, const Plan& plan_, EnsembleOptions options) {
        options.folder = folder;
        options.stop = &stop;
        notes.clear();
        options.note = [this](const std::string& note) { notes.push_back(note); };
        return run_ensemble(world, scenarios, plan_, run(), options);
    }
    std::string compare(const std::filesystem::path& folder, const Plan& plan_, int replicates) {
        write_comparison(folder, fold(folder, plan_, replicates, world.geography));
        return bytes_of(folder / "comparison.h5") + bytes_of(folder / "comparison.csv");
    }
};

inline std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace concord::scenarios
