// The tree of futures: every branch is the batch run of its scenario, whatever was looked at in between.
#include "scenarios/live/futures.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "sim/policy/costs.h"
#include "tests/support/runs.h"

using namespace concord;
using live::Futures;

namespace {

struct Session {
    sim::World world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 3, .seed = 8});
    sim::Scenario scenario = tests::scenario(2);
    sim::RunOptions options{.seed = 4};
    std::shared_ptr<const sim::Start> start =
        sim::prepare(world, sim::default_parameters(), scenario.baseline, options);

    Futures open(std::size_t bytes = std::size_t{1} << 30) const { return {world, start, scenario, options, bytes}; }
    // The scenario with one more lever from a week on.
    sim::Scenario with_lever(const sim::Scenario& from, std::size_t which, int week) const {
        sim::Scenario changed = from;
        changed.levers.push_back(tests::every_lever(2)[which]);
        changed.levers.back().from = sim::add_weeks(changed.start, week);
        changed.levers.back().ramp_weeks = 0;
        return changed;
    }
    std::shared_ptr<const sim::SimulationState> batch(const sim::Scenario& of, int week) const {
        sim::Simulation run(world, start, of, options);
        while (run.week() < week) run.step();
        return run.save();
    }
};

void advance_to(Futures& futures, int branch, int week) {
    while (futures.branch(branch).last_week() < week) futures.advance(branch);
}

}  // namespace

TEST_CASE("A fork and its parent are bit-identical to batch runs of their scenarios") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 60);
    const auto changed = session.with_lever(session.scenario, 0, 40);
    const int fork = futures.fork(0, 37, changed, "more seats");
    const auto changed_again = session.with_lever(changed, 4, 55);
    advance_to(futures, fork, 58);
    const int second = futures.fork(fork, 50, changed_again, "and more stops");
    for (int week = 61; week <= 80; ++week)  // in turns, as two maps side by side would
        for (const int b : {0, fork, second}) advance_to(futures, b, week);
    for (const auto& [branch, scenario] :
         {std::pair{0, session.scenario}, std::pair{fork, changed}, std::pair{second, changed_again}})
        CHECK(sim::first_difference(*futures.state(branch, 80), *session.batch(scenario, 80)) == "");
    CHECK(futures.branch(second).parent == fork);
    CHECK(futures.branch(fork).weeks[37] == futures.branch(0).weeks[37]);  // the past is shared, not copied
    CHECK(sim::first_difference(*futures.state(fork, 80), *futures.state(0, 80)) == "now");
}

TEST_CASE("Scrubbing back and forth gives the same states, and changes nothing that follows") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 70);
    std::minstd_rand pick(5);
    for (int look = 0; look < 12; ++look) {
        const int week = static_cast<int>(pick() % 71);
        CHECK(sim::first_difference(*futures.state(0, week), *session.batch(session.scenario, week)) == "");
    }
    advance_to(futures, 0, 90);
    CHECK(sim::first_difference(*futures.state(0, 90), *session.batch(session.scenario, 90)) == "");
}

TEST_CASE("Memory of states stays within its bound, and results do not depend on it") {
    const Session session;
    const std::size_t one = session.batch(session.scenario, 0)->bytes();
    Futures futures = session.open(8 * one);
    advance_to(futures, 0, 104);
    const int fork = futures.fork(0, 30, session.with_lever(session.scenario, 1, 30), "places");
    advance_to(futures, fork, 104);
    CHECK(futures.keyframe_bytes() <= 8 * one);
    CHECK(futures.bytes() > futures.keyframe_bytes());
    Futures tight = session.open(one);  // less than what is needed: first and last states stay
    advance_to(tight, 0, 104);
    CHECK(tight.keyframe_bytes() <= 2 * one);
    for (const int week : {3, 27, 53, 99})
        CHECK(sim::first_difference(*tight.state(0, week), *futures.state(0, week)) == "");
}

