// How far apart in their states neighbours stand who may talk, in expectation: what the talks' chance of going well
// follows (model.md 4.3), needed by the balance for every resident.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/ground/vector.h"

namespace concord::sim {

// By own ethnic group and a neighbour's: the chance that a talk with a neighbour is with one given resident of that
// group.
using NeighbourChances = std::array<std::array<float, kEthnicGroups>, kEthnicGroups>;

// One neighbourhood. The distance to a group is convex and piecewise linear in each state; of more than kExact
// residents it is tabled at kSteps + 1 levels and taken as linear between them, which overstates a mean by less than
// 0.0005.
class NeighbourDistances {
  public:
    static constexpr std::size_t kExact = 128;
    static constexpr int kSteps = 64;

    // Residents' states and groups, of one length; both are read as long as this lives.
    NeighbourDistances(std::span<const ResidentState> states, std::span<const std::uint8_t> groups,
                       const NeighbourChances& chances);

    // Mean over the eight states of the distance between `x`, the level of a resident of group `own`, and whom they
    // talk to; 0 where there is nobody.
    float mean(std::size_t own, const Vector& x) const;

  private:
    using Levels = std::array<Vector, kSteps + 1>;
    std::span<const ResidentState> states_;
    std::span<const std::uint8_t> groups_;
    NeighbourChances chances_;
    std::vector<Levels> table_;  // [own group], or empty: exact

    Levels to_group(std::size_t group) const;
};

}  // namespace concord::sim
