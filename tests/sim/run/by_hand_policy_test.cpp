// Levers, places and what is measured, against arithmetic done by hand in worlds of a few residents.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/hostility.h"
#include "tests/sim/run/tiny_world.h"

using namespace concord;
using namespace concord::sim;
using tests::kFloat;
using tests::lever;
using tests::logit;
using tests::nothing_happens;
using tests::tiny_geography;
using tests::TinyRun;
using tests::w;

namespace {

double percent(double logit) { return 100 / (1 + std::exp(-logit)); }

}  // namespace

TEST_CASE("By hand: a seat's gain", "[by_hand]") {
    Parameters p = nothing_happens();
    p.resident_sd = 0.9;
    p.seat_effect = 0.25;
    p.seat_reliability = 0.8;
    p.contact_step_structured = 0;
    // 40 residents, 650 seats per 1,000 a year: 26 a year, one every second week; of GM's residents next to none.
    TinyRun run(tiny_geography({0, 0, 0, 40, 0}, std::vector<int>(20, 2)), p, 1,
                {lever(LeverKind::kCommunityEngagement, 650)});
    const auto before = run.state();
    const auto sd_of = [&](State s) {
        double sum = 0, square = 0;
        for (const auto& x : before->now) sum += x[s] / 40.0, square += static_cast<double>(x[s]) * x[s] / 40;
        return std::sqrt(square - sum * sum);
    };
    const double d = 0.25 / std::sqrt(0.8);  // 0.2795 sd of the state
    constexpr int kWeeks = 20;
    for (int week = 0; week < kWeeks; ++week) run.step();
    const auto after = run.state();
    int seated = 0;
    for (std::uint32_t i = 0; i < 40; ++i) {
        const double gain = static_cast<double>(after->now[i][kVoice]) - static_cast<double>(before->now[i][kVoice]);
        if (after->now[i][kVoice] == 1 || after->now[i][kBelonging] == 1) continue;  // at the bound
        if (after->last_seat[i] == 0) {
            CHECK(gain == 0);
            continue;
        }
        ++seated;
        CHECK(gain == Approx(d * sd_of(kVoice)).margin(1e-6));
        CHECK(static_cast<double>(after->now[i][kBelonging]) - static_cast<double>(before->now[i][kBelonging]) ==
              Approx(d * sd_of(kBelonging)).margin(1e-6));
        CHECK(after->now[i][kPoliceTrust] == before->now[i][kPoliceTrust]);
    }
    CHECK(after->counts.place[0][kEventSeats] == Approx(10).margin(6));  // half a seat a week, rounded at random
    CHECK(after->seats_bought[0][0] == Approx(10).epsilon(1e-6));
    CHECK(after->seats_filled[0][0] == after->counts.place[0][kEventSeats]);
    CHECK(seated >= 3);
}

TEST_CASE("By hand: disorder approaches a level set by stops and patrol", "[by_hand]") {
    Parameters p = nothing_happens();
    p.disorder_return = 0.1;
    p.disorder_stop_elasticity = -0.05;
    p.disorder_patrol = 0.2;
    p.disorder_patrol_hours = 4;
    p.patrol_untrained = 0;
    p.dilution = 0;
    p.train_rate = 1, p.practice_fade = 0;
    const auto after_two_weeks = [&](std::vector<LeverSetting> levers) {
        TinyRun run(tiny_geography({0, 0, 0, 2, 0}, {2}), p, 1, std::move(levers));
        run.step();
        run.step();
        return run.state()->disorder[0];
    };
    // D starts at 1 and closes a tenth of its gap to the level a week: 1 + (1 - 0.9^2) (level - 1).
    CHECK(after_two_weeks({}) == Approx(1).margin(kFloat));
    CHECK(after_two_weeks({lever(LeverKind::kStopAndSearch, 2)}) ==
          Approx(1 + 0.19 * (std::pow(2, -0.05) - 1)).margin(kFloat));
    const auto patrol = lever(LeverKind::kNeighbourhoodPolicing, 2),
               training = lever(LeverKind::kProceduralJusticeTraining, 0.5);
    CHECK(after_two_weeks({patrol}) == Approx(1).margin(kFloat));  // untrained patrol calms nothing
    // Half of the officers trained, at a rate of 1: half of the way at once.
    CHECK(after_two_weeks({patrol, training}) == Approx(1 - 0.19 * 0.2 * 0.5 * 0.5).margin(kFloat));  // half a dose
    CHECK(after_two_weeks({lever(LeverKind::kNeighbourhoodPolicing, 8), training}) ==
          Approx(1 - 0.19 * 0.2 * 0.5).margin(kFloat));
}

