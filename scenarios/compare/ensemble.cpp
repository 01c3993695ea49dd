#include "scenarios/compare/ensemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "scenarios/compare/ensemble_folder.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/statistics.h"
#include "scenarios/results/results_writer.h"
#include "sim/ground/threads.h"

namespace concord::scenarios {
namespace {

using Clock = std::chrono::steady_clock;
enum class Status { kToDo, kTaken, kDone, kFailed };

// The runs of the plan, who works on what, and how far all is. One instance a call of run_ensemble.
class Workshop {
  public:
    Workshop(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
             const RunFunction& run, const EnsembleOptions& options);

    // Makes every missing run of replicates below `end`; false when stopped from outside.
    bool finish_replicates(int end);
    EnsembleResult result;

  private:
    std::size_t index(int scenario, int replicate) const {
        return static_cast<std::size_t>(replicate * plan_.scenarios() + scenario);
    }
    bool own(const PlannedRun& planned) const { return options_.group.owns(planned.replicate); }
    // Whether this process waits for the runs of the others; if not, it does not read their files either.
    bool needs_all() const { return options_.group.leads() || options_.until_se; }
    bool whole_on_disk(const PlannedRun& planned) const;
    bool usable(const FoundFile& found, const std::filesystem::path& path, bool mine) const;
    bool look_for_others();
    bool wait_for_others(int end);
    bool stop_asked() const { return abandon_ || (options_.stop != nullptr && *options_.stop); }
    bool fields_kept(int replicate) const { return replicate < options_.keep_fields; }
    std::optional<PlannedRun> take(int last_replicate);
    void work();
    void make(const PlannedRun& run);
    void note_failure(const PlannedRun& run);
    bool report(const PlannedRun& run, int week, int weeks);
    void tell(bool always);

