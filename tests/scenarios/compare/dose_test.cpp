// What it would take, from runs at other sizes.
#include "scenarios/compare/dose.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/scenarios/compare/made_comparison.h"
#include "tests/support/runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

// A comparison whose one option does so much of everything, surely, or with a range of so much either way.
struct Sized {
    MadeComparison made;
    explicit Sized(double size) : made({{"Option", [=](int r, int) { return size * (1 + 0.01 * (r % 3)); }}}, 9) {}
    Sized(double size, double range)
        : made({{"Option", [=](int r, int) { return size + range * (r % 3 - 1); }}}, 9, ParameterDraws::kPrior) {}
};

double multiple(double once, double twice, double four_times) {
    Sized one(once);
    const Sized two(twice), four(four_times);
    use_doses(one.made.comparison, {&two.made.comparison, &four.made.comparison});
    return one.made.comparison.difference(1, 0, 0).multiple;
}

}  // namespace

TEST_CASE("What matters is reached between two sizes in proportion, and beyond them as the last step goes", "[dose]") {
    CHECK(multiple(0.2, 0.8, 1) == Approx(1.5).epsilon(0.02));   // half way to twice
    CHECK(multiple(0.2, 0.3, 0.7) == Approx(3).epsilon(0.02));   // half way from twice to four times
    CHECK(multiple(0.1, 0.2, 0.35) == Approx(6).epsilon(0.03));  // 0.075 for each further one
    CHECK(multiple(0.1, 0.12, 0.15) == kOutOfReach);             // would take 27 times
    CHECK(multiple(0.1, 0.2, 0.15) == kOutOfReach);              // more does less
    CHECK(std::isnan(multiple(0.8, 1.6, 3)));                    // a gain already
    CHECK(std::isnan(multiple(0.1, 0.05, -0.2)));                // the other way
}

TEST_CASE("A gain takes more than reaching what matters on average: the end that promises least must", "[dose]") {
    Sized one(0.4, 0.2);
    const auto of = [&](int outcome) -> const Difference& { return one.made.comparison.difference(1, 0, outcome); };
    // Extrapolated, dilution 0.15 on average: from 0.4 on average, and from 0.2 at the low end. Where less is better
    // the option does harm.
    CHECK(of(sim::kOutcomeBelong).verdict == sim::Verdict::kCannotSay);
    CHECK(of(sim::kOutcomeBelong).multiple == Approx(std::pow(0.5 / 0.4, 1 / 0.85)).epsilon(0.05));
    CHECK(of(sim::kOutcomeBelong).multiple_for_gain == Approx(std::pow(0.5 / 0.2, 1 / 0.85)).epsilon(0.1));
    CHECK(std::isnan(of(sim::kOutcomePoliceTrustFell).multiple));
    CHECK(std::isnan(of(sim::kOutcomePoliceTrustFell).multiple_for_gain));
    // From runs: 0.4, 0.6, 1.5 on average; 0.2, 0.3, 1.1 at the low end.
    const Sized two(0.6, 0.3), four(1.5, 0.4);
    use_doses(one.made.comparison, {&two.made.comparison, &four.made.comparison});
    CHECK(of(sim::kOutcomeBelong).multiple == Approx(1.5).epsilon(0.001));
    CHECK(of(sim::kOutcomeBelong).multiple_for_gain == Approx(2.5).epsilon(0.001));
    // Where the mean matters already, a gain may still take more.
    Sized high(0.6, 0.2);
    CHECK(high.made.comparison.difference(1, 0, sim::kOutcomeBelong).multiple == 1);
    CHECK(high.made.comparison.difference(1, 0, sim::kOutcomeBelong).multiple_for_gain > 1.2);
    const Sized low_stays(0.6, 0.55);
    use_doses(high.made.comparison, {&low_stays.made.comparison, &low_stays.made.comparison});
    CHECK(high.made.comparison.difference(1, 0, sim::kOutcomeBelong).multiple_for_gain == kOutOfReach);
}

TEST_CASE("An option at a dose has its own levers larger and nothing else", "[dose]") {
    using enum sim::LeverKind;
    sim::LeverSetting seats = tests::lever(kCommunityEngagement, 30), stops = tests::lever(kStopAndSearch, 1.5);
    seats.capacity = 100;
    std::vector<sim::Scenario> scenarios = {tests::scenario(1, {stops}), tests::scenario(1, {stops, seats}),
                                            tests::scenario(1, {tests::lever(kStopAndSearch, 0.9)})};
    scenarios[1].name = "Seats";
    const auto twice = at_dose(scenarios, 2);
    CHECK(sim::same_policy(twice[0], scenarios[0]));
    CHECK(twice[1].levers[0].intensity() == 1.5);
    CHECK(twice[1].levers[1].intensity() == 60);
    CHECK(twice[1].levers[1].capacity == 200);
    CHECK(twice[2].levers[0].intensity() == Approx(0.8));  // twice as far below today's rate
    CHECK(twice[1].text != scenarios[1].text);             // runs of its own
    CHECK(twice[0].text == scenarios[0].text);
    scenarios[1].levers[1] = tests::lever(kProceduralJusticeTraining, 0.6);
    CHECK(at_dose(scenarios, 2)[1].levers[1].intensity() == 1);  // of all officers no more can be trained
    scenarios[1].levers[1] = tests::forum(1);
    CHECK(at_dose(scenarios, 2)[1].levers[1].values == scenarios[1].levers[1].values);  // a set has no double
    scenarios[1].levers[1] = tests::lever(kCommunityEngagement, 600);
    CHECK_THROWS_WITH(at_dose(scenarios, 2),
                      Contains("community_engagement of \"Seats\" at 2 times its size is seats_per_1000_a_year = 1200; "
                               "allowed are 0 to 1000"));
}

}  // namespace concord::scenarios
