// The further members of a branch: small runs with seeds and parameter draws of their own, each the same in every
// branch, so that differences between branches are paired. Only the outcomes of GM and the districts are kept of them.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scenarios/live/growing_futures.h"

namespace concord::live {

class Members {
  public:
    // Member m draws its parameters from the priors as draw m of `seed`, and runs with seed + 1 + m. `world` must
    // outlive this.
    Members(const sim::World& world, ScenarioPtr first, int members, std::uint32_t seed, std::size_t keyframe_bytes);

    // One week of one member of the path, of the one farthest behind; false when all have reached `week`. Throws as
    // GrowingFutures does.
    bool grow(const BranchPath& path, int week);
    // [members][weeks done + 1]; a member that was not begun has none.
    std::vector<std::vector<std::shared_ptr<const WeekMeasures>>> weeks(const BranchPath& path) const;
    std::size_t bytes() const;

  private:
    const sim::World& world_;
    ScenarioPtr first_;
    std::uint32_t seed_;
    std::size_t keyframe_bytes_;
    std::vector<std::unique_ptr<GrowingFutures>> members_;  // null until first needed

    GrowingFutures& begin(std::size_t member);
};

}  // namespace concord::live
