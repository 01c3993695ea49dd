// What a lever is said to reach, held against pairs of runs with the same seed: what it does not reach differs by
// nothing at all, and what it reaches directly differs.
#include "sim/policy/reach.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>

#include "sim/parameters/arrows.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

// Every way at second hand, as an off-switch and what puts it back.
void cut_all(Parameters& p) {
    for (const auto& arrow : coupling::arrows()) p.*arrow.kappa = 0;
    for (const auto& arrow : coupling::place_arrows()) p.*arrow.points = 0;
    p.hostility_protection = 0;
    p.contact_safety = 0;
    p.seat_friend = p.esol_friend = 0;
    p.neighbour_distance = 0;
    p.victim_safety = p.victim_trust = p.victim_belonging = p.victim_grievance = 0;
    p.disorder_patrol = p.disorder_stop_elasticity = 0;
    p.buffer_ties = p.buffer_trust = 0;
    p.support_trust = p.wrong_referral_police_trust = p.wrong_referral_programme_trust = p.wrong_referral_household = 0;
}

const World& place() {
    static const World world = build_world(small_geography(2, 1, 3), {.scale = 3, .seed = 8});
    return world;
}

Scenario future(std::vector<LeverSetting> levers) {
    Scenario scenario = tests::scenario(1, std::move(levers));
    scenario.baseline.recorded_hate_per_1000_a_year = 30;  // so that a year in a small place has some
    scenario.baseline.stops_per_1000_a_year = 60;
    scenario.baseline.support.referrals_per_100000_a_year = 3000;
    for (int week = 40; week < 52; ++week)
        scenario.events.push_back(tests::event(NewsKind::kExtremistMeeting, week, week % 2));
    return scenario;
}

LeverSetting strong(LeverKind kind) {
    const std::array<double, kLeverKinds> strength{100, 400, 8, 0.9, 3, 100, 1, 1, 0, 1, 1, 100, 0.9, 0};
    LeverSetting setting = tests::lever(kind, strength[static_cast<std::size_t>(kind)], 2);
    if (kind == LeverKind::kPartnershipForum) setting = tests::forum(2);
    if (kind == LeverKind::kStopAndSearch) setting.set(2, {.number = 0.2});  // posture: satisfaction
    return setting;
}

struct Pair {
    std::array<bool, kStates> state{};               // some resident's differs at the end
    std::array<bool, kOutcomes> outcome{};           // GM's differs in some period
    std::array<bool, kEqualityMeasures> equality{};  // some group's differs in some year
};

Pair differences(const Scenario& option, const Scenario& baseline, const Parameters& parameters) {
    const tests::Finished a = tests::finish(place(), option, parameters),
                          b = tests::finish(place(), baseline, parameters);
    Pair pair;
    for (std::size_t i = 0; i < a.states.size(); ++i)
        for (int s = 0; s < kStates; ++s)
            if (a.states[i][s] != b.states[i][s]) pair.state[static_cast<std::size_t>(s)] = true;
    const auto& x = a.record[SeriesId::kGroupOutcomes];
    const auto& y = b.record[SeriesId::kGroupOutcomes];
    for (int p = 0; p <= a.record.periods; ++p)
        for (std::size_t o = 0; o < kOutcomes; ++o)
            if (x.at(p, 0, o) != y.at(p, 0, o)) pair.outcome[o] = true;
    const std::vector<double>&one = a.record[SeriesId::kEquality].values, &other = b.record[SeriesId::kEquality].values;
    for (std::size_t i = 0; i < one.size(); ++i)
        if (one[i] != other[i] && !(std::isnan(one[i]) && std::isnan(other[i])))
            pair.equality[i % kEqualityMeasures] = true;
    return pair;
}

// Nothing that is not reached may differ; what is reached directly, and with `all` what is reached at all, must.
void hold_against_runs(const Scenario& option, const Scenario& baseline, const Parameters& parameters, bool all) {
    const ReachTable said = reach_between(option, baseline, parameters);
    const Pair pair = differences(option, baseline, parameters);
    for (std::size_t s = 0; s < kStates; ++s) {
        INFO(kStateNames[s] << " is reached " << kReachNames[static_cast<std::size_t>(said.states[s].reach)]);
        if (said.states[s].reach == Reach::kNotAtAll) CHECK_FALSE(pair.state[s]);
        if (said.states[s].reach == Reach::kDirect || (all && said.states[s].reach == Reach::kSecondHand))
            CHECK(pair.state[s]);
    }
    for (std::size_t o = 0; o < kOutcomes; ++o) {
        INFO(kOutcomeTable[o].name << " is reached " << kReachNames[static_cast<std::size_t>(said.outcomes[o].reach)]);
        if (said.outcomes[o].reach == Reach::kNotAtAll) CHECK_FALSE(pair.outcome[o]);
        if (said.outcomes[o].reach == Reach::kDirect && o != kOutcomePoliceTrustFell) CHECK(pair.outcome[o]);
    }
    for (std::size_t e = 0; e < kEqualityMeasures; ++e) {
        INFO(kEqualityNames[e] << " is reached " << kReachNames[static_cast<std::size_t>(said.equality[e])]);
        if (said.equality[e] == Reach::kNotAtAll) CHECK_FALSE(pair.equality[e]);
        if (said.equality[e] == Reach::kDirect && e == kEqualityStops) CHECK(pair.equality[e]);
    }
}

