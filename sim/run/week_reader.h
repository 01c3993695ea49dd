// What a week leaves, measured by one code for every reader: a run's record, a live session and tests take outcomes,
// items and states from the sums of a state's week and from nothing else (model.md section 6, true state).
#pragma once

#include <memory>
#include <vector>

#include "sim/measures/items.h"
#include "sim/measures/outcome_sums.h"
#include "sim/run/simulation.h"
#include "sim/run/state.h"

namespace concord::sim {

// What monitoring says of the weeks to one week, and what is true of the same weeks, each [1 + districts][kIndicators],
// GM first; NaN: not seen by the regime, or of too few. Empty where no report ends with the week.
struct ReportOfWeek {
    std::vector<float> measured, truth;
};
ReportOfWeek report_of_week(const SimulationState& state);

class WeekReader {
  public:
    explicit WeekReader(std::shared_ptr<const Start> start);

    // Headline outcomes of Greater Manchester and the districts, [1 + districts][kOutcomes], GM first; NaN where not
    // defined. At week 0 incidents are those that the balance assumes.
    std::vector<float> outcomes(const SimulationState& state) const;
    // Of a neighbourhood's adults: the share who agree, the mean; NaN for fewer than ten simulated ones. Whether it may
    // be shown there is the reader's to ask.
    double agree(const SimulationState& state, int neighbourhood, Item item) const;
    double mean(const SimulationState& state, int neighbourhood, State of) const;
    double adults(int neighbourhood) const { return adults_[neighbourhood]; }  // simulated
    // Simulated, of all ages, of Greater Manchester (0) and the districts (from 1).
    double residents(std::size_t shown) const { return residents_[shown]; }

  private:
    std::shared_ptr<const Start> start_;
    std::vector<int> fifth_;         // [N] 0 = most deprived
    std::vector<double> adults_;     // [N] simulated
    std::vector<double> residents_;  // [1 + districts] simulated, all ages
    double of_adults(double sum, int neighbourhood) const;
};

// Incidents a week in the neighbourhood that the balance assumes: there is nothing to count yet at the start.
double starting_incidents(const Start& start, const SimulationState& state, int neighbourhood);

}  // namespace concord::sim
