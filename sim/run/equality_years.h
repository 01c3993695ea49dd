// Measures of equality, polarisation and segregation (sim/measures/equality.h), taken at the end of each period from
// the sums that are taken anyway, and meant over the year; rates are of what was counted in the year.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "sim/measures/record.h"
#include "sim/run/mixed_talks.h"
#include "sim/run/period_sums.h"

namespace concord::sim {

inline constexpr int kPeriodsAYear = kWeeksPerYear / kWeeksPerPeriod;

// What is measured at the end of a period, for a record and for a live session alike.
class EqualityOfPeriod {
  public:
    EqualityOfPeriod(const Simulation::Impl& simulation, const PeriodSums& sums);

    // [G][E] of sums taken just now; NaN where not defined, as rates of stops are of a period. `outcome` is a headline
    // outcome of a group.
    std::vector<double> values(const PeriodSums& sums, const std::vector<AdultSums>& adults,
                               const std::function<double(int group, int outcome)>& outcome) const;

  private:
    const Simulation::Impl& sim_;
    std::vector<MixedTalks> usual_talks_;                            // [G]
    std::vector<std::array<double, kEthnicGroups>> of_segregation_;  // [3] dissimilarity, isolation, interaction

    void put_polarisation(const PeriodSums& sums, std::vector<double>& values) const;
};

// Puts the rates of a year's stops, and their ratios, in place: [G] simulated `stops` of the year, [G][E] `values`.
void put_stops(const PeriodSums& sums, const std::vector<double>& stops, std::span<double> values);
// By how much the most deprived fifth is worse off in an outcome, or an item, of which +1 or -1 is the better way.
double gap_between(double of_best, double of_worst, int better);

class EqualityYears {
  public:
    EqualityYears(const Simulation::Impl& simulation, const PeriodSums& sums);

    // Period 0 is the start, and year 0 of the series. The record already holds the outcomes of the period's groups.
    void add(int period, const PeriodSums& sums, const std::vector<AdultSums>& adults,
             const std::vector<EventRow>& events, RunRecord& record);

  private:
    EqualityOfPeriod of_period_;
    std::vector<double> sum_;    // [G][E] over the periods of the year so far
    std::vector<double> stops_;  // [G] simulated, in the year so far
};

}  // namespace concord::sim
