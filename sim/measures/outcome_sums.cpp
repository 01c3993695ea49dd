#include "sim/measures/outcome_sums.h"

#include "sim/measures/cohesion_index.h"

namespace concord::sim {

AdultSums& AdultSums::operator+=(const AdultSums& more) {
    state += more.state;
    square += more.square;
    item += more.item;
    adults += more.adults;
    fell += more.fell;
    bridging += more.bridging;
    chance += more.chance;
    ties += more.ties;
    deprived_agree += more.deprived_agree;
    deprived_adults += more.deprived_adults;
    return *this;
}

AdultSums& AdultSums::operator-=(const AdultSums& less) {
    state -= less.state;
    square -= less.square;
    item -= less.item;
    adults -= less.adults;
    fell -= less.fell;
    bridging -= less.bridging;
    chance -= less.chance;
    ties -= less.ties;
    deprived_agree -= less.deprived_agree;
    deprived_adults -= less.deprived_adults;
    return *this;
}

double bridging_of(const AdultSums& sums) { return sums.chance > 0 ? sums.bridging / sums.chance : 0; }

template <class Number>
void put_outcomes(Number* out, const AdultSums& sums, double incidents_per_1000_a_year) {
    if (sums.adults < kFewestInCell) return;
    const VectorDouble percent = 100 * sums.item / sums.adults;
    for (int k = 0; k < kOutcomeCohesionIndex; ++k) out[k] = static_cast<Number>(percent[k]);
    out[kOutcomeCohesionIndex] = static_cast<Number>(cohesion_index(sums.state / sums.adults, bridging_of(sums)));
    if (sums.deprived_adults >= kFewestInCell)
        out[kOutcomeGetOnWellMostDeprived] = static_cast<Number>(100 * sums.deprived_agree / sums.deprived_adults);
    out[kOutcomeHateIncidents] = static_cast<Number>(incidents_per_1000_a_year);
    out[kOutcomePoliceTrustFell] = static_cast<Number>(100 * sums.fell / sums.adults);
}
template void put_outcomes(float* out, const AdultSums& sums, double incidents_per_1000_a_year);
template void put_outcomes(double* out, const AdultSums& sums, double incidents_per_1000_a_year);

}  // namespace concord::sim
