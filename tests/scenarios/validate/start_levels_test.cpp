// Levels of places at the start, and means of them over areas and districts.
#include "scenarios/validate/start_levels.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/runs.h"

namespace concord::validate {
namespace {

const double kNone = std::nan("");

}  // namespace

TEST_CASE("Means over groups weigh adults; places with nobody or without a figure count nowhere", "[start_levels]") {
    const std::vector<double> figure = {10, 20, 40, kNone, 90}, adults = {1, 3, 2, 5, 0};
    const auto means = means_over(figure, adults, std::vector<int>{2, 2, 0, 0, 2}, 4);
    REQUIRE(means.size() == 4);
    CHECK(means[0] == Approx(40));
    CHECK(std::isnan(means[1]));
    CHECK(means[2] == Approx(17.5));
    CHECK(std::isnan(means[3]));
}

TEST_CASE("A run's week 0 has adults at full scale, items in percent, and figures of places with enough adults",
          "[start_levels]") {
    const auto geography = sim::small_geography(2, 2, 3);
    CHECK(area_of_neighbourhoods(geography) == std::vector<int>{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3});
    CHECK(district_of_neighbourhoods(geography) == std::vector<int>{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
    const auto world = sim::build_world(geography, {.scale = 4, .seed = 3});
    const auto parameters = sim::default_parameters();
    const auto levels = start_levels(world, parameters, tests::plain_baseline(), 5);
    const auto places = static_cast<std::size_t>(world.neighbourhoods());
    REQUIRE(levels.adults.size() == places);
    double all = 0, belong = 0;
    std::array<double, sim::kStates> mean{};
    const auto item = item_of(levels, sim::kBelong);
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto k = static_cast<std::size_t>(n);
        double adults = 0;
        for (auto i = world.neighbourhood_begin[k]; i < world.neighbourhood_begin[k + 1]; ++i)
            adults += world.age_band[i] >= sim::kFirstAdultBand;
        CHECK(levels.adults[k] == 4 * adults);
        CHECK(item[k] == levels.item[k][sim::kBelong]);
        CHECK(levels.spread[k][sim::kVoice] > 0.05);
        CHECK(levels.spread[k][sim::kVoice] < 0.5);
        all += adults, belong += adults * item[k];
        for (std::size_t s = 0; s < sim::kStates; ++s) mean[s] += adults * levels.mean[k][s];
    }
    // The published level of the item and the means of states are met by construction; two states are not told of
    // places so small.
    CHECK(belong / all == Approx(61).margin(0.5));
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        INFO(sim::kStateNames[s]);
        if (s == sim::kGrievance || s == sim::kProgrammeTrust)
            CHECK(std::isnan(mean[s]));
        else
            CHECK(mean[s] / all == Approx(parameters.start_mean[s]).margin(5e-3));
    }
    CHECK(start_levels(world, parameters, tests::plain_baseline(), 6).item != levels.item);
    const auto sparse = sim::build_world(geography, {.scale = 200, .seed = 3});
    const auto few = start_levels(sparse, parameters, tests::plain_baseline(), 5);
    CHECK(std::isnan(few.item[1][sim::kBelong]));
    CHECK(std::isnan(few.mean[1][sim::kVoice]));
}

}  // namespace concord::validate