    const sim::World& world_;
    const std::vector<sim::Scenario>& scenarios_;
    const Plan& plan_;
    const RunFunction& run_;
    const EnsembleOptions& options_;
    std::mutex mutex_;  // of everything below
    std::vector<Status> status_;
    std::vector<double> share_;  // of each run, [0, 1]
    std::exception_ptr failure_;
    std::atomic<bool> abandon_ = false;
    int end_ = 0;
    double share_at_start_ = 0;
    Clock::time_point start_ = Clock::now(), told_ = start_;
};

Workshop::Workshop(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                   const RunFunction& run, const EnsembleOptions& options)
    : world_(world),
      scenarios_(scenarios),
      plan_(plan),
      run_(run),
      options_(options),
      status_(plan.runs.size(), Status::kToDo),
      share_(plan.runs.size(), 0.0) {
    for (const PlannedRun& planned : plan.runs) {
        if ((!own(planned) && !needs_all()) || !whole_on_disk(planned)) continue;
        status_[index(planned.scenario, planned.replicate)] = Status::kDone;
        share_[index(planned.scenario, planned.replicate)] = 1;
        share_at_start_ += 1.0;
        ++result.runs_found;
    }
}

// Whole files are ours (find_shard throws otherwise); a damaged one is as good as missing, and is said to be made
// again.
bool Workshop::usable(const FoundFile& found, const std::filesystem::path& path, bool mine) const {
    if (found.state == FileState::kDamaged && mine && options_.note)
        options_.note(fmt::format("{}: {}; the run is made again", path.string(), found.problem));
    return found.state == FileState::kWhole;
}

bool Workshop::whole_on_disk(const PlannedRun& planned) const {
    const int s = planned.scenario, r = planned.replicate;
    const bool mine = own(planned);
    return usable(find_shard(options_.folder, plan_, s, r), shard_path(options_.folder, plan_, s, r), mine) &&
           (!fields_kept(r) ||
            usable(find_fields(options_.folder, plan_, s, r), fields_path(options_.folder, plan_, s, r), mine));
}

// Runs that other processes of the group have made since; whether there are any.
bool Workshop::look_for_others() {
    bool found = false;
    for (const PlannedRun& planned : plan_.runs) {
        const std::size_t i = index(planned.scenario, planned.replicate);
        if (own(planned) || status_[i] == Status::kDone || !whole_on_disk(planned)) continue;
        status_[i] = Status::kDone;
        share_[i] = 1;
        found = true;
    }
    return found;
}

// False when stopped from outside.
bool Workshop::wait_for_others(int end) {
    auto heard = Clock::now();
    const auto last = static_cast<std::ptrdiff_t>(index(0, end));
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            if (look_for_others()) heard = Clock::now();
            if (std::all_of(status_.begin(), status_.begin() + last,
                            [](Status status) { return status == Status::kDone; }))
                return true;
            tell(false);
        }
        if (stop_asked()) return false;
        if (std::chrono::duration<double>(Clock::now() - heard).count() > 60 * options_.patience_minutes)
            throw std::runtime_error(fmt::format(
                "process {} of {} waited {:g} minutes without a new run of the others (--patience): are all "
                "processes at work, and do they see {}?",
                options_.group.rank, options_.group.size, options_.patience_minutes, options_.folder.string()));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

// Next run for a thread that last worked on `last_replicate`. Staying with a replicate shares what was solved for it; a
// replicate that nobody has begun comes next; helping others with theirs comes last. The result does not depend on it.
std::optional<PlannedRun> Workshop::take(int last_replicate) {
    const std::lock_guard lock(mutex_);
    const PlannedRun* best = nullptr;
    int best_rank = 3;
    for (const PlannedRun& planned : plan_.runs) {
        if (planned.replicate >= end_) break;
        if (!own(planned) || status_[index(planned.scenario, planned.replicate)] != Status::kToDo) continue;
        bool begun = false;
        for (int s = 0; s < plan_.scenarios(); ++s)
            begun = begun || status_[index(s, planned.replicate)] == Status::kTaken;
        const int rank = planned.replicate == last_replicate ? 0 : (begun ? 2 : 1);
        if (rank < best_rank) {
            best = &planned;
            best_rank = rank;
        }
        if (best_rank == 0) break;
    }
    if (best == nullptr) return std::nullopt;
    status_[index(best->scenario, best->replicate)] = Status::kTaken;
    return *best;
}

void Workshop::tell(bool always) {
    const auto now = Clock::now();
    if (!options_.progress || (!always && now - told_ < std::chrono::milliseconds(200))) return;
    told_ = now;
    if (options_.group.size > 1 && needs_all()) look_for_others();
    const auto total = status_.size();
    double done = 0;
    for (const double share : share_) done += share;
    const double seconds = std::chrono::duration<double>(now - start_).count(), made = done - share_at_start_;
    const double left = static_cast<double>(total) - done;
    options_.progress({.runs_done = static_cast<int>(std::count(status_.begin(), status_.end(), Status::kDone)),
                       .runs_total = static_cast<int>(total),
                       .share_done = done / static_cast<double>(total),
                       .seconds = seconds,
                       .seconds_left = left <= 0  ? 0
                                       : made > 0 ? seconds / made * left
                                                  : std::numeric_limits<double>::quiet_NaN()});
}

bool Workshop::report(const PlannedRun& run, int week, int weeks) {
    const std::lock_guard lock(mutex_);
    share_[index(run.scenario, run.replicate)] = 0.999 * week / weeks;
    tell(false);
    return !stop_asked();
}

void Workshop::make(const PlannedRun& run) {
    const sim::Scenario& scenario = scenarios_[run.scenario];
    const sim::Parameters parameters = plan_.parameters_of(scenario, run.replicate);
    const Checksums inputs = with_run_inputs(plan_.inputs, scenario, parameters);
    std::optional<ResultsWriter> fields;
    if (fields_kept(run.replicate))
        fields.emplace(fields_path(options_.folder, plan_, run.scenario, run.replicate),
                       RunDescription{.world = world_,
                                      .scenario = scenario,
                                      .parameters = parameters,
                                      .seed = run.seed,
                                      .parameter_source = describe(plan_.parameters) + ", row " +
                                                          std::to_string(run.draw) + " of the plan",
                                      .checksums = inputs,
                                      .plan_checksum = plan_.checksum,
                                      .run_checksum = plan_.checksum_of(run.scenario, run.replicate)});
    const RunRequest request{.plan = plan_,
                             .scenario = run.scenario,
                             .replicate = run.replicate,
                             .observer = fields ? &*fields : nullptr,
                             .progress = [&](int week, int weeks) { return report(run, week, weeks); }};
    const RunOutput output = run_(request);
    const std::size_t i = index(run.scenario, run.replicate);
    const bool whole = output.record.weeks >= plan_.weeks;
    if (whole && fields) fields->finish(output.record, output.costs);
    if (whole)
        write_shard(options_.folder, plan_, run.scenario, run.replicate, world_, output.record, output.costs, inputs,
                    output.participants, output.places);
    const std::lock_guard lock(mutex_);
    status_[i] = whole ? Status::kDone : Status::kToDo;
    share_[i] = whole ? 1 : 0;
    result.runs_done += whole ? 1 : 0;
    if (!whole) abandon_ = true;
    tell(true);
}

void Workshop::work() {
    sim::use_threads(1);  // runs are spread over threads; inside, each is serial
    int replicate = -1;
    while (!stop_asked()) {
        const std::optional<PlannedRun> next = take(replicate);
        if (!next) return;
        replicate = next->replicate;
        try {
            make(*next);
        } catch (...) {
            note_failure(*next);
        }
    }
}

// In the handler of what the run threw.
void Workshop::note_failure(const PlannedRun& run) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    if (options_.on_error == EnsembleOptions::OnError::kStop) abandon_ = true;
    status_[index(run.scenario, run.replicate)] = Status::kFailed;
    share_[index(run.scenario, run.replicate)] = 0;
    std::string problem = "for no reason that is known";
    try {
        throw;
    } catch (const std::exception& error) {
        problem = error.what();
    } catch (...) {
    }
    result.failed.push_back({plan_.names[run.scenario], problem, run.replicate});
}

bool Workshop::finish_replicates(int end) {
    end_ = end;
    std::vector<std::thread> threads;
    for (int t = 0; t < std::max(1, options_.threads); ++t) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    if (failure_ && options_.on_error == EnsembleOptions::OnError::kStop) std::rethrow_exception(failure_);
    if (!result.failed.empty()) return false;
    for (const PlannedRun& planned : plan_.runs)
        if (planned.replicate < end && own(planned) &&
            status_[index(planned.scenario, planned.replicate)] != Status::kDone)
            return false;
    return !needs_all() || wait_for_others(end);
}

}  // namespace

