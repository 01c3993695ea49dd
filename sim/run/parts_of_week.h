// Parts of a week that can be done alone, over and over, on a simulation's present state: for whoever times them
// (tests/bench). The states stay as they are; replacing ties replaces them.
#pragma once

#include "sim/run/simulation.h"

namespace concord::sim {

class PartsOfWeek {
  public:
    explicit PartsOfWeek(Simulation& simulation) : impl_(*simulation.impl_) {}
    double mean_talks() const;  // of a resident, a week
    void draw_partners() const;
    void observe_places();
    void replace_ties();

  private:
    Simulation::Impl& impl_;
};

}  // namespace concord::sim
