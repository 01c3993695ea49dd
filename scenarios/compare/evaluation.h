// The model as a function, for whoever calibrates it or asks what its parameters do: every row of a plan, a draw of
// parameters and a seed, run under each scenario. Runs are those of a comparison, made in memory or, with a folder,
// kept there as a comparison keeps them, so that an evaluation that was killed goes on to the same bytes.
#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/compare/ensemble.h"

namespace concord::scenarios {

struct EvaluationOptions {
    std::optional<std::filesystem::path> folder{};
    int threads = 1;
    const std::atomic<bool>* stop = nullptr;              // set from outside to abandon the runs in progress and return
    std::function<void(int done, int total)> progress{};  // after every run, from one thread at a time
    // What is handed out of each run: any series that runs of a comparison keep (sim/measures/series.h).
    std::vector<sim::SeriesId> series = {sim::SeriesId::kGroupOutcomes};
};

// What is handed out of one run: only what may be shown, as files show it.
struct EvaluatedRun {
    int scenario = 0, replicate = 0;
    // Of the series asked for, in C order over their axes: each exactly a float; NaN where there is nothing to show.
    std::array<std::span<const double>, sim::kSeries> series{};
    double cost_present_gbp = 0;
    const std::optional<sim::Participants>& participants;

    std::span<const double> operator[](sim::SeriesId id) const { return series[static_cast<std::size_t>(id)]; }
};

struct Evaluation {
    bool stopped = false;
    std::vector<std::string> problems;  // [replicates][scenarios]: why a run is missing; empty where it is there
    const std::string& problem_of(const Plan& plan, int scenario, int replicate) const {
        return problems.at(static_cast<std::size_t>(replicate * plan.scenarios() + scenario));
    }
};

// Every run that can be made goes to `take`, once, for different runs from several threads at once. A run that fails is
// a problem, and the others go on. Threads are shared out over rows, or all used for one row where there is only one.
// Throws InputError where the folder holds something else, std::invalid_argument for a series that runs do not keep.
Evaluation evaluate(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                    const EvaluationOptions& options, const std::function<void(const EvaluatedRun&)>& take);

}  // namespace concord::scenarios
