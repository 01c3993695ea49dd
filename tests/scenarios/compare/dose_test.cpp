// What it would take, from runs at other sizes.
#include "scenarios/compare/dose.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "scenarios/greater_manchester/table.h"
#include "sim/policy/costs.h"
#include "sim/run/start.h"
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
    // Estimated, so few being reached that nothing is diluted: from 0.4 on average, and from 0.2 at the low end. Where
    // less is better the option does harm.
    CHECK(of(sim::kOutcomeBelong).verdict == sim::Verdict::kCannotSay);
    CHECK(of(sim::kOutcomeBelong).multiple == Approx(0.5 / 0.4).epsilon(0.01));
    CHECK(of(sim::kOutcomeBelong).multiple_for_gain == Approx(0.5 / 0.2).epsilon(0.01));
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

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = built_in_greater_manchester();
    return geography;
}

// How much is expected at so many times the size of one lever everywhere.
double grown(sim::LeverSetting lever, int times, double dilution = 0.15) {
    const auto growth =
        growth_of(greater_manchester(), tests::scenario(1, {std::move(lever)}), tests::scenario(1), dilution);
    REQUIRE(growth.size() == 10);
    CHECK(growth[0] == 1);
    return growth[static_cast<std::size_t>(times - 1)];
}

sim::LeverSetting everywhere(sim::LeverKind kind, double intensity, double gbp = 1) {
    auto lever = tests::lever(kind, intensity, 10);
    lever.cost = {.gbp = gbp, .per = std::string(sim::info(kind).cost_per), .source = "assumption"};
    return lever;
}

}  // namespace

TEST_CASE("Without runs each lever grows by its amount, thinner only where more are reached than a pilot reaches",
          "[dose]") {
    using enum sim::LeverKind;
    const double thinner = std::pow(2, -0.15);
    CHECK(grown(everywhere(kCommunityEngagement, 50), 2) == Approx(2 * thinner));
    CHECK(grown(everywhere(kCommunityEngagement, 50), 2, 0) == 2);
    CHECK(grown(everywhere(kCommunityEngagement, 5), 2) == Approx(2));  // 0.5, then 1 % of all
    CHECK(grown(everywhere(kEsolCircles, 5), 4) == Approx(4 * thinner));
    for (const auto& [kind, intensity] : {std::pair{kStopAndSearch, 1.2}, {kVenueDueDiligence, 0.1}})
        CHECK(grown(everywhere(kind, intensity), 4) == Approx(4));        // nobody is reached: nothing is diluted
    CHECK(grown(everywhere(kNeighbourhoodPolicing, 2), 4) == Approx(4));  // as many residents, by more hours
    CHECK(grown(everywhere(kProceduralJusticeTraining, 0.5), 2) == Approx(2 * thinner));
    CHECK(grown(everywhere(kProceduralJusticeTraining, 0.5), 9) == Approx(2 * thinner));  // no more than all officers
    CHECK(grown(tests::forum(1), 4) == 1);  // a set of members has no size
    auto limited = everywhere(kCommunityEngagement, 50);
    limited.capacity = 2867.794 * 25;  // half of it is there, and twice that of the double
    CHECK(grown(limited, 2) == Approx(2 * thinner));
    CHECK(growth_of(greater_manchester(), tests::scenario(1), tests::scenario(1), 0.15).empty());
}

TEST_CASE("Levers of one option count by their cost, and those of the baseline only by whom they reach", "[dose]") {
    using enum sim::LeverKind;
    const auto seats = everywhere(kCommunityEngagement, 50, 30), stops = everywhere(kStopAndSearch, 1.5, 10);
    auto option = tests::scenario(1, {seats, stops});
    const auto cost = sim::planned_cost(greater_manchester(), option).present_by_lever;
    const double of_seats = cost[0] / (cost[0] + cost[1]), thinner = std::pow(2, -0.15);
    const auto both = growth_of(greater_manchester(), option, tests::scenario(1), 0.15);
    CHECK(both[1] == Approx(of_seats * 2 * thinner + (1 - of_seats) * 2));
    CHECK(both[1] != Approx(2).epsilon(0.001));
    // 25 seats of the baseline stay: 75, then 125 a thousand.
    const auto fewer = everywhere(kCommunityEngagement, 25, 30);
    option.levers = {fewer, seats};
    const auto beside = growth_of(greater_manchester(), option, tests::scenario(1, {fewer}), 0.15);
    CHECK(beside[1] == Approx(2 * std::pow(125.0 / 75, -0.15)));
    // What costs nothing counts as much as the other.
    option.levers = {everywhere(kCommunityEngagement, 50, 0), everywhere(kStopAndSearch, 1.5, 0)};
    CHECK(growth_of(greater_manchester(), option, tests::scenario(1), 0.15)[1] == Approx(thinner + 1));
}

TEST_CASE("Runs at twice and four times the size do what was estimated: seats, which dilute, and stops, which do not",
          "[dose][slow]") {
    const auto world = sim::build_world(greater_manchester(), {.scale = 200, .seed = 1});
    auto parameters = sim::default_parameters();
    parameters.no_effect = parameters.backfire = 0;
    // Points of a state at the end of two years, of one seed that all share.
    const auto effect = [&](std::vector<sim::Scenario> options, int state) {
        const auto start = sim::prepare(world, parameters, options[0].baseline, {.seed = 3});
        const auto level = [&](const sim::Scenario& scenario) {
            sim::Simulation simulation(world, start, scenario, {.seed = 3});
            const auto record = sim::run(simulation);
            return record[sim::SeriesId::kStateMeans].at(record.periods, record.layout().gm(), state);
        };
        return level(options[1]) - level(options[0]);
    };
    for (const auto& [lever, state] : {std::pair{everywhere(sim::LeverKind::kCommunityEngagement, 50), sim::kVoice},
                                       {everywhere(sim::LeverKind::kStopAndSearch, 2), sim::kPoliceTrust}}) {
        const std::vector<sim::Scenario> options = {tests::scenario(2), tests::scenario(2, {lever})};
        const double once = effect(options, state);
        const auto growth = growth_of(world.geography, options[1], options[0], parameters.dilution);
        for (const int times : kDoses) {
            INFO(sim::info(lever.kind).name << " " << times);
            CHECK(effect(at_dose(options, times), state) / once ==
                  Approx(growth[static_cast<std::size_t>(times - 1)]).epsilon(0.05));
        }
    }
}

}  // namespace concord::scenarios
