#include "sim/world/sampling.h"

#include "sim/ground/random.h"

namespace concord::sim {

std::vector<std::uint16_t> kept_households(const NeighbourhoodPopulation& population, int scale, std::uint32_t seed,
                                           std::uint32_t number) {
    const std::uint32_t step = static_cast<std::uint32_t>(scale);
    const std::uint32_t start = below(Stream(seed, Process::kSampling).word(number, 0, 0), step);
    std::vector<std::uint16_t> kept;
    for (std::uint32_t h = start; h < static_cast<std::uint32_t>(population.households()); h += step)
        kept.push_back(static_cast<std::uint16_t>(h));
    return kept;
}

}  // namespace concord::sim
