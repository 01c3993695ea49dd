#include "scenarios/live/growing_futures.h"

#include <algorithm>
#include <stdexcept>

namespace concord::live {

GrowingFutures::GrowingFutures(const sim::World& world, std::shared_ptr<const sim::Start> start, ScenarioPtr first,
                               sim::RunOptions options, std::size_t keyframe_bytes, Detail detail)
    : futures_(world, std::move(start), *first, options, keyframe_bytes, detail) {
    made_.emplace(BranchPath{{0, std::move(first)}}, 0);
}

bool GrowingFutures::grow(const BranchPath& path, int week) {
    if (const auto made = made_.find(path); made != made_.end()) {
        if (futures_.branch(made->second).last_week() >= week || !futures_.can_advance(made->second)) return false;
        futures_.advance(made->second);
        return true;
    }
    if (path.size() < 2) throw std::invalid_argument("these futures begin with another scenario");
    const BranchPath before(path.begin(), path.end() - 1);
    const Leg& last = path.back();
    if (week < last.from) return grow(before, week);
    if (grow(before, last.from)) return true;
    made_.emplace(path, futures_.fork(longest_made(before).branch, last.from, *last.scenario, last.scenario->name));
    return grow(path, week);
}

GrowingFutures::Made GrowingFutures::longest_made(BranchPath path) const {
    for (; !path.empty(); path.pop_back())
        if (const auto made = made_.find(path); made != made_.end()) return {made->second, path.size()};
    throw std::invalid_argument("these futures begin with another scenario");
}

const std::vector<std::shared_ptr<const WeekMeasures>>& GrowingFutures::weeks(const BranchPath& path) const {
    return futures_.branch(longest_made(path).branch).weeks;
}

int GrowingFutures::last_week(const BranchPath& path) const {
    const Made made = longest_made(path);
    const int done = futures_.branch(made.branch).last_week();
    // Not forked yet: the past that it shares counts, up to the first leg that was not made.
    return made.legs == path.size() ? done : std::min(done, path[made.legs].from);
}

std::shared_ptr<const sim::SimulationState> GrowingFutures::state(const BranchPath& path, int week) {
    return futures_.state(longest_made(path).branch, week);
}

}  // namespace concord::live
