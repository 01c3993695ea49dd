// Each process on its own: the sign and size of what it does, and the chances it draws.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/engagement.h"
#include "sim/processes/hostility.h"
#include "sim/processes/influence.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/policing.h"
#include "sim/run/state.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {
const Vector kMiddle = Vector::Constant(0.5f);
}

TEST_CASE("Kernels: assimilation, repulsion beyond c from another background only, bounded confidence, top hat") {
    const KernelParameters k{.strength = 0.3f, .distance = 0.5f, .bound = 0.3f};
    const Vector near = Vector::Constant(0.2f), far = Vector::Constant(-0.6f);
    CHECK(pull<Kernel::kAssimilation>(far, true, k)[0] == -0.6f);
    CHECK(pull<Kernel::kRepulsion>(near, true, k)[0] == 0.2f);
    CHECK(pull<Kernel::kRepulsion>(far, true, k)[0] == Approx(0.18f));
    CHECK(pull<Kernel::kRepulsion>(far, false, k)[0] == -0.6f);
    CHECK(pull<Kernel::kBoundedConfidence>(near, true, k)[0] == Approx(0.2f * (1 - 4.0f / 9)));
    CHECK(pull<Kernel::kBoundedConfidence>(far, true, k)[0] == 0.0f);
    CHECK(pull<Kernel::kTopHat>(near, false, k)[0] == 0.2f);
    CHECK(pull<Kernel::kTopHat>(far, false, k)[0] == 0.0f);
}

TEST_CASE("An unfair stop weighs sigma times a fair one at every level of trust") {
    const auto p = default_parameters();
    for (const float level : {0.1f, 0.5f, 0.9f}) {
        const Vector x = Vector::Constant(level);
        const Vector fair = policing::stop_effect(p, x, true, 1), unfair = policing::stop_effect(p, x, false, 1);
        CHECK(fair[kPoliceTrust] > 0);
        CHECK(unfair[kPoliceTrust] / fair[kPoliceTrust] == Approx(-p.unfair_weight));
        CHECK(unfair[kGrievance] > 0);
        CHECK(unfair[kProgrammeTrust] < 0);
        CHECK(fair[kGrievance] == 0);
        CHECK(policing::stop_effect(p, x, false, 0.2f)[kPoliceTrust] == Approx(0.2f * unfair[kPoliceTrust]));
    }
    const double share = p.unfair_weight / (1 + p.unfair_weight);  // break-even
    CHECK(std::abs(policing::expected_stop_effect(p, kMiddle, share, 1)[kPoliceTrust]) < 1e-8f);
}

TEST_CASE("Disorder returns to its level, which stops hardly and trained patrol visibly lower") {
    const auto p = default_parameters();
    CHECK(policing::next_disorder(p, 1.5f, 1.0f, 1, 0, 0) == Approx(1.5 - 0.02 * 0.5));
    CHECK(policing::next_disorder(p, 1.0f, 1.0f, 1, 0, 0) == 1.0f);
    float stops = 1, patrol = 1, untrained = 1;
    for (int week = 0; week < 2000; ++week) {
        stops = policing::next_disorder(p, stops, 1, 2, 0, 0);
        patrol = policing::next_disorder(p, patrol, 1, 1, 1, 1);
        untrained = policing::next_disorder(p, untrained, 1, 1, 1, 0);
    }
    CHECK(stops == Approx(std::pow(2.0, -0.01)).epsilon(1e-4));
    CHECK(patrol == Approx(0.86).epsilon(1e-3));
    CHECK(untrained == Approx(1 - 0.14 * p.patrol_untrained).epsilon(1e-3));
}

