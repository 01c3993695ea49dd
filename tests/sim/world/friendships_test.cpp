// Friends by the rule of model.md section 3.3, and pattern P4: 0.38 to 0.42 of the mixing chance would give, the same
// for every ethnic group; 42 to 53 % with no friend of another group.
#include "sim/world/friendships.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "scenarios/greater_manchester/table.h"
#include "tests/support/test_geography.h"
#include "tests/support/with_threads.h"

namespace {

using namespace concord;
using namespace concord::sim;

Column<Friends> friends_of(const World& world, const FriendshipParameters& parameters = {}) {
    Column<Friends> friends;
    draw_friends(world, parameters, friends);
    return friends;
}

TEST_CASE("Everybody has 6 to 8 friends, none twice, never oneself", "[friends]") {
    const World world = build_world(small_geography(), {1, 3, {}});
    const Column<Friends> friends = friends_of(world);
    bool right = friends.size() == world.talkers();
    std::array<int, kMaxFriends + 1> degrees{};
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        const auto end = std::find(friends[i].begin(), friends[i].end(), kNone);
        const std::set<std::uint32_t> list(friends[i].begin(), end);
        const auto degree = static_cast<std::size_t>(end - friends[i].begin());
        ++degrees[degree];
        right &= std::all_of(end, friends[i].end(), [](std::uint32_t f) { return f == kNone; });
        right &= list.size() == degree && !list.contains(i) && *list.rbegin() < world.talkers();
    }
    CHECK(right);
    CHECK(degrees[6] + degrees[7] + degrees[8] == static_cast<int>(world.talkers()));
    for (const std::size_t d : {6u, 7u, 8u}) CHECK(degrees[d] == Approx(world.talkers() / 3.0).epsilon(0.05));
}

TEST_CASE("P4: the measured uptake in Greater Manchester, overall and for every ethnic group", "[friends][gm]") {
    const World world = build_world(scenarios::built_in_greater_manchester(), {4, 1, {}});
    const FriendshipMeasure measure = measure_friends(world, {}, friends_of(world));
    CHECK(measure.uptake() > 0.38);
    CHECK(measure.uptake() < 0.42);
    for (int g = 0; g < kEthnicGroups; ++g) CHECK(std::abs(measure.uptake(g) - measure.uptake()) < 0.05);
    CHECK(measure.share_none_other() > 0.42);
    CHECK(measure.share_none_other() < 0.53);
    CHECK(measure.duplicates == 0);
}

TEST_CASE("The measured uptake is the parameter, also at its ends", "[friends]") {
    const World world = build_world(small_geography(), {1, 3, {}});
    for (const double uptake : {0.0, 0.25, 0.7, 1.0}) {
        FriendshipParameters parameters;
        parameters.mixing_uptake = uptake;
        CHECK(measure_friends(world, parameters, friends_of(world, parameters)).uptake() ==
              Approx(uptake).margin(0.01));
    }
}

TEST_CASE("Candidates come from the pools in their shares", "[friends]") {
    const World world = build_world(small_geography(), {1, 3, {}});
    const FriendshipMeasure measure = measure_friends(world, {}, friends_of(world));
    std::array<double, kPools> ties{};
    double all = 0;
    for (const auto& group : measure.by_group_and_pool)
        for (std::size_t p = 0; p < kPools; ++p) ties[p] += group[p].ties, all += group[p].ties;
    CHECK(ties[0] / all == Approx(0.50).margin(0.01));
    CHECK((ties[1] + ties[2]) / all == Approx(0.35).margin(0.01));
    CHECK(ties[3] / all == Approx(0.15).margin(0.01));
}

TEST_CASE("A candidate drawn alone follows the same rule, uniformly in the neighbourhood", "[friends]") {
    const World world = build_world(small_geography(1, 1, 2), {1, 3, {}});
    FriendshipParameters parameters;
    parameters.neighbourhood_share = 1;
    parameters.venue_share = parameters.gm_share = 0;
    const std::uint32_t resident = 17, end = world.neighbourhood_begin[1];
    const auto& begin = world.group_begin[0];
    const std::uint8_t group = world.ethnic_group[resident];
    const double own = begin[group + 1u] - begin[group];
    std::vector<int> hits(world.talkers(), 0);
    const int draws = 400000;
    int others = 0;
    const Stream stream(1, Process::kTies);
    for (std::uint32_t k = 0; k < draws; ++k) {
        const std::uint32_t someone = draw_friend(world, parameters, resident, 0, stream.block(resident, k, 0));
        ++hits[someone];
        others += world.ethnic_group[someone] != group;
    }
    CHECK(hits[resident] == 0);
    CHECK(std::all_of(hits.begin() + end, hits.end(), [](int h) { return h == 0; }));
    CHECK(others / static_cast<double>(draws) == Approx(0.40 * (1 - own / end)).epsilon(0.03));
    double chi_square = 0;
    const double expected = (draws - others) / (own - 1);
    for (std::uint32_t i = 0; i < end; ++i)
        if (i != resident && world.ethnic_group[i] == group)
            chi_square += (hits[i] - expected) * (hits[i] - expected) / expected;
    CHECK(chi_square < (own - 2) + 4 * std::sqrt(2 * (own - 2)));
}