TEST_CASE("By hand: patrol and service contacts", "[by_hand]") {
    Parameters p = nothing_happens();
    p.patrol_step = 0.01;
    p.patrol_contacts = 4;
    p.patrol_fair = 1;
    p.dilution = 0;
    p.service_step = 0.02;
    p.service_negative_weight = 2;
    p.service_satisfied = 0.6;
    double met = 0, pleased = 0, cross = 0;
    constexpr int kSeeds = 40;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        TinyRun patrolled(tiny_geography({0, 0, 0, 40, 0}, std::vector<int>(40, 1)), p, seed,
                          {lever(LeverKind::kNeighbourhoodPolicing, 25)});
        patrolled.step();
        for (std::uint32_t i = 0; i < 40; ++i) {
            const bool contact = patrolled.value(i, kPoliceTrust) != 0.62f;
            met += contact;
            CHECK(patrolled.value(i, kPoliceTrust) == Approx(contact ? 0.62 + 0.01 * w(0.62) : 0.62).margin(kFloat));
            CHECK(patrolled.value(i, kSafety) == Approx(contact ? 0.70 + 0.01 * w(0.70) : 0.70).margin(kFloat));
        }
        Parameters served = p;
        served.service_rate = 10400;  // a fifth of the residents a week
        TinyRun service(tiny_geography({0, 0, 0, 40, 0}, std::vector<int>(40, 1)), served, seed);
        service.step();
        for (std::uint32_t i = 0; i < 40; ++i) {
            const double change = service.value(i, kPoliceTrust) - 0.62;
            if (change > 1e-6) {
                CHECK(change == Approx(0.02 * w(0.62)).margin(kFloat));
                ++pleased;
            } else if (change < -1e-6) {
                CHECK(change == Approx(-0.04 * w(0.62)).margin(kFloat));
                ++cross;
            }
        }
    }
    CHECK(met == Approx(1600 * 0.1).margin(55));                     // 25 hours x 4 contacts for 1,000 residents; sd 12
    CHECK(pleased + cross == Approx(1600 * 0.2).margin(75));         // sd 16
    CHECK(pleased / (pleased + cross) == Approx(0.6).margin(0.12));  // sd 0.027
}