TEST_CASE("Hostility falls with openness and rises with isolation, by one rule for everybody") {
    const auto world = build_world(small_geography(1, 2, 3), {.scale = 4, .seed = 8});
    auto baseline = tests::plain_baseline();
    const auto start = prepare(world, default_parameters(), baseline, {});
    AreaSums sums;
    Vector closed = kMiddle, open = kMiddle;
    closed[kOpenness] = 0.1f;
    open[kOpenness] = 0.9f;
    for (int k = 0; k < 90; ++k) sums.add(start->parameters, kWhite, k % 2 == 0 ? closed : open);
    for (int k = 0; k < 10; ++k) sums.add(start->parameters, kAsian, open);
    auto modified = std::make_shared<Start>(*start);
    modified->hostility.own_share[0] = {0.1, 0, 0, 0.9, 0};
    modified->hostility.police_trust[0] = 0.5;
    const double of_few = hostility::rate(*modified, modified->hostility, 0, kAsian, sums),
                 of_many = hostility::rate(*modified, modified->hostility, 0, kWhite, sums);
    CHECK(of_few == Approx(modified->hostility.base[0] * 45 * 0.8 / 100 * 0.9));  // 45 residents lacking 0.8
    CHECK(of_many == 0);                                                          // the ten others are open
    modified->hostility.police_trust[0] = 0.7;  // trust has fallen by 0.2 since the start
    CHECK(hostility::rate(*modified, modified->hostility, 0, kAsian, sums) == Approx(of_few * std::exp(0.5 * 0.2)));
    CHECK(hostility::probability_recorded(start->parameters, 0.6) == Approx(1 / (1 + std::exp(0.6))));
    CHECK(hostility::victim_effect(start->parameters, kMiddle, 1)[kSafety] == Approx(-0.125f));
    CHECK(hostility::victim_effect(start->parameters, kMiddle, 1)[kGrievance] == Approx(0.1f));
}

TEST_CASE("Seats go to eligible residents, once a year at most, and to the engaged where outreach is low") {
    const auto world = build_world(small_geography(1, 1, 2), {.scale = 1, .seed = 8});
    auto parameters = default_parameters();
    parameters.seat_outreach = 0;
    const auto start = prepare(world, parameters, tests::plain_baseline(), {});
    Column<ResidentState> states(world.talkers());
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        store(states[i], initial_state::starting_state(*start, start->initial, start->turnover, i,
                                                       i < world.neighbourhood_begin[1] ? 0 : 1));
    std::vector<std::uint16_t> last(world.talkers(), engagement::kNeverSeated);
    double engaged = 0, taken = 0, everybody = 0, adults = 0;
    for (std::uint32_t i = 0; i < world.neighbourhood_begin[1]; ++i)
        if (world.age_band[i] >= kFirstAdultBand) everybody += states[i][kVoice] + states[i][kBelonging], ++adults;
    for (std::uint32_t week = 0; week < 40; ++week) {
        std::vector<engagement::Participant> seated;
        engagement::fill_seats(*start, std::array{0}, week, engagement::SeatKind::kEngagement, 5,
                               parameters.seat_outreach, states, last, seated);
        REQUIRE(seated.size() == 5);
        for (const auto& s : seated) {
            CHECK(world.age_band[s.resident] >= kFirstAdultBand);
            CHECK(last[s.resident] == engagement::kNeverSeated);  // 40 weeks: nobody twice
            last[s.resident] = static_cast<std::uint16_t>(week + 1);
            engaged += states[s.resident][kVoice] + states[s.resident][kBelonging];
            ++taken;
        }
        std::vector<engagement::Participant> young;
        engagement::fill_seats(*start, std::array{0}, week, engagement::SeatKind::kBridging, 3,
                               parameters.seat_outreach, states, last, young);
        for (const auto& s : young)
            CHECK((world.age_band[s.resident] == kAge10To15 || world.age_band[s.resident] == kAge16To24));
    }
    CHECK(engaged / taken > everybody / adults + 0.1);
}

