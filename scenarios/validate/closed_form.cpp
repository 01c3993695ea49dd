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
// change of log disorder there and the part of gains in openness that moves set-points,
//
//     y(t+1) = y(t) + A y(t) + b,   y(0) = 0,   so   y(T) = A^-1 ((1 + A)^T - 1) b
//
// taken as a power of one matrix, which holds where A has no inverse as well. Where a lever acts through the practice
// of a district's police (training, a forum), the push is that of perfect practice times how far practice has come,
// week by week: dq/dt = training x (what it aims at - q) - fade x (q - q0) + sharing x (the best - q), of all districts
// together. In the long run it is -A^-1 b: reach x step x weight x hearing / decay. Left out, as they are a few
// hundredths of an effect: what adults and the young hand on to one another, and where incidents happen.
#include "scenarios/validate/closed_form.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "scenarios/validate/meetings.h"
#include "scenarios/validate/normal_table.h"
#include "scenarios/validate/state_levels.h"
#include "sim/ground/calendar.h"
#include "sim/policy/schedule.h"
#include "sim/policy/targeting.h"

namespace concord::validate {

using namespace sim;

namespace {

constexpr double kPilot = 0.01;  // share of GM up to which nothing is diluted (4.5)
constexpr std::array<double, kAgeBands> kStopAge = {0, 0.6, 3, 1.6, 0.7, 0.3, 0.05};  // (4.4)
constexpr double kTiesAtStart = 7, kFriendTalks = 2;                                  // of 6 to 8; a week

// The eleven linear quantities of a place, and a one that carries the constant push.
enum Row { kTies = kStates, kLogDisorder, kLasting, kOne, kRows };
using System = Eigen::Matrix<double, kRows, kRows>;

System power(System base, int exponent) {
    System result = System::Identity();
    for (; exponent > 0; exponent /= 2, base = System(base * base))
        if (exponent % 2 == 1) result = System(result * base);
    return result;
}

double fade(const Parameters& p, int state) { return -maths::log(1 - p.yearly_fade[state]) / kWeeksPerYear; }

double influence(const Parameters& p, int state) {
    if (state == kBelonging) return 0;
    return state == kOpenness || state == kSafety ? p.influence_share_slow : p.influence_share;
}

// Mean of min(q, 0.95), the highest odds of contact, with q normal.
double clipped_mean(double q, double sd) {
    constexpr double kLowest = 0.05, kHighest = 0.95;
    return over_normal([&](double e) { return std::clamp(q + sd * e, kLowest, kHighest); });
}

// What a place has, beside its levels.
struct Place {
    double residents = 0, moves = 0, adults = 0, talkers = 0;
    double young_adults = 0;                                 // of the residents aged 10 to 24: share that is adult
    double stops = 0, stops_of_adults = 0, heard_stops = 0;  // a week at the baseline; the last times talks
    double service = 0, talks = 0;          // contacts a week of a talker; face-to-face talks of a talker
    double across = 0, across_friends = 0;  // talks a week
};

}  // namespace

struct ClosedForm::Tables {
    const World* world;
    Parameters p;
    StateLevels levels;
    std::vector<Place> place;
    double adults = 0, listeners = 0;  // of GM; share of adults among talkers
    double recorded_hate = 0;          // incidents a week and talker

    Tables(const World& w, const Parameters& parameters, const Baseline& baseline)
        : world(&w), p(parameters), levels(state_levels(w, parameters)) {
        count_people();
        share_out_stops(baseline);
        recorded_hate = baseline.recorded_hate_per_1000_a_year / 1000 / kWeeksPerYear * w.residents() / w.talkers();
    }
    void count_people();
    void share_out_stops(const Baseline& baseline);
    System at_rest(std::size_t n) const;
    double incidents(std::size_t n) const;  // true ones, a week and talker
    void add_hostility(std::size_t n, System& a) const;
    double dilution(double reach) const { return maths::pow(std::max(1.0, reach / kPilot), -p.dilution); }
};

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

// Incidents take from those they befall and from who hears of it, and fall as trust in the police rises: everywhere as
// often as on average, since what they carry is small.
double ClosedForm::Tables::incidents(std::size_t n) const {
    constexpr double kCentre = 0.6;  // police trust at which report_intercept holds (4.6)
    return recorded_hate /
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
    add_hostility(n, a);

    // Service contacts follow the root of disorder.
    const double hearing = 1 + p.vicarious * here.talks;
    const double service =
        p.service_step * (p.service_satisfied - p.service_negative_weight * (1 - p.service_satisfied));
    a(kPoliceTrust, kLogDisorder) += here.service / 2 * service * level.weight[kPoliceTrust] * hearing;
    return a;
}

ClosedForm::ClosedForm(const World& world, const Parameters& parameters, const Baseline& baseline)
    : tables_(std::make_unique<const Tables>(world, parameters, baseline)) {}
ClosedForm::~ClosedForm() = default;
ClosedForm::ClosedForm(ClosedForm&&) noexcept = default;

namespace {

// What a setting pushes in a place, a week and adult: by state, at weight 1 where `weighed`, and beside that.
struct Push {
    StateChange weighed{}, plain{};
    double ties = 0, log_disorder = 0;
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
    double works;  // delivered and diluted

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
        }
        return {};
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
        case LeverKind::kCounterHate: return much * residents;
        case LeverKind::kEsolCircles: return much / 1000 * residents;
        case LeverKind::kNeighbourhoodPolicing:
        case LeverKind::kStopAndSearch:
        case LeverKind::kVenueDueDiligence:
        case LeverKind::kPartnershipForum: break;
    }
    return residents;
}

