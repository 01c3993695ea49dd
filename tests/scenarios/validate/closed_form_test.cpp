// The closed form against its own formula done by hand: one place whose residents are all alike, every mechanism off
// but the one at hand, one week and a few.
#include "scenarios/validate/closed_form.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/validate/state_levels.h"
#include "tests/scenarios/validate/hand_world.h"
#include "tests/support/runs.h"

namespace concord::validate {
namespace {

using sim::LeverKind;
using tests::Person;

const double kPhi = -std::log(0.7) / 52;  // return a week where 30 % of a gain is gone in a year
constexpr double kTable = 1e-3;           // of the effect: what straight lines between a table's points cost
constexpr double kTalks = 2 + 3 + 2;      // a week, of four under one roof: at home, next door, with friends

double w(double x) { return 4 * x * (1 - x); }

// Four White adults under one roof, for 1,000 residents each.
sim::World household_of_four() { return tests::hand_world({{{Person{}, Person{}, Person{}, Person{}}}}); }

Delivered delivered(float works, int districts = 1) {
    Delivered out(static_cast<std::size_t>(districts));
    for (auto& of : out) of.fill(works);
    return out;
}

struct Form {
    sim::World world = household_of_four();
    sim::Parameters p = tests::still_parameters();
    sim::Baseline baseline = tests::plain_baseline();
    Form() {
        p.yearly_fade.fill(0.3);
        baseline.recorded_hate_per_1000_a_year = 0;
    }
    StateChange operator()(const sim::LeverSetting& lever, int weeks, float works = 1) const {
        const auto districts = static_cast<int>(world.geography.districts.size());
        return ClosedForm(world, p, baseline).effect(lever, delivered(works, districts), weeks);
    }
    double sd(sim::State state) const { return state_levels(world, p).sd[state]; }
};

const sim::LeverSetting kSeats = tests::lever(LeverKind::kCommunityEngagement, 52);  // one a week for 1,000

}  // namespace

TEST_CASE("Seats push voice and belonging, what is pushed returns, and nothing stands at the start", "[closed_form]") {
    Form form;
    form.p.resident_sd = 0.9;
    form.p.seat_effect = 0.25, form.p.seat_reliability = 0.64;
    const double push = 0.25 / 0.8 * form.sd(sim::kVoice) / 1000;
    CHECK(form(kSeats, 0)[sim::kVoice] == 0);
    CHECK(form(kSeats, 1)[sim::kVoice] == Approx(push));
    CHECK(form(kSeats, 2)[sim::kVoice] == Approx(push * (1 + 1 - kPhi)));
    CHECK(form(kSeats, 7)[sim::kVoice] == Approx(push * (1 - std::pow(1 - kPhi, 7)) / kPhi));
    CHECK(form(kSeats, 20000)[sim::kVoice] == Approx(push / kPhi));
    CHECK(form(kSeats, 1)[sim::kBelonging] == Approx(0.25 / 0.8 * form.sd(sim::kBelonging) / 1000));
    for (const auto untouched : {sim::kNeighbourTrust, sim::kPoliceTrust, sim::kSafety, sim::kGrievance})
        CHECK(form(kSeats, 9)[untouched] == 0);
    // Who hears of seats gains voice as well, and nothing else.
    form.p.seat_visibility = 0.5;
    CHECK(form(kSeats, 1)[sim::kVoice] == Approx(1.5 * push));
    CHECK(form(kSeats, 1)[sim::kBelonging] == Approx(0.25 / 0.8 * form.sd(sim::kBelonging) / 1000));
    // A lever that does the contrary of what was meant.
    CHECK(form(kSeats, 1, -1)[sim::kVoice] == Approx(-1.5 * push));
}

TEST_CASE("Influence holds back a part of return, and who moves takes all of a gain away", "[closed_form]") {
    Form form;
    form.p.resident_sd = 0.9;
    form.p.seat_effect = 0.25;
    const double first = form(kSeats, 1)[sim::kVoice];
    form.p.influence_share = 0.25;
    CHECK(form(kSeats, 2)[sim::kVoice] / first == Approx(2 - 0.75 * kPhi));
    CHECK(form(kSeats, 2)[sim::kBelonging] / form(kSeats, 1)[sim::kBelonging] == Approx(2 - kPhi));  // has no influence
    form.world.geography.neighbourhoods[0].churn = 1 - std::exp(-0.52);                              // 0.01 a week
    CHECK(form(kSeats, 2)[sim::kVoice] / first == Approx(2 - 0.75 * kPhi - 0.01));
}

TEST_CASE("An arrow passes its share of a gain on, a week later", "[closed_form]") {
    Form form;
    form.p.resident_sd = 0.9;
    form.p.seat_effect = 0.25;
    form.p.voice_to_trust = 0.2;
    const double voice = form(kSeats, 1)[sim::kVoice];
    CHECK(form(kSeats, 1)[sim::kNeighbourTrust] == 0);
    CHECK(form(kSeats, 2)[sim::kNeighbourTrust] == Approx(0.2 * kPhi * voice));
    CHECK(form(kSeats, 3)[sim::kNeighbourTrust] == Approx(0.2 * kPhi * voice * (1 - kPhi + 2 - kPhi)));
    form.p.trust_to_belonging = 0.5;  // and that on again
    const double belonging = form(kSeats, 3)[sim::kBelonging];
    form.p.trust_to_belonging = 0;
    CHECK(belonging - form(kSeats, 3)[sim::kBelonging] == Approx(0.5 * kPhi * 0.2 * kPhi * voice).epsilon(1e-6));
}

TEST_CASE("More stops hurt by what is felt and heard of them, however well they are delivered", "[closed_form]") {
    Form form;
    form.p.unfair_step = 0.05, form.p.unfair_weight = 4, form.p.fair_share = 0.55;
    form.p.unfair_grievance = 0.04, form.p.unfair_programme = 0.03;
    form.baseline.stops_per_1000_a_year = 52;  // 0.001 a week and resident
    const auto lever = tests::lever(LeverKind::kStopAndSearch, 3);
    const double police = w(form.p.start_mean[sim::kPoliceTrust]);
    const double one = 0.001 * 0.05 * (0.55 / 4 - 0.45);  // of one multiple
    const auto deaf = form(lever, 1);
    CHECK(deaf[sim::kPoliceTrust] == Approx(2 * one * police).epsilon(kTable));
    CHECK(deaf[sim::kGrievance] == Approx(2 * 0.001 * 0.04 * 0.45 * w(0.35)).epsilon(kTable));
    CHECK(deaf[sim::kProgrammeTrust] == Approx(-2 * 0.001 * 0.03 * 0.45 * w(0.5)).epsilon(kTable));
    CHECK(form(lever, 1, 0)[sim::kPoliceTrust] == deaf[sim::kPoliceTrust]);
    // The second week finds trust moved: less to push against, and a little returned.
    CHECK(form(lever, 2)[sim::kPoliceTrust] / deaf[sim::kPoliceTrust] ==
          Approx(2 - kPhi + 2 * one * (4 - 8 * 0.62)).epsilon(1e-6));
    form.p.vicarious = 0.2;
    CHECK(form(lever, 1)[sim::kPoliceTrust] / deaf[sim::kPoliceTrust] == Approx(1 + 0.2 * kTalks));
    CHECK(form(tests::lever(LeverKind::kStopAndSearch, 1), 5)[sim::kPoliceTrust] == Approx(0).margin(1e-15));
}

TEST_CASE("Fewer stops let disorder rise by its elasticity, and disorder takes safety and trust", "[closed_form]") {
    Form form;
    form.baseline.stops_per_1000_a_year = 0.001;
    form.p.disorder_stop_elasticity = -0.01, form.p.disorder_return = 0.1;
    form.p.disorder_to_safety = -0.4, form.p.disorder_to_trust = -0.2;
    const auto half = form(tests::lever(LeverKind::kStopAndSearch, 0.5), 2);
    const double log_disorder = 0.1 * -0.01 * std::log(0.5);
    CHECK(half[sim::kSafety] == Approx(-0.004 / std::log(1.1) * kPhi * log_disorder));
    CHECK(half[sim::kNeighbourTrust] == Approx(-0.002 / std::log(1.1) * kPhi * log_disorder));
    CHECK(half[sim::kSafety] < 0);
    // In the long run disorder stands where the lever puts it, and states where disorder pulls them.
    CHECK(form(tests::lever(LeverKind::kStopAndSearch, 0.5), 20000)[sim::kSafety] ==
          Approx(-0.004 / std::log(1.1) * -0.01 * std::log(0.5)));
}

TEST_CASE("Patrols bring contacts, most of them fair, to trust in the police and to safety alike", "[closed_form]") {
    Form form;
    form.p.patrol_contacts = 4, form.p.patrol_step = 0.01, form.p.patrol_fair = 0.9;
    form.p.service_negative_weight = 1.5;
    const auto lever = tests::lever(LeverKind::kNeighbourhoodPolicing, 5);
    const double contacts = 4 * 5 / 1000.0;
    const auto whole = form(lever, 1), none = form(lever, 1, 0);
    CHECK(whole[sim::kPoliceTrust] == Approx(contacts * 0.01 * (0.9 - 0.15) * w(0.62)).epsilon(kTable));
    CHECK(whole[sim::kSafety] == Approx(contacts * 0.01 * (0.9 - 0.15) * w(0.7)).epsilon(kTable));
    CHECK(none[sim::kPoliceTrust] ==
          Approx(contacts * 0.01 * -0.15 * w(0.62)).epsilon(kTable));  // what is unfair stays
    form.p.disorder_patrol = 0.2, form.p.disorder_patrol_hours = 10, form.p.patrol_untrained = 0.5;
    form.p.disorder_return = 0.1, form.p.disorder_to_trust = -0.2;
    // Half of the dose, half of it untrained: ln (1 - 0.2 x 0.5 x 0.5).
    CHECK(form(lever, 2)[sim::kNeighbourTrust] == Approx(-0.002 / std::log(1.1) * kPhi * 0.1 * std::log(0.95)));
}

TEST_CASE("Training makes stops fairer and calls better by its gain", "[closed_form]") {
    Form form;
    form.baseline.stops_per_1000_a_year = 52;
    form.p.unfair_step = 0.05, form.p.unfair_weight = 4, form.p.fair_share = 0.55, form.p.training_gain = 0.2;
    form.p.service_rate = 0;
    form.p.practice_start = 0.5, form.p.train_rate = 1, form.p.practice_fade = 0.52;
    const auto lever = tests::lever(LeverKind::kProceduralJusticeTraining, 0.5);
    // After a week half of the way to perfect: a tenth more of stops are fair, and each is worth 1 + 1/4.
    CHECK(form(lever, 1)[sim::kPoliceTrust] == Approx(0.001 * 0.05 * 0.1 * 1.25 * w(0.62)).epsilon(kTable));
    CHECK(form(lever, 1, -1)[sim::kPoliceTrust] == Approx(-0.001 * 0.05 * 0.1 * 1.25 * w(0.62)).epsilon(kTable));
    // Then as much, less what has faded of it; the first week's gain has begun to return.
    const double step = 0.001 * 0.05 * 0.2 * 1.25;
    CHECK(form(lever, 2)[sim::kPoliceTrust] / form(lever, 1)[sim::kPoliceTrust] ==
          Approx(1 - kPhi + (0.5 - 0.01 * 0.5) / 0.5 * (1 + 0.5 * step * (4 - 8 * 0.62))).epsilon(1e-5));
    form.baseline.stops_per_1000_a_year = 1e-9;
    form.p.service_rate = 52, form.p.service_step = 0.01, form.p.service_satisfied = 0.95;
    form.p.service_negative_weight = 1.5;
    // Of calls only the last twentieth can become better.
    CHECK(form(tests::lever(LeverKind::kProceduralJusticeTraining, 1), 1)[sim::kPoliceTrust] ==
          Approx(0.001 * 0.01 * 0.05 * 2.5 * w(0.62)).epsilon(kTable));
}

TEST_CASE("Bridging places reach the young, who meet so often and carry openness away", "[closed_form]") {
    Form form;
    const Person young{sim::kAge16To24, sim::kWhite};
    form.world = tests::hand_world({{{young, Person{}}, {Person{}, Person{}}}});  // a quarter is young
    form.p.contact_step_structured = 0.005, form.p.place_meetings = 11.6;
    form.p.contact_positive = 0.75, form.p.contact_structured = 0.15, form.p.contact_negative_weight = 2;
    const auto lever = tests::lever(LeverKind::kBridgingProgrammes, 104);  // two a week for 1,000 of them
    const double step = 12 * 0.005 * (0.9 - 2 * 0.1) * w(0.65);
    CHECK(form(lever, 1)[sim::kOpenness] == Approx(0.002 / 4 * step).epsilon(kTable));
    form.p.contact_structured = 0.5;  // beyond certainty: nineteen of twenty go well at most
    CHECK(form(lever, 1)[sim::kOpenness] / (0.002 / 4 * 12 * 0.005 * w(0.65)) ==
          Approx(0.95 - 2 * 0.05).epsilon(kTable));
}

TEST_CASE("A lever in one district of two counts by its adults; dilution begins beyond one in a hundred of all",
          "[closed_form]") {
    Form form;
    form.world = tests::hand_world({{{Person{}}}, {{Person{}, Person{}, Person{}}}});
    form.p.resident_sd = 0.9;
    form.p.seat_effect = 0.25;
    const double first = form(tests::lever(LeverKind::kCommunityEngagement, 52, 1), 1)[sim::kVoice],
                 both = form(tests::lever(LeverKind::kCommunityEngagement, 52, 2), 1)[sim::kVoice];
    CHECK(first == Approx(both / 4));
    form.p.dilution = 0.5;
    CHECK(form(tests::lever(LeverKind::kCommunityEngagement, 52, 2), 1)[sim::kVoice] == Approx(both));
    // Patrols reach all residents of a place: here four in a hundred of Greater Manchester.
    form.world.geography.neighbourhoods[0].residents = 4 * 28678 - 3000;
    form.p.patrol_contacts = 4, form.p.patrol_step = 0.01, form.p.patrol_fair = 1;
    const auto patrol = tests::lever(LeverKind::kNeighbourhoodPolicing, 5, 2);
    const double diluted = form(patrol, 1)[sim::kSafety];
    form.p.dilution = 0;
    CHECK(diluted / form(patrol, 1)[sim::kSafety] == Approx(0.5).epsilon(1e-4));
}

TEST_CASE("A capacity is not known to the form", "[closed_form]") {
    auto limited = kSeats;
    limited.capacity = 10;
    CHECK_THROWS_WITH(Form()(limited, 1), "the closed form knows no capacity");
}

TEST_CASE("Framing pushes what the aware feel by the difference from today, and the distrust of it grows on itself",
          "[closed_form]") {
    Form form;
    form.p.framing_trust = 0.05, form.p.framing_grievance = 0.02;
    form.p.awareness_start = 0.32, form.p.awareness_loss = 0.1;
    const auto lever = tests::lever(LeverKind::kEnforcementLedPrevention, 1);
    const auto first = form(lever, 1), second = form(lever, 2);
    const double trust = -0.05 * 0.72 * kPhi, grievance = 0.02 * 0.72 * kPhi;  // of an aware resident
    CHECK(first[sim::kProgrammeTrust] == Approx(0.32 * trust));
    CHECK(first[sim::kGrievance] == Approx(0.32 * grievance * 0.5).epsilon(kTable));
    CHECK(second[sim::kProgrammeTrust] == Approx(0.32 * trust * (2 - kPhi)));
    // In the second week the aware trust it less by all that the first took from them.
    CHECK(second[sim::kGrievance] ==
          Approx(first[sim::kGrievance] * (2 - kPhi) - 0.32 * grievance * trust).epsilon(1e-6));
    CHECK(form(lever, 1, 0)[sim::kProgrammeTrust] == first[sim::kProgrammeTrust]);  // however it is delivered
    const auto less = form(tests::lever(LeverKind::kEnforcementLedPrevention, 0), 1);
    CHECK(less[sim::kProgrammeTrust] / first[sim::kProgrammeTrust] == Approx(-0.28 / 0.72));
    CHECK(form(tests::lever(LeverKind::kEnforcementLedPrevention, sim::kPoliceFrontedToday), 9)[sim::kGrievance] == 0);
}

TEST_CASE("An explanation pushes trust of the aware within reach, and makes more of these aware", "[closed_form]") {
    Form form;
    form.p.communication_trust = 0.05, form.p.communication_awareness = 0.2;
    form.p.awareness_start = 0.32, form.p.awareness_loss = 0.1;
    const auto lever = tests::lever(LeverKind::kOpenCommunication, 0.5);
    const double of_all = 0.5 * 0.05 * kPhi, told = 1 - std::pow(0.8, 1.0 / 52);
    const double first = form(lever, 1)[sim::kProgrammeTrust];
    CHECK(first == Approx(of_all * 0.32));
    CHECK(form(lever, 2)[sim::kProgrammeTrust] == Approx(first * (2 - kPhi) + of_all * told * 0.68));
    // In the long run as many forget as are told: of those within reach, beside what is learnt and lost anyway.
    const double lost = 1 - std::pow(0.9, 1.0 / 52), usual = lost * 0.32 / 0.68;
    const double aware = (usual + told) / (usual + told + lost);
    CHECK(form(lever, 20000)[sim::kProgrammeTrust] == Approx(of_all * aware / kPhi));
    // To the contrary nobody is told, and those who know trust it less.
    const double contrary = form(lever, 1, -0.5)[sim::kProgrammeTrust];
    CHECK(contrary == Approx(-0.5 * first));
    CHECK(form(lever, 2, -0.5)[sim::kProgrammeTrust] == Approx(contrary * (2 - kPhi)));
    CHECK(form(lever, 5, 0)[sim::kProgrammeTrust] == 0);
}

}  // namespace concord::validate
