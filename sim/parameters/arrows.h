// The arrows between states, and from disorder to states (model.md 4.1, coupling): one table, read by the process, by
// what says which lever reaches what, and by closed forms.
#pragma once

#include <array>
#include <span>

#include "sim/ground/resident.h"
#include "sim/parameters/coupling.h"

namespace concord::sim::coupling {

// An arrow from a state to a state: `kappa` lasting points of `to` for a lasting point of `from`.
struct Arrow {
    State from, to;
    double CouplingParameters::*kappa;
};

// An arrow from a neighbourhood's disorder to a state.
struct PlaceArrow {
    State to;
    double CouplingParameters::*points;  // of 100, lasting, when disorder rises by 10 %
};

inline constexpr std::array kArrows = {Arrow{kVoice, kBelonging, &CouplingParameters::voice_to_belonging},
                                       Arrow{kVoice, kNeighbourTrust, &CouplingParameters::voice_to_trust},
                                       Arrow{kPoliceTrust, kBelonging, &CouplingParameters::police_to_belonging},
                                       Arrow{kPoliceTrust, kGrievance, &CouplingParameters::police_to_grievance},
                                       Arrow{kSafety, kNeighbourTrust, &CouplingParameters::safety_to_trust},
                                       Arrow{kNeighbourTrust, kBelonging, &CouplingParameters::trust_to_belonging},
                                       Arrow{kGrievance, kVoice, &CouplingParameters::grievance_to_voice}};
inline constexpr std::array kPlaceArrows = {PlaceArrow{kSafety, &CouplingParameters::disorder_to_safety},
                                            PlaceArrow{kNeighbourTrust, &CouplingParameters::disorder_to_trust}};

inline std::span<const Arrow> arrows() { return kArrows; }
inline std::span<const PlaceArrow> place_arrows() { return kPlaceArrows; }

}  // namespace concord::sim::coupling