// So that two districts have much to learn from one another, and it shows within a year.
Parameters apart(Parameters p) {
    p.practice_spread = 0.3, p.share_rate_forum = 0.2, p.training_gain = 0.26;
    return p;
}

Parameters cut_but(const std::function<void(Parameters&)>& put_back = {}) {
    Parameters p = apart(tests::as_intended());
    cut_all(p);
    if (put_back) put_back(p);
    return p;
}

std::string name_of(LeverKind kind) { return std::string(info(kind).name); }

}  // namespace

TEST_CASE("Where every way at second hand is cut, a lever moves what it acts on and nothing else", "[reach]") {
    const Parameters p = cut_but();
    for (int kind = 0; kind < kLeverKinds; ++kind) {
        INFO(name_of(static_cast<LeverKind>(kind)));
        hold_against_runs(future({strong(static_cast<LeverKind>(kind))}), future({}), p, true);
    }
    const auto stops = reach_between(future({strong(LeverKind::kStopAndSearch)}), future({}), p);
    CHECK(stops.states[kVoice].reach == Reach::kNotAtAll);
    CHECK(stops.outcomes[kOutcomeInfluence].reach == Reach::kNotAtAll);
    CHECK(stops.outcomes[kOutcomePoliceConfidence].reach == Reach::kDirect);
    CHECK(stops.outcomes[kOutcomeCohesionIndex].reach == Reach::kDirect);
}

TEST_CASE("An arrow opens a way and its zero closes it", "[reach]") {
    const Parameters defaults = default_parameters();
    for (const auto& arrow : coupling::arrows()) {
        INFO(kStateNames[arrow.from] << " -> " << kStateNames[arrow.to]);
        const Parameters without = cut_but();
        Parameters with = without;
        with.*arrow.kappa = defaults.*arrow.kappa;
        for (int k = 0; k < kLeverKinds; ++k) {
            const auto kind = static_cast<LeverKind>(k);
            INFO(name_of(kind));
            const Scenario option = future({strong(kind)}), baseline = future({});
            const auto before = reach_between(option, baseline, without), after = reach_between(option, baseline, with);
            if (before.states[arrow.from].reach == Reach::kNotAtAll) {
                CHECK(after.states[arrow.to].reach == before.states[arrow.to].reach);
                continue;
            }
            CHECK(after.states[arrow.to].reach != Reach::kNotAtAll);
            if (before.states[arrow.to].reach != Reach::kNotAtAll) continue;
            CHECK(after.states[arrow.to].through == std::vector<int>{arrow.from});
            hold_against_runs(option, baseline, with, true);
        }
    }
}

TEST_CASE("Every other way at second hand is a way of the engine", "[reach]") {
    const Parameters usual = default_parameters();
    const std::map<std::string, std::function<void(Parameters&)>> ways = {
        {"disorder on states",
         [&](Parameters& p) {
             p.disorder_patrol = usual.disorder_patrol, p.disorder_stop_elasticity = -0.05;
             p.disorder_to_safety = usual.disorder_to_safety, p.disorder_to_trust = usual.disorder_to_trust;
         }},
        {"disorder on calls for service alone",
         [&](Parameters& p) { p.disorder_patrol = usual.disorder_patrol, p.patrol_step = 0; }},
        {"friends", [&](Parameters& p) { p.seat_friend = usual.seat_friend, p.esol_friend = usual.esol_friend; }},
        {"friends' news alone",
         [&](Parameters& p) {
             p.seat_friend = usual.seat_friend, p.esol_friend = usual.esol_friend,
             p.influence_share = p.influence_share_slow = 0, p.vicarious = 0.5;
         }},
        {"safety on contact", [&](Parameters& p) { p.contact_safety = usual.contact_safety; }},
        {"neighbours' likeness", [&](Parameters& p) { p.neighbour_distance = usual.neighbour_distance; }},
        {"hostility",
         [&](Parameters& p) {
             p.victim_safety = 0.25, p.victim_trust = p.victim_belonging = 0.15, p.victim_grievance = 0.2;
         }},
        {"trust softens events", [&](Parameters& p) { p.buffer_trust = 0.3; }},
        {"friends soften events", [&](Parameters& p) { p.buffer_ties = 0.3, p.seat_friend = usual.seat_friend; }},
        {"trust protects", [&](Parameters& p) { p.hostility_protection = 2, p.victim_safety = 0.5; }},
    };
    for (const auto& [name, put_back] : ways)
        for (int kind = 0; kind < kLeverKinds; ++kind) {
            INFO(name << ", " << name_of(static_cast<LeverKind>(kind)));
            hold_against_runs(future({strong(static_cast<LeverKind>(kind))}), future({}), cut_but(put_back), false);
        }
}

