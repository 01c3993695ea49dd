#include "scenarios/validate/closed_form_tables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/validate/incident_form.h"
#include "scenarios/validate/meetings.h"
#include "sim/policy/targeting.h"

namespace concord::validate {

using namespace sim;
using namespace form;

namespace {

constexpr double kPilot = 0.01;  // share of GM up to which nothing is diluted (4.5)
constexpr std::array<double, kAgeBands> kStopAge = {0, 0.6, 3, 1.6, 0.7, 0.3, 0.05};  // (4.4)
constexpr double kTiesAtStart = 7, kFriendTalks = 2;                                  // of 6 to 8; a week

double influence(const Parameters& p, int state) {
    if (state == kBelonging) return 0;
    return state == kOpenness || state == kSafety ? p.influence_share_slow : p.influence_share;
}

}  // namespace

ClosedForm::Tables::Tables(const World& w, const Parameters& parameters, const Baseline& baseline)
    : world(&w), p(parameters), levels(state_levels(w, parameters)) {
    count_people();
    share_out_stops(baseline);
    const double all = baseline.recorded_hate_per_1000_a_year / 1000 / kWeeksPerYear * w.residents();
    recorded_hate = shares_of_recorded(w, p, baseline);
    std::vector<double> talkers(recorded_hate.size());
    for (std::size_t n = 0; n < place.size(); ++n)
        talkers[static_cast<std::size_t>(w.geography.neighbourhoods[n].area)] += place[n].talkers;
    for (std::size_t a = 0; a < talkers.size(); ++a)
        recorded_hate[a] = talkers[a] > 0 ? all * recorded_hate[a] / talkers[a] : 0;
}

double ClosedForm::Tables::dilution(double reach) const {
    return maths::pow(std::max(1.0, reach / kPilot), -p.dilution);
}

void ClosedForm::Tables::count_people() {
    const auto bands = talkers_by_band(*world);
    const auto met = meetings(*world, p);
    double disorder = 0, residents = 0, talkers = 0;
    const auto recorded = [](const Neighbourhood& of) {
        return of.antisocial_behaviour_rate + of.criminal_damage_rate + of.public_order_rate;
    };
    for (const auto& of : world->geography.neighbourhoods)
        disorder += of.residents * recorded(of), residents += of.residents;
    for (std::size_t n = 0; n < bands.size(); ++n) {
        const Neighbourhood& of = world->geography.neighbourhoods[n];
        Place here;
        here.residents = of.residents;
        here.moves = -maths::log(1 - of.churn) / kWeeksPerYear;
        for (std::size_t band = kAge10To15; band < kAgeBands; ++band) {
            here.talkers += bands[n][band];
            if (band >= kFirstAdultBand) here.adults += bands[n][band];
        }
        const double young = bands[n][kAge10To15] + bands[n][kAge16To24];
        here.young_adults = young > 0 ? bands[n][kAge16To24] / young : 0;
        here.service = p.service_rate / 1000 / kWeeksPerYear *
                       std::sqrt(disorder > 0 ? recorded(of) / disorder * residents : 1) * world->residents() /
                       world->talkers();
        for (auto i = world->neighbourhood_begin[n]; i < world->neighbourhood_begin[n + 1]; ++i) {
            here.talks += met[i].face_to_face;
            here.across += met[i].across;
            here.across_friends += met[i].across_friends;
        }
        if (here.talkers > 0)
            here.talks /= here.talkers, here.across /= here.talkers, here.across_friends /= here.talkers;
        adults += here.adults, talkers += here.talkers;
        place.push_back(here);
    }
    listeners = adults / talkers;
}

// GM's stops over places: by age, disorder and published exposure; a ratio is met GM-wide, so age and place are taken
// out of it first.
void ClosedForm::Tables::share_out_stops(const Baseline& baseline) {
    const auto z = disorder_scores(world->geography);
    const auto met = meetings(*world, p);
    std::array<double, kEthnicGroups> equal{}, count{}, exposure{};
    exposure.fill(1);
    for (const auto g : world->ethnic_group) ++count[g];
    for (const auto g : world->child_ethnic_group) ++count[g];
    const auto rate = [&](std::size_t n, std::uint32_t i) {
        const double age = kStopAge[world->age_band[i]];
        return maths::pow(age, p.stop_age_gradient) * maths::exp(p.stop_disorder_gradient * z[n]);
    };
    const auto over_talkers = [&](const auto& visit) {
        for (std::size_t n = 0; n < place.size(); ++n)
            for (auto i = world->neighbourhood_begin[n]; i < world->neighbourhood_begin[n + 1]; ++i) visit(n, i);
    };
    over_talkers([&](std::size_t n, std::uint32_t i) { equal[world->ethnic_group[i]] += rate(n, i); });
    if (!baseline.exposure.equal)
        for (std::size_t g = 0; g < kEthnicGroups; ++g)
            if (equal[g] > 0)
                exposure[g] = baseline.exposure.of(static_cast<int>(g), p) * (equal[kWhite] / count[kWhite]) /
                              (equal[g] / count[g]);
    double sum = 0;
    over_talkers([&](std::size_t n, std::uint32_t i) {
        const double stops = exposure[world->ethnic_group[i]] * rate(n, i);
        sum += stops;
        place[n].stops += stops;
        place[n].heard_stops += stops * met[i].face_to_face;
        if (world->age_band[i] >= kFirstAdultBand) place[n].stops_of_adults += stops;
    });
    const double scale = baseline.stops_per_1000_a_year / 1000 / kWeeksPerYear * world->residents() / sum;
    for (Place& here : place) here.stops *= scale, here.stops_of_adults *= scale, here.heard_stops *= scale;
}

// Incidents take from those they befall and from who hears of it, and fall as trust in the police rises: everywhere in
// an area as often as on average there, since what they carry is small.
double ClosedForm::Tables::incidents(std::size_t n) const {
    constexpr double kCentre = 0.6;  // police trust at which report_intercept holds (4.6)
    return recorded_hate[static_cast<std::size_t>(world->geography.neighbourhoods[n].area)] /
           maths::logistic(p.report_intercept + p.report_slope * (levels.place[n].mean[kPoliceTrust] - kCentre));
}

void ClosedForm::Tables::add_hostility(std::size_t n, System& a) const {
    const PlaceLevels& level = levels.place[n];
    const double felt = incidents(n) * (1 + p.vicarious * place[n].talks);
    const auto lose = [&](State state, double share, double of) {
        a(state, state) -= felt * std::abs(share);
        a(state, kPoliceTrust) += p.hostility_protection * felt * share * of;
    };
    lose(kSafety, p.victim_safety, level.mean[kSafety]);
    lose(kNeighbourTrust, p.victim_trust, level.mean[kNeighbourTrust]);
    lose(kBelonging, p.victim_belonging, level.mean[kBelonging]);
    lose(kGrievance, -p.victim_grievance, 1 - level.mean[kGrievance]);
}

// A of the recursion without the lever: return, moves, arrows, and what openness, safety and trust in neighbours feed
// back through talks.
System ClosedForm::Tables::at_rest(std::size_t n) const {
    const Place& here = place[n];
    const PlaceLevels& level = levels.place[n];
    System a = System::Zero();
    for (int s = 0; s < kStates; ++s) a(s, s) = -(1 - influence(p, s)) * fade(p, s) - here.moves;
    const auto arrow = [&](int to, int from, double kappa) { a(to, from) += kappa * fade(p, to); };
    arrow(kBelonging, kVoice, p.voice_to_belonging);
    arrow(kNeighbourTrust, kVoice, p.voice_to_trust);
    arrow(kBelonging, kPoliceTrust, p.police_to_belonging);
    arrow(kGrievance, kPoliceTrust, p.police_to_grievance);
    arrow(kNeighbourTrust, kSafety, p.safety_to_trust);
    arrow(kBelonging, kNeighbourTrust, p.trust_to_belonging);
    arrow(kVoice, kGrievance, p.grievance_to_voice);
    const double ten_percent = maths::log(1.1);
    a(kSafety, kLogDisorder) += p.disorder_to_safety / 100 / ten_percent * fade(p, kSafety);
    a(kNeighbourTrust, kLogDisorder) += p.disorder_to_trust / 100 / ten_percent * fade(p, kNeighbourTrust);
    a(kLogDisorder, kLogDisorder) = -p.disorder_return;

    const double omega = p.contact_negative_weight, net = p.contact_positive - omega * (1 - p.contact_positive);
    const double steps = p.contact_step * here.across + p.contact_step_friend * here.across_friends;
    const double bend = 4 - 8 * level.mean[kOpenness];  // w'
    a(kOpenness, kOpenness) += steps * (2 * p.contact_openness * (1 + omega) * level.weight[kOpenness] + net * bend);
    a(kOpenness, kSafety) += steps * p.contact_safety * (1 + omega) * level.weight[kOpenness];

    // A tie more turns that share of the talks with friends to another background; it ends by itself or with a move of
    // either.
    const double across = p.mixing_uptake * here.across_friends / std::max(p.mixing_uptake * kFriendTalks, 1e-9);
    a(kOpenness, kTies) =
        kFriendTalks / (kTiesAtStart + 0.65) * (1 - across) * p.contact_step_friend * level.weight[kOpenness] * net;
    a(kTies, kTies) = maths::log(1 - p.tie_decay) / kWeeksPerYear - (1 + p.newcomer_new_ties) * here.moves;

    a(kOpenness, kLasting) = (1 - influence(p, kOpenness)) * fade(p, kOpenness);
    a(kLasting, kLasting) = -here.moves;

    // What makes people aware of the prevention programme beyond the usual is forgotten as the usual is, leaves fewer
    // to learn of it, and goes with who moves.
    a(kAwareness, kAwareness) = -of_a_week(p.awareness_loss) / (1 - p.awareness_start) - here.moves;
    // By how much trust in the programme has changed in the aware beyond everybody's: it returns, talks even it out,
    // and others take the place of those who forget.
    a(kAwareTrust, kAwareTrust) = a(kAwareness, kAwareness) - fade(p, kProgrammeTrust);
    add_hostility(n, a);

    // Service contacts follow the root of disorder.
    const double hearing = 1 + p.vicarious * here.talks;
    const double service =
        p.service_step * (p.service_satisfied - p.service_negative_weight * (1 - p.service_satisfied));
    a(kPoliceTrust, kLogDisorder) += here.service / 2 * service * level.weight[kPoliceTrust] * hearing;
    return a;
}

}  // namespace concord::validate