TEST_CASE("A friend for a bridging seat is of another group, uniformly from the area", "[friends]") {
    const World world = build_world(small_geography(), {1, 3, {}});
    const std::uint32_t resident = 5;
    const Stream stream(1, Process::kEngagement);
    const std::uint32_t area_end = world.neighbourhood_begin[world.neighbourhood_of_area_begin[1]];
    std::array<double, kEthnicGroups> found{}, there{};
    for (std::uint32_t i = 0; i < area_end; ++i) ++there[world.ethnic_group[i]];
    bool in_area = true;
    const int draws = 60000;
    for (std::uint32_t k = 0; k < draws; ++k) {
        const std::uint32_t someone = draw_friend_of_other_group(world, resident, stream.block(resident, k, 0));
        in_area &= someone < area_end;
        ++found[world.ethnic_group[someone]];
    }
    const std::uint8_t group = world.ethnic_group[resident];
    CHECK(in_area);
    CHECK(found[group] == 0);
    for (std::size_t g = 0; g < kEthnicGroups; ++g)
        if (g != group) CHECK(found[g] / draws == Approx(there[g] / (area_end - there[group])).margin(0.01));
}

TEST_CASE("Where all are of one group there is no one of another", "[friends]") {
    Geography geography = small_geography(1, 1, 1);
    geography.neighbourhoods[0].ethnic_group = {0, 0, 0, geography.neighbourhoods[0].residents, 0};
    const World world = build_world(geography, {1, 3, {}});
    CHECK(draw_friend_of_other_group(world, 0, {1, 2, 3, 4}) == kNone);
    CHECK(measure_friends(world, {}, friends_of(world)).share_none_other() == 1);
}

// The same residents with their groups named otherwise, and every table by group rebuilt.
World relabelled(World world, const std::array<std::uint8_t, kEthnicGroups>& name) {
    for (std::uint8_t& group : world.ethnic_group) group = name[group];
    const World old = world;
    for (std::size_t n = 0; n < world.group_begin.size(); ++n) {
        const std::uint32_t begin = old.neighbourhood_begin[n], end = old.neighbourhood_begin[n + 1];
        std::uint16_t next = 0;
        for (std::size_t g = 0; g < kEthnicGroups; ++g) {
            world.group_begin[n][g] = next;
            for (std::uint32_t i = begin; i < end; ++i)
                if (world.ethnic_group[i] == g) world.by_group[begin + next++] = static_cast<std::uint16_t>(i - begin);
            world.group_before[n + 1][g] = world.group_before[n][g] + next - world.group_begin[n][g];
        }
        world.group_begin[n][kEthnicGroups] = next;
    }
    for (std::size_t v = 0; v < world.venue_kind.size(); ++v) {
        const std::uint32_t begin = old.venue_begin[v], end = old.venue_begin[v + 1];
        std::uint32_t next = 0;
        for (std::size_t g = 0; g < kEthnicGroups; ++g) {
            world.venue_group_begin[v][g] = next;
            for (std::uint32_t k = begin; k < end; ++k)
                if (world.ethnic_group[old.venue_member_by_number[k]] == g)
                    world.venue_member[begin + next++] = old.venue_member_by_number[k];
        }
        world.venue_group_begin[v][kEthnicGroups] = next;
    }
    return world;
}

TEST_CASE("Relabelling the ethnic groups of a finished population leaves every tie as it was", "[friends]") {
    const World world = build_world(small_geography(), {1, 3, {}});
    const World other = relabelled(world, {3, 0, 4, 1, 2});
    CHECK(friends_of(world) == friends_of(other));
    const Stream stream(1, Process::kEngagement);
    bool same = true;
    for (std::uint32_t i = 0; i < world.talkers(); i += 7)
        same &= draw_friend_of_other_group(world, i, stream.block(i, 0, 0)) ==
                draw_friend_of_other_group(other, i, stream.block(i, 0, 0));
    CHECK(same);
}

TEST_CASE("Friends are the same at one and two threads and depend on the seed", "[friends][determinism]") {
    const World world = build_world(small_geography(), {2, 3, {}});
    const auto at = [&](int threads) {
        return concord::tests::with_threads(threads, [&] { return friends_of(world); });
    };
    const auto one = at(1);
    CHECK(one == at(2));
    World other = world;
    other.seed = 4;
    CHECK(friends_of(other) != one);
}

}  // namespace