TEST_CASE("Beside other levers a lever reaches what it reaches through them", "[reach]") {
    using enum LeverKind;
    const Parameters p = cut_but([](Parameters& q) { q.disorder_patrol = 0.14; });
    // Open communication makes people aware of a programme that police front, and they feel its framing.
    const Parameters framed = cut_but([](Parameters& q) { q.communication_trust = 0; });
    const LeverSetting police = strong(kEnforcementLedPrevention), open = strong(kOpenCommunication);
    const auto told = reach_between(future({police, open}), future({police}), framed);
    CHECK(told.awareness.reach == Reach::kDirect);
    CHECK(told.states[kProgrammeTrust].through == std::vector<int>{kThroughAwareness});
    hold_against_runs(future({police, open}), future({police}), framed, true);
    const auto nothing_more = reach_between(future({open}), future({}), framed);
    CHECK(nothing_more.states[kProgrammeTrust].reach == Reach::kNotAtAll);
    CHECK(nothing_more.awareness.reach == Reach::kDirect);
    const Parameters quiet = cut_but([](Parameters& q) {
        q.communication_trust = q.communication_awareness = q.framing_trust = q.framing_grievance = 0;
        q.awareness_told = q.enforcement_recognition = q.enforcement_false_alarm = 0;
    });
    const auto off = reach_between(future({police, open}), future({}), quiet);
    CHECK(off.awareness.reach == Reach::kNotAtAll);
    CHECK(off.of_further_measures() == Reach::kNotAtAll);
    // What recruiters' events move, and how soon an event is over beside a forum.
    const Parameters recruiters = cut_but([](Parameters& q) { q.enforcement_recruiters = 0.3; });
    CHECK(reach_between(future({police}), future({}), recruiters).states[kSafety].reach == Reach::kDirect);
    hold_against_runs(future({police}), future({}), recruiters, true);
    const LeverSetting forum = strong(kPartnershipForum);
    CHECK(reach_between(future({forum, open}), future({forum}), p).states[kSafety].reach == Reach::kDirect);
    hold_against_runs(future({forum, open}), future({forum}), p, true);
    const LeverSetting patrol = strong(kNeighbourhoodPolicing), seats = strong(kCommunityEngagement),
                       training = strong(kProceduralJusticeTraining);
    const auto beside_patrol = reach_between(future({patrol, training}), future({patrol}), p);
    CHECK(beside_patrol.states[kSafety].reach == Reach::kDirect);
    CHECK(reach_between(future({training}), future({}), p).states[kSafety].reach == Reach::kNotAtAll);
    hold_against_runs(future({patrol, training}), future({patrol}), p, false);
    // Who is chosen for the seats that both futures have.
    const Parameters arrow = cut_but([](Parameters& q) { q.police_to_belonging = 0.3; });
    const auto chosen = reach_between(future({seats, training}), future({seats}), arrow);
    CHECK(chosen.states[kVoice].reach == Reach::kSecondHand);
    hold_against_runs(future({seats, training}), future({seats}), arrow, false);
    CHECK(reach_between(future({training}), future({}), arrow).states[kVoice].reach == Reach::kNotAtAll);
}

TEST_CASE("With the defaults no difference comes from where nothing leads", "[reach]") {
    for (int k = 0; k < kLeverKinds; ++k) {
        const auto kind = static_cast<LeverKind>(k);
        INFO(name_of(kind));
        hold_against_runs(future({strong(kind)}), future({}), apart(default_parameters()), false);
    }
}

TEST_CASE("What differs is what one future has and the other has not", "[reach]") {
    using enum LeverKind;
    const LeverSetting seats = strong(kCommunityEngagement), patrol = strong(kNeighbourhoodPolicing);
    const Parameters p = cut_but();
    const auto none = reach_between(future({seats, patrol}), future({patrol, seats}), p);
    CHECK(none.of_further_measures() == Reach::kNotAtAll);
    for (const Route& route : none.outcomes) CHECK(route.reach == Reach::kNotAtAll);
    const auto fewer = reach_between(future({seats}), future({seats, patrol}), p);
    CHECK(fewer.states[kSafety].reach == Reach::kDirect);
    CHECK(fewer.states[kVoice].reach == Reach::kNotAtAll);
    LeverSetting idle = strong(kStopAndSearch);
    idle.values.clear();
    idle.set_intensity(1);
    CHECK(reach_between(future({seats, idle}), future({seats}), p).of_further_measures() == Reach::kNotAtAll);
    Scenario other = future({seats});
    other.baseline.item_level[0] = 50;
    CHECK(reach_between(other, future({seats}), p).outcomes[kOutcomeHateIncidents].reach == Reach::kDirect);
}
