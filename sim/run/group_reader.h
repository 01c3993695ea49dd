// What groups of residents stand at in a week, for whoever keeps no record: a live session. By the sums that a run's
// record is made of (period_sums.h, equality_years.h), so that both say the same.
#pragma once

#include <memory>
#include <vector>

#include "sim/measures/equality.h"
#include "sim/measures/group_layout.h"
#include "sim/run/simulation.h"

namespace concord::sim {

// By GroupLayout, [G] or [G][...]; NaN where not defined, or of fewer than ten simulated residents.
struct GroupWeek {
    std::vector<float> adults, residents;  // simulated; of an age band its own residents
    std::vector<float> outcome;            // [G][kOutcomes]; hate incidents over the last 52 weeks
    std::vector<float> equality;           // [G][kEqualityMeasures] at the week; stops over the last 52 weeks
    std::vector<float> incidents, stops;   // simulated, since the run began: never shown
    std::size_t bytes() const;
};
// Whether a measure of equality is of all 52 weeks, and not of its end alone.
constexpr bool is_of_a_year(int measure) {
    return measure == kEqualityStops || measure == kEqualityStopRatio ||
           (is_gap(measure) && name_of_gap(measure) == kOutcomeTable[kOutcomeHateIncidents].name);
}

class GroupReader {
  public:
    // Of a simulation that nobody reads the periods of: its counts are since the start. It must outlive this.
    explicit GroupReader(const Simulation& simulation);
    ~GroupReader();

    // Of the week that the simulation stands at; without the one of 52 weeks before, what is of a year is not defined.
    GroupWeek read(const GroupWeek* year_before);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace concord::sim
