// The derivation. An event that pushes state x with step d moves a resident by d w(x), w = 4x(1 - x), and whoever talks
// to them face to face in the next week by `vicarious` of it. A place's push a week, summed over its adults, is thus
//
//     reach x step x weight x hearing:  R d W (1 + vicarious F a)
//
// with R events a week, W the mean weight of adults there, F the talks of those it befalls and a the share of adults
// among listeners. What is pushed decays: return takes (1 - w) phi a week, and a move (m a week) takes all of it, since
// a newcomer starts from the observed level. Influence hands on and changes no mean. Arrows pass it through,
// C_yx = kappa_yx phi_y. Openness feeds on itself: the more open, the more often talks across backgrounds go well.
// With y the eight mean changes of a place, beside them the ties across backgrounds that participants have made, the
// change of log disorder there, the part of gains in openness that moves set-points, the change of awareness of the
// prevention programme in those within reach of what is said of it, and of trust in it in the aware beyond everybody's,
//
//     y(t+1) = y(t) + A y(t) + b,   y(0) = 0,   so   y(T) = A^-1 ((1 + A)^T - 1) b
//
// taken as a power of one matrix, which holds where A has no inverse as well. Where a lever acts through the practice
// of a district's police (training, a forum), the push is that of perfect practice times how far practice has come,
// week by week: dq/dt = training x (what it aims at - q) - fade x (q - q0) + sharing x (the best - q), of all districts
// together. In the long run it is -A^-1 b: reach x step x weight x hearing / decay. Left out, as they are a few
// hundredths of an effect: what adults and the young hand on to one another, and whom incidents befall.
#include "scenarios/validate/closed_form.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "scenarios/validate/closed_form_tables.h"
#include "scenarios/validate/normal_table.h"
#include "scenarios/validate/practice_form.h"
#include "sim/policy/schedule.h"
#include "sim/policy/targeting.h"

namespace concord::validate {

using namespace sim;
using namespace form;

namespace {

System power(System base, int exponent) {
    System result = System::Identity();
    for (; exponent > 0; exponent /= 2, base = System(base * base))
        if (exponent % 2 == 1) result = System(result * base);
    return result;
}

// Mean of min(q, 0.95), the highest odds of contact, with q normal.
double clipped_mean(double q, double sd) {
    constexpr double kLowest = 0.05, kHighest = 0.95;
    return over_normal([&](double e) { return std::clamp(q + sd * e, kLowest, kHighest); });
}

}  // namespace

ClosedForm::ClosedForm(const World& world, const Parameters& parameters, const Baseline& baseline)
    : tables_(std::make_unique<const Tables>(world, parameters, baseline)) {}
ClosedForm::~ClosedForm() = default;
ClosedForm::ClosedForm(ClosedForm&&) noexcept = default;

namespace {

// What a setting pushes in a place, a week and adult: by state, at weight 1 where `weighed`, and beside that.
struct Push {
    StateChange weighed{}, plain{};
    double ties = 0, log_disorder = 0;
    double learnt = 0, felt_by_more_aware = 0;  // of the unaware; programme_trust a week in each who is aware besides
    double in_the_aware = 0, distrusted = 0;    // programme_trust beyond everybody's; grievance a week and trust lost
};

// What a structured meeting does to openness, in units of its step: mean of w(o) x (+1 or -omega). Those who take part
// may stand `ahead` of the place's mean of openness.
double structured_step(const Parameters& p, const PlaceLevels& level, const StateLevels& levels, double ahead) {
    const double omega = p.contact_negative_weight, q1 = p.contact_openness_structured;
    const double sd = std::sqrt(2 * q1 * q1 * levels.sd[kOpenness] * levels.sd[kOpenness] +
                                p.contact_safety * p.contact_safety * levels.sd[kSafety] * levels.sd[kSafety]);
    const double q = clipped_mean(p.contact_positive + p.contact_structured, sd);
    const double own = level.weighted_x[kOpenness] - p.start_mean[kOpenness] * level.weight[kOpenness];
    const double net = q - omega * (1 - q), bend = 4 - 8 * level.mean[kOpenness];
    return level.weight[kOpenness] * net + (1 + omega) * q1 * own +
           ahead * (bend * net + (1 + omega) * q1 * level.weight[kOpenness]);
}

// Seats go to the engaged (weight e^(2 (1 - outreach)(v + b - 1))), whose openness is ahead as residents' effects
// correlate.
double ahead_of_the_mean(const Parameters& p, const PlaceLevels& level) {
    const double tilt = 2 * (1 - p.seat_outreach) * (level.weight[kVoice] + level.weight[kBelonging]) / 4;
    return p.resident_correlation * p.resident_sd * p.resident_sd * tilt * level.weight[kOpenness] / 4;
}

}  // namespace

// A setting in one place: how much there is, and what of it comes about.
struct ClosedForm::InPlace {
    const Tables& t;
    const LeverSetting& setting;
    std::size_t n;
    double works;                  // delivered and diluted
    double share_of_district = 1;  // of its residents: those of the places that the setting names