TEST_CASE("Seats go to the smallest keys, each of its resident's own word of the week") {
    const auto world = build_world(small_geography(1, 1, 2), {.scale = 1, .seed = 8});
    const auto start = prepare(world, default_parameters(), tests::plain_baseline(), {.seed = 5});
    Column<ResidentState> states(world.talkers());
    for (std::uint32_t i = 0; i < world.talkers(); ++i) store(states[i], Vector::Constant(0.5f));  // all weigh the same
    const std::vector<std::uint16_t> never(world.talkers(), engagement::kNeverSeated);
    const std::uint32_t week = 7, begin = world.neighbourhood_begin[1], end = world.neighbourhood_begin[2];
    REQUIRE(end - begin > 40);  // more than two batches
    for (const auto kind : {engagement::SeatKind::kEngagement, engagement::SeatKind::kBridging}) {
        const std::size_t word = kind == engagement::SeatKind::kEngagement ? 0 : 1;
        std::vector<std::pair<double, std::uint32_t>> keys;
        for (auto i = begin; i < end; ++i) {
            const int band = world.age_band[i];
            const bool young = band == kAge10To15 || band == kAge16To24;
            if (word == 0 ? band < kFirstAdultBand : !young) continue;
            keys.emplace_back(-std::log(open_unit(Stream(5, Process::kEngagement).block(i, week, 0)[word])), i);
        }
        std::sort(keys.begin(), keys.end());
        std::vector<engagement::Participant> seated;
        engagement::fill_seats(*start, std::array{1}, week, kind, 6, 0.5, states, never, seated);
        REQUIRE(seated.size() == 6);
        for (std::size_t k = 0; k < 6; ++k) CHECK(seated[k].resident == keys[k].second);
    }
}

TEST_CASE("A completed programme of twelve structured meetings moves openness by about 0.2 sd (P7, fitted)") {
    const auto world = build_world(small_geography(1, 2, 3), {.scale = 1, .seed = 8});
    const auto start = prepare(world, default_parameters(), tests::plain_baseline(), {});
    const auto contact = ContactConstants::of(start->parameters);
    Column<ResidentState> states(world.talkers());
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            store(states[i], initial_state::starting_state(*start, start->initial, start->turnover, i, n));
    double gain = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        gain +=
            static_cast<double>(engagement::participant_gain(
                *start, start->engagement, contact, 3, {i, engagement::SeatKind::kBridging}, states, 1.0f)[kOpenness]) /
            world.talkers();
    CHECK(gain / start->initial.sd[kOpenness] > 0.1);
    CHECK(gain / start->initial.sd[kOpenness] < 0.3);
    CHECK(engagement::participant_gain(*start, start->engagement, contact, 3, {0, engagement::SeatKind::kEngagement},
                                       states,
                                       1.0f)[kVoice] == Approx(0.25 * start->initial.sd[kVoice] / std::sqrt(0.8)));
}

TEST_CASE("A gain of one person fades by about 30 % in a year (P7, fitted)") {
    auto geography = small_geography(1, 2, 3);
    for (auto& n : geography.neighbourhoods) n.churn = 0;
    const auto world = build_world(geography, {.scale = 1, .seed = 8});
    const auto scenario = tests::scenario(1);
    const auto start = prepare(world, tests::only_influence(), scenario.baseline, {.seed = 3});
    Simulation plain(world, start, scenario, {.seed = 3}), gained(world, start, scenario, {.seed = 3});
    constexpr std::uint32_t kEvery = 97;  // few enough that they hardly meet each other
    constexpr float kGain = 0.05f;
    SimulationState changed = *gained.save();
    for (std::uint32_t i = 0; i < world.talkers(); i += kEvery) changed.now[i].value[kOpenness] += kGain;
    gained.restore(changed);
    for (int week = 0; week < kWeeksPerYear; ++week) plain.step(), gained.step();
    double left = 0, count = 0;
    for (std::uint32_t i = 0; i < world.talkers(); i += kEvery)
        left += static_cast<double>(gained.states()[i][kOpenness] - plain.states()[i][kOpenness]), ++count;
    CHECK(left / count / kGain == Approx(0.70).margin(0.02));
}

