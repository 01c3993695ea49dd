// The room of policing: published totals and rate ratios at the start; encounters that come at their rates, change
// what they should and answer to each lever.
#include "sim/processes/policing.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests;

namespace {

constexpr int kWeeks = 520;

// `skill`: how far officers have come towards perfect practice.
std::vector<Pending> encounters(const Town& town, const LeverWeek& levers, float disorder = 1, double skill = 0) {
    policing::State state;
    policing::init(town.start->policing, state);
    for (float& d : state.disorder) d *= disorder;
    return town.drawn(kWeeks, [&](const RareWeek& rare, std::vector<Pending>& out) {
        policing::draw(*town.start, town.start->policing, town.start->delivery, state, levers, skill, rare, town.states,
                       out);
    });
}

double expected_stops(const Town& town, double multiple) {
    double sum = 0;
    for (auto i = town.start->begin(1); i < town.start->begin(2); ++i)
        sum += town.start->policing.stops.of(1, town.world.age_band[i], town.world.ethnic_group[i]);
    return kWeeks * multiple * sum;
}

LeverSetting stops(double multiple) { return lever(LeverKind::kStopAndSearch, multiple); }

}  // namespace

TEST_CASE("All of Greater Manchester is stopped at the published rate, its groups in the published ratios") {
    Baseline baseline = plain_baseline();
    baseline.exposure = {.equal = false, .ratio = {1.5, 2.5, 1.2, 1, 0.8}, .source = "made up for tests"};
    baseline.stops_per_1000_a_year = 9;
    const Town town(default_parameters(), baseline);
    const auto& start = town.start->policing;
    const auto ratios = policing::stop_rate_ratios(*town.start, start);
    for (std::size_t g = 0; g < kEthnicGroups; ++g)
        CHECK(ratios[g] == Approx(baseline.exposure.of(static_cast<int>(g), default_parameters())));
    double a_week = 0;
    for (int n = 0; n < town.world.neighbourhoods(); ++n)
        for (auto i = town.start->begin(n); i < town.start->begin(n + 1); ++i)
            a_week += start.stops.of(n, town.world.age_band[i], town.world.ethnic_group[i]);
    CHECK(a_week * kWeeksPerYear * 1000 / town.world.residents() == Approx(9));

    const Town equal;  // where exposure is equal, age and place alone tell groups apart
    for (const double exposure : equal.start->policing.stops.exposure) CHECK(exposure == 1);
}

TEST_CASE("Stops rise with disorder and fall with age from young adults on") {
    const Town town;
    const auto& of = town.start->policing.stops;
    CHECK(of.age[kAge0To9] == 0);
    for (int band = kAge16To24; band < kAge65Plus; ++band) CHECK(of.age[band] > of.age[band + 1]);
    const auto& z = town.start->policing.disorder_z;
    for (std::size_t n = 0; n < z.size(); ++n)
        CHECK(of.disorder[n] == Approx(std::exp(default_parameters().stop_disorder_gradient * z[n])));
    Parameters flat = default_parameters();
    flat.stop_age_gradient = flat.stop_disorder_gradient = 0;
    const Town even(flat);
    for (const double place : even.start->policing.stops.disorder) CHECK(place == 1);
    for (int band = kAge10To15; band < kAgeBands; ++band) CHECK(even.start->policing.stops.age[band] == 1);
}

TEST_CASE("Stops come at the baseline's rate times the lever's multiple; the fair share is the district's") {
    Baseline many = plain_baseline();
    many.stops_per_1000_a_year = 180;
    const Town town(default_parameters(), many);
    const auto usual = encounters(town, town.levers()), doubled = encounters(town, town.levers({stops(2)}));
    CHECK(near(count(usual, kEventStops), expected_stops(town, 1)));
    CHECK(near(count(doubled, kEventStops), expected_stops(town, 2)));
    CHECK(count(encounters(town, town.levers({stops(0)})), kEventStops) == 0);
    const double unfair = 1 - default_parameters().fair_share;
    CHECK(near(count(doubled, kEventUnfairStops), unfair * count(doubled, kEventStops)));
    for (const Pending& one : doubled) {
        if ((one.events & event_bit(kEventStops)) == 0) continue;
        const bool fair = (one.events & event_bit(kEventUnfairStops)) == 0;
        REQUIRE(one.column == kLedgerPolicing);
        REQUIRE(one.tag == (fair ? kTagFairStop : kTagUnfairStop));
        REQUIRE((one.change == policing::stop_effect(default_parameters(), Vector::Constant(0.5f), fair, 1)).all());
    }
}

