// One way of measuring a week: what is read of a state's places is what its residents say, and nothing of few.
#include "sim/run/week_reader.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/run/start.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

TEST_CASE("The mean of a neighbourhood is that of its adults, in any week", "[series]") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    const auto scenario = tests::scenario(1, tests::every_lever(2));
    const auto start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
    Simulation simulation(world, start, scenario, {.seed = 3});
    const WeekReader reader(start);
    for (const int week : {0, 5}) {
        while (simulation.week() < week) simulation.step();
        for (int n = 0; n < world.neighbourhoods(); ++n) {
            double adults = 0, voice = 0;
            for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
                if (world.age_band[i] >= kFirstAdultBand)
                    ++adults, voice += static_cast<double>(simulation.states()[i][kVoice]);
            CHECK(reader.adults(n) == adults);
            CHECK(reader.mean(simulation.state(), n, kVoice) == Approx(voice / adults).margin(1e-6));
            const double agree = reader.agree(simulation.state(), n, kBelong);
            CHECK((agree > 0 && agree < 1));
        }
    }
    // Greater Manchester's share is that of its neighbourhoods, by their adults.
    double agree = 0, adults = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        agree += reader.adults(n) * reader.agree(simulation.state(), n, kBelong), adults += reader.adults(n);
    CHECK(static_cast<double>(reader.outcomes(simulation.state())[kOutcomeBelong]) ==
          Approx(100 * agree / adults).epsilon(1e-5));
}

TEST_CASE("The share of adults who lost trust in the police is counted every week, from where each of them began",
          "[series]") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    const auto scenario = tests::scenario(1);
    const auto start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
    Simulation simulation(world, start, scenario, {.seed = 3});
    auto state = *simulation.save();
    for (std::size_t i = 0; i < state.police_trust_start.size(); i += 3) state.police_trust_start[i] = 65535;  // 1
    simulation.restore(state);
    simulation.step();
    const auto& now = simulation.state();
    double adults = 0, fell = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        if (world.age_band[i] < kFirstAdultBand) continue;
        ++adults;
        const double from = now.police_trust_start[i] / 65535.0;
        fell += static_cast<double>(now.now[i][kPoliceTrust]) < from - 0.1;
    }
    CHECK(fell > 0.2 * adults);
    CHECK(fell < 0.4 * adults);
    CHECK(static_cast<double>(WeekReader(start).outcomes(now)[kOutcomePoliceTrustFell]) ==
          Approx(100 * fell / adults).margin(0.01));
}

TEST_CASE("Of a neighbourhood of fewer than ten simulated adults nothing is read, of one of ten it is",
          "[series][disclosure]") {
    int few = 0, ten = 0, more = 0;
    for (const int scale : {80, 100, 110, 120, 130, 150}) {
        const auto world = build_world(small_geography(2, 2, 3), {.scale = scale, .seed = 8});
        const auto scenario = tests::scenario(1);
        const auto start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
        const Simulation simulation(world, start, scenario, {.seed = 3});
        const WeekReader reader(start);
        for (int n = 0; n < world.neighbourhoods(); ++n) {
            const bool small = reader.adults(n) < 10;
            (small ? few : reader.adults(n) == 10 ? ten : more) += 1;
            CHECK(std::isnan(reader.mean(simulation.state(), n, kSafety)) == small);
            CHECK(std::isnan(reader.agree(simulation.state(), n, kFeelSafe)) == small);
        }
    }
    CHECK(few > 0);
    CHECK(ten > 0);
    CHECK(more > 0);
}

TEST_CASE("A week's incidents are a rate over residents of all ages, of each district and of all", "[series]") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    const auto scenario = tests::scenario(1);
    const auto start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
    Simulation simulation(world, start, scenario, {.seed = 3});
    simulation.step();
    auto state = *simulation.save();
    std::vector<double> residents(3, 0), incidents(3, 0);
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto at = static_cast<std::size_t>(n);
        state.sums[at].incidents = n + 1;
        const auto children = world.neighbourhood_child_begin[at + 1] - world.neighbourhood_child_begin[at];
        const auto others = world.neighbourhood_begin[at + 1] - world.neighbourhood_begin[at];
        for (const std::size_t shown :
             {std::size_t{0}, 1 + static_cast<std::size_t>(world.geography.neighbourhoods[at].district)})
            residents[shown] += children + others, incidents[shown] += n + 1;
    }
    REQUIRE(residents[0] == world.residents());
    const WeekReader reader(start);
    const std::vector<float> outcomes = reader.outcomes(state);
    for (std::size_t shown = 0; shown < 3; ++shown) {
        CHECK(reader.residents(shown) == residents[shown]);
        CHECK(static_cast<double>(outcomes[shown * kOutcomes + kOutcomeHateIncidents]) ==
              Approx(incidents[shown] * 52 * 1000 / residents[shown]).epsilon(1e-5));
    }
}