// A and b of the recursion, from what holds without the lever.
System with_push(System a, const Push& push, const PlaceLevels& level, double lasting) {
    for (int s = 0; s < kStates; ++s) {
        a(s, s) += push.weighed[s] * (4 - 8 * level.mean[s]);
        a(s, kOne) = push.weighed[s] * level.weight[s] + push.plain[s];
    }
    a(kTies, kOne) = push.ties;
    a(kLasting, kOne) = lasting * push.plain[kOpenness];
    a(kLogDisorder, kOne) = -a(kLogDisorder, kLogDisorder) * push.log_disorder;
    return a;
}

bool acts_through_practice(LeverKind kind) {
    return kind == LeverKind::kProceduralJusticeTraining || kind == LeverKind::kPartnershipForum;
}

// How far the practice of each district's police has come from its start to perfect, week by week: [weeks][districts].
std::vector<std::vector<double>> practice_gained(const Parameters& p, const Geography& geography,
                                                 const LeverSetting& setting, const Delivered& delivered,
                                                 const FairPractice& at_start, double diluted, int weeks) {
    const auto kind = static_cast<std::size_t>(setting.kind);
    const bool training = setting.kind == LeverKind::kProceduralJusticeTraining;
    std::vector<double> here(at_start.size()), all(at_start.size());
    for (const int n : targeted_neighbourhoods(geography, setting.districts, setting.target))
        here[geography.neighbourhoods[n].district] += geography.neighbourhoods[n].residents;
    for (const Neighbourhood& n : geography.neighbourhoods) all[n.district] += n.residents;
    const auto in_forum = [&](std::size_t d) {
        return !training && here[d] > 0 && delivered[d][kind] > 0 && setting.chose("members", "police");
    };
    const double best_at_start = *std::max_element(at_start.begin(), at_start.end());
    const double forum = std::max(0.0, p.share_rate_forum - p.share_rate_alone);
    std::vector<double> q = at_start;
    std::vector<std::vector<double>> gained;
    for (int week = 0; week < weeks; ++week) {
        const std::vector<double> before = q;
        double best = 0, best_in_forum = 0;
        for (std::size_t d = 0; d < q.size(); ++d) {
            best = std::max(best, before[d]);
            if (in_forum(d)) best_in_forum = std::max(best_in_forum, before[d]);
        }
        gained.emplace_back();
        for (std::size_t d = 0; d < q.size(); ++d) {
            const double q0 = at_start[d], now = before[d];
            q[d] -= p.practice_fade / kWeeksPerYear * (now - q0);
            q[d] += p.share_rate_alone * ((best - now) - (best_at_start - q0));
            if (in_forum(d)) q[d] += forum * (best_in_forum - now);
            if (training && here[d] > 0 && delivered[d][kind] != 0) {
                const double comes_about =
                    setting.intensity() * here[d] / all[d] * static_cast<double>(delivered[d][kind]) * diluted;
                const double aim = std::max(0.0, q0 + comes_about * (1 - q0));
                if ((aim - now) * comes_about > 0) q[d] += p.train_rate * (aim - now);
            }
            gained.back().push_back((q[d] - q0) / (1 - q0));
        }
    }
    return gained;
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
    StateChange total{};
    for (const int place : places) {
        const auto n = static_cast<std::size_t>(place);
        const double adults = tables_->place[n].adults;
        if (!(adults > 0)) continue;
        const auto& works = delivered[geography.neighbourhoods[n].district];
        const InPlace lever{*tables_, setting, n,
                            static_cast<double>(works[static_cast<std::size_t>(setting.kind)]) * diluted};
        const System a = with_push(tables_->at_rest(n), lever.push(), tables_->levels.place[n], tables_->p.lasting);
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
                     push = with_push(at_rest, lever.push(), tables_->levels.place[n], 0) - at_rest;
        Eigen::Matrix<double, kRows, 1> y = Eigen::Matrix<double, kRows, 1>::Zero();
        y[kOne] = 1;
        for (const auto& of_week : gained) y = ((still + of_week[district] * push) * y).eval();
        for (int s = 0; s < kStates; ++s) total[s] += adults * y[s];
    }
    for (double& change : total) change /= tables_->adults;
    return total;
}

}  // namespace concord::validate