TEST_CASE("Practice and posture move the share of stops felt as fair, never beyond all or none of them") {
    Baseline many = plain_baseline();
    many.stops_per_1000_a_year = 60;
    Parameters p = as_intended();
    p.training_gain = 0.2;
    const auto share = [&](const Parameters& parameters, double skill, double posture = 0) {
        const Town town(parameters, many);
        LeverSetting setting = stops(4);
        setting.set(info(setting.kind).field("fair_share"), {.number = posture});
        const auto all = encounters(town, town.levers({setting}), 1, skill);
        return 1 - count(all, kEventUnfairStops) / count(all, kEventStops);
    };
    CHECK(share(p, 0) == Approx(p.fair_share).margin(0.03));
    CHECK(share(p, 1) == Approx(p.fair_share + 0.2).margin(0.03));
    CHECK(share(p, 0.5) == Approx(p.fair_share + 0.1).margin(0.03));
    CHECK(share(p, -0.4) == Approx(p.fair_share - 0.08).margin(0.03));
    CHECK(share(p, 0.5, -0.2) == Approx(p.fair_share - 0.1).margin(0.03));
    p.training_gain = 1;
    CHECK(share(p, 1) == 1);
}

TEST_CASE("Calls to the police follow the root of disorder, and their satisfaction its share") {
    const Town town;
    const auto usual = encounters(town, town.levers()), restless = encounters(town, town.levers({stops(10)}), 1.02f);
    const double a_week = town.start->policing.service[1] * town.start->residents_per_talker() * town.talkers_of(1);
    CHECK(near(count(usual, kEventServiceContacts), kWeeks * a_week));
    CHECK(near(count(restless, kEventServiceContacts), kWeeks * a_week * std::sqrt(1.02)));
    const Parameters p = default_parameters();
    const Vector middle = Vector::Constant(0.5f);
    double satisfied = 0;
    for (const Pending& one : usual)
        if ((one.events & event_bit(kEventServiceContacts)) != 0) {
            const bool well = (one.change == policing::service_effect(p, middle, true, 1)).all();
            REQUIRE((well || (one.change == policing::service_effect(p, middle, false, 1)).all()));
            REQUIRE(one.tag == (well ? kTagServedWell : kTagServedBadly));
            satisfied += well;
        }
    CHECK(near(satisfied, p.service_satisfied * count(usual, kEventServiceContacts)));
}

TEST_CASE("Patrol is met in proportion to its hours, by everybody alike, and nowhere without it") {
    Parameters p = as_intended();
    p.patrol_fair = 0.7;
    const Town town(p);
    CHECK(count(encounters(town, town.levers()), kEventPatrolContacts) == 0);
    const auto met = encounters(town, town.levers({lever(LeverKind::kNeighbourhoodPolicing, 2)}));
    const double each = town.start->residents_per_talker() * p.patrol_contacts * 2 / 1000;
    CHECK(near(count(met, kEventPatrolContacts), kWeeks * each * town.talkers_of(1)));
    const Vector middle = Vector::Constant(0.5f), good = policing::patrol_effect(p, middle, true),
                 bad = policing::patrol_effect(p, middle, false);
    CHECK(good[kPoliceTrust] == good[kSafety]);
    CHECK(good[kPoliceTrust] > 0);
    CHECK(bad[kPoliceTrust] == Approx(-p.service_negative_weight * good[kPoliceTrust]));
    double fair = 0;
    for (const Pending& one : met)
        if ((one.events & event_bit(kEventPatrolContacts)) != 0) {
            REQUIRE(((one.change == good).all() || (one.change == bad).all()));
            fair += (one.change == good).all();
        }
    CHECK(near(fair, 0.7 * count(met, kEventPatrolContacts)));
}

TEST_CASE("What the balance expects of policing is the mean of what is drawn") {
    Baseline many = plain_baseline();
    many.stops_per_1000_a_year = 180;
    const Town town(default_parameters(), many);
    VectorDouble drawn = VectorDouble::Zero(), squares = VectorDouble::Zero(), expected = VectorDouble::Zero();
    for (const Pending& one : encounters(town, town.levers())) {
        drawn += one.change.cast<double>();
        squares += one.change.cast<double>().square();
    }
    const Vector middle = Vector::Constant(0.5f);
    for (auto i = town.start->begin(1); i < town.start->begin(2); ++i)
        policing::add_expected(*town.start, town.start->policing, 1, middle,
                               town.start->policing.stops.of(1, town.world.age_band[i], town.world.ethnic_group[i]), {},
                               expected);
    expected *= kWeeks;
    for (const int s : {kPoliceTrust, kGrievance, kProgrammeTrust}) {
        INFO(kStateNames[s]);
        const double error = std::sqrt(squares[s]);  // of a sum over events that come as Poisson numbers do
        CHECK(std::abs(drawn[s] - expected[s]) < 4 * error);
        CHECK(std::abs(expected[s]) > 8 * error);
    }
}
