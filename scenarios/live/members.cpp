#include "scenarios/live/members.h"

#include "sim/parameters/parameters.h"

namespace concord::live {

Members::Members(const sim::World& world, ScenarioPtr first, int members, std::uint32_t seed,
                 std::size_t keyframe_bytes)
    : world_(world),
      first_(std::move(first)),
      seed_(seed),
      keyframe_bytes_(keyframe_bytes),
      members_(static_cast<std::size_t>(members)) {}

GrowingFutures& Members::begin(std::size_t member) {
    auto& futures = members_[member];
    if (futures) return *futures;
    const auto number = static_cast<std::uint32_t>(member);
    const sim::RunOptions run{.seed = seed_ + 1 + number};
    auto start =
        sim::prepare(world_, sim::with_overrides(sim::draw_from_priors(seed_, number), *first_), first_->baseline, run);
    futures =
        std::make_unique<GrowingFutures>(world_, std::move(start), first_, run, keyframe_bytes_, Detail::kOutcomes);
    return *futures;
}

bool Members::grow(const BranchPath& path, int week) {
    GrowingFutures* behind = nullptr;
    int fewest = 0;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        GrowingFutures& futures = begin(m);
        const int done = futures.last_week(path);
        if (behind && done >= fewest) continue;
        behind = &futures;
        fewest = done;
    }
    return behind && behind->grow(path, week);
}

std::vector<std::vector<std::shared_ptr<const WeekMeasures>>> Members::weeks(const BranchPath& path) const {
    std::vector<std::vector<std::shared_ptr<const WeekMeasures>>> all(members_.size());
    for (std::size_t m = 0; m < members_.size(); ++m) {
        if (!members_[m]) continue;
        const auto& weeks = members_[m]->weeks(path);
        all[m].assign(weeks.begin(), weeks.begin() + members_[m]->last_week(path) + 1);
    }
    return all;
}

std::size_t Members::bytes() const {
    std::size_t sum = 0;
    for (const auto& futures : members_)
        if (futures) sum += futures->bytes();
    return sum;
}

}  // namespace concord::live
