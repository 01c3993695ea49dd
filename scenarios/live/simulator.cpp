#include "scenarios/live/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "scenarios/live/members.h"
#include "sim/ground/threads.h"
#include "sim/parameters/parameters.h"

namespace concord::live {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kBetweenFrames = std::chrono::milliseconds(15);  // faster than any screen
constexpr std::size_t kFamiliesAtHand = 2;                      // of an assumption changed, and changed back

constexpr auto kEveryKind = static_cast<sim::LeverBits>((1u << sim::kLeverKinds) - 1);

int worker_threads(int wanted) { return wanted > 0 ? wanted : std::max(1, sim::processors() - 1); }

// All runs that begin alike: main runs and members of every branch with the same first scenario.
struct Family {
    ScenarioPtr first;
    GrowingFutures main;
    Members members;
    ScenarioPtr no_lever;  // the first scenario with nothing done
    std::size_t bytes() const { return main.bytes() + members.bytes(); }
};

ScenarioPtr without_levers(const ScenarioPtr& first) {
    if (first->levers.empty()) return first;
    sim::Scenario nothing = *first;
    nothing.levers.clear();
    return std::make_shared<const sim::Scenario>(std::move(nothing));
}

std::unique_ptr<Family> found(const sim::World& world, const sim::World& member_world, const ScenarioPtr& first,
                              const SimulatorOptions& options) {
    const auto parameters = sim::with_overrides(sim::default_parameters(), *first);
    const sim::RunOptions run{.seed = options.seed};
    auto start = sim::prepare(world, parameters, first->baseline, run);
    return std::make_unique<Family>(Family{
        first, GrowingFutures(world, std::move(start), first, run, options.keyframe_bytes, Detail::kPlaces),
        Members(member_world, first, kMembers, options.seed, options.member_keyframe_bytes), without_levers(first)});
}

// From the start on; the first scenario itself where it pulls no lever.
BranchPath with_no_lever(const Family& family) {
    if (family.no_lever == family.first) return {{0, family.first}};
    return {{0, family.first}, {0, family.no_lever}};
}

}  // namespace

struct Simulator::Worker {
    Worker(sim::Geography g, SimulatorOptions o) : geography(std::move(g)), options(o) {
        frames.publish(std::make_shared<const SimulationFrame>());
        frames.take();
        thread = std::thread([this] { live(); });
    }
    ~Worker() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        news.notify_all();
        thread.join();
    }

    // Shared with the window; guarded by `mutex`.
    std::mutex mutex;
    std::condition_variable news, settled;
    std::optional<SimulationRequest> pending;
    bool stopping = false;
    std::uint64_t asked = 0, settled_number = 0;
    std::vector<double> adults;

    TripleBuffer<std::shared_ptr<const SimulationFrame>> frames;
    sim::Geography geography;
    SimulatorOptions options;

    // Of the worker's thread alone.
    sim::World world, member_world;
    std::vector<double> simulated_adults;
    std::vector<std::unique_ptr<Family>> families;  // last used first
    SimulationRequest request;
    std::vector<std::shared_ptr<const BranchResult>> results;  // of the request's branches
    std::vector<BranchPath> result_paths;
    std::shared_ptr<const WhyAnswer> answer;
    std::string problem, doing;
    Clock::time_point published{};

    std::thread thread;  // last: begins when everything above is there

    void live();
    void build();
    bool take_request();
    bool work();
    bool grow_main(std::size_t first, std::size_t last, int week);
    bool grow_members(std::size_t first, std::size_t last);
    bool answer_why();
    const WantedBranch* asked_about(int id) const;
    Family& family_of(const BranchPath& path);
    void refresh(std::size_t b);
    void publish(bool all_done);
    bool failed(const std::exception& error) {
        problem = error.what();
        return false;
    }
};

void Simulator::Worker::live() {
    sim::use_threads(worker_threads(options.threads));
    build();
    while (true) {
        if (!take_request()) return;
        const bool worked = problem.empty() && work();
        if (!worked || Clock::now() - published >= kBetweenFrames) publish(!worked);
    }
}

