// Balance, starting state and turnover against arithmetic done by hand in worlds of a few residents.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "sim/run/start.h"
#include "tests/sim/run/tiny_world.h"

using namespace concord;
using namespace concord::sim;
using tests::kFade;
using tests::kFloat;
using tests::kOneAsianOneWhite;
using tests::kTalksOfTwo;
using tests::kTwoWhite;
using tests::logit;
using tests::nothing_happens;
using tests::ties_kept;
using tests::tiny_geography;
using tests::TinyRun;
using tests::w;

namespace {

Parameters with_return() {
    Parameters p = nothing_happens();
    p.yearly_fade.fill(0.3);
    p.influence_share = 0.25;
    p.influence_share_slow = 0.125;
    return p;
}

// Shift of the set-point that an expected weekly increment asks for, given the share of the fade that influence has.
double shift_for(double increment, double influence_share) { return -increment / ((1 - influence_share) * kFade); }

double shift(const TinyRun& run, State state) { return balance_report(run.start()).mean[state]; }

bool has_moved(const SimulationState& state, std::uint32_t i) { return (state.moved[i / 32] >> (i % 32) & 1u) != 0; }

}  // namespace

TEST_CASE("By hand: balance of service contacts", "[by_hand]") {
    Parameters p = with_return();
    p.service_rate = 520;  // a hundredth of the residents a week
    p.service_step = 0.01;
    p.service_satisfied = 0.6;
    p.service_negative_weight = 2;
    p.vicarious = 0.2;
    const TinyRun run(tiny_geography(kTwoWhite, {2}), p, 1, {}, tests::quiet_baseline(), true);
    // 0.01 x 0.01 x (0.6 - 2 x 0.4) x w(0.62), and a fifth of the partner's in each of six talks
    CHECK(shift(run, kPoliceTrust) ==
          Approx(shift_for(-0.00002 * w(0.62) * (1 + 0.2 * kTalksOfTwo), 0.25)).epsilon(1e-4));
    CHECK(shift(run, kPoliceTrust) > 0);  // what lowers trust is held up by a higher set-point
    CHECK(shift(run, kVoice) == Approx(0).margin(1e-7));
}

TEST_CASE("By hand: balance of stops and of what is told of them", "[by_hand]") {
    Parameters p = with_return();
    p.unfair_step = 4 * 0.01;
    p.unfair_weight = 4;
    p.unfair_grievance = 0.05;
    p.unfair_programme = 0.03;
    p.vicarious = 0.2;
    p.fair_share = 0.5;
    Baseline baseline = tests::quiet_baseline();
    baseline.stops_per_1000_a_year = 520;
    const TinyRun run(tiny_geography(kTwoWhite, {2}), p, 1, {}, baseline, true);
    const double felt = 0.01 * (1 + kTalksOfTwo * 0.2);  // one's own, and a fifth of the partner's in each of six talks
    CHECK(shift(run, kPoliceTrust) == Approx(shift_for(felt * 0.01 * (0.5 - 4 * 0.5) * w(0.62), 0.25)).epsilon(1e-3));
    CHECK(shift(run, kGrievance) == Approx(shift_for(felt * 0.05 * 0.5 * w(0.35), 0.25)).epsilon(1e-3));
    CHECK(shift(run, kProgrammeTrust) == Approx(shift_for(felt * -0.03 * 0.5 * w(0.5), 0.25)).epsilon(1e-3));
}

TEST_CASE("By hand: balance of talks across backgrounds and with neighbours", "[by_hand]") {
    Parameters p = with_return();
    p.contact_step = p.contact_step_friend = 0.0004;
    p.contact_negative_weight = 2;
    p.neighbour_step = 0.0003;
    p.mixing_uptake = 1;
    const TinyRun run(tiny_geography(kOneAsianOneWhite, {2}), p, 1, {}, tests::quiet_baseline(), true);
    // At the means three in four are good: 0.75 - 2 x 0.25; with a neighbour of the same mind 0.85 - 2 x 0.15.
    CHECK(shift(run, kOpenness) == Approx(shift_for(kTalksOfTwo * 0.0004 * w(0.65) * 0.25, 0.125)).epsilon(1e-3));
    CHECK(shift(run, kNeighbourTrust) == Approx(shift_for(3 * 0.0003 * w(0.58) * 0.55, 0.25)).epsilon(1e-3));
}

