// Made-up runs for the tests of files and ensembles: deterministic numbers in the shapes of the engine's, in no time.
// The outcome of a run is level + effect of its scenario + noise; scenarios of one seed share most of the noise, as
// they do with common random numbers.
#pragma once

#include "sim/measures/record.h"
#include "sim/policy/costs.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"
#include "tests/support/test_geography.h"

namespace concord::scenarios {

struct Fabrication {
    std::uint32_t seed = 1;
    double effect = 0;           // added to every outcome from the first period on, in its unit
    double shared_noise = 1.0;   // sd over seeds, common to all scenarios of a seed
    double own_noise = 0.1;      // sd over seeds, own to the scenario
    std::uint32_t scenario = 0;  // draws the own noise
    int levers = 1;  // of the scenario; of the first a thousand units a year are bought in the first district
};

sim::World fabricated_world(const sim::Geography& geography, int scale = 20);
sim::Scenario fabricated_scenario(const std::string& name, int years, bool with_lever);
sim::RunRecord fabricated_record(const sim::World& world, int years, const Fabrication& fabrication);
sim::CostReport fabricated_costs(const sim::World& world, const sim::Scenario& scenario);

// Hands `periods` + 1 made-up periods to the observer.
void fabricate_periods(const sim::World& world, int periods, std::uint32_t seed, sim::PeriodObserver& observer);

// A standard-normal-like number, a pure function of its arguments.
double noise(std::uint32_t seed, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0);

}  // namespace concord::scenarios
