// The simulation: one run of one scenario (model.md sections 3.4 to 3.6 and 4). What is constant is in World,
// Parameters, Scenario and Start; what changes is in State. One world and one start are shared by many runs, without
// copies.
//
//   auto start = sim::prepare(world, parameters, scenario.baseline, {.seed = 7});
//   sim::Simulation simulation(world, start, scenario, {.seed = 7});
//   sim::RunRecord record = sim::run(simulation);
//
// Bit-identical at any number of threads.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/measures/record.h"
#include "sim/processes/context.h"

namespace concord::sim {

// Mean and sd over residents of the balance shift (set-point minus observed level) and the share of set-points outside
// [0, 1], by state.
struct BalanceReport {
    std::array<double, kStates> mean{}, sd{}, outside{};
    std::vector<std::string> warnings;  // above 0.25: a mechanism is too strong for what is observed
};

// Everything solved once per population, parameter draw, seed and baseline, and shared by all scenarios (3.4 to 3.6).
struct Start;
std::shared_ptr<const Start> prepare(const World& world, const Parameters& parameters, const Baseline& baseline,
                                     const RunOptions& options);
const BalanceReport& balance_report(const Start& start);

// The same for a start that a single run will use: the friends at week 0, which are a sixth of a run's memory, are not
// kept beside it but handed to that run.
struct StartOfOneRun {
    std::shared_ptr<const Start> start;
    Column<Friends> friends;
};
StartOfOneRun prepare_one_run(const World& world, const Parameters& parameters, const Baseline& baseline,
                              const RunOptions& options);

struct SimulationState;  // sim/run/state.h

// How a run is followed, and what it measures.
struct RunHooks {
    PeriodObserver* observer = nullptr;  // gets every period of every neighbourhood
    std::function<bool(int week, int weeks)>
        progress{};  // after every week; returning false stops the run after that week
    std::span<const Measure> further = further_measures();  // beside the headline outcomes
};

class Simulation {
  public:
    // World, start and scenario must outlive the simulation. Scenario's baseline must be the one `start` was prepared
    // for. `friends` are those of prepare_one_run; without them the simulation begins with a copy of the start's.
    Simulation(const World& world, std::shared_ptr<const Start> start, const Scenario& scenario,
               const RunOptions& options, Column<Friends> friends = {});
    ~Simulation();
    Simulation(Simulation&&) noexcept;

    void step();                                   // one week
    int week() const;                              // weeks done
    const Column<ResidentState>& states() const;   // [talkers]
    std::span<const double> units_bought() const;  // [levers][districts] in the last week, as Schedule::units; 0 before
    const SimulationState& state() const;          // all that changes, to look at; valid until the next step
    // Everything that changes, and back to it. The state must come from a run of the same world and start; its scenario
    // may differ from this one's from that week on: the run then goes on as if this scenario had been in force from the
    // beginning. Throws std::invalid_argument when the shapes do not fit.
    std::shared_ptr<const SimulationState> save() const;
    void restore(const SimulationState& state);
    std::size_t bytes() const;  // heap in use by this run, world and start excluded
    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
    friend RunRecord run(Simulation& simulation, const RunHooks& hooks);
    friend class GroupReader;
    friend class PartsOfWeek;
};

// Runs `scenario.length()` weeks from the start and returns what happened; a stopped run has record.weeks below that.
RunRecord run(Simulation& simulation, const RunHooks& hooks = {});

}  // namespace concord::sim
