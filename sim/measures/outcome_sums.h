// Headline outcomes from sums over adults (model.md section 6), by one function wherever they are shown: of groups and
// periods, of places, of a week, of a live session.
#pragma once

#include <array>

#include "sim/ground/vector.h"
#include "sim/measures/flows.h"
#include "sim/measures/items.h"

namespace concord::sim {

// Counts of a place or group since the period began, simulated (not yet times k).
using EventRow = std::array<double, kEventKinds>;

// Sums over the adults of a group.
struct AdultSums {
    VectorDouble state = VectorDouble::Zero(), square = VectorDouble::Zero(), item = VectorDouble::Zero();
    double adults = 0, fell = 0, bridging = 0, chance = 0;
    double ties = 0;                                 // friends of another background
    double deprived_agree = 0, deprived_adults = 0;  // get_on_well among those in the most deprived fifth
    AdultSums& operator+=(const AdultSums& more);
    AdultSums& operator-=(const AdultSums& less);
};

// Friends of another background over what chance would give; 0 where chance gives none.
double bridging_of(const AdultSums& sums);

inline constexpr double kFewestInCell = 10;  // simulated residents a cell rests on (section 9)

// out: [kOutcomes] of float or double, in the outcomes' units; left as it is for a group of fewer than ten adults.
template <class Number>
void put_outcomes(Number* out, const AdultSums& sums, double incidents_per_1000_a_year);

}  // namespace concord::sim