TEST_CASE("By hand: balance of influence between two who differ", "[by_hand]") {
    Parameters p = with_return();
    p.resident_sd = 0.9;
    const TinyRun run(tiny_geography(kTwoWhite, {2}), p, 1, {}, tests::quiet_baseline(), true);
    const auto state = run.state();
    for (const State s : {kNeighbourTrust, kVoice, kPoliceTrust, kGrievance, kProgrammeTrust}) {
        // Each is pulled by w phi of the distance, so their set-points move apart by w / (1 - w) of it: a third.
        const double apart = std::abs(static_cast<double>(state->now[0][s]) - static_cast<double>(state->now[1][s]));
        CAPTURE(s);
        CHECK(balance_report(run.start()).sd[s] == Approx(apart / 3).margin(1e-5));
        CHECK(shift(run, s) == Approx(0).margin(1e-6));
    }
    const double open =
        std::abs(static_cast<double>(state->now[0][kOpenness]) - static_cast<double>(state->now[1][kOpenness]));
    CHECK(balance_report(run.start()).sd[kOpenness] == Approx(open / 7).margin(1e-5));  // 0.125 / 0.875
    CHECK(balance_report(run.start()).sd[kBelonging] == Approx(0).margin(1e-6));
}

TEST_CASE("By hand: balance of incidents, and the rate that meets what is recorded", "[by_hand]") {
    Parameters p = with_return();
    p.victim_safety = 0.25;
    p.victim_grievance = 0.2;
    p.vicarious = 0.3;
    p.report_slope = p.report_intercept = 0;  // half are recorded
    p.start_mean[kOpenness] = 0.3;
    p.mixing_uptake = 1;
    Baseline baseline = tests::quiet_baseline();
    baseline.recorded_hate_per_1000_a_year = 52;  // a thousandth of the residents a week recorded, two hit
    const TinyRun run(tiny_geography({2, 0, 0, 2, 0}, {1, 1, 1, 1}), p, 1, {}, baseline, true);
    const double felt = 0.002 * (1 + 0.3 * 5);  // in each of three talks with neighbours and two with friends
    CHECK(shift(run, kSafety) == Approx(shift_for(-felt * 0.25 * 0.70, 0.125)).epsilon(1e-3));
    CHECK(shift(run, kGrievance) == Approx(shift_for(felt * 0.2 * 0.65, 0.25)).epsilon(1e-3));
}

TEST_CASE("By hand: balance of moving house", "[by_hand]") {
    Parameters p = with_return();
    p.newcomer_belonging = 0.25;
    p.newcomer_trust = 0.1;
    auto geography = tiny_geography(kTwoWhite, {2});
    geography.neighbourhoods[0].churn = 0.1;
    const TinyRun run(geography, p, 1, {}, tests::quiet_baseline(), true);
    const double moves = 1 - std::pow(0.9, 1.0 / 52);
    CHECK(shift(run, kBelonging) == Approx(shift_for(-moves * 0.25, 0)).epsilon(1e-3));
    CHECK(shift(run, kNeighbourTrust) == Approx(shift_for(-moves * 0.1, 0.25)).epsilon(1e-3));
}

TEST_CASE("By hand: two places a standard score either side of the mean start two slopes apart", "[by_hand]") {
    Parameters p = nothing_happens();
    const auto apart = [&](const std::function<void(Neighbourhood&, int)>& change, State s) {
        const TinyRun run(tests::tiny_places(2, kTwoWhite, {2}, change), p);
        const double low = run.value(0, s), high = run.value(2, s);
        CHECK((low + high) / 2 == Approx(p.start_mean[s]).margin(1e-5));  // the mean over adults
        return logit(high) - logit(low);
    };
    const auto deprived = [](Neighbourhood& n, int number) { n.imd_score = 20 + 10 * number; };
    const auto crime = [](Neighbourhood& n, int number) { n.crime_score = number; };
    const auto churn = [](Neighbourhood& n, int number) { n.churn = 0.1 + 0.1 * number; };
    const auto alike = [](Neighbourhood&, int) {};
    CHECK(apart(deprived, kNeighbourTrust) == Approx(2 * -0.26).margin(1e-4));
    CHECK(apart(deprived, kGrievance) == Approx(2 * 0.20).margin(1e-4));
    CHECK(apart(crime, kSafety) == Approx(2 * -0.30).margin(1e-4));
    CHECK(apart(crime, kPoliceTrust) == Approx(2 * -0.20).margin(1e-4));
    CHECK(apart(churn, kBelonging) == Approx(2 * -0.25).margin(1e-4));
    CHECK(apart(alike, kSafety) == Approx(0).margin(1e-6));
}

