// Worlds of a few retired residents in one place, with every process off that a test does not turn on: what happens in
// a week is then a formula. Internal details of the engine are not touched: states are set and read through save and
// restore.
#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "sim/run/simulation.h"
#include "sim/run/state.h"
#include "tests/support/runs.h"

namespace concord::tests {

// All residents are retired, so there is no venue; households of the given sizes, groups in the order of EthnicGroup.
sim::Geography tiny_geography(std::array<int, sim::kEthnicGroups> residents_of_group, std::vector<int> household_sizes);

// As many places of that kind, side by side in one area; `change` may tell them apart.
sim::Geography tiny_places(int places, std::array<int, sim::kEthnicGroups> residents_of_group,
                           std::vector<int> household_sizes,
                           const std::function<void(sim::Neighbourhood&, int)>& change);

// No return, influence, contact, policing, engagement, hostility, turnover or online talk; everybody starts at the GM
// means.
sim::Parameters nothing_happens();
// A baseline without stops and incidents.
sim::Baseline quiet_baseline();

// Two residents under one roof who know nobody else: in a week they talk once at home, three times as neighbours and
// twice as friends, six talks with each other and nobody else.
inline constexpr std::array<int, sim::kEthnicGroups> kTwoWhite{0, 0, 0, 2, 0}, kOneAsianOneWhite{1, 0, 0, 1, 0};
inline constexpr int kTalksOfTwo = 6;

inline const double kFade = -std::log(0.7) / 52;       // phi, 0.00685913 a week: 30 % of a gain is gone after 52
inline constexpr double kFloat = 2e-7;                 // a few last bits of a state in float
inline double w(double x) { return 4 * x * (1 - x); }  // weight of an event at level x
inline double logit(double share) { return std::log(share / (1 - share)); }

class TinyRun {
  public:
    TinyRun(const sim::Geography& geography, const sim::Parameters& parameters, std::uint32_t seed = 1,
            std::vector<sim::LeverSetting> levers = {}, sim::Baseline baseline = quiet_baseline(), bool balance = false,
            sim::Kernel kernel = sim::Kernel::kAssimilation);

    // Changes the state as `edit` does; residents are told apart by number.
    void edit(const std::function<void(sim::SimulationState&)>& edit);
    void step() { simulation_.step(); }
    sim::RunRecord run() { return sim::run(simulation_); }
    float value(std::uint32_t resident, sim::State state) const { return simulation_.states()[resident][state]; }
    std::shared_ptr<const sim::SimulationState> state() const { return simulation_.save(); }
    const sim::World& world() const { return world_; }
    const sim::Start& start() const { return *start_; }

  private:
    sim::World world_;
    sim::Scenario scenario_;
    sim::RunOptions options_;
    std::shared_ptr<const sim::Start> start_;
    sim::Simulation simulation_;
};

}  // namespace concord::tests
