// Worlds, baselines and runs that several tests share.
#pragma once

#include <memory>
#include <vector>

#include "sim/parameters/parameters.h"
#include "sim/run/simulation.h"
#include "sim/run/start.h"
#include "sim/run/state.h"
#include "sim/world/world.h"
#include "tests/support/test_geography.h"

namespace concord::tests {

// Plausible published levels; no district effects, equal exposure.
sim::Baseline plain_baseline();
// In force in the first so many districts, all of it from the first week.
sim::LeverSetting lever(sim::LeverKind kind, double intensity, int districts = 1);
// A forum with every member.
sim::LeverSetting forum(int districts = 1);
// Every lever of the model turned, everywhere or in some districts.
std::vector<sim::LeverSetting> every_lever(int districts);
sim::Scenario scenario(int years, std::vector<sim::LeverSetting> levers = {});
// Of its kind's usual ratio, in the week that begins `week` weeks after such a scenario does; kinds that last, `weeks`.
sim::NewsEvent event(sim::NewsKind kind, int week, int district = 0, int weeks = 4);

// The defaults, with every lever delivered as it was meant in every district.
sim::Parameters as_intended();
// Parameters with every mechanism off but return and influence.
sim::Parameters only_influence();

struct Finished {
    sim::Column<sim::ResidentState> states;
    sim::RunRecord record;
};
Finished finish(const sim::World& world, const sim::Scenario& scenario, const sim::Parameters& parameters,
                const sim::RunOptions& options = {}, sim::PeriodObserver* observer = nullptr);

// Share of the ties before that stand in the same place after.
double ties_kept(const sim::SimulationState& before, const sim::SimulationState& after);

// Bits, not values: NaN equals NaN.
bool same_bits(const sim::Column<sim::ResidentState>& a, const sim::Column<sim::ResidentState>& b);
bool same_bits(const sim::RunRecord& a, const sim::RunRecord& b);

}  // namespace concord::tests