TEST_CASE("By hand: the long-settled stand as far above the mean as newcomers' gaps weigh", "[by_hand]") {
    Parameters p = with_return();
    p.newcomer_belonging = 0.25;
    auto geography = tiny_geography({0, 0, 0, 900, 0}, std::vector<int>(900, 1));
    geography.neighbourhoods[0].churn = 0.1;
    const TinyRun run(geography, p);
    // Tenure is exponential, so the shift of the longest-settled is 0.25 x moves / fade = 0.25 x 0.0020241 / 0.0068591
    // = 0.0738.
    double sum = 0, most = 0, least = 1;
    for (std::uint32_t i = 0; i < 900; ++i) {
        const double b = run.value(i, kBelonging);
        sum += b / 900, most = std::max(most, b), least = std::min(least, b);
    }
    CHECK(most <= 0.60 + 0.0738);
    CHECK(most > 0.60 + 0.0700);
    CHECK(least >= 0.35);
    CHECK(least < 0.40);
    CHECK(sum == Approx(0.60).margin(0.012));  // sd of the mean 0.003
    CHECK(run.value(0, kVoice) == Approx(0.35).margin(kFloat));
}

TEST_CASE("By hand: who moves in, at what rate, with what state", "[by_hand]") {
    Parameters p = with_return();
    p.newcomer_belonging = 0.25;
    p.newcomer_trust = 0.1;
    p.newcomer_new_ties = 0;
    auto geography = tiny_geography({0, 0, 0, 900, 0}, std::vector<int>(300, 3));
    geography.neighbourhoods[0].churn = 0.5;
    TinyRun run(geography, p);
    run.edit([](SimulationState& state) {
        for (auto& code : state.police_trust_start) code = 0;
        for (auto& week : state.last_seat) week = 1;
    });
    run.step();
    const auto state = run.state();
    const auto moved = [&](std::uint32_t i) { return has_moved(*state, i); };
    int movers = 0;
    for (std::uint32_t i = 0; i < 900; ++i) {
        const std::uint32_t first = i - run.world().household_position[i];
        CHECK(moved(i) == moved(first));  // a household moves as one
        CHECK((state->police_trust_start[i] != 0) == moved(i));
        CHECK((state->last_seat[i] == 0) == moved(i));
        if (!moved(i)) continue;
        ++movers;
        CHECK(run.value(i, kBelonging) == Approx(0.60 - 0.25).margin(kFloat));
        CHECK(run.value(i, kNeighbourTrust) == Approx(0.58 - 0.1).margin(kFloat));
        CHECK(run.value(i, kVoice) == Approx(0.35).margin(kFloat));
        CHECK(state->police_trust_start[i] == Approx(0.62 * 65535).margin(1));
    }
    // 1 - 0.5^(1/52) = 0.01324 a week: 4 of 300 households, 12 residents; sd 6.
    CHECK(movers > 0);
    CHECK(movers < 36);
    CHECK(state->counts.place[0][kEventMoves] == movers);
}

TEST_CASE("By hand: friendships end at the yearly rate, and ties to those who moved are replaced", "[by_hand]") {
    Parameters p = nothing_happens();
    p.tie_decay = 0.1;
    TinyRun run(tiny_geography({0, 0, 0, 900, 0}, std::vector<int>(900, 1)), p);
    const auto before = run.state();
    for (int week = 0; week < 3; ++week) run.step();
    CHECK(ties_kept(*before, *run.state()) == 1);  // every fourth week only
    for (int week = 3; week < 52; ++week) run.step();
    CHECK(ties_kept(*before, *run.state()) == Approx(0.9).margin(0.015));  // 6,300 ties: sd 0.004

    p.tie_decay = 0;
    p.newcomer_new_ties = 0;
    auto geography = tiny_geography({0, 0, 0, 900, 0}, std::vector<int>(900, 1));
    geography.neighbourhoods[0].churn = 0.5;
    TinyRun moving(geography, p);
    const auto start = moving.state();
    std::shared_ptr<const SimulationState> third;
    for (int week = 0; week < 4; ++week) {
        if (week == 3) third = moving.state();
        moving.step();
    }
    const auto end = moving.state();
    int lost = 0, to_movers = 0;
    for (std::size_t i = 0; i < 900; ++i)
        for (std::size_t k = 0; k < kMaxFriends && start->friends[i][k] != kNone; ++k) {
            const std::uint32_t j = start->friends[i][k];
            if (!has_moved(*third, j)) continue;  // of the first three weeks
            ++to_movers, lost += end->friends[i][k] != j;
        }
    CHECK(to_movers > 100);  // 4 % of 6,300
    CHECK(lost >= 0.98 * to_movers);
    for (const auto word : end->moved) CHECK(word == 0);
}
