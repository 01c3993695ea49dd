// What residents do to each other, against arithmetic done by hand: worlds of a few residents, every process off but
// one, a week or two.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/talk_effect.h"
#include "tests/sim/run/tiny_world.h"

using namespace concord;
using namespace concord::sim;
using tests::kFade;
using tests::kFloat;
using tests::kOneAsianOneWhite;
using tests::kTalksOfTwo;
using tests::kTwoWhite;
using tests::nothing_happens;
using tests::tiny_geography;
using tests::TinyRun;
using tests::w;

namespace {

constexpr double kSetPointStep = 2.3e-5;  // half a step of a set-point (SetPoint::kStep): what its 16 bits cost

void set_all(SimulationState& state, double value) {
    for (auto& x : state.now)
        for (float& v : x.value) v = static_cast<float>(value);
}

}  // namespace

TEST_CASE("By hand: with everything off nothing changes", "[by_hand]") {
    TinyRun run(tiny_geography({2, 0, 0, 6, 0}, {2, 2, 3, 1}), nothing_happens());
    run.edit([](SimulationState& state) { set_all(state, 0.3); });
    for (int week = 0; week < 8; ++week) run.step();
    for (std::uint32_t i = 0; i < 8; ++i)
        for (int s = 0; s < kStates; ++s) CHECK(run.value(i, static_cast<State>(s)) == 0.3f);
}

TEST_CASE("By hand: return closes the same share of the gap every week", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = p.influence_share_slow = 0;
    TinyRun run(tiny_geography(kTwoWhite, {2}), p);
    run.edit([](SimulationState& state) { state.now[0][kVoice] = 0.85f; });
    run.step();
    CHECK(run.value(0, kVoice) == Approx(0.85 - kFade * 0.5).margin(kFloat));  // from 0.85 towards 0.35
    run.step();
    CHECK(run.value(0, kVoice) ==
          Approx(0.35 + 0.5 * (1 - kFade) * (1 - kFade)).margin(kFloat + 2 * kFade * kSetPointStep));
    CHECK(run.value(1, kVoice) == Approx(0.35).margin(kFloat + 2 * kFade * kSetPointStep));  // nobody else is moved
    for (int week = 2; week < 52; ++week) run.step();
    CHECK(run.value(0, kVoice) == Approx(0.35 + 0.5 * 0.7).margin(1e-3));  // (1 - phi)^52 is 0.6992
}

TEST_CASE("By hand: influence of a known partner", "[by_hand]") {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.25;
    p.influence_share_slow = 0.125;
    TinyRun run(tiny_geography(kTwoWhite, {2}), p);
    run.edit([](SimulationState& state) {
        set_all(state, 0.4);
        for (float& v : state.now[1].value) v = 0.9f;
    });
    run.step();
    // Six talks of strength w phi / 6 each move a resident by w phi of the distance to the partner; the rest of phi
    // returns.
    const auto expected = [&](double x, double other, double share, double set_point) {
        return x + share * kFade * (other - x) + (1 - share) * kFade * (set_point - x);
    };
    const double margin = kFloat + kFade * kSetPointStep;
    CHECK(run.value(0, kPoliceTrust) == Approx(expected(0.4, 0.9, 0.25, 0.62)).margin(margin));
    CHECK(run.value(1, kPoliceTrust) == Approx(expected(0.9, 0.4, 0.25, 0.62)).margin(margin));
    CHECK(run.value(0, kOpenness) == Approx(expected(0.4, 0.9, 0.125, 0.65)).margin(margin));
    CHECK(run.value(0, kSafety) == Approx(expected(0.4, 0.9, 0.125, 0.70)).margin(margin));
    CHECK(run.value(0, kBelonging) ==
          Approx(expected(0.4, 0.9, 0, 0.60)).margin(margin));  // nobody talks one into belonging
    CHECK(run.value(0, kGrievance) == Approx(expected(0.4, 0.9, 0.25, 0.35)).margin(margin));
    // The second week reads the first's states of both, not the new one of whoever came first.
    const double a = run.value(0, kVoice), b = run.value(1, kVoice);
    run.step();
    CHECK(run.value(0, kVoice) == Approx(expected(a, b, 0.25, 0.35)).margin(margin));
    CHECK(run.value(1, kVoice) == Approx(expected(b, a, 0.25, 0.35)).margin(margin));
}

