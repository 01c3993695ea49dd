// Docking: with return and assimilation alone the mean dynamics are linear. The fixed point is found here by iterating
// the expected talks of every resident, written out independently of the balance, and the simulation must settle on it.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/talks.h"
#include "sim/processes/turnover.h"
#include "sim/run/start.h"
#include "sim/run/state.h"
#include "tests/support/runs.h"

using namespace concord;
using sim::Vector;
using sim::VectorDouble;

namespace {

using States = std::vector<VectorDouble>;

// Sum over a resident's talks of a week of the partner's expected state, and the expected number of talks.
std::pair<VectorDouble, double> expected_partners(const sim::World& w, const sim::Column<sim::Friends>& friends,
                                                  const States& x, std::uint32_t i, int n, const VectorDouble& everyone,
                                                  const sim::OnlineTable& online, double uptake) {
    VectorDouble sum = VectorDouble::Zero();
    double talks = 0;
    const auto meet = [&](double share, const VectorDouble& y) { sum += share * y, talks += share; };
    const std::uint32_t members = w.household_talkers[i], first = i - w.household_position[i];
    for (auto j = first; j < first + members; ++j)
        if (j != i) meet(std::min(2.0, members - 1.0) / (members - 1.0), x[j]);
    const auto begin = w.neighbourhood_begin[n], end = w.neighbourhood_begin[n + 1];
    double own = 0;
    for (auto j = begin; j < end; ++j) own += j != i && w.ethnic_group[j] == w.ethnic_group[i];
    const double others = end - begin - 1.0, outside = others - own;
    for (auto j = begin; j < end; ++j) {
        if (j == i) continue;
        const bool same = w.ethnic_group[j] == w.ethnic_group[i];
        const double drawn = 1 / others, replaced = own > 0 ? outside / others * (1 - uptake) / own : 0;
        meet(3 * (same ? drawn + replaced : drawn * (own > 0 ? uptake : 1)), x[j]);
    }
    if (const auto v = w.venue[i]; v != sim::kNone && w.venue_begin[v + 1] - w.venue_begin[v] > 1)
        for (auto m = w.venue_begin[v]; m < w.venue_begin[v + 1]; ++m)
            if (w.venue_member[m] != i) meet(2.0 / (w.venue_begin[v + 1] - w.venue_begin[v] - 1), x[w.venue_member[m]]);
    double degree = 0;
    for (const auto j : friends[i]) degree += j != sim::kNone;
    for (const auto j : friends[i])
        if (j != sim::kNone) meet(2 / degree, x[j]);
    meet(online.mean(w.age_band[i]), everyone);
    return {sum, talks};
}

}  // namespace

TEST_CASE("The simulation settles on the mean-field fixed point of anchored linear influence") {
    auto geography = sim::small_geography(2, 2, 3);
    for (auto& n : geography.neighbourhoods) n.churn = 0;
    const auto world = sim::build_world(geography, {.scale = 4, .seed = 3});
    auto parameters = tests::only_influence();
    parameters.influence_share = 0.5;  // the end of its range where influence matters most
    parameters.resident_sd = 1.2;
    auto scenario = tests::scenario(30);
    const sim::RunOptions options{.seed = 11, .balance = false};
    const auto start = sim::prepare(world, parameters, scenario.baseline, options);
    sim::Simulation simulation(world, start, scenario, options);
    const auto& friends = simulation.state().friends;

    // Set-points pulled far apart by place, so that the fixed point is far from the start.
    States anchor(world.talkers()), x;
    auto mutable_start = std::const_pointer_cast<sim::Start>(start);
    std::vector<int> place(world.talkers());
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            place[i] = n;
            const Vector wanted = start->set_point[i].value() * 0.5f + (n % 2 == 0 ? 0.48f : 0.26f);
            mutable_start->set_point[i] = sim::SetPoint::of(wanted);
            anchor[i] = start->set_point[i].value().cast<double>();
        }
    x = anchor;
    const sim::OnlineTable online(parameters);
    const VectorDouble back = start->rates.back.cast<double>(), talk = start->rates.talk.cast<double>();
    for (int iteration = 0; iteration < 60; ++iteration) {
        VectorDouble everyone = VectorDouble::Zero();
        for (const auto& v : x) everyone += v / static_cast<double>(x.size());
        States next(x.size());
        for (std::uint32_t i = 0; i < world.talkers(); ++i) {
            const auto [sum, talks] =
                expected_partners(world, friends, x, i, place[i], everyone, online, parameters.mixing_uptake);
            next[i] = (back * anchor[i] + talk * sum) / (back + talk * talks);
        }
        x.swap(next);
    }

    VectorDouble settled = VectorDouble::Zero(), expected = VectorDouble::Zero(), start_mean = VectorDouble::Zero();
    for (const auto& s : simulation.states()) start_mean += sim::load(s).cast<double>() / world.talkers();
    // The mean itself is moved by return alone, whose half-life here is four years.
    const int weeks = 70 * sim::kWeeksPerYear, averaged = 10 * sim::kWeeksPerYear;
    States by_place(static_cast<std::size_t>(world.neighbourhoods()), VectorDouble::Zero()),
        expected_by_place = by_place;
    for (int week = 0; week < weeks; ++week) {
        simulation.step();
        if (week < weeks - averaged) continue;
        for (std::uint32_t i = 0; i < world.talkers(); ++i)
            by_place[place[i]] += sim::load(simulation.states()[i]).cast<double>() / averaged;
    }
    for (std::uint32_t i = 0; i < world.talkers(); ++i) expected_by_place[place[i]] += x[i];
    for (std::size_t n = 0; n < by_place.size(); ++n)
        settled += by_place[n] / world.talkers(), expected += expected_by_place[n] / world.talkers();
    for (int s = 0; s < sim::kStates; ++s) {
        INFO(sim::kStateNames[s]);
        CHECK(std::abs(settled[s] - expected[s]) < 1e-3);
        CHECK(std::abs(start_mean[s] - expected[s]) > 1e-2);  // it had somewhere to go
        for (std::size_t n = 0; n < by_place.size(); ++n) {
            const double size = world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n];
            CHECK(std::abs(by_place[n][s] - expected_by_place[n][s]) / size < 5e-3);
        }
    }
}
