#include "scenarios/compare/evaluation.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/input_error.h"
#include "scenarios/results/results_series.h"
#include "sim/ground/threads.h"

namespace concord::scenarios {
namespace {

constexpr const char* kInterrupted = "not run: interrupted";

// What may be shown of a series, to the bit as the file of a run has it.
std::vector<double> as_runs_keep(const sim::RunRecord& record, const sim::Series& series) {
    const sim::FileForm& form = series.info().runs;
    std::vector<double> values = rounded_for(shown_values(record, series), form);
    if (form.type == sim::FileForm::Type::kSingle)
        for (double& x : values) x = static_cast<double>(static_cast<float>(x));
    return values;
}

// At the place of each series what `values` gives for its number among those asked for.
template <class Values>
std::array<std::span<const double>, sim::kSeries> by_series(const std::vector<sim::SeriesId>& asked, Values values) {
    std::array<std::span<const double>, sim::kSeries> found{};
    for (std::size_t k = 0; k < asked.size(); ++k) found[static_cast<std::size_t>(asked[k])] = values(k);
    return found;
}

class InMemory {
  public:
    InMemory(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
             const EvaluationOptions& options, const std::function<void(const EvaluatedRun&)>& take)
        : plan_(plan), options_(options), take_(take), run_(engine_runs(world, scenarios, options.threads)) {
        result_.problems.assign(plan.runs.size(), kInterrupted);
    }

    Evaluation make() {
        const int workers = std::min(options_.threads, plan_.replicates);
        std::vector<std::thread> threads;
        for (int t = 0; t < workers; ++t) threads.emplace_back([&] { work(workers == 1 ? options_.threads : 1); });
        for (std::thread& thread : threads) thread.join();
        result_.stopped = stopped();
        return result_;
    }

  private:
    const Plan& plan_;
    const EvaluationOptions& options_;
    const std::function<void(const EvaluatedRun&)>& take_;
    RunFunction run_;
    Evaluation result_;
    std::atomic<int> next_ = 0;
    std::mutex mutex_;
    int done_ = 0;

    bool stopped() const { return options_.stop != nullptr && *options_.stop; }
    std::string& problem(int scenario, int replicate) {
        return result_.problems[static_cast<std::size_t>(replicate * plan_.scenarios() + scenario)];
    }

    void work(int threads_of_a_run) {
        sim::use_threads(threads_of_a_run);
        for (int replicate = next_++; replicate < plan_.replicates; replicate = next_++)
            for (int scenario = 0; scenario < plan_.scenarios() && !stopped(); ++scenario) {
                try {
                    run(scenario, replicate);
                } catch (const std::exception& error) {
                    problem(scenario, replicate) = error.what();
                }
                const std::lock_guard lock(mutex_);
                if (options_.progress) options_.progress(++done_, static_cast<int>(plan_.runs.size()));
            }
    }

    void run(int scenario, int replicate) {
        const RunOutput output = run_({.plan = plan_,
                                       .scenario = scenario,
                                       .replicate = replicate,
                                       .observer = nullptr,
                                       .progress = [&](int, int) { return !stopped(); }});
        if (output.record.weeks < plan_.weeks) return;
        std::vector<std::vector<double>> shown;
        for (const sim::SeriesId id : options_.series) shown.push_back(as_runs_keep(output.record, output.record[id]));
        take_({.scenario = scenario,
               .replicate = replicate,
               .series = by_series(options_.series, [&](std::size_t k) { return std::span<const double>(shown[k]); }),
               .cost_present_gbp = output.costs.present_gbp,
               .participants = output.participants});
        problem(scenario, replicate).clear();
    }
};

Evaluation in_folder(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                     const EvaluationOptions& options, const std::function<void(const EvaluatedRun&)>& take) {
    const std::filesystem::path& folder = *options.folder;
    const FolderLock lock(folder);
    const auto progress = [&](const EnsembleProgress& p) {
        if (options.progress) options.progress(p.runs_done, p.runs_total);
    };
    const EnsembleResult made = run_ensemble(world, scenarios, plan, engine_runs(world, scenarios, options.threads),
                                             {.folder = folder,
                                              .threads = options.threads,
                                              .resume = true,
                                              .keep_fields = 0,
                                              .on_error = EnsembleOptions::OnError::kContinue,
                                              .stop = options.stop,
                                              .progress = progress});
    Evaluation result{.stopped = made.stopped, .problems = {}};
    for (const PlannedRun& planned : plan.runs) {
        std::string& problem = result.problems.emplace_back(kInterrupted);
        if (find_shard(folder, plan, planned.scenario, planned.replicate).state != FileState::kWhole) continue;
        const Shard shard = read_shard(folder, plan, planned.scenario, planned.replicate);
        take({.scenario = planned.scenario,
              .replicate = planned.replicate,
              .series = by_series(options.series,
                                  [&](std::size_t k) { return std::span<const double>(shard[options.series[k]]); }),
              .cost_present_gbp = shard.cost_present_gbp,
              .participants = shard.participants});
        problem.clear();
    }
    for (const FailedRun& failed : made.failed) {
        const auto at = std::find(plan.names.begin(), plan.names.end(), failed.scenario) - plan.names.begin();
        result.problems.at(static_cast<std::size_t>(failed.replicate * plan.scenarios() + at)) = failed.problem;
    }
    return result;
}

}  // namespace

Evaluation evaluate(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                    const EvaluationOptions& options, const std::function<void(const EvaluatedRun&)>& take) {
    for (const sim::SeriesId id : options.series)
        if (const auto type = sim::info(id).runs.type;
            type != sim::FileForm::Type::kSingle && type != sim::FileForm::Type::kDouble)
            throw std::invalid_argument(std::string(sim::info(id).name) + ": runs do not keep this to be handed out");
    if (options.folder) return in_folder(world, scenarios, plan, options, take);
    return InMemory(world, scenarios, plan, options, take).make();
}

}  // namespace concord::scenarios
