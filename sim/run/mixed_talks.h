// Face-to-face talks of a week across backgrounds, expected from who is there (model.md 4.2, 6): by the same slots as
// drawn talks (sim/processes/talks.h), counting nobody's week. Household, neighbours and venue are constant in a run;
// talks with friends move as ties do.
#pragma once

#include <array>
#include <vector>

#include "sim/run/simulation_impl.h"

namespace concord::sim {

// Talks a week, and those of them with somebody of another background; sums over adults.
struct MixedTalks {
    double all = 0, other = 0;
    MixedTalks& operator+=(const MixedTalks& more) {
        all += more.all;
        other += more.other;
        return *this;
    }
};

// Of resident i of neighbourhood n, with household, neighbours and venue.
MixedTalks usual_talks(const Simulation::Impl& simulation, int n, std::uint32_t i);

// The same summed over adults, and the talks with friends that they have, of whatever background: members are named as
// those of AdultParts.
struct TalkParts {
    std::vector<MixedTalks> place;                                      // [N]
    std::vector<std::array<MixedTalks, kAdultBands>> by_age;            // [A]
    std::vector<std::array<MixedTalks, kEthnicGroups>> by_group;        // [A]
    std::vector<std::array<MixedTalks, kHouseholdKinds>> by_household;  // [A]
};
TalkParts usual_talks(const Simulation::Impl& simulation);

}  // namespace concord::sim
