// Who lives with whom (model.md section 3.1, households): the residents of a neighbourhood fill its census household
// sizes, under rules of plausibility: adults in every household, parents and partners of fitting age, mostly one ethnic
// group. Residents of communal establishments are chosen first and live alone.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/world/persons.h"
#include "sim/world/population_parameters.h"

namespace concord::sim {

// The full (1:1) residents of a neighbourhood in order of household; households in order of kind, size and composition,
// which is what systematic sampling needs.
struct NeighbourhoodPopulation {
    std::vector<std::uint8_t> fine_age, ethnic_group, activity;  // [residents]
    std::vector<std::uint16_t> household_begin;                  // [households + 1] into the above
    int private_households = 0;                                  // these come first; then one per communal resident

    int residents() const { return static_cast<int>(fine_age.size()); }
    int households() const { return static_cast<int>(household_begin.size()) - 1; }
};

// Sizes of a neighbourhood's households, ascending, that sum to its residents in households. Where the published counts
// do not add up, 8-or-more households are filled first (up to `largest_filled_household`), then households of all sizes
// in proportion gain or lose one member each.
struct HouseholdSizes {
    std::vector<int> size;
    int moved = 0;    // households that gained or lost a member
    int removed = 0;  // households dropped because there were fewer residents than households
};
HouseholdSizes household_sizes(const Neighbourhood& neighbourhood, const PopulationParameters& parameters,
                               std::uint32_t seed, std::uint32_t number);

// Fills the households; depends on its arguments alone. `number` is the neighbourhood's.
NeighbourhoodPopulation fill_households(const Neighbourhood& neighbourhood, const AgeByGroup& persons,
                                        const HouseholdSizes& sizes, const PopulationParameters& parameters,
                                        std::uint32_t seed, std::uint32_t number);

}  // namespace concord::sim
