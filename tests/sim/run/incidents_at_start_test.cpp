// Hate incidents at the start: what is recorded is what the baseline publishes, and true ones are more by the
// probability of recording.
#include "sim/run/incidents_at_start.h"

#include <catch2/catch.hpp>

#include "sim/ground/maths.h"
#include "sim/run/week_reader.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

TEST_CASE("Recorded incidents at the start are the published ones, true ones those over the probability of recording") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    Scenario scenario = tests::scenario(1);
    scenario.baseline.recorded_hate_per_1000_a_year = 4;
    Parameters p = tests::as_intended();
    const IncidentsAtStart usual = incidents_at_start(world, p, scenario, {.seed = 3});
    CHECK(usual.recorded == 4);
    // As a run has it at its start, but for the chance of whom the sample's own changes have moved.
    const WeekReader reader(prepare(world, p, scenario.baseline, {.seed = 3}));
    Simulation simulation(world, prepare(world, p, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    CHECK(usual.happening == Approx(reader.outcomes(simulation.state())[kOutcomeHateIncidents]).epsilon(0.1));

    p.report_slope = 0;  // recorded alike, whatever the trust
    const IncidentsAtStart alike = incidents_at_start(world, p, scenario, {.seed = 3});
    CHECK(alike.happening == Approx(4 / maths::logistic(p.report_intercept)).epsilon(1e-3));

    scenario.baseline.recorded_hate_per_1000_a_year = 8;
    const IncidentsAtStart twice = incidents_at_start(world, p, scenario, {.seed = 3});
    CHECK(twice.happening == Approx(2 * alike.happening).epsilon(1e-3));
}
