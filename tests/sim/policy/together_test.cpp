// Levers of one kind that add up to more than one place may have are refused before anything runs; those that never do
// are not.
#include "sim/policy/together.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>

#include "tests/support/runs.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 2;

const Geography& places() {
    static const Geography geography = small_geography(kDistricts, 2, 3);
    return geography;
}

std::optional<TooMuchTogether> refusal_of(const std::vector<LeverSetting>& levers, int years = 2) {
    try {
        static_cast<void>(Schedule(places(), tests::scenario(years, levers)));
    } catch (const TooMuchTogether& sum) {
        return sum;
    }
    return std::nullopt;
}

LeverSetting stops(double multiple) { return tests::lever(LeverKind::kStopAndSearch, multiple, kDistricts); }
LeverSetting stops(double multiple, int from_week, std::optional<int> until_week = std::nullopt, int ramp = 0) {
    LeverSetting setting = stops(multiple);
    const Date start = setting.from;
    setting.from = add_weeks(start, from_week);
    if (until_week) setting.until = add_weeks(start, *until_week);
    setting.ramp_weeks = ramp;
    return setting;
}

// The largest multiple of any place and week, each lever on its own.
double largest_multiple(const std::vector<LeverSetting>& levers, int years) {
    std::vector<Scenario> alone;
    for (const LeverSetting& lever : levers) alone.push_back(tests::scenario(years, {lever}));
    std::vector<Schedule> schedules;
    for (const Scenario& one : alone) schedules.emplace_back(places(), one);
    double largest = 1;
    LeverWeek now;
    for (int week = 0; week < years * kWeeksPerYear; ++week) {
        std::vector<double> sum(places().neighbourhoods.size(), 1.0);
        for (const Schedule& schedule : schedules) {
            schedule.at(week, now);
            for (std::size_t n = 0; n < sum.size(); ++n) sum[n] += static_cast<double>(now.stop_multiple[n]) - 1;
        }
        largest = std::max(largest, *std::max_element(sum.begin(), sum.end()));
    }
    return largest;
}

float most_in(std::vector<float> LeverWeek::*list) {
    const auto effects = lever_effects();
    const auto row =
        std::find_if(effects.begin(), effects.end(), [&](const auto& effect) { return effect.of == list; });
    return row->high;
}

}  // namespace

TEST_CASE("Another lever that adds to stops or to patrol cannot make more of it than their own may come to") {
    CHECK(most_in(&LeverWeek::stop_multiple) == 10);
    CHECK(most_in(&LeverWeek::patrol_hours) == 100);
}

TEST_CASE("two multiples that come to more than ten are refused, naming the later lever and what they add up to") {
    const auto sum = refusal_of({stops(1.5), stops(8), tests::lever(LeverKind::kNeighbourhoodPolicing, 5), stops(4)});
    REQUIRE(sum);
    CHECK(sum->lever == 3);
    CHECK(sum->with == std::vector<int>{0, 1});
    CHECK(sum->sum == Approx(1 + 0.5 + 7 + 3));
    CHECK(sum->week == 0);
    CHECK_THAT(sum->what(),
               Catch::Contains("lever 4 (stop_and_search)") && Catch::Contains("11.5") && Catch::Contains("up to 10"));
    CHECK_FALSE(refusal_of({stops(8), stops(3)}));
    CHECK_FALSE(refusal_of({stops(5.5), stops(5.5)}));
    CHECK_FALSE(refusal_of({stops(10)}));
}

TEST_CASE("what never meets in time or place may each be ten times the baseline") {
    CHECK_FALSE(refusal_of({stops(10, 0, 26), stops(10, 26)}));
    CHECK(refusal_of({stops(10, 0, 27), stops(10, 26)}));
    CHECK(refusal_of({stops(10, 0, 27), stops(10, 26)})->week == 26);
    LeverSetting north = stops(10), south = stops(10);
    north.districts = {0};
    south.districts = {1};
    CHECK_FALSE(refusal_of({north, south}));
    south.districts = {0, 1};
    const auto sum = refusal_of({north, south});
    REQUIRE(sum);
    CHECK(places().neighbourhoods[sum->neighbourhood].district == 0);
}

