// What changes during a run, and nothing else: copy it and the run can be taken up again from there, by itself or under
// a scenario that differs from that week on. One list of members serves saving, restoring (both plain copies) and
// comparing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/ground/resident.h"
#include "sim/ground/vector.h"
#include "sim/measures/ledger.h"
#include "sim/measures/outcome_sums.h"
#include "sim/run/rooms.h"

namespace concord::sim {

// Events since the period began.
struct Counts {
    std::vector<EventRow> place;                                      // [N]
    std::vector<std::array<EventRow, kAdultBands>> by_age;            // [A] adults
    std::vector<std::array<EventRow, kEthnicGroups>> by_group;        // [A] all ages
    std::vector<std::array<EventRow, kHouseholdKinds>> by_household;  // [A] all ages
    void reset(std::size_t neighbourhoods, std::size_t areas);
};

// Sums over a neighbourhood's adults at the end of a week, kept every week: they feed the weekly outcomes.
struct PlaceSums {
    VectorDouble state = VectorDouble::Zero(), item = VectorDouble::Zero();
    double fell = 0;  // adults whose police trust fell by more than 0.1
    double bridging = 0,
           chance = 0;     // sums over adults: share of friends of another background; what GM's mix would give
    double incidents = 0;  // true hate incidents of the week
};

// Shapes: T talkers, N neighbourhoods, A areas. What a single process changes is in its own State.
struct SimulationState : RoomStates {
    int week = 0;                              // weeks done
    Column<ResidentState> now;                 // [T]
    Column<std::uint8_t> tag_now;              // [T] ethnic group and the week's encounters
    Column<Friends> friends;                   // [T]
    Column<std::uint16_t> police_trust_start;  // [T] in 1/65535: at the start, or when they moved in
    std::vector<std::uint16_t> reached_by;     // [T] since they moved in: kinds of lever, a bit each (cohort.h)
    std::vector<PlaceSums> sums;               // [N] of `now`
    Ledger ledger;                             // since the period began, or since the start where nobody reads periods
    Counts counts;

    std::size_t bytes() const;  // heap in use
};

// Names of all members that are saved, restored and compared, the week left out.
std::vector<std::string_view> member_names();
// Name of the first member whose bits differ; empty when all are the same.
std::string_view first_difference(const SimulationState& a, const SimulationState& b);

}  // namespace concord::sim
