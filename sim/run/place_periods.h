// What is handed to an observer of neighbourhoods at the end of a period: their measures, and of those only what may be
// shown of neighbourhoods. It is the one door through which a run speaks of a neighbourhood.
#pragma once

#include <limits>
#include <vector>

#include "sim/run/period_sums.h"

namespace concord::sim {

inline constexpr float kNotDefined = std::numeric_limits<float>::quiet_NaN();  // or may not be shown

class PlacePeriods {
  public:
    explicit PlacePeriods(PeriodObserver& observer) : observer_(observer) {}
    void hand_out(const Simulation::Impl& simulation, const PeriodSums& sums);

  private:
    PeriodObserver& observer_;
    std::vector<float> start_mean_;  // [N][kStates]
};

}  // namespace concord::sim
