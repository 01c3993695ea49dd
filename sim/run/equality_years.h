// Measures of equality, polarisation and segregation (sim/measures/equality.h), taken at the end of each period from
// the sums that are taken anyway, and meant over the year; rates are of what was counted in the year.
#pragma once

#include <vector>

#include "sim/measures/record.h"
#include "sim/run/mixed_talks.h"
#include "sim/run/period_sums.h"

namespace concord::sim {

class EqualityYears {
  public:
    EqualityYears(const Simulation::Impl& simulation, const PeriodSums& sums);

    // Period 0 is the start, and year 0 of the series. The record already holds the outcomes of the period's groups.
    void add(int period, const PeriodSums& sums, const std::vector<AdultSums>& adults,
             const std::vector<EventRow>& events, RunRecord& record);

  private:
    const Simulation::Impl& sim_;
    std::vector<MixedTalks> usual_talks_;                            // [G]
    std::vector<std::array<double, kEthnicGroups>> of_segregation_;  // [3] dissimilarity, isolation, interaction
    std::vector<double> sum_;                                        // [G][E] over the periods of the year so far
    std::vector<double> stops_;                                      // [G] simulated, in the year so far

    std::vector<double> of_period(int period, const PeriodSums& sums, const std::vector<AdultSums>& adults,
                                  const RunRecord& record) const;
    void put_polarisation(const PeriodSums& sums, std::vector<double>& values) const;
    void put_stops(int year, const PeriodSums& sums, Series& series);
};

}  // namespace concord::sim
