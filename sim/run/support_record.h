// What a run's record keeps of support (model.md 4.8): counts of Greater Manchester and of districts, by year and over
// the run, and wrong referrals by ethnic group. A value is kept only where ten simulated residents or more stand behind
// it, and only together with those it could be worked out from: of a measure, all years or none, all districts or none;
// what monitoring reports of referrals, all reports or none.
#pragma once

#include <string>
#include <vector>

#include "sim/run/simulation_impl.h"

namespace concord::sim {

class SupportRecord {
  public:
    void year_done(const Simulation::Impl& simulation);
    void finish(const Simulation::Impl& simulation, RunRecord& record) const;

  private:
    std::vector<std::vector<support::Counts>> years_;  // [years done][districts] since the start
};

// Sectors whose right referrals alone are more than what is published of them.
std::vector<std::string> support_warnings(const support::Start& start);

}  // namespace concord::sim