TEST_CASE("By hand: talks across backgrounds move openness by whole steps, three in four upwards at the means",
          "[by_hand]") {
    Parameters p = nothing_happens();
    p.contact_step = p.contact_step_friend = 0.004;
    p.contact_negative_weight = 2;
    p.mixing_uptake = 1;
    std::array<int, kTalksOfTwo + 1> times{};
    constexpr int kSeeds = 300;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        TinyRun run(tiny_geography(kOneAsianOneWhite, {2}), p, seed);
        run.step();
        const double steps = (run.value(0, kOpenness) - 0.65) / (0.004 * w(0.65));
        const long good = std::lround((steps + 2 * kTalksOfTwo) / 3);  // of six: good - 2 (6 - good)
        REQUIRE(good >= 0);
        REQUIRE(good <= kTalksOfTwo);
        CHECK(steps == Approx(3.0 * static_cast<double>(good) - 2 * kTalksOfTwo).margin(2e-4));
        CHECK(run.value(0, kNeighbourTrust) == 0.58f);
        ++times[good];
    }
    double mean = 0;
    for (std::size_t k = 0; k < times.size(); ++k) mean += static_cast<double>(k) * times[k] / kSeeds;
    CHECK(mean / kTalksOfTwo == Approx(0.75).margin(0.03));  // sd of the mean 0.01
}

TEST_CASE("By hand: talks with one's own background leave openness alone, and neighbours' talks move trust",
          "[by_hand]") {
    Parameters p = nothing_happens();
    p.contact_step = 0.004;
    p.neighbour_step = 0.01;
    p.neighbour_positive = 0.85;
    p.neighbour_distance = 0.2;
    std::array<double, 2> good{};
    double good_apart = 0;
    constexpr int kSeeds = 300;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        for (const bool apart : {false, true}) {
            TinyRun run(tiny_geography(kTwoWhite, {2}), p, seed);
            run.edit([&](SimulationState& state) {
                set_all(state, 0.5);
                if (apart)
                    for (float& v : state.now[1].value) v = 1;
            });
            run.step();
            for (const std::uint32_t i : {0u, 1u}) {
                if (apart && i == 1) continue;  // at the bound
                CHECK(run.value(i, kOpenness) == 0.5f);
                const double steps = (run.value(i, kNeighbourTrust) - 0.5) / 0.01;
                const double positive = (steps + 6) / 3;  // of three talks with neighbours: good - 2 (3 - good)
                CHECK(positive == Approx(std::round(positive)).margin(1e-3));
                (apart ? good_apart : good[i]) += positive / 3 / kSeeds;
            }
        }
    }
    CHECK(good[0] == Approx(0.85).margin(0.05));  // of the same mind; sd of the share 0.012
    CHECK(good[1] == Approx(0.85).margin(0.05));
    CHECK(good_apart == Approx(0.75).margin(0.045));  // half a state apart in all eight: 0.85 - 0.2 x 0.5
}

TEST_CASE("By hand: a stop changes whoever is stopped, and in the next week whoever talks with them", "[by_hand]") {
    Parameters p = nothing_happens();
    p.unfair_step = 4 * 0.012;
    p.unfair_weight = 4;
    p.unfair_grievance = 0.05;
    p.unfair_programme = 0.04;
    p.vicarious = 0.2;
    p.fair_share = 0.5;
    Baseline baseline = tests::quiet_baseline();
    baseline.stops_per_1000_a_year = 10400;  // a fifth of the residents a week
    int fair_seen = 0, unfair_seen = 0, heard_seen = 0;
    for (std::uint32_t seed = 1; seed <= 120; ++seed) {
        TinyRun run(tiny_geography(kTwoWhite, {2}), p, seed, {}, baseline);
        std::array<double, 2> trust{0.62, 0.62}, grievance{0.35, 0.35}, programme{0.5, 0.5};
        std::array<std::uint8_t, 2> before{};
        for (int week = 0; week < 2; ++week) {
            run.step();
            const auto state = run.state();
            std::array<double, 2> t = trust, g = grievance, h = programme;
            for (std::size_t i = 0; i < 2; ++i) {
                const auto stopped = [&](std::uint8_t tag, double share) {
                    if (tag & kTagFairStop) t[i] += share * 0.012 * w(trust[i]);
                    if (tag & kTagUnfairStop) {
                        t[i] -= share * 0.048 * w(trust[i]);  // four times a fair one
                        g[i] += share * 0.05 * w(grievance[i]);
                        h[i] -= share * 0.04 * w(programme[i]);
                    }
                };
                const std::uint8_t own = state->tag_now[i];
                stopped(own, 1);
                stopped(before[1 - i], 0.2 * kTalksOfTwo);  // told in each of the six talks
                fair_seen += (own & kTagFairStop) != 0;
                unfair_seen += (own & kTagUnfairStop) != 0;
                heard_seen += (before[1 - i] & (kTagFairStop | kTagUnfairStop)) != 0;
            }
            for (std::uint32_t i = 0; i < 2; ++i) {
                CHECK(run.value(i, kPoliceTrust) == Approx(t[i]).margin(kFloat));
                CHECK(run.value(i, kGrievance) == Approx(g[i]).margin(kFloat));
                CHECK(run.value(i, kProgrammeTrust) == Approx(h[i]).margin(kFloat));
                CHECK(run.value(i, kSafety) == Approx(0.70).margin(kFloat));
                before[i] = state->tag_now[i];
            }
            trust = t, grievance = g, programme = h;
        }
        const auto events = run.state()->counts.place[0];
        CHECK(events[kEventStops] >= events[kEventUnfairStops]);
    }
    // 480 resident-weeks at a fifth: 96 stops (sd 9), half of them fair.
    CHECK(fair_seen + unfair_seen == Approx(96).margin(30));
    CHECK(fair_seen == Approx(48).margin(24));
    CHECK(unfair_seen == Approx(48).margin(24));
    CHECK(heard_seen > 20);
}

