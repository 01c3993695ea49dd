// Which households a 1:k population keeps (model.md section 2): whole households of the full population of the same
// seed, by systematic sampling with a random start in every neighbourhood over households in order of kind, size and
// composition. Every household is kept with probability exactly 1/k, so expected counts are the full ones divided by k.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/households.h"

namespace concord::sim {

// Numbers of the households kept, ascending; all of them at scale 1.
std::vector<std::uint16_t> kept_households(const NeighbourhoodPopulation& population, int scale, std::uint32_t seed,
                                           std::uint32_t number);

}  // namespace concord::sim
