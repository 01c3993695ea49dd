// The room of personal change: once a year, symmetric, as large as keeps the declared share of the spread; and a run in
// which the spread stays what it was.
#include "sim/processes/personal_change.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/parameters/yearly_correlation.h"
#include "sim/run/start.h"
#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests;

namespace {

struct Moments {
    double n = 0;
    VectorDouble sum = VectorDouble::Zero(), square = sum;
    void add(const Vector& x) {
        n += 1;
        accumulate(sum, x);
        accumulate(square, x.square());
    }
    VectorDouble mean() const { return sum / n; }
    VectorDouble sd() const { return (square / n - mean().square()).sqrt(); }
};

// Spread between residents of their place, mean over places.
VectorDouble spread_within(const World& world, const Column<ResidentState>& states) {
    VectorDouble sum = VectorDouble::Zero();
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        Moments place;
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            place.add(load(states[i]));
        sum += place.sd() / world.neighbourhoods();
    }
    return sum;
}

}  // namespace

TEST_CASE("A resident meets a change about once a year, of the size of the start, up as often as down") {
    const Town town;
    const auto& start = town.start->initial.personal;
    constexpr int kWeeks = 260;
    const auto drawn = town.drawn(kWeeks, [&](const RareWeek& rare, std::vector<Pending>& out) {
        personal_change::draw(*town.start, start, rare, town.states, out);
    });
    CHECK(near(static_cast<double>(drawn.size()), kWeeks / 52.0 * town.talkers_of(1)));
    Moments all;
    double together = 0;
    for (const Pending& one : drawn) {
        REQUIRE(one.column == kLedgerPersonal);
        REQUIRE(one.tag == 0);
        all.add(one.change);
        together += static_cast<double>(one.change[kVoice] * one.change[kGrievance]);
    }
    for (int s = 0; s < kStates; ++s) {
        INFO(kStateNames[s]);
        CHECK(std::abs(all.mean()[s]) < 4.5 * all.sd()[s] / std::sqrt(all.n));
        CHECK(all.sd()[s] == Approx(start.jump[s]).epsilon(0.05));  // everybody is in the middle, where w is 1
    }
    const double correlation = together / all.n / (all.sd()[kVoice] * all.sd()[kGrievance]);
    CHECK(correlation == Approx(-default_parameters().personal_correlation).margin(0.05));
}

TEST_CASE("What changes have made so far has the spread that they keep up") {
    const Town town;
    const Parameters p = default_parameters();
    const auto& start = town.start->initial.personal;
    for (int s = 0; s < kStates; ++s) {  // r J^2 / (2 phi) = spread^2, all per week
        const double kept = 1.0 / 52 * std::pow(static_cast<double>(start.jump[s]), 2) /
                            (2 * static_cast<double>(town.start->rates.fade[s]));
        CHECK(std::sqrt(kept) == Approx(static_cast<double>(start.spread[s])));
    }
    Moments of_start, of_newcomers;
    for (std::uint32_t i = 0; i < town.world.talkers(); ++i) {
        of_start.add(personal_change::so_far(*town.start, start, i, 0, Vector::Constant(0.5f)));
        of_newcomers.add(personal_change::so_far(*town.start, start, i, 77, Vector::Constant(0.5f)));
    }
    for (int s = 0; s < kStates; ++s) {
        CHECK(of_start.sd()[s] == Approx(start.spread[s]).epsilon(0.05));
        CHECK(of_newcomers.sd()[s] == Approx(start.spread[s]).epsilon(0.05));
    }
    CHECK(p.transient > 0);
}

TEST_CASE("Where nothing is transient nobody changes, and set-points hold all of the spread") {
    Parameters still = default_parameters();
    still.transient = 0;
    const Town town(still);
    CHECK(town.drawn(52,
                     [&](const RareWeek& rare, std::vector<Pending>& out) {
                         personal_change::draw(*town.start, town.start->initial.personal, rare, town.states, out);
                     })
              .empty());
    CHECK(personal_change::lasting_share(still) == 1);
    CHECK((personal_change::so_far(*town.start, town.start->initial.personal, 3, 0, Vector::Constant(0.5f)) ==
           Vector::Zero())
              .all());
}

