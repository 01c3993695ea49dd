// Talks at work and how ties are made, by hand: colleagues who meet nowhere else, each in a place of their own.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/run/start.h"
#include "tests/sim/run/tiny_world.h"

using namespace concord;
using namespace concord::sim;
using tests::kFade;
using tests::kFloat;
using tests::nothing_happens;
using tests::TinyRun;

namespace {

constexpr std::size_t kFineBand35To39 = 9, kCensusBand35To49 = 3;

// One worker a place; the first is Asian if `mixed`, all others are White.
Geography workers(int number, bool mixed = false) {
    Geography geography = tests::tiny_places(number, {0, 0, 0, 1, 0}, {1}, [&](Neighbourhood& n, int place) {
        if (mixed && place == 0) n.ethnic_group = {1, 0, 0, 0, 0};
        n.age = {};
        n.age[kCensusBand35To49] = 1;
        n.employed = n.in_work = 1;
        n.inactive = 0;
    });
    geography.areas[0].age = {};
    geography.areas[0].age[kFineBand35To39] = number;
    geography.areas[0].jobs = number;
    return geography;
}

// All work in one place of work, so the two talks at work are with colleagues. Nobody has friends or neighbours.
bool all_at_work(const World& world) {
    for (const auto v : world.venue)
        if (v == kNone || v != world.venue[0]) return false;
    return true;
}

void without_friends(SimulationState& state) {
    for (auto& ties : state.friends) ties.fill(kNone);
}

}  // namespace

TEST_CASE("By hand: balance of influence between two colleagues who differ", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.25;
    p.resident_sd = 0.9;
    const TinyRun run(workers(2), p, 1, {}, tests::quiet_baseline(), true);
    REQUIRE(all_at_work(run.world()));
    const auto state = run.state();
    for (const State s : {kNeighbourTrust, kVoice, kPoliceTrust}) {
        // Each talks with the other alone, at work and as friends, never with oneself: pulled by w phi of the whole
        // distance, their set-points move apart by w / (1 - w) of it, a third.
        const double apart = std::abs(static_cast<double>(state->now[0][s]) - static_cast<double>(state->now[1][s]));
        CAPTURE(s);
        CHECK(apart > 0.01);
        CHECK(balance_report(run.start()).sd[s] == Approx(apart / 3).margin(1e-5));
    }
}

TEST_CASE("By hand: balance of what colleagues tell of stops", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.25;
    p.unfair_step = 4 * 0.01;
    p.unfair_weight = 4;
    p.vicarious = 0.2;
    p.fair_share = 0.5;
    Baseline baseline = tests::quiet_baseline();
    baseline.stops_per_1000_a_year = 520;
    const TinyRun run(workers(2), p, 1, {}, baseline, true);
    REQUIRE(all_at_work(run.world()));
    // One's own, and a fifth of the other's in each of two talks at work and two as friends; none of one's own again.
    const double increment = 0.01 * (1 + 4 * 0.2) * 0.01 * (0.5 - 4 * 0.5) * tests::w(0.62);
    const double shift = -increment / (0.75 * kFade);
    CHECK(balance_report(run.start()).mean[kPoliceTrust] == Approx(shift).epsilon(1e-3));
}

TEST_CASE("By hand: colleagues talk twice a week, with each other alike", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.5;
    std::array<double, 3> met_second{}, met_third{};
    constexpr int kSeeds = 300;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        TinyRun run(workers(3), p, seed);
        REQUIRE(all_at_work(run.world()));
        run.edit([&](SimulationState& state) {
            without_friends(state);
            // Voice tells how often one met the second of the two others, trust in police how often the third.
            for (auto& x : state.now) x[kVoice] = 0, x[kPoliceTrust] = 0;
        });
        for (std::uint32_t i = 0; i < 3; ++i) {
            TinyRun one(workers(3), p, seed);
            one.edit([&](SimulationState& state) {
                without_friends(state);
                for (auto& x : state.now) x[kVoice] = x[kPoliceTrust] = 0;
                state.now[(i + 1) % 3][kVoice] = 1;
                state.now[(i + 2) % 3][kPoliceTrust] = 1;
            });
            one.step();
            // T counts two talks at work and two with the friends that everybody is taken to have: a talk moves w phi
            // / 4.
            const double talk = 0.5 * kFade / 4;
            const double back_voice = 0.5 * kFade * 0.35, back_trust = 0.5 * kFade * 0.62;
            const double second = (one.value(i, kVoice) - back_voice) / talk;
            const double third = (one.value(i, kPoliceTrust) - back_trust) / talk;
            CHECK(second == Approx(std::round(second)).margin(2e-2));
            CHECK(second + third == Approx(2).margin(2e-2));
            met_second[i] += second / kSeeds, met_third[i] += third / kSeeds;
        }
    }
    for (std::size_t i = 0; i < 3; ++i) CHECK(met_second[i] == Approx(1).margin(0.17));  // of two; sd of the mean 0.041
}

TEST_CASE("By hand: balance of talks at work across backgrounds, whatever the kernel", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.5;
    p.resident_sd = 0.9;
    p.confidence_bound = 1;
    p.repulsion_distance = 0.9;
    for (const Kernel kernel : {Kernel::kAssimilation, Kernel::kRepulsion, Kernel::kTopHat}) {
        // Far enough bounds that every kernel is plain assimilation, but each takes its own way through the members.
        const TinyRun run(workers(2, true), p, 1, {}, tests::quiet_baseline(), true, kernel);
        REQUIRE(all_at_work(run.world()));
        const auto state = run.state();
        for (const State s : {kVoice, kPoliceTrust, kGrievance}) {
            // Two talks at work of the four that T counts, and no friends: each is pulled by w phi / 2 of the distance,
            // so its set-point lies w / (1 - w) / 2 = a half of the distance away from the other's level.
            const double apart =
                std::abs(static_cast<double>(state->now[0][s]) - static_cast<double>(state->now[1][s]));
            CAPTURE(static_cast<int>(kernel), static_cast<int>(s));
            CHECK(balance_report(run.start()).sd[s] == Approx(apart / 2).margin(1e-4));
        }
    }
}

TEST_CASE("By hand: who is a friend already is drawn again, so small circles keep few twice", "[by_hand]") {
    Parameters p = nothing_happens();
    p.tie_decay = 0.9;
    TinyRun run(tests::tiny_geography({0, 0, 0, 30, 0}, std::vector<int>(30, 1)), p);
    for (int week = 0; week < 52; ++week) run.step();
    const auto state = run.state();
    double ties = 0, twice = 0;
    for (std::uint32_t i = 0; i < 30; ++i)
        for (std::size_t k = 0; k < kMaxFriends && state->friends[i][k] != kNone; ++k) {
            CHECK(state->friends[i][k] != i);
            ++ties;
            for (std::size_t earlier = 0; earlier < k; ++earlier)
                twice += state->friends[i][earlier] == state->friends[i][k];
        }
    // One in five would be met again by chance (6 of 29); four further tries leave a thousandth.
    CHECK(ties > 150);
    CHECK(twice <= 0.03 * ties);
}
