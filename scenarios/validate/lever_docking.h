// P18: every lever of the model against its closed form, run by run.
#pragma once

#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "scenarios/validate/closed_form.h"
#include "sim/policy/scenario.h"
#include "sim/run/simulation.h"

namespace concord::validate {

// A lever everywhere in Greater Manchester from the first week on.
struct DockedLever {
    std::string what;  // "community_engagement, 50 seats"
    sim::LeverSetting setting;
};
std::vector<DockedLever> docked_levers(const sim::Scenario& baseline, int districts);

// One state of one lever: changes of the mean over adults against no lever.
struct Docking {
    std::string lever;
    sim::State state = sim::kNeighbourTrust;
    double formula = 0, run = 0;  // over the last year
};
// Whether there is enough of an effect to compare: 0.02 points of 100. Less is what the form leaves out.
inline bool worth_docking(const Docking& d) { return std::abs(d.run) >= 2e-4 || std::abs(d.formula) >= 2e-4; }
inline constexpr double kDockingTolerance = 0.1;  // of the run's effect

// What is counted of one lever over all of a run, against no lever.
struct DockedCount {
    std::string lever, what;      // "hate incidents"
    double formula = 0, run = 0;  // more of them (fewer: below 0) as a share of those without; change of a share
    double events = 0;            // simulated ones that the formula says go another way
};
// Whether enough events stand behind it for chance to be a few percent of the change.
inline bool worth_docking(const DockedCount& d) { return d.events >= 400; }

struct Docked {
    std::vector<Docking> states;      // in order of the levers, then state
    std::vector<DockedCount> counts;  // what counter-hate work moves
};

// Every lever and state of one run at the world's scale: those of docked_levers, then counter-hate work of the most
// that may be thought of it (everybody within reach, its parameters at the high end of their priors), as its usual
// effect on states is below what is docked. Throws Interrupted once `stop` is set.
Docked dock_levers(const sim::World& world, const sim::Parameters& parameters, const sim::Scenario& baseline,
                   std::uint32_t seed, const std::atomic<bool>* stop = nullptr);

}  // namespace concord::validate
