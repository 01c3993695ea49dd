// The places that a lever reaches, as one: who lives there, and whether they are all that there are. Their means are
// taken in the run, beside the baseline's (sim/run/cohort.h): places with too few simulated residents to be shown by
// themselves count in them.
#pragma once

#include <vector>

#include "sim/world/geography.h"

namespace concord::scenarios {

struct PlacesReached {
    double residents = 0, adults = 0;
    bool everywhere = false;  // what is said of Greater Manchester is said of them

    // `places`: neighbourhoods, each once; may be empty.
    PlacesReached(const sim::Geography& geography, const std::vector<int>& places);
};

}  // namespace concord::scenarios