TEST_CASE("By hand: an incident takes a share of what the victim has; whoever talks with them hears of it",
          "[by_hand]") {
    Parameters p = nothing_happens();
    p.victim_safety = 0.25;
    p.victim_trust = 0.15;
    p.victim_belonging = 0.1;
    p.victim_grievance = 0.2;
    p.vicarious = 0.3;
    p.report_slope = 0;
    p.report_intercept = 0;  // half of the incidents are recorded
    p.start_mean[kOpenness] = 0.3;
    Baseline baseline = tests::quiet_baseline();
    baseline.recorded_hate_per_1000_a_year = 5200;  // a tenth of the residents a week recorded, a fifth hit
    int victims = 0, heard = 0;
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        TinyRun run(tiny_geography({0, 0, 0, 4, 4}, {1, 1, 1, 1, 1, 1, 1, 1}), p, seed, {}, baseline);
        run.edit([](SimulationState&
                        state) {  // each White resident's one friend is the next, each Other resident's a White one
            for (std::uint32_t i = 0; i < 8; ++i)
                state.friends[i] = {(i + 1) % 8, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
        });
        run.step();
        const auto state = run.state();
        for (std::uint32_t i = 0; i < 8; ++i) {
            const bool victim = state->tag_now[i] & kTagVictim;
            victims += victim;
            CHECK(run.value(i, kSafety) == Approx(victim ? 0.75 * 0.70 : 0.70).margin(kFloat));
            CHECK(run.value(i, kNeighbourTrust) == Approx(victim ? 0.85 * 0.58 : 0.58).margin(kFloat));
            CHECK(run.value(i, kBelonging) == Approx(victim ? 0.9 * 0.60 : 0.60).margin(kFloat));
            CHECK(run.value(i, kGrievance) == Approx(victim ? 0.35 + 0.2 * 0.65 : 0.35).margin(kFloat));
            CHECK(run.value(i, kPoliceTrust) == Approx(0.62).margin(kFloat));
        }
        run.step();
        const auto after = run.state();
        for (std::uint32_t i = 0; i < 8; ++i) {
            if (after->tag_now[i] & kTagVictim) continue;
            // What was heard is a whole number of talks with victims, each 0.3 x 0.25 of safety.
            const double before = state->now[i][kSafety],
                         lost = (before - run.value(i, kSafety)) / (0.3 * 0.25 * before);
            CHECK(lost == Approx(std::round(lost)).margin(1e-4));
            bool any = false;
            for (std::uint32_t j = 0; j < 8; ++j) any |= j != i && (state->tag_now[j] & kTagVictim);
            if (!any) CHECK(lost == Approx(0).margin(1e-4));
            heard += lost > 0.5;
        }
    }
    CHECK(victims ==
          Approx(96).margin(40));  // 480 residents, a fifth hit: sd 9, and a weekly chance of at most a quarter
    CHECK(heard > 40);
}
