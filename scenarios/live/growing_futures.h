// Futures that grow where they are asked to, a week at a time: branches are named by their paths, made when they are
// first needed, and kept, so that an edit that is undone and done again costs nothing.
#pragma once

#include <map>

#include "scenarios/live/branch_path.h"
#include "scenarios/live/futures.h"

namespace concord::live {

class GrowingFutures {
  public:
    GrowingFutures(const sim::World& world, std::shared_ptr<const sim::Start> start, ScenarioPtr first,
                   sim::RunOptions options, std::size_t keyframe_bytes, Detail detail);

    // One week of work towards having the path up to `week` (or to its end, if that is earlier); false when there is
    // nothing left to do. The path's first scenario must be the one given at the beginning. Throws
    // std::invalid_argument when the path would change its own past.
    bool grow(const BranchPath& path, int week);
    // Weeks done of the path; -1: none, not even the start.
    int last_week(const BranchPath& path) const;
    // Measures of weeks, at least [last_week + 1]; those before a fork are shared with the path it left.
    const std::vector<std::shared_ptr<const WeekMeasures>>& weeks(const BranchPath& path) const;
    // The state of a week done.
    std::shared_ptr<const sim::SimulationState> state(const BranchPath& path, int week);
    const sim::Start& start() const { return futures_.start(); }
    std::size_t bytes() const { return futures_.bytes(); }

  private:
    Futures futures_;
    std::map<BranchPath, int> made_;  // the branch of Futures that runs a path

    struct Made {
        int branch = 0;
        std::size_t legs = 0;  // of the path that it runs
    };
    Made longest_made(BranchPath path) const;
};

}  // namespace concord::live
