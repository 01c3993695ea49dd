// A year in a small made-up place with many stops and incidents, and what can be read off it by name: for tests of
// direction.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sim/run/state.h"
#include "tests/support/runs.h"

namespace concord::tests {

struct MeasuredRun {
    std::shared_ptr<const sim::SimulationState> start, end;
    sim::RunRecord record;
    std::array<double, sim::kItems> item{};  // mean over neighbourhoods at the end, percent
};

// `what`: a parameter, a lever (its intensity) or another field of the lever in force; `setting`: words of
//   engagement, bridging, patrol, training, stops, fronted, explained   that lever in force besides
//   attack, vote, wave, grooming, meeting, solidarity   that event towards the end; earlier: with a long tail
//   early, staff   early support and frontline training in force; travel: pressure to travel, towards the end
//   needs        far more needs, referrals and places of support; scarce: few places
//   free         without balance: what a process does shows as a drift
//   incidents    many more hate incidents
//   few places   without noise between neighbourhoods
//   repulsion, bounded   kernels of influence
// `parameters`: others by name, at these values.
MeasuredRun measured_run(const std::string& what, double value, const std::string& setting, std::uint32_t seed,
                         const std::map<std::string, double>& parameters = {});

// "posture.fair_share": the name that a lever's field has in these tables, where parameters have names too.
std::string field_name(const sim::LeverField& field);

// A state's mean over adults ("voice"), "sd voice", "places voice" (sd over neighbourhoods' means), "voice with
// belonging" (covariance), a headline outcome or count of the year by its name, an item at the end, "disorder", "stops
// at 16-24", "stops in district 2", "incidents, White", "ties kept" a count of meetings of the year ("meetings_held")
// or what is measured of the prevention programme at the end ("programme_aware"). Fails the test for another name.
double value_of(const MeasuredRun& run, const std::string& measure);

// The state at week 0 with one parameter changed.
struct MeasuredStart {
    std::shared_ptr<const sim::SimulationState> state;
    // "start_mean": the state's mean over adults; "deprivation_slope" and kin: its covariance with that predictor.
    double of(int state, const std::string& predictor) const;
};
MeasuredStart start_of(const std::string& parameter, double value);

}  // namespace concord::tests
