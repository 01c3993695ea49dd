// Futures that grow where they are asked to: made when first needed, kept when an edit is undone, refused where a path
// would change its own past; members that stay paired; and why a place's states moved.
#include "scenarios/live/growing_futures.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/live/members.h"
#include "scenarios/live/why.h"
#include "tests/support/runs.h"

using namespace concord;
using live::BranchPath;
using live::Detail;
using live::GrowingFutures;

namespace {

struct Session {
    sim::World world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 5, .seed = 8});
    live::ScenarioPtr first = std::make_shared<const sim::Scenario>(tests::scenario(1));
    sim::RunOptions options{.seed = 4};

    GrowingFutures open() const {
        return {world,   sim::prepare(world, sim::default_parameters(), first->baseline, options),
                first,   options,
                1 << 30, Detail::kPlaces};
    }
    // The first scenario with more seats from a week on.
    live::ScenarioPtr more_seats(int week, double intensity = 200) const {
        sim::Scenario changed = *first;
        changed.levers.push_back(tests::lever(sim::LeverKind::kCommunityEngagement, intensity, 2));
        changed.levers.back().from = sim::add_weeks(changed.start, week);
        return std::make_shared<const sim::Scenario>(std::move(changed));
    }
};

int grow_to(GrowingFutures& futures, const BranchPath& path, int week) {
    int weeks = 0;
    while (futures.grow(path, week)) ++weeks;
    return weeks;
}

}  // namespace

TEST_CASE("A path grows a week at a time, shares its past, and is not computed twice") {
    const Session session;
    GrowingFutures futures = session.open();
    const BranchPath today{{0, session.first}}, seats{{0, session.first}, {6, session.more_seats(6)}};
    CHECK(grow_to(futures, today, 4) == 4);
    CHECK(futures.last_week(today) == 4);
    CHECK(futures.last_week(seats) == 4);  // not forked yet: the past that it shares
    CHECK(grow_to(futures, seats, 10) == 2 + 4);
    CHECK(futures.last_week(today) == 6);
    CHECK(futures.last_week(seats) == 10);
    CHECK(futures.weeks(seats)[6] == futures.weeks(today)[6]);
    CHECK(grow_to(futures, today, 10) == 4);
    CHECK(grow_to(futures, seats, 10) == 0);  // as after an edit that was undone and done again
    CHECK_FALSE(sim::first_difference(*futures.state(seats, 10), *futures.state(today, 10)).empty());
    CHECK(sim::first_difference(*futures.state(seats, 6), *futures.state(today, 6)) == "");
    CHECK(grow_to(futures, today, 1000) == 42);  // the year ends
    CHECK(futures.bytes() > 0);
}

TEST_CASE("A path of two forks grows one after the other, and shares with each what it has in common") {
    const Session session;
    GrowingFutures futures = session.open();
    const auto again = [&] { return std::make_shared<const sim::Scenario>(*session.first); };
    const BranchPath today{{0, session.first}}, once{{0, session.first}, {2, again()}};
    BranchPath twice = once;
    twice.push_back({5, again()});
    CHECK(futures.last_week(today) == 0);
    CHECK(futures.last_week(twice) == 0);
    CHECK(grow_to(futures, twice, 1) == 1);  // before its forks it is the first, and goes no further than asked
    CHECK(futures.last_week(today) == 1);
    CHECK(grow_to(futures, twice, 7) == 6);  // one more on the first, three on the second, two on its own
    CHECK(futures.last_week(today) == 2);
    CHECK(futures.last_week(once) == 5);
    CHECK(futures.last_week(twice) == 7);
    CHECK(futures.weeks(twice)[5] == futures.weeks(once)[5]);
    CHECK(futures.weeks(twice)[2] == futures.weeks(today)[2]);
    CHECK_FALSE(futures.grow(twice, 4));  // there already, as the past of its parent
    CHECK(futures.state(once, 1)->week == 1);
    CHECK_FALSE(futures.grow(today, 2));
    CHECK(futures.grow(today, 3));
}

TEST_CASE("A path is refused that begins elsewhere or changes its own past") {
    const Session session;
    GrowingFutures futures = session.open();
    grow_to(futures, {{0, session.first}}, 12);
    const BranchPath elsewhere{{0, session.more_seats(0)}}, past{{0, session.first}, {10, session.more_seats(5)}};
    CHECK_THROWS_AS(futures.grow(elsewhere, 3), std::invalid_argument);
    CHECK_THROWS_AS(futures.weeks(elsewhere), std::invalid_argument);
    CHECK_THROWS_WITH(futures.grow(past, 12), Catch::Matchers::Contains("past"));
    CHECK(futures.last_week({{0, session.first}}) == 12);  // and nothing was harmed
}