TEST_CASE("a ramp counts as far as it has come: one that ends in time is not in the way") {
    CHECK_FALSE(refusal_of({stops(10, 0, std::nullopt, 52), stops(7, 0, 10)}));
    const auto sum = refusal_of({stops(10, 0, std::nullopt, 52), stops(7, 0, 26)});
    REQUIRE(sum);
    CHECK(sum->week < 26);
    CHECK(sum->sum > 10);
    CHECK_FALSE(refusal_of({stops(10, 0, std::nullopt, 300), stops(4)}));  // never so far within the years
    CHECK(refusal_of({stops(10, 0, std::nullopt, 300), stops(4)}, 6));
    const auto at_the_end = refusal_of({stops(9), stops(10, 90, std::nullopt, 60)});  // rises until the run ends
    REQUIRE(at_the_end);
    CHECK(at_the_end->week >= 2 * kWeeksPerYear - 2);
    CHECK(at_the_end->sum == Approx(1 + 8 + 9 * (at_the_end->week - 90 + 0.5) / 60));
}

TEST_CASE("capacity and fewer stops elsewhere take off what they take off") {
    LeverSetting capped = stops(10);
    capped.capacity = 1;
    CHECK_FALSE(refusal_of({capped, stops(9.5)}));
    CHECK(refusal_of({stops(10), stops(9.5)}));
    CHECK_FALSE(refusal_of({stops(10), stops(1.5), stops(0.5)}));
    const auto sum = refusal_of({stops(10), stops(2.5), stops(0.5)});
    REQUIRE(sum);
    CHECK(sum->lever == 1);  // the last that adds to it
}

TEST_CASE("patrol hours have a bound as well; shares of officers trained and seats add up as they always did") {
    const auto many = [](LeverKind kind, double intensity, std::size_t count) {
        return std::vector<LeverSetting>(count, tests::lever(kind, intensity, kDistricts));
    };
    CHECK_FALSE(refusal_of(many(LeverKind::kNeighbourhoodPolicing, 25, 4)));
    CHECK(refusal_of(many(LeverKind::kNeighbourhoodPolicing, 25, 5)));
    CHECK_FALSE(refusal_of(many(LeverKind::kProceduralJusticeTraining, 0.8, 3)));
    CHECK_FALSE(refusal_of(many(LeverKind::kCommunityEngagement, 1000, 3)));
}

TEST_CASE("police front no more than all prevention contacts: what settings have beyond today's adds up") {
    const auto many = [](LeverKind kind, double intensity, std::size_t count) {
        return std::vector<LeverSetting>(count, tests::lever(kind, intensity, kDistricts));
    };
    CHECK_FALSE(refusal_of(many(LeverKind::kEnforcementLedPrevention, 0.64, 2)));  // 0.28 + 0.36 + 0.36
    const auto sum = refusal_of(many(LeverKind::kEnforcementLedPrevention, 0.65, 2));
    REQUIRE(sum);
    CHECK(sum->sum == Approx(1.02));
    CHECK_FALSE(refusal_of(many(LeverKind::kEnforcementLedPrevention, 0, 4)));  // none at all is the least there is
    CHECK_FALSE(refusal_of(many(LeverKind::kOpenCommunication, 0.5, 2)));
    CHECK(refusal_of(many(LeverKind::kOpenCommunication, 0.6, 2)));
}

TEST_CASE("a set of levers is refused exactly when some week and place would have too much") {
    std::mt19937 random(11);
    const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    int refused = 0;
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<LeverSetting> levers;
        for (int k = 0; k < 2 + below(3); ++k) {
            // One after the other: compilers evaluate arguments in orders of their own.
            const int from = below(90), half_multiples = below(16), ramp = below(60), lasts = 1 + below(40);
            const std::optional<int> until = below(2) == 0 ? std::optional(from + lasts) : std::nullopt;
            LeverSetting one = stops(0.5 * half_multiples, from, until, ramp);
            one.from += std::chrono::days(below(7));
            if (one.until) *one.until += std::chrono::days(6 + below(7));
            if (below(2) == 0) one.districts = {below(kDistricts)};
            if (below(3) == 0) one.target = {Target::Rule::kMostDeprived, 0.3, {}};
            levers.push_back(one);
        }
        const double largest = largest_multiple(levers, 2);
        if (std::abs(largest - 10) < 1e-4) continue;  // rounding of single precision
        INFO(trial << ": " << largest);
        CHECK(refusal_of(levers).has_value() == (largest > 10));
        refused += largest > 10 ? 1 : 0;
    }
    CHECK(refused > 30);
    CHECK(refused < 270);
}