TEST_CASE("A fork that would change the past, or what the past rests on, is refused") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 20);
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(futures.fork(0, 15, session.with_lever(session.scenario, 2, 10), "x"),
                      Contains("week 10") && Contains("past"));
    CHECK_THROWS_WITH(futures.fork(0, 21, session.scenario, "x"), Contains("0 to 20"));
    CHECK_THROWS_WITH(futures.fork(0, -1, session.scenario, "x"), Contains("-1"));
    auto other = session.scenario;
    other.parameters.push_back({"fair_share", 0.5, ""});
    CHECK_THROWS_WITH(futures.fork(0, 15, other, "x"), Contains("parameters"));
    other = session.scenario;
    other.baseline.stops_per_1000_a_year += 1;
    CHECK_THROWS_WITH(futures.fork(0, 15, other, "x"), Contains("baseline"));
    other = session.scenario;
    other.years = 3;
    CHECK_THROWS_WITH(futures.fork(0, 15, other, "x"), Contains("length"));
    CHECK(futures.branches().size() == 1);
    CHECK_THROWS(futures.remove_last());
    futures.fork(0, 15, session.scenario, "kept");
    futures.remove_last();
    CHECK(futures.branches().size() == 1);
}

TEST_CASE("A branch has spent what its record says was bought, fork and past included") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 52);
    const auto changed = session.with_lever(session.scenario, 0, 52);
    const int fork = futures.fork(0, 52, changed, "more seats");
    advance_to(futures, fork, 104);
    sim::Simulation run(session.world, session.start, changed, session.options);
    const sim::RunRecord record = sim::run(run);
    const sim::CostReport costs = sim::cost_of(changed, record[sim::SeriesId::kUnitsBought]);
    std::array<double, sim::kLeverKinds> expected{};
    for (const sim::CostLine& line : costs.lines)
        expected[static_cast<std::size_t>(changed.levers[static_cast<std::size_t>(line.lever)].kind)] += line.gbp;
    REQUIRE(costs.total_gbp > 0);
    for (std::size_t kind = 0; kind < expected.size(); ++kind) {
        CHECK(futures.branch(fork).weeks[104]->spent[kind] == Approx(expected[kind]).margin(0.01));
        CHECK(futures.branch(fork).weeks[0]->spent[kind] == 0);
        CHECK(futures.branch(fork).weeks[52]->spent[kind] == futures.branch(0).weeks[52]->spent[kind]);
    }
    double before = 0;
    for (const double spent : futures.branch(fork).weeks[52]->spent) before += spent;
    CHECK(before < costs.total_gbp);  // the lever of week 52 has cost nothing yet
}

TEST_CASE("A branch ends with its scenario") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 104);
    CHECK_FALSE(futures.can_advance(0));
    CHECK_THROWS_WITH(futures.advance(0), Catch::Matchers::Contains("week 104"));
}

TEST_CASE("Measures of a week are the outcomes of the record and the means of places, and hide the smallest") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 8);
    const auto record =
        tests::finish(session.world, session.scenario, sim::default_parameters(), session.options).record;
    const auto& measures = *futures.branch(0).weeks[8];
    const std::size_t width = measures.outcome.size();
    const std::vector<double>& recorded = record[sim::SeriesId::kWeeklyOutcomes].values;
    for (std::size_t k = 0; k < width; ++k)
        if (!std::isnan(measures.outcome[k]) && k % sim::kOutcomes != sim::kOutcomeHateIncidents)
            CHECK(measures.outcome[k] == recorded[8 * width + k]);
    const auto state = futures.state(0, 8);
    for (int n = 0; n < session.world.neighbourhoods(); ++n) {
        double sum = 0, adults = 0;
        for (auto i = session.world.neighbourhood_begin[n]; i < session.world.neighbourhood_begin[n + 1]; ++i)
            if (session.world.age_band[i] >= sim::kFirstAdultBand)
                sum += static_cast<double>(state->now[i][sim::kBelonging]), ++adults;
        const float shown = measures.state_of(n, sim::kBelonging);
        if (adults < 10)
            CHECK(std::isnan(shown));
        else
            CHECK(static_cast<double>(shown) == Approx(sum / adults).margin(2e-5));
    }
    const auto sparse = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 200, .seed = 8});
    Futures few(sparse, sim::prepare(sparse, sim::default_parameters(), session.scenario.baseline, session.options),
                session.scenario, session.options);
    CHECK(std::count(few.branch(0).weeks[0]->item.begin(), few.branch(0).weeks[0]->item.end(),
                     live::WeekMeasures::kTooFew) > 0);
}