double largest_standard_error(const std::filesystem::path& folder, const Plan& plan, int replicates) {
    std::vector<Moments> moments(static_cast<std::size_t>(plan.scenarios()) * sim::kOutcomes);
    for (int replicate = 0; replicate < replicates; ++replicate) {
        const FinalYear baseline = read_final_year(folder, plan, 0, replicate);
        for (int scenario = 1; scenario < plan.scenarios(); ++scenario) {
            const FinalYear option = read_final_year(folder, plan, scenario, replicate);
            for (std::size_t o = 0; o < sim::kOutcomes; ++o)  // GM is the first group
                moments[static_cast<std::size_t>(scenario) * sim::kOutcomes + o].add(option[o] - baseline[o]);
        }
    }
    double largest = 0;
    for (const Moments& m : moments)
        if (m.count() > 1) largest = std::max(largest, m.standard_error());
    return largest;
}

EnsembleResult run_ensemble(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Plan& plan,
                            const RunFunction& run, const EnsembleOptions& options) {
    options.group.leads() ? settle_plan(plan, options) : wait_for_plan(plan, options);
    Workshop workshop(world, scenarios, plan, run, options);
    const int batch = options.until_se ? kReplicatesPerBatch : plan.replicates;
    for (int end = std::min(batch, plan.replicates);; end = std::min(end + batch, plan.replicates)) {
        const bool finished = workshop.finish_replicates(end);
        workshop.result.stopped =
            !finished && (workshop.result.failed.empty() || (options.stop != nullptr && *options.stop));
        if (!finished) break;
        workshop.result.replicates = end;
        if (options.until_se) workshop.result.largest_se = largest_standard_error(options.folder, plan, end);
        if (end == plan.replicates || (options.until_se && *workshop.result.largest_se <= *options.until_se)) break;
    }
    if (!workshop.result.stopped && workshop.result.failed.empty() && options.group.leads()) tidy(options);
    return workshop.result;
}

}  // namespace concord::scenarios
