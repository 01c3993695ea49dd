// Runs the runs of a plan in parallel, each on one thread, and keeps each as a shard. Interrupted at any moment, it
// goes on where it stopped: a shard that is whole and carries its run's checksum is kept, any other run is made again,
// and a run is a pure function of the plan, so neither the number of threads nor an interruption shows in the result.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/process_group.h"
#include "sim/measures/record.h"
#include "sim/policy/costs.h"
#include "sim/run/cohort.h"

namespace concord::scenarios {

struct RunRequest {
    const Plan& plan;
    int scenario, replicate;
    sim::PeriodObserver* observer;                      // nullptr unless the whole results file is kept
    std::function<bool(int week, int weeks)> progress;  // returning false abandons the run
};
struct RunOutput {
    sim::RunRecord record;
    sim::CostReport costs;
    std::optional<sim::Participants> participants{};  // of an option's levers, beside the baseline
    std::optional<sim::PairedPlaces> places{};        // that they reach, where these are some and the start is shared
};
// Makes one run; called from several threads at once. Tests put a fast fake here.
using RunFunction = std::function<RunOutput(const RunRequest&)>;

struct EnsembleProgress {
    int runs_done = 0, runs_total = 0;     // of all scenarios; runs found on disk count as done
    double share_done = 0;                 // with the runs in progress [0, 1]
    double seconds = 0, seconds_left = 0;  // since the start of this call; left: NaN while unknown
};

struct EnsembleOptions {
    std::filesystem::path folder;
    int threads = 1;
    ProcessGroup group{};  // makes the replicates that are this process's own
    bool resume = false;   // go on with the folder's plan, if it has one
    int keep_fields = 1;   // whole results files of the first replicates, in folder/fields
    // Stop, at a multiple of kReplicatesPerBatch, once the standard error of every paired difference of a headline
    // outcome in GM (final year, in its unit) is at most this; the plan's replicates are then the most that are run.
    std::optional<double> until_se{};
    // What a failed run does: it ends the others, or they go on and the failed ones are listed at the end.
    enum class OnError { kStop, kContinue } on_error = OnError::kStop;
    double patience_minutes = 60;                    // how long a process waits without a new run of the others
    const std::atomic<bool>* stop = nullptr;         // set from outside to abandon the runs in progress and return
    std::function<void(const std::string&)> note{};  // what the user should know: a damaged file that is made again
    std::function<void(const EnsembleProgress&)> progress{};  // a few times a second, from one thread at a time
};
inline constexpr int kReplicatesPerBatch = 10;

struct FailedRun {
    std::string scenario, problem;
    int replicate = 0;
};

struct EnsembleResult {
    bool stopped = false;                // by `stop`: shards so far are kept; resume to go on
    int replicates = 0;                  // whole ones, to be folded: 0 .. replicates-1
    int runs_done = 0, runs_found = 0;   // made in this call; found on disk
    std::optional<double> largest_se{};  // with until_se: of the last check
    std::vector<FailedRun> failed{};     // with OnError::kContinue; then there are no replicates to be folded
};

// The plan of a new comparison is written; an existing one must be the same, but for fewer replicates or scenarios.
// Throws InputError when the folder holds a comparison and `resume` is off, or holds a different one (the message says
// what differs), or runs without a plan, or a file of another comparison; whatever the runs throw, unless told to go
// on; std::runtime_error when the processes of a group wait in vain for one another. The caller sees to it that no
// other program works in the folder (FolderLock). In a group of processes each makes its share; the leading one returns
// when the files of all are there, the others as soon as nothing is left for them.
EnsembleResult run_ensemble(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                            const RunFunction& run, const EnsembleOptions& options);

// Runs that the engine makes. World and scenarios must outlive the function. What is solved once for a replicate
// (sim::Start) is shared by all scenarios with the same baseline.
RunFunction engine_runs(const sim::World& world, const std::vector<sim::Scenario>& scenarios, int threads);

// Largest standard error over options and headline outcomes of the paired difference in GM, final year.
double largest_standard_error(const std::filesystem::path& folder, const Plan& plan, int replicates);

}  // namespace concord::scenarios