TEST_CASE("Hate incidents are those of the last 52 weeks, before the start as the balance assumes, and none of few",
          "[incidents]") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 70);
    const auto record =
        tests::finish(session.world, session.scenario, sim::default_parameters(), session.options).record;
    const std::size_t shown = 1 + session.world.geography.districts.size(), width = shown * sim::kOutcomes;
    const sim::WeekReader reader(session.start);
    const auto& weekly = record[sim::SeriesId::kWeeklyOutcomes].values;
    int told = 0;
    for (const std::size_t week : {std::size_t{0}, std::size_t{1}, std::size_t{20}, std::size_t{52}, std::size_t{70}})
        for (std::size_t g = 0; g < shown; ++g) {
            const std::size_t k = g * sim::kOutcomes + sim::kOutcomeHateIncidents;
            double sum = 0;
            for (int back = 0; back < 52; ++back)
                sum += weekly[static_cast<std::size_t>(std::max(0, static_cast<int>(week) - back)) * width + k];
            const double rate = sum / 52;
            const float said = futures.branch(0).weeks[week]->outcome[k];
            INFO(week << " " << g << ": " << rate * reader.residents(g) / 1000 << " incidents");
            CHECK(std::isnan(said) == (rate * reader.residents(g) / 1000 < 10));
            if (std::isnan(said)) continue;
            CHECK(static_cast<double>(said) == Approx(rate).epsilon(1e-5));
            ++told;
        }
    CHECK(told > 0);
    // A fork goes on with the weeks that it shares.
    const int fork = futures.fork(0, 30, session.with_lever(session.scenario, 0, 60), "more seats");
    advance_to(futures, fork, 55);
    CHECK(futures.branch(fork).weeks[55]->outcome[sim::kOutcomeHateIncidents] ==
          futures.branch(0).weeks[55]->outcome[sim::kOutcomeHateIncidents]);
    const auto sparse = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 200, .seed = 8});
    const Futures few(sparse,
                      sim::prepare(sparse, sim::default_parameters(), session.scenario.baseline, session.options),
                      session.scenario, session.options);
    CHECK(std::isnan(few.branch(0).weeks[0]->outcome[sim::kOutcomeHateIncidents]));
}

namespace {

// Patrol that a second report of recorded incidents turns on: week 13 or 26, four weeks of lag, four until it turns.
sim::LeverSetting ruled_patrol(int reports) {
    sim::LeverSetting lever = tests::lever(sim::LeverKind::kNeighbourhoodPolicing, 6, 2);
    lever.rule = sim::Rule{.indicator = sim::kSeenStops, .below = false, .threshold = 0, .reports = reports};
    return lever;
}

}  // namespace

TEST_CASE("A rule keeps its memory through forks and looks back: every future is the batch run of its scenario") {
    Session session;
    session.scenario.levers = {ruled_patrol(2)};
    Futures futures = session.open();
    advance_to(futures, 0, 60);
    const auto forked = session.with_lever(session.scenario, 0, 32);
    const int fork = futures.fork(0, 30, forked, "more seats");  // both reports are in, and the lever has not turned
    advance_to(futures, fork, 60);
    CHECK(sim::first_difference(*futures.state(0, 60), *session.batch(session.scenario, 60)) == "");
    CHECK(sim::first_difference(*futures.state(fork, 60), *session.batch(forked, 60)) == "");
    constexpr auto kPatrol = static_cast<std::size_t>(sim::LeverKind::kNeighbourhoodPolicing);
    for (const int b : {0, fork}) {
        const auto spent = [&](int week) { return futures.branch(b).weeks[static_cast<std::size_t>(week)]->spent; };
        CHECK(spent(26 + 4 + 4)[kPatrol] == 0);
        CHECK(spent(26 + 4 + 4 + 1)[kPatrol] > 0);
    }
}

TEST_CASE("A fork cannot change the past of a rule, or how the past was monitored") {
    Session session;
    session.scenario.levers = {ruled_patrol(2)};
    Futures futures = session.open();
    advance_to(futures, 0, 20);
    auto other = session.scenario;
    other.levers = {ruled_patrol(1)};
    CHECK_THROWS_WITH(futures.fork(0, 20, other, "other"), Catch::Contains("cannot change the rule of a lever"));
    auto monitored = session.scenario;
    monitored.baseline.monitoring = sim::Regime::kCommunityPanel;
    CHECK_THROWS_WITH(futures.fork(0, 20, monitored, "panel"), Catch::Contains("cannot change how week 0"));
    auto later = session.scenario;
    sim::LeverSetting panel = tests::lever(sim::LeverKind::kMonitoring, 0, 2);
    panel.values.clear();
    panel.set(0, {.choice = static_cast<int>(sim::Regime::kCommunityPanel)});
    panel.from = sim::add_weeks(later.start, 26);
    later.levers.push_back(panel);
    CHECK(futures.fork(0, 20, later, "a panel from week 26") == 1);
}
