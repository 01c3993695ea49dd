// The recorder: what of each week, period and year stays in a run's record (model.md section 6, true state).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sim/run/equality_years.h"
#include "sim/run/period_sums.h"
#include "sim/run/place_periods.h"
#include "sim/run/support_record.h"
#include "sim/run/week_reader.h"

namespace concord::sim {

class Observation {
  public:
    // Takes the start (period 0, week 0) at once. `observer` may be null; `further` measures join the headline
    // outcomes.
    Observation(Simulation::Impl& simulation, PeriodObserver* observer, std::span<const Measure> further);
    void week_done();
    RunRecord finish();

  private:
    Simulation::Impl& sim_;
    std::span<const Measure> further_;
    WeekReader week_reader_;
    PeriodSums sums_;
    EqualityYears equality_;
    std::optional<PlacePeriods> places_;
    RunRecord record_;
    SupportRecord support_;
    std::vector<std::array<double, kMeetingCounts>> meetings_before_;  // [districts] at the last period
    VectorDouble gross_ = VectorDouble::Zero(), bounds_ = VectorDouble::Zero();

    void put_week();
    void put_bought();
    void put_meetings(int period);
    void put_programme(int period);
    void put_measured();
    void put_period();
    void put_outcomes_of_groups(int period, const std::vector<AdultSums>& adults, const std::vector<EventRow>& events);
    void put_further(int period, const std::vector<AdultSums>& adults, const std::vector<EventRow>& events);
    void put_dimensions(int period, const AdultSums& gm);
    void put_states(int period, const std::vector<AdultSums>& groups);
    void put_deciles(int period);
    void put_ledger(int period, const std::vector<AdultSums>& groups);
    void put_year();
    void warn_of_bounds();
    void warn_of_empty_seats();
};

}  // namespace concord::sim