void Simulator::Worker::build() {
    world = sim::build_world(geography, {.scale = options.scale, .seed = options.population_seed});
    member_world = sim::build_world(geography, {.scale = options.member_scale, .seed = options.population_seed});
    simulated_adults.assign(geography.neighbourhoods.size(), 0);
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            simulated_adults[n] += world.age_band[i] >= sim::kFirstAdultBand;
    const std::lock_guard lock(mutex);
    adults = simulated_adults;
    for (double& count : adults) count *= options.scale;
}

// Takes the newest request; waits for one when the last was settled. False: time to stop.
bool Simulator::Worker::take_request() {
    std::unique_lock lock(mutex);
    news.wait(lock, [&] { return stopping || pending || settled_number < request.number; });
    if (stopping) return false;
    if (!pending) return true;
    request = std::move(*pending);
    pending.reset();
    lock.unlock();
    problem.clear();
    std::vector<std::shared_ptr<const BranchResult>> kept(request.branches.size());
    std::vector<BranchPath> paths(request.branches.size());
    for (std::size_t b = 0; b < request.branches.size(); ++b)
        for (std::size_t k = 0; k < results.size(); ++k)
            if (results[k] && results[k]->id == request.branches[b].id && result_paths[k] == request.branches[b].path) {
                kept[b] = results[k];
                paths[b] = result_paths[k];
            }
    results = std::move(kept);
    result_paths = std::move(paths);
    if (answer && (!request.why || !(answer->question == *request.why))) answer.reset();
    return true;
}

// The most urgent piece of work: at most a week of one run. False: nothing is left to do.
bool Simulator::Worker::work() {
    try {
        const std::size_t all = request.branches.size(), shown = std::min(request.shown, all);
        return grow_main(0, shown, request.week) || answer_why() || grow_main(0, shown, request.week + request.ahead) ||
               grow_members(0, shown) || grow_main(shown, all, request.week) || grow_members(shown, all);
    } catch (const std::invalid_argument& error) {
        return failed(error);
    }
}

Family& Simulator::Worker::family_of(const BranchPath& path) {
    const ScenarioPtr& first = path.front().scenario;
    const auto at =
        std::find_if(families.begin(), families.end(), [&](const auto& family) { return family->first == first; });
    if (at != families.end()) {
        std::rotate(families.begin(), at, at + 1);
        return *families.front();
    }
    if (families.size() == kFamiliesAtHand) families.pop_back();
    families.insert(families.begin(), found(world, member_world, first, options));
    return *families.front();
}

bool Simulator::Worker::grow_main(std::size_t first, std::size_t last, int week) {
    std::size_t behind = last;
    int fewest = 0;
    for (std::size_t b = first; b < last; ++b) {
        const WantedBranch& wanted = request.branches[b];
        const int done = family_of(wanted.path).main.last_week(wanted.path),
                  end = std::min(week, wanted.path.front().scenario->years * sim::kWeeksPerYear);
        if (results[b] == nullptr) refresh(b);
        if (done < end && (behind == last || done < fewest)) {
            behind = b;
            fewest = done;
        }
    }
    if (behind == last) return false;
    const WantedBranch& wanted = request.branches[behind];
    doing = fmt::format("{}: week {} of {}", wanted.name, fewest + 1, week);
    const bool grew = family_of(wanted.path).main.grow(wanted.path, week);
    refresh(behind);
    return grew;
}

bool Simulator::Worker::grow_members(std::size_t first, std::size_t last) {
    for (std::size_t b = first; b < last; ++b) {
        const WantedBranch& wanted = request.branches[b];
        doing = fmt::format("{}: further runs", wanted.name);
        if (!family_of(wanted.path).members.grow(wanted.path, request.week)) continue;
        refresh(b);
        return true;
    }
    return false;
}

