// Means and spreads over adults, within places and between them, of residents written down one by one.
#include "scenarios/validate/drift.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/scenarios/validate/hand_world.h"

namespace concord::validate {
namespace {

using tests::Person;

sim::Column<sim::ResidentState> with_voice(const std::vector<float>& values) {
    sim::Column<sim::ResidentState> states(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        for (int s = 0; s < sim::kStates; ++s) states[i][s] = s == sim::kVoice ? values[i] : 0.5f;
    return states;
}

Spread filled(double mean, double within, double between) {
    Spread spread;
    spread.mean.fill(mean), spread.within.fill(within), spread.between.fill(between);
    return spread;
}

}  // namespace

TEST_CASE("Spread within weighs adults, spread between weighs places; children and empty places are in neither",
          "[drift]") {
    const Person adult, child{sim::kAge10To15, sim::kWhite};
    const auto world = tests::hand_world({{{adult, child}, {adult}, {adult}}, {{adult}}, {{child}}});
    // Adults 0.25, 0.5, 0.75 in the first place and 0.9 in the second; children 0 and 1.
    const auto spread = spread_of(world, with_voice({0.25f, 0, 0.5f, 0.75f, 0.9f, 1}));
    CHECK(spread.mean[sim::kVoice] == Approx(2.4 / 4));
    CHECK(spread.within[sim::kVoice] == Approx(std::sqrt(2 * 0.0625 / 4)));
    CHECK(spread.between[sim::kVoice] == Approx(0.2).margin(1e-6));  // means 0.5 and 0.9
    CHECK(spread.mean[sim::kSafety] == Approx(0.5));
    CHECK(spread.within[sim::kSafety] == Approx(0).margin(1e-7));
    CHECK(spread.between[sim::kSafety] == Approx(0).margin(1e-7));
}

TEST_CASE("Drift keeps its signs by state; the largest is of any state and either sign", "[drift]") {
    const Spread before = filled(0.5, 0.2, 0.1);
    Spread after = before;
    after.mean[sim::kVoice] = 0.51, after.mean[sim::kGrievance] = 0.46;
    after.within[sim::kSafety] = 0.23, after.between[sim::kOpenness] = 0.08;
    const Drift drift = drift_of(before, after);
    CHECK(drift.mean[sim::kVoice] == Approx(0.01));
    CHECK(drift.mean[sim::kGrievance] == Approx(-0.04));
    CHECK(drift.within[sim::kSafety] == Approx(0.15));
    CHECK(drift.between[sim::kOpenness] == Approx(-0.2));
    CHECK(drift.within[sim::kVoice] == Approx(0).margin(1e-12));
    CHECK(drift.largest_mean() == Approx(0.04));
    CHECK(drift.largest_spread() == Approx(0.2));
    after.between[sim::kOpenness] = 0.1;
    CHECK(drift_of(before, after).largest_spread() == Approx(0.15));
    CHECK(drift_of(before, before).largest_mean() == 0);
}

TEST_CASE("What is left of a state later is asked of those who stayed, place by place", "[drift]") {
    const Person adult, child{sim::kAge10To15, sim::kWhite};
    const auto world = tests::hand_world({{{adult, child}, {adult}, {adult}, {adult}}, {{adult}, {adult}}});
    const auto before = with_voice({0.25f, 0, 0.5f, 0.75f, 0.1f, 0.4f, 0.6f});
    // In the first place 0.3, 0.4, 0.8 of those who stayed (the last has moved); in the second, which lies higher, the
    // two have changed places. Deviations before -0.25, 0, 0.25, -0.1, 0.1; after -0.2, -0.1, 0.3, 0.1, -0.1.
    const auto after = with_voice({0.3f, 1, 0.4f, 0.8f, 0.9f, 0.9f, 0.7f});
    const auto correlation = correlation_later(world, before, after, {true, true, true, true, false, true, true});
    const double both = 0.25 * 0.2 + 0.25 * 0.3 - 2 * 0.01, earlier = 2 * 0.0625 + 0.02,
                 later = 0.04 + 0.01 + 0.09 + 0.02;
    CHECK(correlation[sim::kVoice] == Approx(both / std::sqrt(earlier * later)).epsilon(1e-5));
    CHECK(correlation_later(world, before, before, std::vector<bool>(7, true))[sim::kVoice] == Approx(1));
}

}  // namespace concord::validate