    const Place& here() const { return t.place[n]; }
    const PlaceLevels& level() const { return t.levels.place[n]; }
    double much() const { return setting.intensity(); }
    Push push() const {
        switch (setting.kind) {
            case LeverKind::kCommunityEngagement: return seats();
            case LeverKind::kBridgingProgrammes: return places();
            case LeverKind::kNeighbourhoodPolicing: return patrol();
            case LeverKind::kProceduralJusticeTraining:
            case LeverKind::kPartnershipForum: return encounters(1, t.p.training_gain, t.p.training_gain);
            case LeverKind::kStopAndSearch: return stops();
            case LeverKind::kEsolCircles: return circles();
            case LeverKind::kCounterHate: return fewer_incidents();
            case LeverKind::kVenueDueDiligence: return over_refusal();
            case LeverKind::kEnforcementLedPrevention: return framing();
            case LeverKind::kOpenCommunication: return explanation();
            // early_support and frontline_training move few (support_form.h), monitoring changes nobody; another lever
            // has no form until it is written here. What has none is not among docked_levers.
            default: return {};
        }
    }

  private:
    // Of `a_week` participants an adult, who each make a friend with that chance.
    void meet(double a_week, double meetings, double friend_made, Push& push) const {
        push.plain[kOpenness] = a_week * std::round(meetings) * t.p.contact_step_structured *
                                structured_step(t.p, level(), t.levels, ahead_of_the_mean(t.p, level())) * works;
        push.ties = works > 0 ? a_week * friend_made : 0;
    }
    double adults_a_resident() const { return here().adults / (here().residents / t.world->scale); }
    Push seats() const {
        Push push;
        const double a_week = much() / 1000 / adults_a_resident() / kWeeksPerYear;
        const double heard = t.p.seat_visibility * much() / 1000 / kWeeksPerYear;
        const double gain = t.p.seat_effect / std::sqrt(t.p.seat_reliability) * works;
        push.plain[kVoice] = gain * t.levels.sd[kVoice] * (a_week + heard);
        push.plain[kBelonging] = gain * t.levels.sd[kBelonging] * a_week;
        meet(a_week, t.p.seat_meetings, t.p.seat_friend, push);
        return push;
    }
    Push circles() const {
        Push push;
        const double completed = t.p.esol_completion * much() / 1000 / adults_a_resident() / kWeeksPerYear;
        push.plain[kNeighbourTrust] =
            completed * t.p.esol_effect / std::sqrt(t.p.seat_reliability) * works * t.levels.sd[kNeighbourTrust];
        meet(completed, t.p.esol_meetings, t.p.esol_friend, push);
        return push;
    }
    Push fewer_incidents() const {
        Push push;
        const double felt =
            t.incidents(n) * (1 + t.p.vicarious * here().talks) * t.p.counter_hate_rate * much() * works;
        push.plain[kSafety] = felt * t.p.victim_safety * level().mean[kSafety];
        push.plain[kNeighbourTrust] = felt * t.p.victim_trust * level().mean[kNeighbourTrust];
        push.plain[kBelonging] = felt * t.p.victim_belonging * level().mean[kBelonging];
        push.plain[kGrievance] = -felt * t.p.victim_grievance * (1 - level().mean[kGrievance]);
        return push;
    }
    // Harm comes about everywhere; meetings turned away are events of a scenario, which the form does not know.
    Push over_refusal() const {
        Push push;
        push.plain[kVoice] = t.p.due_diligence_voice * much() * fade(t.p, kVoice);
        return push;
    }
    // Of the prevention programme the aware alone feel anything: a lasting change, pushed as an arrow does. What
    // recruiters' events move is of a scenario, which the form does not know. Neither delivery nor dilution thins
    // framing.
    Push framing() const {
        Push push;
        constexpr double kToday = 0.28;
        const double aware = t.p.awareness_start, more = share_of_district * (much() - kToday);
        const double in_each = -t.p.framing_trust * more * fade(t.p, kProgrammeTrust);
        push.plain[kProgrammeTrust] = aware * in_each;
        push.in_the_aware = (1 - aware) * in_each;
        push.distrusted = t.p.framing_grievance * more * aware * fade(t.p, kGrievance);
        push.plain[kGrievance] = push.distrusted * (1 - level().mean[kProgrammeTrust]);
        return push;
    }
    // The same residents are within reach all along, so that awareness is that of them.
    Push explanation() const {
        Push push;
        push.felt_by_more_aware = t.p.communication_trust * much() * works * fade(t.p, kProgrammeTrust);
        push.plain[kProgrammeTrust] = push.felt_by_more_aware * t.p.awareness_start;
        push.learnt = of_a_week(t.p.communication_awareness) * std::max(0.0, works);
        return push;
    }
    Push places() const {
        Push push;
        const double young = young_residents(t.world->geography, static_cast<int>(n)) * here().young_adults;
        meet(much() / 1000 * young / here().residents / adults_a_resident() / kWeeksPerYear, t.p.place_meetings,
             t.p.seat_friend, push);
        return push;
    }
    Push patrol() const {
        Push push;
        const auto& p = t.p;
        const double contacts = p.patrol_contacts * much() / 1000 * t.world->residents() / t.world->talkers();
        const double step =
            contacts * p.patrol_step * (p.patrol_fair * works - (1 - p.patrol_fair) * p.service_negative_weight);
        push.weighed[kPoliceTrust] = push.weighed[kSafety] = step;
        const double dose = std::min(1.0, much() / p.disorder_patrol_hours);
        push.log_disorder = maths::log(1 - p.disorder_patrol * dose * works * p.patrol_untrained);
        return push;
    }
    Push stops() const {
        Push push = encounters(much(), setting.number("fair_share"), setting.number("service_satisfaction"));
        constexpr double kFewest = 0.01;
        push.log_disorder = t.p.disorder_stop_elasticity * maths::log(std::max(much(), kFewest));
        return push;
    }
    // So many times the stops, and changes of the shares that are fair and that satisfy.
    Push encounters(double multiple, double fairer, double better) const {
        Push push;
        const auto& p = t.p;
        const auto share = [](double x) { return std::clamp(x, 0.0, 1.0); };
        const double felt = (here().stops_of_adults + p.vicarious * t.listeners * here().heard_stops) / here().adults;
        const auto add_stops = [&](double fair, double of) {
            push.weighed[kPoliceTrust] += of * felt * p.unfair_step * (fair / p.unfair_weight - (1 - fair));
            push.weighed[kGrievance] += of * felt * p.unfair_grievance * (1 - fair);
            push.weighed[kProgrammeTrust] -= of * felt * p.unfair_programme * (1 - fair);
        };
        add_stops(share(p.fair_share + fairer), multiple);
        add_stops(p.fair_share, -1);
        push.weighed[kPoliceTrust] += here().service * (1 + p.vicarious * here().talks) * p.service_step *
                                      (share(p.service_satisfied + better) - p.service_satisfied) *
                                      (1 + p.service_negative_weight);
        return push;
    }
};

namespace {

// Residents that a setting reaches in a year, of one neighbourhood.
double reached_in(const Geography& geography, const LeverSetting& setting, int n) {
    const double residents = geography.neighbourhoods[n].residents, much = setting.intensity();
    switch (setting.kind) {
        case LeverKind::kCommunityEngagement: return much / 1000 * residents;
        case LeverKind::kBridgingProgrammes: return much / 1000 * young_residents(geography, n);
        case LeverKind::kProceduralJusticeTraining:
        case LeverKind::kOpenCommunication:
        case LeverKind::kFrontlineTraining:
        case LeverKind::kCounterHate: return much * residents;
        case LeverKind::kEarlySupport: return much / 1e5 * residents;
        case LeverKind::kEsolCircles: return much / 1000 * residents;
        default: return residents;
    }
}

// A and b of the recursion, from what holds without the lever.
System with_push(System a, const Push& push, const PlaceLevels& level, double lasting, double aware) {
    for (int s = 0; s < kStates; ++s) {
        a(s, s) += push.weighed[s] * (4 - 8 * level.mean[s]);
        a(s, kOne) = push.weighed[s] * level.weight[s] + push.plain[s];
    }
    a(kTies, kOne) = push.ties;
    a(kLasting, kOne) = lasting * push.plain[kOpenness];
    a(kLogDisorder, kOne) = -a(kLogDisorder, kLogDisorder) * push.log_disorder;
    a(kAwareness, kAwareness) -= push.learnt;
    a(kAwareness, kOne) = push.learnt * (1 - aware);
    a(kProgrammeTrust, kAwareness) += push.felt_by_more_aware;
    a(kAwareTrust, kOne) = push.in_the_aware;
    for (const int trust : {static_cast<int>(kProgrammeTrust), static_cast<int>(kAwareTrust)})
        a(kGrievance, trust) -= push.distrusted;
    return a;
}

// Of each district's residents, those of these places.
std::vector<double> shares_of_districts(const Geography& geography, const std::vector<int>& places) {
    std::vector<double> here(geography.districts.size()), all(here.size());
    for (const int n : places) here[geography.neighbourhoods[n].district] += geography.neighbourhoods[n].residents;
    for (const Neighbourhood& n : geography.neighbourhoods) all[n.district] += n.residents;
    for (std::size_t d = 0; d < here.size(); ++d) here[d] /= std::max(1.0, all[d]);
    return here;
}

bool acts_through_practice(LeverKind kind) {
    return kind == LeverKind::kProceduralJusticeTraining || kind == LeverKind::kPartnershipForum;
}

}  // namespace

StateChange ClosedForm::effect(const LeverSetting& setting, const Delivered& delivered, int weeks,
                               FairPractice practice) const {
    if (setting.capacity) throw std::invalid_argument("the closed form knows no capacity");
    const Geography& geography = tables_->world->geography;
    const auto places = targeted_neighbourhoods(geography, setting.districts, setting.target);
    double reached = 0;
    for (const int n : places) reached += reached_in(geography, setting, n);
    const double diluted = tables_->dilution(reached / kResidentsOfGreaterManchester);
    if (acts_through_practice(setting.kind)) {
        if (practice.empty()) practice.assign(geography.districts.size(), tables_->p.practice_start);
        return through_practice(setting,
                                practice_gained(tables_->p, geography, setting, delivered, practice, diluted, weeks));
    }
    // Who fronts prevention does so all over a district: for some of its places it is that share of it.
    const bool of_districts = setting.kind == LeverKind::kEnforcementLedPrevention;
    const auto share = shares_of_districts(geography, places);
    StateChange total{};
    for (std::size_t n = 0; n < geography.neighbourhoods.size(); ++n) {
        const auto district = static_cast<std::size_t>(geography.neighbourhoods[n].district);
        const double adults = tables_->place[n].adults;
        const bool is_there =
            of_districts ? share[district] > 0 : std::binary_search(places.begin(), places.end(), static_cast<int>(n));
        if (!(adults > 0) || !is_there) continue;
        const auto& works = delivered[district];
        const InPlace lever{*tables_, setting, n,
                            static_cast<double>(works[static_cast<std::size_t>(setting.kind)]) * diluted,
                            share[district]};
        const System a = with_push(tables_->at_rest(n), lever.push(), tables_->levels.place[n], tables_->p.lasting,
                                   tables_->p.awareness_start);
        const System after = power(System::Identity() + a, weeks);
        for (int s = 0; s < kStates; ++s) total[s] += adults * after(s, kOne);
    }
    for (double& change : total) change /= tables_->adults;
    return total;
}

// Everywhere, since districts learn from one another: the push of perfect practice, times how far it has come.
StateChange ClosedForm::through_practice(const LeverSetting& setting,
                                         const std::vector<std::vector<double>>& gained) const {
    const Geography& geography = tables_->world->geography;
    StateChange total{};
    for (std::size_t n = 0; n < geography.neighbourhoods.size(); ++n) {
        const double adults = tables_->place[n].adults;
        if (!(adults > 0)) continue;
        const auto district = static_cast<std::size_t>(geography.neighbourhoods[n].district);
        const InPlace lever{*tables_, setting, n, 1};
        const System at_rest = tables_->at_rest(n), still = System::Identity() + at_rest,
                     push = with_push(at_rest, lever.push(), tables_->levels.place[n], 0, 0) - at_rest;
        Eigen::Matrix<double, kRows, 1> y = Eigen::Matrix<double, kRows, 1>::Zero();
        y[kOne] = 1;
        for (const auto& of_week : gained) y = ((still + of_week[district] * push) * y).eval();
        for (int s = 0; s < kStates; ++s) total[s] += adults * y[s];
    }
    for (double& change : total) change /= tables_->adults;
    return total;
}

}  // namespace concord::validate
