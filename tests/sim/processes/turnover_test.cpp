// The room of turnover: households leave at their place's rate; ties end with a move or with time, and are replaced.
#include "sim/processes/turnover.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/run/start.h"
#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests;

namespace {

int degree(const Friends& ties) {
    return static_cast<int>(std::count_if(ties.begin(), ties.end(), [](std::uint32_t k) { return k != kNone; }));
}

turnover::State nobody_moved(const Town& town) {
    turnover::State state;
    turnover::init(*town.start, state);
    return state;
}

// Ties of neighbourhood 1 replaced in a week; those of everybody else are left alone.
struct Replaced {
    Column<Friends> before, after;
    std::vector<std::uint32_t> changed;
};
Replaced replaced(const Town& town, const turnover::Start& start, const turnover::State& state, std::uint32_t week) {
    Replaced r{friends_at_start(*town.start), {}, {}};
    r.after = r.before;
    turnover::replace_ties(*town.start, start, state, week, 1, r.after, r.changed);
    return r;
}

}  // namespace

TEST_CASE("A year of weeks leaves as many households behind as the published churn") {
    const Town town;
    const auto& rate = town.start->turnover.move_rate;
    for (int n = 0; n < town.world.neighbourhoods(); ++n) {
        const auto k = static_cast<std::size_t>(n);
        CHECK(std::pow(1 - static_cast<double>(rate[k]), 52) ==
              Approx(1 - town.world.geography.neighbourhoods[k].churn).epsilon(1e-5));
    }
}

TEST_CASE("Households leave at their place's rate, ascending, each once a week and from that place alone") {
    const Town town;
    const World& world = town.world;
    double left = 0;
    const double households = world.neighbourhood_household_begin[2] - world.neighbourhood_household_begin[1];
    constexpr std::uint32_t kWeeks = 520;
    std::vector<std::uint32_t> earlier;
    for (std::uint32_t week = 0; week < kWeeks; ++week) {
        std::vector<std::uint32_t> leaving;
        turnover::leaving_households(*town.start, town.start->turnover, 1, week, leaving);
        REQUIRE(std::is_sorted(leaving.begin(), leaving.end()));
        REQUIRE(std::set(leaving.begin(), leaving.end()).size() == leaving.size());
        for (const auto h : leaving) {
            REQUIRE(h >= world.neighbourhood_household_begin[1]);
            REQUIRE(h < world.neighbourhood_household_begin[2]);
        }
        REQUIRE((leaving.empty() || leaving != earlier));  // every week draws anew
        earlier = leaving;
        left += static_cast<double>(leaving.size());
    }
    CHECK(near(left, kWeeks * households * static_cast<double>(town.start->turnover.move_rate[1])));
}

TEST_CASE("Nobody leaves where nobody moves") {
    const Town town;
    turnover::Start still = town.start->turnover;
    std::fill(still.move_rate.begin(), still.move_rate.end(), 0.0f);
    std::vector<std::uint32_t> leaving;
    for (std::uint32_t week = 0; week < 52; ++week) turnover::leaving_households(*town.start, still, 1, week, leaving);
    CHECK(leaving.empty());
}

TEST_CASE("In four weeks ties end in the share that the yearly decay says, and nobody else's are touched") {
    const Town town;
    const Replaced r = replaced(town, town.start->turnover, nobody_moved(town), 4);
    double ties = 0, other = 0;
    for (std::uint32_t i = 0; i < town.world.talkers(); ++i) {
        const bool here = i >= town.start->begin(1) && i < town.start->begin(2);
        if (!here) REQUIRE(r.before[i] == r.after[i]);
        if (!here) continue;
        REQUIRE(degree(r.after[i]) == degree(r.before[i]));  // an ended tie is replaced
        ties += degree(r.before[i]);
        for (std::size_t k = 0; k < kMaxFriends; ++k) other += r.before[i][k] != r.after[i][k];
        if (r.before[i] != r.after[i]) REQUIRE(std::binary_search(r.changed.begin(), r.changed.end(), i));
    }
    const double ends = 1 - std::pow(1 - default_parameters().tie_decay, 4.0 / 52);
    CHECK(near(other, ends * ties));
    turnover::Start lasting = town.start->turnover;
    lasting.tie_ends = 0;
    CHECK(replaced(town, lasting, nobody_moved(town), 4).changed.empty());
}

TEST_CASE("A tie to whoever moved ends, and hardly ever goes to a friend, never to oneself") {
    const Town town;
    turnover::Start lasting = town.start->turnover;
    lasting.tie_ends = 0;
    turnover::State state = nobody_moved(town);
    std::set<std::uint32_t> moved;
    for (std::uint32_t i = 0; i < town.world.talkers(); i += 9) {
        turnover::note_moved(i, state);
        moved.insert(i);
    }
    const Replaced r = replaced(town, lasting, state, 8);
    int replacements = 0, doubled = 0;
    for (auto i = town.start->begin(1); i < town.start->begin(2); ++i)
        for (std::size_t k = 0; k < kMaxFriends; ++k) {
            const auto was = r.before[i][k], is = r.after[i][k];
            if (was == kNone || moved.count(was) == 0) {
                REQUIRE(is == was);
                continue;
            }
            ++replacements;
            REQUIRE(is != i);
            doubled += std::count(r.after[i].begin(), r.after[i].end(), is) > 1;
        }
    CHECK(replacements > 500);
    CHECK(doubled < replacements / 100);  // after five attempts: where a pool has hardly anybody else
}

TEST_CASE("A newcomer renews the declared share of ties") {
    const Town town;
    for (const double share : {0.0, 0.6, 1.0}) {
        Context context = *town.start;
        context.parameters.newcomer_new_ties = share;
        const auto before = friends_at_start(context);
        double ties = 0, same = 0;
        for (auto i = context.begin(1); i < context.begin(2); ++i) {
            Friends now = before[i];
            turnover::renew_ties(context, 12, i, 1, now);
            REQUIRE(degree(now) == degree(before[i]));
            ties += degree(before[i]);
            for (std::size_t k = 0; k < kMaxFriends; ++k) same += before[i][k] != kNone && before[i][k] == now[k];
        }
        INFO("share " << share);
        // Now and then the same friend is drawn again.
        CHECK(same / ties == Approx(1 - share).margin(0.015));
        if (share == 0) CHECK(same == ties);
    }
}

TEST_CASE("A week's moves take of belonging and trust what newcomers lack, times the rate of moving") {
    const Town town;
    const Parameters p = default_parameters();
    VectorDouble change = VectorDouble::Zero();
    turnover::add_expected(*town.start, town.start->turnover, 1, change);
    const double rate = static_cast<double>(town.start->turnover.move_rate[1]);
    CHECK(change[kBelonging] == Approx(-rate * p.newcomer_belonging));
    CHECK(change[kNeighbourTrust] == Approx(-rate * p.newcomer_trust));
    change[kBelonging] = change[kNeighbourTrust] = 0;
    CHECK((change == VectorDouble::Zero()).all());
}