TEST_CASE("Members run apart, the same in every branch up to the fork, and the one farthest behind goes on first") {
    const Session session;
    live::Members members(session.world, session.first, 3, 5, std::size_t{1} << 28);
    const BranchPath today{{0, session.first}}, seats{{0, session.first}, {4, session.more_seats(4, 600)}};
    for (const auto& none : members.weeks(today)) CHECK(none.empty());
    int steps = 0;
    while (members.grow(seats, 8)) {
        ++steps;
        std::size_t fewest = 100, most = 0;
        for (const auto& weeks : members.weeks(seats))
            fewest = std::min(fewest, weeks.size()), most = std::max(most, weeks.size());
        REQUIRE(most - fewest <= 1);
    }
    CHECK(steps == 3 * 8);
    while (members.grow(today, 8)) ++steps;
    CHECK(steps == 3 * (8 + 4));
    const auto one = members.weeks(today), other = members.weeks(seats);
    for (std::size_t m = 0; m < 3; ++m) {
        REQUIRE(one[m].size() == 9);
        CHECK(one[m][4] == other[m][4]);
        CHECK(one[m][8] != other[m][8]);
        CHECK(one[m][8]->item.empty());                              // outcomes only
        if (m > 0) CHECK(one[m][0]->outcome != one[0][0]->outcome);  // draws and seeds of their own
    }
}

TEST_CASE(
    "Why two futures differ: columns add up to the difference of the means, and what may not be shown is in none") {
    const Session session;
    GrowingFutures futures = session.open();
    const BranchPath today{{0, session.first}}, seats{{0, session.first}, {2, session.more_seats(2, 600)}};
    grow_to(futures, seats, 26);
    grow_to(futures, today, 26);
    std::vector<double> adults(session.world.neighbourhoods(), 0);
    for (int n = 0; n < session.world.neighbourhoods(); ++n)
        for (auto i = session.world.neighbourhood_begin[n]; i < session.world.neighbourhood_begin[n + 1]; ++i)
            adults[n] += session.world.age_band[i] >= sim::kFirstAdultBand;
    const auto start = futures.state(today, 0), one = futures.state(seats, 26), other = futures.state(today, 26);
    const std::vector<int> places{0, 1, 2, 3, 4, 5};
    const auto asked = [&](bool below) { return live::why({*start, *one}, {*start, *other}, places, adults, below); };
    const auto district = asked(false), below = asked(true);
    double all = 0;
    for (const int n : places) all += adults[n];
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        INFO(sim::kStateNames[s]);
        double difference = 0, sum = 0, shown = 0;
        for (const int n : places)
            difference += (one->sums[n].state[static_cast<int>(s)] - other->sums[n].state[static_cast<int>(s)]) / all;
        for (const double part : district.column[s]) sum += part;
        for (const double part : below.column[s]) shown += part;
        CHECK(district.difference[s] == Approx(difference).margin(1e-9));
        CHECK(sum == Approx(difference).margin(1e-5));
        CHECK(district.unshown[s] == 0);
        CHECK(below.difference[s] == district.difference[s]);  // grievance and programme trust too: it is a difference
        CHECK(shown + below.unshown[s] == Approx(difference).margin(1e-5));
        CHECK(below.column[s][sim::kLedgerHostility] == 0);
        CHECK(below.column[s][sim::kLedgerTurnover] == 0);  // nor what hides it
        CHECK(below.unshown[s] ==
              Approx(district.column[s][sim::kLedgerTurnover] + district.column[s][sim::kLedgerHostility] +
                     district.column[s][sim::kLedgerNews] + district.column[s][sim::kLedgerSupport]));
        CHECK(below.column[s][sim::kLedgerCoupling] == district.column[s][sim::kLedgerCoupling]);
    }
    CHECK(district.column[sim::kVoice][sim::kLedgerEngagement] > 0);
    CHECK(below.unshown[sim::kVoice] != 0);
    // Whatever hostility does, no bar below district level knows of it.
    sim::SimulationState more = *one;
    for (const int n : places) more.ledger.place[n][sim::kLedgerHostility][sim::kSafety] += 100;
    const auto hit = live::why({*start, more}, {*start, *other}, places, adults, true);
    CHECK(hit.column == below.column);
    CHECK(hit.unshown[sim::kSafety] == Approx(below.unshown[sim::kSafety] + 100 * 6 / all));
    // One future is nothing apart from itself, whatever flowed in it.
    const auto itself = live::why({*start, *one}, {*start, *one}, places, adults, false);
    for (const auto& columns : itself.column)
        for (const double part : columns) CHECK(part == 0);
    const auto nobody = live::why({*start, *one}, {*start, *other}, {0}, std::vector<double>(adults.size(), 9), false);
    for (std::size_t s = 0; s < sim::kStates; ++s) CHECK(std::isnan(nobody.difference[s]));
}
