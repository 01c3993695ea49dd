// Sums over adults at the end of a period, and what they fold to: from residents to neighbourhoods, areas and the
// groups that measures are kept for. Sums are taken in fixed order, so they do not depend on threads.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/measures/polarisation.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {

// Sums over the adults of a place, and of an area by what they are; members are named as those of Ledger and Counts.
struct AdultParts {
    std::vector<AdultSums> place;                                      // [N]
    std::vector<std::array<AdultSums, kAdultBands>> by_age;            // [A]
    std::vector<std::array<AdultSums, kEthnicGroups>> by_group;        // [A]
    std::vector<std::array<AdultSums, kHouseholdKinds>> by_household;  // [A]
};

using Histogram = std::array<std::array<std::uint32_t, 200>, kStates>;  // of states, bins of 0.005

// The first to the ninth, linear inside a bin.
std::array<float, kDeciles> deciles(const std::array<std::uint32_t, 200>& bins, double total);

// What deciles are kept of: they take memory, and so only of what somebody reads.
enum class Deciles { kOfNothing, kOfAreas, kOfPlaces };

class PeriodSums {
  public:
    PeriodSums(const Simulation::Impl& simulation, Deciles deciles);
    void take();  // of the simulation's present states

    const GroupLayout& layout() const { return layout_; }
    const std::vector<double>& residents() const { return residents_; }     // [G] simulated; age groups: of that band
    const std::vector<double>& talkers() const { return talkers_; }         // [G] those aged 10 and over among them
    const std::vector<AdultSums>& places() const { return adults_.place; }  // [N]
    const std::vector<PowerSums>& powers_of_areas() const { return area_powers_; }  // [A]
    const Histogram& histogram_of_place(std::size_t n) const { return place_histogram_[n]; }

    std::vector<AdultSums> adults_of_groups() const;   // [G]
    std::vector<EventRow> events_of_groups() const;    // [G] at the start the incidents that the balance assumes
    std::vector<EventRow> events_since_reset() const;  // [G] the same, and none at the start
    std::vector<LedgerRow> ledger_of_groups() const;   // [G]
    std::vector<Histogram> histograms_of_places_shown() const;  // [1 + districts]

    // [G] rows of parts (AdultParts, Counts, Ledger) added up group by group, in fixed order. Groups of households stay
    // `nothing` where the parts are not kept by household.
    template <class Parts, class Row, class Add>
    std::vector<Row> fold(const Parts& parts, const Row& nothing, const Add& add) const;

  private:
    const Simulation::Impl& sim_;
    GroupLayout layout_;
    std::vector<int> fifth_;                   // [N] 0 = most deprived
    std::vector<double> residents_, talkers_;  // [G]
    AdultParts adults_;                        // of the period
    std::vector<PowerSums> area_powers_;       // [A] of the period
    std::vector<Histogram> place_histogram_;   // [N], or none
    std::vector<Histogram> area_histogram_;    // [A], or none

    void count_residents();
    void take_area(int area);
    // What the adults of a place add to.
    struct Sums {
        Histogram* histogram;                 // null: nobody reads them
        std::array<AdultSums, kCells>& cell;  // by age band and ethnic group
        AdultSums& with_children;             // of the area's households with children
        PowerSums& powers;                    // of the area
    };
    void take_place(int n, const Sums& sums) const;
    std::array<int, 3> groups_of_place(std::size_t n) const;
};

template <class Parts, class Row, class Add>
std::vector<Row> PeriodSums::fold(const Parts& parts, const Row& nothing, const Add& add) const {
    std::vector<Row> group(static_cast<std::size_t>(layout_.count()), nothing);
    for (std::size_t n = 0; n < parts.place.size(); ++n)
        for (const int g : groups_of_place(n)) add(group[static_cast<std::size_t>(g)], parts.place[n]);
    const auto first_age = static_cast<std::size_t>(layout_.age(kFirstAdultBand)),
               first_ethnic = static_cast<std::size_t>(layout_.ethnic(0)),
               first_household = static_cast<std::size_t>(layout_.household(kWithChildren));
    for (std::size_t a = 0; a < parts.by_age.size(); ++a) {
        for (std::size_t b = 0; b < kAdultBands; ++b) add(group[first_age + b], parts.by_age[a][b]);
        for (std::size_t e = 0; e < kEthnicGroups; ++e) add(group[first_ethnic + e], parts.by_group[a][e]);
        if constexpr (requires { parts.by_household; })
            for (std::size_t h = 0; h < kHouseholdKinds; ++h) add(group[first_household + h], parts.by_household[a][h]);
    }
    return group;
}

}  // namespace concord::sim