TEST_CASE("Set-points are kept to within a step") {
    for (const float v : {-0.99f, -0.2f, 0.0f, 0.37f, 1.0f, 1.6f, 1.99f}) {
        const Vector x = Vector::Constant(v);
        CHECK(std::abs(SetPoint::of(x).value()[3] - v) < 2.4e-5f);
    }
}

TEST_CASE("The start meets the GM means, the published levels and the districts' levels") {
    const auto world = build_world(small_geography(3, 3, 4), {.scale = 1, .seed = 8});
    auto baseline = tests::plain_baseline();
    baseline.get_on_well_by_district = {55, 68, 80};
    const auto scenario_ = [&] {
        auto s = tests::scenario(1);
        s.baseline = baseline;
        return s;
    }();
    const auto r = tests::finish(world, scenario_, default_parameters()).record;
    const GroupLayout layout{.districts = 3};
    const Series& outcomes = r[SeriesId::kGroupOutcomes];
    for (int d = 0; d < 3; ++d)
        CHECK(outcomes.at(0, layout.district(d), int{kOutcomeGetOnWell}) ==
              Approx(baseline.get_on_well_by_district[d]).margin(0.05));
    CHECK(outcomes.at(0, layout.gm(), int{kOutcomeTrustNeighbours}) == Approx(61).margin(0.01));
    CHECK(outcomes.at(0, layout.gm(), int{kOutcomeBelong}) == Approx(61).margin(0.01));
    CHECK(outcomes.at(0, layout.gm(), int{kOutcomePoliceConfidence}) == Approx(67).margin(0.01));
    for (const auto s : {kVoice, kPoliceTrust, kOpenness, kSafety, kGrievance, kProgrammeTrust})
        CHECK(r[SeriesId::kStateMeans].at(0, layout.gm(), int{s}) ==
              Approx(default_parameters().start_mean[s]).margin(0.003));  // what residents' own changes scatter
}

TEST_CASE("What sets districts apart sits on how they answer, or on openness, by the declared share") {
    const auto world = build_world(small_geography(3, 3, 4), {.scale = 4, .seed = 8});
    auto baseline = tests::plain_baseline();
    baseline.get_on_well_by_district = {55, 68, 80};
    auto p = default_parameters();
    const auto mean_openness = [&](double share) {
        p.district_on_openness = share;
        const auto start = prepare(world, p, baseline, {});
        std::array<double, 3> openness{}, agree{}, adults{};
        for (int n = 0; n < world.neighbourhoods(); ++n)
            for (auto i = start->begin(n); i < start->begin(n + 1); ++i) {
                if (world.age_band[i] < kFirstAdultBand) continue;
                const auto d = static_cast<std::size_t>(start->district_of(n));
                const Vector x = initial_state::starting_state(*start, start->initial, start->turnover, i, n);
                openness[d] += x[kOpenness];
                agree[d] += start->initial.items.agree(n, x)[kGetOnWell];
                ++adults[d];
            }
        for (std::size_t d = 0; d < 3; ++d) {
            openness[d] /= adults[d];
            CHECK(100 * agree[d] / adults[d] == Approx(baseline.get_on_well_by_district[d]).margin(0.05));
        }
        return openness;
    };
    const auto on_the_cut = mean_openness(0), half = mean_openness(0.5), on_openness = mean_openness(1);
    CHECK(std::abs(on_the_cut[2] - on_the_cut[0]) < 0.05);  // only chance and deprivation
    CHECK(on_openness[2] - on_openness[0] > 0.2);
    CHECK(half[2] - half[0] ==
          Approx((on_openness[2] - on_openness[0] + on_the_cut[2] - on_the_cut[0]) / 2).epsilon(0.1));
}
