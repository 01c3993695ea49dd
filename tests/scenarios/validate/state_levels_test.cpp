// Levels at the start from the tables alone: standard scores, intercepts and spreads that a page of arithmetic gives.
#include "scenarios/validate/state_levels.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/scenarios/validate/hand_world.h"

namespace concord::validate {
namespace {

using tests::Person;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Two places with as many adults; the first is the more deprived.
sim::World two_places() {
    sim::World world = tests::hand_world({{{Person{}}, {Person{}}}, {{Person{}}, {Person{}}}});
    world.geography.neighbourhoods[0].imd_score = 30;
    world.geography.neighbourhoods[1].imd_score = 10;
    return world;
}

constexpr double kTable = 1e-4;  // what straight lines between the table's points cost

}  // namespace

TEST_CASE("Standard scores weigh places by their residents; without spread they are nothing", "[state_levels]") {
    sim::Geography geography;
    geography.neighbourhoods.resize(3);
    auto& places = geography.neighbourhoods;
    places[0].residents = 100, places[0].imd_score = 10;
    places[1].residents = 300, places[1].imd_score = 20;
    places[2].residents = 100, places[2].imd_score = 30;
    // Mean 20; variance (100 x 100 + 100 x 100) / 500 = 40.
    const auto z = standard_over_residents(geography, &sim::Neighbourhood::imd_score);
    CHECK(z[0] == Approx(-10 / std::sqrt(40.0)));
    CHECK(z[1] == Approx(0).margin(1e-12));
    CHECK(z[2] == Approx(10 / std::sqrt(40.0)));
    for (const double none : standard_over_residents(geography, &sim::Neighbourhood::churn)) CHECK(none == 0);
}

TEST_CASE("Talkers are counted by place and age band", "[state_levels]") {
    const Person child{sim::kAge10To15, sim::kWhite}, old{sim::kAge65Plus, sim::kAsian};
    const auto count = talkers_by_band(tests::hand_world({{{Person{}, child}, {child}}, {{old}}}));
    REQUIRE(count.size() == 2);
    CHECK(count[0] == std::array<double, sim::kAgeBands>{0, 2, 0, 0, 1, 0, 0});
    CHECK(count[1] == std::array<double, sim::kAgeBands>{0, 0, 0, 0, 0, 0, 1});
}

TEST_CASE("The mean over adults is met, and a slope sets places apart around it", "[state_levels]") {
    sim::Parameters p = tests::still_parameters();
    p.start_mean.fill(0.5);
    p.start_mean[sim::kPoliceTrust] = 0.8;
    p.deprivation_slope[sim::kVoice] = -0.4;
    const auto levels = state_levels(two_places(), p);
    REQUIRE(levels.place.size() == 2);
    const double low = logistic(-0.4), high = logistic(0.4);
    CHECK(levels.place[0].mean[sim::kVoice] == Approx(low).margin(kTable));
    CHECK(levels.place[1].mean[sim::kVoice] == Approx(high).margin(kTable));
    CHECK(levels.place[0].weight[sim::kVoice] == Approx(4 * low * high).margin(kTable));
    CHECK(levels.place[0].weighted_x[sim::kVoice] == Approx(4 * low * high * low).margin(kTable));
    CHECK(levels.place[1].weighted_x[sim::kVoice] == Approx(4 * low * high * high).margin(kTable));
    CHECK(levels.sd[sim::kVoice] == Approx((high - low) / 2).margin(1e-3));
    for (const auto& place : levels.place) {
        CHECK(place.mean[sim::kPoliceTrust] == Approx(0.8).margin(kTable));
        CHECK(place.weight[sim::kPoliceTrust] == Approx(4 * 0.8 * 0.2).margin(2 * kTable));
        CHECK(place.mean[sim::kBelonging] == Approx(0.5).margin(kTable));
    }
}

TEST_CASE("Slopes on crime, moves and age act in their own direction; children are in no mean", "[state_levels]") {
    const Person child{sim::kAge10To15, sim::kWhite}, young{sim::kAge16To24, sim::kWhite},
        old{sim::kAge65Plus, sim::kWhite};
    sim::World world = tests::hand_world({{{young, child}}, {{old}}});
    auto& places = world.geography.neighbourhoods;
    places[0].residents = places[1].residents = 1000;
    places[0].crime_score = 1, places[0].churn = 0.1;
    places[1].crime_score = -1, places[1].churn = 0.2;
    sim::Parameters p = tests::still_parameters();
    p.start_mean.fill(0.5);
    p.disorder_slope[sim::kSafety] = -0.3;
    p.churn_slope[sim::kBelonging] = -0.25;
    p.age_slope[sim::kVoice] = 0.1;
    const auto levels = state_levels(world, p);
    CHECK(levels.place[0].mean[sim::kSafety] == Approx(logistic(-0.3)).margin(kTable));
    CHECK(levels.place[1].mean[sim::kSafety] == Approx(logistic(0.3)).margin(kTable));
    CHECK(levels.place[0].mean[sim::kBelonging] == Approx(logistic(0.25)).margin(kTable));
    // Bands 2 and 6 are four apart: 0.2 to either side of their middle.
    CHECK(levels.place[0].mean[sim::kVoice] == Approx(logistic(-0.2)).margin(kTable));
    CHECK(levels.place[1].mean[sim::kVoice] == Approx(logistic(0.2)).margin(kTable));
}

TEST_CASE("Scatter of residents, places and areas adds up in squares, and openness has its own", "[state_levels]") {
    sim::Parameters p = tests::still_parameters();
    p.start_mean.fill(0.5);
    p.resident_sd = 0.4, p.neighbourhood_sd = 0.2, p.area_sd = 0.4;  // 0.6 in all
    p.openness_neighbourhood_sd = 0.7;                               // 0.9 in all
    const auto levels = state_levels(two_places(), p);
    // Deviations of logistic(0.6 e) and logistic(0.9 e), e standard normal, integrated numerically elsewhere.
    CHECK(levels.sd[sim::kVoice] == Approx(0.138699).margin(1e-4));
    CHECK(levels.sd[sim::kOpenness] == Approx(0.192723).margin(1e-4));
    CHECK(levels.place[0].weight[sim::kVoice] ==
          Approx(1 - 4 * levels.sd[sim::kVoice] * levels.sd[sim::kVoice]).margin(1e-3));
}

TEST_CASE("How long people have lived there spreads belonging and trust in neighbours, and nothing else",
          "[state_levels]") {
    sim::World world = two_places();
    for (auto& place : world.geography.neighbourhoods) place.churn = 1 - std::exp(-0.1);  // moves at a rate of 0.1
    sim::Parameters p = tests::still_parameters();
    p.start_mean.fill(0.5);
    p.yearly_fade.fill(1 - std::exp(-0.4));  // fades at a rate of 0.4
    p.newcomer_belonging = 0.2, p.newcomer_trust = 0.1;
    const auto levels = state_levels(world, p);
    // Gap x (1 + 0.1 / 0.4); mean 0.1 / 0.5, mean square 0.1 / 0.9: a variance of 0.0711 of its square.
    const double of_gap = 1.25 * std::sqrt(1 / 9.0 - 1 / 25.0);
    CHECK(levels.sd[sim::kBelonging] == Approx(0.2 * of_gap).epsilon(0.01));
    CHECK(levels.sd[sim::kNeighbourTrust] == Approx(0.1 * of_gap).epsilon(0.02));
    CHECK(levels.sd[sim::kVoice] < 0.01);
}

}  // namespace concord::validate
