// Observation (phase 5 of the week): from residents to outcomes of groups, places, weeks and periods (model.md section
// 6, true state). Sums are taken in fixed order, so they do not depend on threads.
#pragma once

#include <vector>

#include "sim/run/simulation_impl.h"
#include "sim/run/weekly_outcomes.h"

namespace concord::sim {

class Observation {
  public:
    // Takes the start (period 0, week 0) at once. `observer` may be null.
    Observation(Simulation::Impl& simulation, PeriodObserver* observer);
    void week_done();
    RunRecord finish();

  private:
    using Histogram = std::array<std::array<std::uint32_t, 200>, kStates>;  // of states, bins of 0.005

    Simulation::Impl& sim_;
    PeriodObserver* observer_;
    WeeklyOutcomes weekly_;
    GroupLayout layout_;
    RunRecord record_;
    std::vector<int> fifth_;                                      // [N] 0 = most deprived
    std::vector<double> residents_;                               // [G] simulated, all ages (age groups: of that band)
    std::vector<AdultSums> place_;                                // [N] of the period
    std::vector<std::array<AdultSums, kAdultBands>> by_age_;      // [A]
    std::vector<std::array<AdultSums, kEthnicGroups>> by_group_;  // [A]
    std::vector<Histogram> place_histogram_;                      // [N], kept only for an observer
    std::vector<Histogram> area_histogram_;                       // [A]
    std::vector<float> start_mean_;                               // [N][kStates]
    VectorDouble gross_ = VectorDouble::Zero(), bounds_ = VectorDouble::Zero();

    void count_residents();
    void observe_area(int area);
    void observe_week();
    void observe_period();
    void observe_year();
    std::vector<AdultSums> fold_groups() const;
    std::vector<EventRow> fold_events() const;
    void put_deciles(int period);
    void put_ledger(int period, const std::vector<AdultSums>& groups);
    void hand_out(int period);
    bool enough(double adults) const { return adults >= kFewestInCell; }
};

}  // namespace concord::sim
