// What is kept of a week, in little room; and the book-keeping of the tree of futures beside its runs.
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/live/futures.h"
#include "tests/support/runs.h"

namespace concord::live {
namespace {

using Catch::Matchers::Contains;

struct Session {
    sim::World world = sim::build_world(sim::small_geography(2, 1, 2), {.scale = 5, .seed = 8});
    sim::Scenario scenario = tests::scenario(1);
    Futures open(Detail detail = Detail::kPlaces) const {
        const sim::RunOptions options{.seed = 4};
        return {world,
                sim::prepare(world, sim::default_parameters(), scenario.baseline, options),
                scenario,
                options,
                std::size_t{1} << 30,
                detail};
    }
};

void advance_to(Futures& futures, int branch, int week) {
    while (futures.branch(branch).last_week() < week) futures.advance(branch);
}

}  // namespace

TEST_CASE("A share is kept in sixteen bits: none, all and what lies between; the last code is too few", "[measures]") {
    WeekMeasures measures;
    measures.item.assign(2 * sim::kItems, 0);
    measures.state.assign(2 * sim::kStates, 0);
    measures.item[sim::kItems + sim::kBelong] = 65534;
    measures.item[sim::kBelong] = 32767;
    measures.item[sim::kFeelSafe] = WeekMeasures::kTooFew;
    measures.state[sim::kStates + sim::kSafety] = 16384;
    CHECK(measures.item_of(1, sim::kBelong) == 1);
    CHECK(measures.item_of(0, sim::kBelong) == 0.5f);
    CHECK(measures.item_of(0, sim::kGetOnWell) == 0);
    CHECK(std::isnan(measures.item_of(0, sim::kFeelSafe)));
    CHECK(measures.state_of(1, sim::kSafety) == Approx(16384 / 65534.0));
    CHECK(measures.state_of(0, sim::kSafety) == 0);
    CHECK_THROWS_AS(measures.item_of(2, sim::kGetOnWell), std::out_of_range);
    const std::size_t empty = WeekMeasures{}.bytes();
    measures.outcome.resize(3), measures.incidents.resize(2);
    CHECK(measures.bytes() == empty + 5 * 4 + 2 * (2 * sim::kItems + 2 * sim::kStates));
}

TEST_CASE("Where outcomes alone are kept, no place is", "[measures]") {
    const Session session;
    Futures outcomes = session.open(Detail::kOutcomes), places = session.open();
    outcomes.advance(0), places.advance(0);
    const auto &less = *outcomes.branch(0).weeks[1], &more = *places.branch(0).weeks[1];
    CHECK(less.item.empty());
    CHECK(less.state.empty());
    CHECK(more.item.size() == 4 * sim::kItems);
    CHECK(more.state.size() == 4 * sim::kStates);
    REQUIRE(less.outcome.size() == 3 * sim::kOutcomes);
    for (std::size_t k = 0; k < less.outcome.size(); ++k)
        CHECK((less.outcome[k] == more.outcome[k] || (std::isnan(less.outcome[k]) && std::isnan(more.outcome[k]))));
    CHECK(less.week == 1);
    CHECK(less.incidents.size() == 3);
}

TEST_CASE("A branch knows its name, its parent and where it left it, and takes a colour of its own", "[measures]") {
    const Session session;
    Futures futures = session.open();
    CHECK(futures.branch(0).name == "test");
    CHECK(futures.branch(0).parent == -1);
    CHECK(futures.branch(0).last_week() == 0);
    advance_to(futures, 0, 3);
    const int fork = futures.fork(0, 2, session.scenario, "second");
    const auto& branch = futures.branch(fork);
    CHECK(branch.name == "second");
    CHECK(branch.parent == 0);
    CHECK(branch.forked_at == 2);
    CHECK(branch.last_week() == 2);
    CHECK(branch.colour == 1);
    futures.rename(fork, "renamed");
    CHECK(futures.branch(fork).name == "renamed");
    CHECK(futures.branch(0).name == "test");
    CHECK_THROWS_AS(futures.branch(2), std::out_of_range);
    CHECK_THROWS_WITH(futures.state(fork, 3), "renamed has no week 3");
    CHECK_THROWS_WITH(futures.state(0, -1), "test has no week -1");
    CHECK_THROWS_WITH(futures.fork(fork, 3, session.scenario, "x"),
                      "renamed has weeks 0 to 2; it cannot be forked at 3");
    advance_to(futures, 0, 52);
    CHECK_THROWS_WITH(futures.advance(0), "test has come to its end, week 52");
}

TEST_CASE("A fork is refused with the first week that it would change, and its date", "[measures]") {
    const Session session;
    Futures futures = session.open();
    advance_to(futures, 0, 10);
    sim::Scenario changed = session.scenario;
    changed.levers.push_back(tests::lever(sim::LeverKind::kStopAndSearch, 3, 2));
    changed.levers.back().from = sim::add_weeks(changed.start, 8);
    CHECK_THROWS_WITH(futures.fork(0, 9, changed, "late"),
                      "a fork at week 9 cannot change week 8 (2026-06-01), which is past; let the lever begin later");
    CHECK(futures.fork(0, 8, changed, "in time") == 1);
    sim::Scenario shaken = session.scenario;
    shaken.events = {tests::event(sim::NewsKind::kVote, 8)};
    CHECK_THROWS_WITH(futures.fork(0, 9, shaken, "x"), "a fork at week 9 cannot change the events before it");
    CHECK(futures.fork(0, 8, shaken, "in time too") == 2);
    changed.start = sim::add_weeks(changed.start, 1);
    CHECK_THROWS_WITH(futures.fork(0, 8, changed, "x"), "a fork keeps the start and the length of its parent");
}

TEST_CASE("A kept state counts while its branch is there, and goes with it", "[measures]") {
    const Session session;
    Futures futures = session.open();
    const std::size_t one = futures.keyframe_bytes();
    CHECK(one == futures.state(0, 0)->bytes());
    advance_to(futures, 0, 25);
    CHECK(futures.keyframe_bytes() == one);
    futures.advance(0);  // week 26 is kept
    const std::size_t two = futures.keyframe_bytes();
    CHECK(two > one);
    futures.fork(0, 26, session.scenario, "fork");
    CHECK(futures.keyframe_bytes() > two);
    CHECK(futures.state(1, 26) == futures.state(0, 26));  // the same state, not another of its kind
    futures.remove_last();
    CHECK(futures.keyframe_bytes() == two);
    CHECK_THROWS_WITH(futures.remove_last(), "the first branch cannot be taken back");
}

}  // namespace concord::live