TEST_CASE("By hand: what is measured of forty residents in known states", "[by_hand]") {
    TinyRun run(tiny_geography({0, 0, 0, 40, 0}, std::vector<int>(20, 2)), nothing_happens());
    run.edit([](SimulationState& state) {
        for (std::uint32_t i = 0; i < 40; ++i) {
            ResidentState& x = state.now[i];
            x[kNeighbourTrust] = 0.68f;                        // 0.1 above the start
            x[kPoliceTrust] = i < 10 ? 0.52f - 0.01f : 0.62f;  // a quarter lost 0.11
            x[kVoice] = i % 2 == 0 ? 0.25f : 0.45f;
        }
    });
    const RunRecord record = run.run();
    const auto outcome = [&](int o) { return record[SeriesId::kGroupOutcomes].at(1, record.layout().gm(), o); };
    // Loading 4 on neighbour_trust, and 0.5 on voice, half a tenth of which stands below the start and half above.
    CHECK(outcome(kOutcomeGetOnWell) ==
          Approx((percent(logit(0.69) + 4 * 0.1 - 0.05) + percent(logit(0.69) + 4 * 0.1 + 0.05)) / 2).margin(1e-3));
    CHECK(outcome(kOutcomeTrustNeighbours) == Approx(percent(logit(0.61) + 8 * 0.1)).margin(1e-3));
    CHECK(outcome(kOutcomeBelong) == Approx(61).margin(1e-3));
    CHECK(outcome(kOutcomeInfluence) ==
          Approx((percent(logit(0.26) - 5 * 0.1) + percent(logit(0.26) + 5 * 0.1)) / 2).margin(1e-3));
    CHECK(outcome(kOutcomePoliceConfidence) == Approx(0.75 * 67 + 0.25 * percent(logit(0.67) - 5 * 0.11)).margin(1e-3));
    CHECK(outcome(kOutcomePoliceTrustFell) == Approx(25).margin(1e-4));
    CHECK(outcome(kOutcomeHateIncidents) == 0);
    // Seven represented dimensions: no ties across backgrounds, n, o, b, p, 1 - g, v.
    CHECK(outcome(kOutcomeCohesionIndex) ==
          Approx(100 * (0 + 0.68 + 0.65 + 0.60 + (0.62 - 0.25 * 0.11) + 0.65 + 0.35) / 7).margin(1e-3));
    const auto state_at = [&](SeriesId id, State s) { return record[id].at(1, record.layout().gm(), int{s}); };
    CHECK(state_at(SeriesId::kStateMeans, kVoice) == Approx(0.35).margin(1e-6));
    CHECK(state_at(SeriesId::kStateDeviations, kVoice) == Approx(0.1).margin(1e-6));
    const auto decile = [&](State s, int d) {
        return record[SeriesId::kStateDeciles].at(1, record.layout().gm(), int{s}, d - 1);
    };
    CHECK(decile(kVoice, 4) == Approx(0.25).margin(0.0051));  // bins of 0.005
    CHECK(decile(kVoice, 6) == Approx(0.45).margin(0.0051));
    CHECK(decile(kPoliceTrust, 2) == Approx(0.51).margin(0.0051));
    CHECK(decile(kPoliceTrust, 3) == Approx(0.62).margin(0.0051));
    CHECK(record[SeriesId::kAdults].at(0) == 40);
    CHECK(record.periods == 13);
    CHECK(record.weeks == 52);
}

TEST_CASE("By hand: whether an incident is recorded depends on trust in the police", "[by_hand]") {
    Parameters p = default_parameters();
    p.report_intercept = -0.6;
    p.report_slope = 3;
    CHECK(hostility::probability_recorded(p, 0.6) == Approx(0.3543436938).epsilon(1e-9));  // 1 / (1 + e^0.6)
    CHECK(hostility::probability_recorded(p, 0.8) == Approx(0.5).epsilon(1e-9));           // -0.6 + 3 x 0.2 = 0
    CHECK(hostility::probability_recorded(p, 0.4) == Approx(0.2314752165).epsilon(1e-9));  // 1 / (1 + e^1.2)
}

TEST_CASE("By hand: items that ask about disorder follow its fall", "[by_hand]") {
    Parameters p = nothing_happens();
    p.disorder_return = 0.5;
    p.disorder_patrol = 0.2;
    p.train_rate = 1, p.practice_fade = 0;
    TinyRun run(tiny_geography({0, 0, 0, 40, 0}, std::vector<int>(20, 2)), p, 1,
                {lever(LeverKind::kNeighbourhoodPolicing, 8), lever(LeverKind::kProceduralJusticeTraining, 1)});
    run.step();
    const auto state = run.state();
    CHECK(state->disorder[0] == Approx(0.9).margin(kFloat));  // half-way to 1 - 0.2
    const double calmer = 0.85 * std::log(0.9);  // item_disorder_slope; one place, so log D is its own standard score
    const auto& item = state->sums[0].item;
    CHECK(100 * item[kDisorderProblem] / 40 == Approx(percent(logit(0.37) + calmer)).margin(1e-3));
    CHECK(100 * item[kSatisfiedArea] / 40 == Approx(percent(logit(0.73) - 0.5 * calmer)).margin(1e-3));
    CHECK(100 * item[kFeelSafe] / 40 == Approx(88).margin(1e-3));
}