TEST_CASE("Six years of changes leave mean and spread where they were, while residents change") {
    const World world = build_world(small_geography(2, 2, 3), {.scale = 1, .seed = 8});
    Parameters p = only_influence();
    p.influence_share = p.influence_share_slow = 0;  // return and change alone
    p.transient = default_parameters().transient;
    const Scenario scenario = tests::scenario(6);
    const auto start = prepare(world, p, scenario.baseline, {.seed = 3});
    Simulation simulation(world, start, scenario, {.seed = 3});
    const auto at_start = simulation.states();
    while (simulation.week() < 6 * 52) simulation.step();
    const VectorDouble before = spread_within(world, at_start), after = spread_within(world, simulation.states());
    Moments moved;
    double together = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        moved.add(load(simulation.states()[i]) - load(at_start[i]));
        together += std::abs(static_cast<double>(simulation.states()[i][kVoice] - at_start[i][kVoice])) > 0.05;
    }
    for (const int s : {kVoice, kPoliceTrust, kSafety, kOpenness, kGrievance}) {
        INFO(kStateNames[s]);
        CHECK(after[s] / before[s] == Approx(1).margin(0.02));
        CHECK(std::abs(moved.mean()[s]) < 0.004);
    }
    CHECK(together / world.talkers() > 0.2);
}

namespace {

// Correlation of each state at two times between residents of their place, pooled over places.
VectorDouble correlation_within(const World& world, const Column<ResidentState>& first,
                                const Column<ResidentState>& second) {
    VectorDouble product = VectorDouble::Zero(), before = product, after = product;
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        Moments of_first, of_second;
        const std::uint32_t begin = world.neighbourhood_begin[n], end = world.neighbourhood_begin[n + 1];
        for (auto i = begin; i < end; ++i) of_first.add(load(first[i])), of_second.add(load(second[i]));
        for (auto i = begin; i < end; ++i) {
            const VectorDouble a = load(first[i]).cast<double>() - of_first.mean(),
                               b = load(second[i]).cast<double>() - of_second.mean();
            product += a * b, before += a.square(), after += b.square();
        }
    }
    return product / (before * after).sqrt();
}

// Of the second year of a town in which nobody moves.
VectorDouble yearly_correlation_in_a_run(const Parameters& parameters) {
    Geography geography = small_geography(2, 2, 3);
    for (Neighbourhood& n : geography.neighbourhoods) n.churn = 0;
    const World world = build_world(geography, {.scale = 1, .seed = 8});
    const Scenario scenario = tests::scenario(2);
    Simulation simulation(world, prepare(world, parameters, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    while (simulation.week() < 52) simulation.step();
    const auto a_year_before = simulation.states();
    while (simulation.week() < 104) simulation.step();
    return correlation_within(world, a_year_before, simulation.states());
}

}  // namespace

TEST_CASE("A resident's state a year later has to do with today's as much as is said") {
    Parameters p = default_parameters();
    CHECK(yearly_correlation(p, kVoice) == Approx(1 - 0.3 * 0.3));
    const VectorDouble whole = yearly_correlation_in_a_run(p);
    for (int s = 0; s < kStates; ++s) {
        const double said = yearly_correlation(p, s);
        INFO(kStateNames[s] << " in a run of the whole model: " << whole[s]);
        CHECK(whole[s] > said - 0.05);
        CHECK(whole[s] < said + 0.01);
    }
    Parameters lively = only_influence();
    lively.influence_share = lively.influence_share_slow = 0;  // return and change alone
    lively.transient = 0.3;                                    // much more, and the bounds of the scale take some of it
    lively.yearly_fade.fill(0.5);
    const VectorDouble alone = yearly_correlation_in_a_run(lively);
    for (int s = 0; s < kStates; ++s) {
        INFO(kStateNames[s]);
        CHECK(alone[s] == Approx(yearly_correlation(lively, s)).margin(0.025));
    }
    lively.transient = 0;
    const VectorDouble still = yearly_correlation_in_a_run(lively);
    for (int s = 0; s < kStates; ++s) CHECK(still[s] > 0.999);
}
