// Sums over adults at the end of a period, and what they fold to: from residents to neighbourhoods, areas and the
// groups that measures are kept for. Sums are taken in fixed order, so they do not depend on threads.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/run/simulation_impl.h"

namespace concord::sim {

using Histogram = std::array<std::array<std::uint32_t, 200>, kStates>;  // of states, bins of 0.005

// The first to the ninth, linear inside a bin.
std::array<float, kDeciles> deciles(const std::array<std::uint32_t, 200>& bins, double total);

class PeriodSums {
  public:
    // Deciles of neighbourhoods take memory, and so are kept only where somebody reads them.
    PeriodSums(const Simulation::Impl& simulation, bool deciles_of_places);
    void take();  // of the simulation's present states

    const GroupLayout& layout() const { return layout_; }
    const std::vector<double>& residents() const { return residents_; }  // [G] simulated; age groups: of that band
    const std::vector<AdultSums>& places() const { return place_; }      // [N]
    const Histogram& histogram_of_place(std::size_t n) const { return place_histogram_[n]; }

    std::vector<AdultSums> adults_of_groups() const;  // [G]
    std::vector<EventRow> events_of_groups() const;   // [G] at the start the incidents that the balance assumes
    std::vector<LedgerRow> ledger_of_groups() const;  // [G]
    std::vector<Histogram> histograms_of_places_shown() const;  // [1 + districts]

  private:
    const Simulation::Impl& sim_;
    GroupLayout layout_;
    std::vector<int> fifth_;                                      // [N] 0 = most deprived
    std::vector<double> residents_;                               // [G]
    std::vector<AdultSums> place_;                                // [N] of the period
    std::vector<std::array<AdultSums, kAdultBands>> by_age_;      // [A]
    std::vector<std::array<AdultSums, kEthnicGroups>> by_group_;  // [A]
    std::vector<Histogram> place_histogram_;                      // [N], or none
    std::vector<Histogram> area_histogram_;                       // [A]

    void count_residents();
    void take_area(int area);
    void take_place(int n, Histogram& histogram, std::array<AdultSums, kCells>& cell) const;
    std::array<int, 3> groups_of_place(std::size_t n) const;
    template <class Row, class Add>
    std::vector<Row> fold(const std::vector<Row>& place, const std::vector<std::array<Row, kAdultBands>>& by_age,
                          const std::vector<std::array<Row, kEthnicGroups>>& by_group, const Row& nothing,
                          const Add& add) const;
};

}  // namespace concord::sim