// A future is held against the other one shown; by itself against the same one with no lever pulled, which runs beside
// it for as long as it is asked about.
bool Simulator::Worker::answer_why() {
    if (!request.why || answer) return false;
    const WhyQuestion& question = *request.why;
    const WantedBranch *one = asked_about(question.branch),
                       *other = question.against ? asked_about(*question.against) : nullptr;
    if (!one || (question.against && !other)) return false;
    GrowingFutures& future = family_of(one->path).main;
    const BranchPath reference = other ? other->path : with_no_lever(family_of(one->path));
    GrowingFutures& held_against = family_of(reference).main;
    if (future.last_week(one->path) < question.to || (other && held_against.last_week(reference) < question.to))
        return false;
    if (const int done = held_against.last_week(reference); done < question.to) {
        doing = fmt::format("{} with no lever: week {} of {}", one->name, done + 1, question.to);
        return held_against.grow(reference, question.to);
    }
    doing = "the ledger of change";
    const auto after = future.state(one->path, question.to), before = future.state(one->path, question.from),
               other_after = held_against.state(reference, question.to),
               other_before = held_against.state(reference, question.from);
    auto made = std::make_shared<WhyAnswer>();
    static_cast<Why&>(*made) = why({*before, *after}, {*other_before, *other_after}, question.neighbourhoods,
                                   simulated_adults, question.below_district);
    made->question = question;
    for (const int n : question.neighbourhoods) made->adults += simulated_adults[n];
    if (one->path.front().scenario == reference.front().scenario)
        made->took_part = sim::participants_of(future.start(), *after, kEveryKind, other_after->now);
    made->no_lever = !other && reference == one->path;
    answer = std::move(made);
    return true;
}

const WantedBranch* Simulator::Worker::asked_about(int id) const {
    const auto at =
        std::find_if(request.branches.begin(), request.branches.end(), [&](const auto& b) { return b.id == id; });
    return at == request.branches.end() ? nullptr : &*at;
}

// Takes what the runs of a branch have by now.
void Simulator::Worker::refresh(std::size_t b) {
    const WantedBranch& wanted = request.branches[b];
    Family& family = family_of(wanted.path);
    auto result = std::make_shared<BranchResult>();
    result->id = wanted.id;
    const auto& weeks = family.main.weeks(wanted.path);
    result->weeks.assign(weeks.begin(), weeks.begin() + family.main.last_week(wanted.path) + 1);
    result->members = family.members.weeks(wanted.path);
    results[b] = std::move(result);
    result_paths[b] = wanted.path;
}

void Simulator::Worker::publish(bool all_done) {
    auto frame = std::make_shared<SimulationFrame>();
    frame->answers = request.number;
    frame->branches = results;
    frame->why = answer;
    frame->settled = all_done;
    frame->doing = all_done ? "" : doing;
    frame->problem = problem;
    frame->bytes = world.bytes() + member_world.bytes();
    for (const auto& family : families) frame->bytes += family->bytes();
    frames.publish(std::move(frame));
    published = Clock::now();
    if (!all_done) return;
    {
        const std::lock_guard lock(mutex);
        settled_number = request.number;
    }
    settled.notify_all();
}

int BranchResult::members_week() const {
    int fewest = last_week();
    for (const Weeks& member : members) fewest = std::min(fewest, static_cast<int>(member.size()) - 1);
    return members.empty() ? -1 : fewest;
}

const BranchResult* SimulationFrame::branch(int id) const {
    for (const auto& result : branches)
        if (result && result->id == id) return result.get();
    return nullptr;
}

Simulator::Simulator(sim::Geography geography, SimulatorOptions options)
    : worker_(std::make_unique<Worker>(std::move(geography), options)) {}
Simulator::~Simulator() = default;

void Simulator::ask(SimulationRequest request) {
    {
        const std::lock_guard lock(worker_->mutex);
        worker_->asked = request.number;
        worker_->pending = std::move(request);
    }
    worker_->news.notify_all();
}

std::shared_ptr<const SimulationFrame> Simulator::frame() {
    worker_->frames.take();
    return worker_->frames.value();
}

bool Simulator::settle(double seconds) {
    std::unique_lock lock(worker_->mutex);
    return worker_->settled.wait_for(lock, std::chrono::duration<double>(seconds),
                                     [&] { return worker_->settled_number >= worker_->asked; });
}

std::vector<double> Simulator::adults() const {
    const std::lock_guard lock(worker_->mutex);
    return worker_->adults;
}

}  // namespace concord::live
