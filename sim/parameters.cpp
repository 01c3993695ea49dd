#include "sim/parameters.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/name_hash.h"
#include "sim/ground/random.h"

namespace concord::sim {
namespace {

using P = Parameters;
constexpr Prior kF = Prior::kFixed, kU = Prior::kUniform, kT = Prior::kTriangular, kL = Prior::kLogTriangular;

void scalar(std::vector<ParameterInfo>& table, double P::*field, std::string name, std::string symbol,
            std::string section, std::string meaning, std::string unit, double value, Prior prior, double low,
            double high, char grade, std::string source) {
    table.push_back({std::move(name), std::move(symbol), std::move(section), std::move(meaning), std::move(unit), value,
                     prior, low, high, grade, std::move(source), field, nullptr, 0});
}

// One row a state; an entry whose value is 0 is fixed at 0 (the model has no such term).
void by_state(std::vector<ParameterInfo>& table, std::array<double, kStates> P::*array, const std::string& name,
              const std::string& section, const std::string& meaning, const std::string& unit,
              const std::array<double, kStates>& values, double low_factor, double high_factor, double bound) {
    for (int s = 0; s < kStates; ++s) {
        const double v = values[static_cast<std::size_t>(s)];
        const bool varied = v != 0 && low_factor < high_factor;
        const double a = v * low_factor, b = v * high_factor;
        table.push_back({name + "_" + std::string(kStateNames[static_cast<std::size_t>(s)]),
                         std::string(kStateSymbols[static_cast<std::size_t>(s)]), section,
                         meaning + ", " + std::string(kStateNames[static_cast<std::size_t>(s)]), unit, v,
                         varied ? kT : kF, varied ? std::min(a, b) : -bound, varied ? std::max(a, b) : bound, '-',
                         "assumption", nullptr, array, s});
    }
}

void influence_and_contact(std::vector<ParameterInfo>& t) {
    scalar(t, &P::yearly_fade, "yearly_fade", "phi", "4.1", "share of one person's gain that has gone a year later",
           "share a year", 0.30, kT, 0.10, 0.70, 'B', "E02");
    scalar(
        t, &P::influence_share, "influence_share", "w", "4.1",
        "share of the fade due to influence: trust in neighbours and police, being heard, grievance, programme trust",
        "share", 0.25, kT, 0.10, 0.50, '-', "assumption");
    scalar(t, &P::influence_share_slow, "influence_share_slow", "w", "4.1",
           "share of the fade due to influence: openness and safety", "share", 0.125, kT, 0.05, 0.25, '-',
           "assumption");
    scalar(t, &P::talks_online_adult, "talks_online_adult", "", "4.2", "online talks at ages 16-64", "talks a week",
           1.2, kT, 0.6, 2.4, '-', "assumption");
    scalar(t, &P::talks_online_young, "talks_online_young", "", "4.2", "online talks at ages 10-15", "talks a week",
           0.5, kT, 0.25, 1.0, '-', "assumption");
    scalar(t, &P::talks_online_old, "talks_online_old", "", "4.2", "online talks at ages 65 and over", "talks a week",
           0.4, kT, 0.2, 0.8, '-', "assumption");
    scalar(t, &P::repulsion_strength, "repulsion_strength", "r", "4.2",
           "push away from a distant resident of another background (repulsion kernel only)", "share of the distance",
           0.3, kT, 0.15, 0.6, 'C', "E34");
    scalar(t, &P::repulsion_distance, "repulsion_distance", "c", "4.2",
           "distance beyond which it pushes (repulsion kernel only)", "state", 0.5, kT, 0.3, 0.7, '-', "assumption");
    scalar(t, &P::confidence_bound, "confidence_bound", "eps", "4.2",
           "bound of the bounded-confidence and top-hat kernels", "state", 0.3, kT, 0.2, 1.0, 'C', "E36");
    scalar(t, &P::friend_neighbourhood, "friend_neighbourhood", "", "3.3",
           "share of candidate friends from one's own neighbourhood", "share", 0.50, kT, 0.40, 0.60, '-', "assumption");
    scalar(t, &P::friend_venue, "friend_venue", "", "3.3",
           "share of candidate friends from one's own venue (the area for those without one); the rest from anywhere "
           "in GM",
           "share", 0.35, kT, 0.25, 0.40, '-', "assumption");
    scalar(t, &P::mixing_uptake, "mixing_uptake", "", "3.3",
           "probability that a candidate friend or neighbour of another background is kept", "probability", 0.40, kT,
           0.30, 0.60, 'C', "S18");
    scalar(t, &P::contact_positive, "contact_positive", "q0", "4.3",
           "probability that a talk across backgrounds is positive, at the means", "probability", 0.75, kT, 0.65, 0.85,
           'B', "E06");
    scalar(t, &P::contact_openness, "contact_openness", "q1", "4.3",
           "rise of that probability with both residents' openness", "probability per state", 0.3, kT, 0.1, 0.5, '-',
           "assumption");
    scalar(t, &P::contact_safety, "contact_safety", "q2", "4.3", "rise of that probability with the resident's safety",
           "probability per state", 0.2, kT, 0.0, 0.4, '-', "assumption");
    scalar(t, &P::contact_structured, "contact_structured", "q3", "4.3",
           "rise of that probability in a structured meeting", "probability", 0.15, kT, 0.0, 0.25, '-', "assumption");
    scalar(t, &P::contact_step, "contact_step", "kappa", "4.3",
           "step of openness of an everyday talk across backgrounds", "state", 0.0003, kL, 0.00015, 0.0006, '-',
           "assumption");
    scalar(t, &P::contact_step_structured, "contact_step_structured", "kappa_s", "4.3",
           "step of openness of a structured meeting (12 at q 0.9 make 0.2 sd; prior 0 to 0.39 sd)", "state", 0.005, kT,
           0.0, 0.00975, 'A', "E02;E03");
    scalar(t, &P::contact_negative_weight, "contact_negative_weight", "omega", "4.3",
           "weight of a negative talk against a positive one", "ratio", 2.0, kT, 1.0, 4.0, 'B', "E05;E06");
    scalar(t, &P::neighbour_step, "neighbour_step", "kappa_n", "4.3",
           "step of neighbour_trust of a talk with a neighbour", "state", 0.0002, kT, 0.0001, 0.0005, '-',
           "assumption");
    scalar(t, &P::neighbour_positive, "neighbour_positive", "q_n", "4.3",
           "probability that a talk with a neighbour of the same mind is positive", "probability", 0.85, kT, 0.75, 0.95,
           '-', "assumption");
    scalar(t, &P::neighbour_distance, "neighbour_distance", "", "4.3",
           "fall of that probability with the mean distance of their states", "probability per state", 0.2, kT, 0.1,
           0.4, 'C', "S15");
    scalar(t, &P::norm_pull, "norm_pull", "nu_o", "4.3",
           "weekly pull of openness to the area's mean; 0 leaves out the area-level spill-over of E37", "share a week",
           0.0, kU, 0.0, 0.001, 'B', "E37");
}

void policing_and_disorder(std::vector<ParameterInfo>& t) {
    scalar(
        t, &P::stop_age_gradient, "stop_age_gradient", "", "4.4",
        "exponent on the age factors of the stop rate (10-15 0.6, 16-24 3, 25-34 1.6, 35-49 0.7, 50-64 0.3, 65+ 0.05)",
        "exponent", 1.0, kT, 0.5, 1.5, '-', "assumption");
    scalar(t, &P::stop_disorder_gradient, "stop_disorder_gradient", "", "4.4",
           "log-linear rise of the stop rate with disorder", "log rate per sd", 0.64, kT, 0.32, 0.96, '-',
           "assumption");
    scalar(t, &P::fair_share, "fair_share", "", "4.4", "share of stops experienced as fair", "share", 0.55, kT, 0.30,
           0.90, 'C', "S19;S20;E10");
    scalar(t, &P::encounter_step, "encounter_step", "alpha", "4.4", "step of police_trust of a fair stop", "state",
           0.012, kT, 0.005, 0.03, '-', "assumption");
    scalar(t, &P::unfair_weight, "unfair_weight", "sigma", "4.4",
           "weight of an unfair stop against a fair one (encounter_step x this at most 0.15)", "ratio", 4.0, kL, 1.0,
           14.0, 'B', "E07;E08");
    scalar(t, &P::unfair_grievance, "unfair_grievance", "gamma", "4.4", "step of grievance of an unfair stop", "state",
           0.05, kT, 0.0, 0.10, '-', "assumption");
    scalar(t, &P::unfair_programme, "unfair_programme", "", "4.4",
           "step of programme_trust of an unfair stop (downward)", "state", 0.05, kT, 0.0, 0.10, '-', "assumption");
    scalar(t, &P::vicarious, "vicarious", "", "4.4",
           "share of a stop's effect felt by whoever talks face to face with the person in the next week", "share", 0.2,
           kT, 0.05, 0.5, '-', "assumption");
    scalar(t, &P::service_rate, "service_rate", "", "4.4", "service contacts with the police at mean disorder",
           "per 1,000 residents a year", 100, kT, 50, 200, '-', "assumption");
    scalar(t, &P::service_satisfied, "service_satisfied", "", "4.4",
           "share of service contacts that satisfy (victims 74 % in 2013/14, 51 % in 2024/25)", "share", 0.62, kT, 0.51,
           0.74, 'C', "S19;S20");
    scalar(t, &P::service_step, "service_step", "alpha_s", "4.4",
           "step of police_trust of a satisfying service contact", "state", 0.012, kT, 0.005, 0.03, '-', "assumption");
    scalar(t, &P::service_negative_weight, "service_negative_weight", "sigma_s", "4.4",
           "weight of an unsatisfying service contact against a satisfying one", "ratio", 2.0, kT, 1.0, 4.0, 'B',
           "E07;E08");
    scalar(t, &P::patrol_contacts, "patrol_contacts", "", "4.4", "brief fair contacts of an hour of patrol",
           "contacts an hour", 4, kT, 2, 8, '-', "assumption");
    scalar(t, &P::patrol_step, "patrol_step", "", "4.4", "step of police_trust and safety of a patrol contact", "state",
           0.01, kT, 0.0, 0.02, '-', "assumption");
    scalar(t, &P::disorder_return, "disorder_return", "", "4.4", "weekly return of disorder to its level",
           "share a week", 0.02, kT, 0.01, 0.04, '-', "assumption");
    scalar(t, &P::disorder_stop_elasticity, "disorder_stop_elasticity", "", "4.4", "elasticity of disorder to stops",
           "log per log", -0.01, kT, -0.05, 0.0, 'B', "E18;E19");
    scalar(t, &P::disorder_patrol, "disorder_patrol", "", "4.4",
           "fall of disorder where all officers are trained and patrol is at full dose", "share", 0.14, kT, 0.0, 0.28,
           'A', "E12");
    scalar(t, &P::disorder_patrol_hours, "disorder_patrol_hours", "", "4.4", "patrol that is a full dose for disorder",
           "hours a week per 1,000 residents", 4, kT, 2, 8, '-', "assumption");
    scalar(t, &P::training_gain, "training_gain", "", "4.4",
           "what training every officer adds to the fair share of stops", "share", 0.15, kT, 0.05, 0.26, 'A', "E10");
    scalar(t, &P::training_backfire, "training_backfire", "", "4.10",
           "probability, by district, that delivery backfires and the gain is negative", "probability", 0.1, kT, 0.0,
           0.2, 'B', "E11");
}

void engagement_and_hostility(std::vector<ParameterInfo>& t) {
    scalar(t, &P::seat_effect, "seat_effect", "d", "4.5", "gain of a participant in voice and belonging",
           "sd on the survey scale", 0.25, kT, 0.0, 0.39, 'C', "E02;E03");
    scalar(t, &P::seat_reliability, "seat_reliability", "", "4.5",
           "reliability of the survey scale, turning sd of answers into sd of states", "share", 0.8, kT, 0.6, 1.0, '-',
           "assumption");
    scalar(t, &P::seat_outreach, "seat_outreach", "", "4.5",
           "outreach: 0 fills seats by who is already engaged, 1 from everyone alike", "share", 0.5, kT, 0.0, 1.0, '-',
           "assumption");
    scalar(t, &P::seat_meetings, "seat_meetings", "", "4.5", "structured meetings in a community engagement seat",
           "meetings", 4, kT, 1, 8, '-', "assumption");
    scalar(t, &P::place_meetings, "place_meetings", "", "4.5",
           "structured meetings in a bridging place (a completed programme, P7)", "meetings", 12, kT, 6, 18, '-',
           "assumption");
    scalar(t, &P::seat_friend, "seat_friend", "", "4.5",
           "probability that a participant makes a friend of another background", "probability", 0.1, kT, 0.05, 0.2,
           '-', "assumption");
    scalar(t, &P::seat_visibility, "seat_visibility", "", "4.5",
           "how far the neighbourhood hears of a seat: voice += this x seats per head x gain", "ratio", 0.0, kU, 0.0,
           3.0, '-', "assumption");
    scalar(t, &P::seat_dilution, "seat_dilution", "delta", "4.5",
           "fall of the gain as the residents reached a year grow beyond 1 % of GM", "exponent", 0.15, kT, 0.0, 0.4,
           'B', "E16;E17");
    scalar(t, &P::hostility_cutoff, "hostility_cutoff", "", "4.6",
           "openness above which a resident adds nothing to hostility", "state", 0.5, kT, 0.4, 0.6, '-', "assumption");
    scalar(t, &P::hostility_isolation, "hostility_isolation", "nu", "4.6",
           "exponent on one minus the own share of the area's residents; decides who is hit", "exponent", 1.0, kT, 0.0,
           2.0, '-', "assumption");
    scalar(t, &P::hostility_protection, "hostility_protection", "psi", "4.6",
           "fall of hostility with a rise of the area's police trust", "log rate per state", 0.5, kT, 0.0, 2.0, 'C',
           "E21");
    scalar(t, &P::report_intercept, "report_intercept", "", "4.6",
           "log odds that an incident is recorded at police_trust 0.6", "log odds", -0.6, kT, -1.2, 0.0, '-',
           "assumption");
    scalar(t, &P::report_slope, "report_slope", "", "4.6", "rise of those log odds with police_trust",
           "log odds per state", 3.0, kT, 1.0, 6.0, 'B', "E21");
    scalar(t, &P::victim_safety, "victim_safety", "", "4.6", "share of safety that a victim loses", "share", 0.25, kT,
           0.125, 0.5, '-', "assumption");
    scalar(t, &P::victim_trust, "victim_trust", "", "4.6", "share of neighbour_trust that a victim loses", "share",
           0.15, kT, 0.075, 0.3, '-', "assumption");
    scalar(t, &P::victim_belonging, "victim_belonging", "", "4.6", "share of belonging that a victim loses", "share",
           0.15, kT, 0.075, 0.3, '-', "assumption");
    scalar(t, &P::victim_grievance, "victim_grievance", "", "4.6",
           "share of the distance to 1 that a victim's grievance rises", "share", 0.2, kT, 0.1, 0.4, '-', "assumption");
    scalar(t, &P::victim_vicarious, "victim_vicarious", "", "4.6",
           "share of it felt by partners of the same background in the next week", "share", 0.2, kT, 0.1, 0.4, '-',
           "assumption");
    scalar(t, &P::newcomer_belonging, "newcomer_belonging", "", "4.9",
           "belonging that a newcomer starts below the observed level", "state", 0.25, kT, 0.125, 0.4, '-',
           "assumption");
    scalar(t, &P::newcomer_trust, "newcomer_trust", "", "4.9",
           "neighbour_trust that a newcomer starts below the observed level", "state", 0.10, kT, 0.05, 0.2, '-',
           "assumption");
    scalar(t, &P::tie_decay, "tie_decay", "", "4.9", "share of friendships that end in a year without a move",
           "share a year", 0.10, kT, 0.05, 0.2, '-', "assumption");
    scalar(t, &P::newcomer_new_ties, "newcomer_new_ties", "", "4.9", "share of a newcomer's friendships that are new",
           "share", 0.8, kT, 0.6, 1.0, '-', "assumption");
}

void starting_state(std::vector<ParameterInfo>& t) {
    //                                              n      v      p      b      o      s      g      h
    by_state(t, &P::start_mean, "start_mean", "3.4", "GM mean of adults at the start", "state",
             {0.58, 0.35, 0.62, 0.60, 0.65, 0.70, 0.35, 0.50}, 0.9, 1.1, 1);
    by_state(t, &P::deprivation_slope, "deprivation_slope", "3.4", "slope on the IMD 2025 score", "logit per sd",
             {-0.40, -0.15, -0.15, -0.05, -0.10, -0.25, 0.20, -0.10}, 0.5, 2.0, 2);
    by_state(t, &P::disorder_slope, "disorder_slope", "3.4", "slope on the IoD 2025 crime score", "logit per sd",
             {-0.10, -0.05, -0.20, -0.05, -0.05, -0.30, 0.10, -0.10}, 0.5, 2.0, 2);
    by_state(t, &P::churn_slope, "churn_slope", "3.4", "slope on the share who moved in the last year", "logit per sd",
             {0, 0, 0, -0.25, 0, 0, 0, 0}, 0.5, 2.0, 2);
    by_state(t, &P::age_slope, "age_slope", "3.4",
             "slope on the age band, counted from the middle of the six bands aged 10 and over", "logit per band",
             {0, 0, 0, 0, 0, 0, 0, 0}, 1, 1, 1);
    scalar(t, &P::resident_sd, "resident_sd", "", "3.4", "sd of the resident effect", "logit", 0.9, kT, 0.6, 1.2, '-',
           "assumption");
    scalar(t, &P::neighbourhood_sd, "neighbourhood_sd", "", "3.4", "sd of the neighbourhood effect", "logit", 0.25, kT,
           0.125, 0.375, '-', "assumption");
    scalar(t, &P::area_sd, "area_sd", "", "3.4", "sd of the area effect", "logit", 0.20, kT, 0.10, 0.30, '-',
           "assumption");
    scalar(t, &P::resident_correlation, "resident_correlation", "", "3.4",
           "correlation between a resident's effects (grievance negative)", "correlation", 0.3, kT, 0.1, 0.5, '-',
           "assumption");
}

void items(std::vector<ParameterInfo>& t) {
    scalar(t, &P::item_well_trust, "item_well_trust", "k", "6", "get_on_well on neighbour_trust", "logit per state", 4,
           kT, 2, 6, '-', "assumption");
    scalar(t, &P::item_well_openness, "item_well_openness", "k", "6", "get_on_well on openness", "logit per state", 5,
           kT, 2.5, 7.5, '-', "assumption");
    scalar(t, &P::item_trust, "item_trust", "k", "6", "trust_neighbours on neighbour_trust", "logit per state", 8, kT,
           4, 12, '-', "assumption");
    scalar(t, &P::item_belong, "item_belong", "k", "6", "belong on belonging", "logit per state", 5, kT, 2.5, 7.5, '-',
           "assumption");
    scalar(t, &P::item_influence, "item_influence", "k", "6", "influence on voice", "logit per state", 5, kT, 2.5, 7.5,
           '-', "assumption");
    scalar(t, &P::item_safe, "item_safe", "k", "6", "feel_safe on safety", "logit per state", 5, kT, 2.5, 7.5, '-',
           "assumption");
    scalar(t, &P::item_police, "item_police", "k", "6", "police_confidence on police_trust", "logit per state", 5, kT,
           2.5, 7.5, '-', "assumption");
    scalar(t, &P::item_disorder_slope, "item_disorder_slope", "k", "6", "disorder_problem on disorder", "logit per sd",
           0.85, kT, 0.425, 1.275, '-', "assumption");
    scalar(t, &P::item_disorder_safety, "item_disorder_safety", "k", "6", "disorder_problem on safety",
           "logit per state", -1.5, kT, -2.25, -0.75, '-', "assumption");
    scalar(t, &P::item_disorder_sd, "item_disorder_sd", "", "6", "sd of the area noise of disorder_problem", "logit",
           0.25, kT, 0.125, 0.375, '-', "assumption");
    scalar(t, &P::item_satisfied_trust, "item_satisfied_trust", "k", "6", "satisfied_area on neighbour_trust",
           "logit per state", 3, kT, 1.5, 4.5, '-', "assumption");
    scalar(t, &P::item_satisfied_safety, "item_satisfied_safety", "k", "6", "satisfied_area on safety",
           "logit per state", 2.5, kT, 1.25, 3.75, '-', "assumption");
    scalar(t, &P::item_satisfied_belonging, "item_satisfied_belonging", "k", "6", "satisfied_area on belonging",
           "logit per state", 2, kT, 1, 3, '-', "assumption");
    scalar(t, &P::item_satisfied_disorder, "item_satisfied_disorder", "k", "6",
           "satisfied_area on the logit of disorder_problem", "logit per logit", -0.5, kT, -0.75, -0.25, '-',
           "assumption");
}

std::vector<ParameterInfo> make_table() {
    std::vector<ParameterInfo> table;
    influence_and_contact(table);
    policing_and_disorder(table);
    engagement_and_hostility(table);
    starting_state(table);
    items(table);
    return table;
}

// Inverse distribution function of the triangular distribution on [low, high] with mode `mode`.
double triangular(double u, double low, double mode, double high) {
    const double width = high - low;
    if (width <= 0) return low;
    const double split = (mode - low) / width;
    if (u < split) return low + std::sqrt(u * width * (mode - low));
    return high - std::sqrt((1 - u) * width * (high - mode));
}

double sample(const ParameterInfo& info, double u) {
    switch (info.prior) {
        case Prior::kFixed: return info.value;
        case Prior::kUniform: return info.low + u * (info.high - info.low);
        case Prior::kTriangular: return triangular(u, info.low, info.value, info.high);
        case Prior::kLogTriangular:
            return maths::exp(triangular(u, maths::log(info.low), maths::log(info.value), maths::log(info.high)));
    }
    return info.value;
}

}  // namespace

std::span<const ParameterInfo> parameter_table() {
    static const std::vector<ParameterInfo> table = make_table();
    return table;
}

const ParameterInfo* find_parameter(std::string_view name) {
    for (const auto& info : parameter_table())
        if (info.name == name) return &info;
    return nullptr;
}

double get(const Parameters& parameters, const ParameterInfo& info) {
    return info.field ? parameters.*info.field : (parameters.*info.array)[static_cast<std::size_t>(info.state)];
}

void set(Parameters& parameters, const ParameterInfo& info, double value) {
    (info.field ? parameters.*info.field : (parameters.*info.array)[static_cast<std::size_t>(info.state)]) = value;
}

Parameters default_parameters() {
    Parameters p{};
    for (const auto& info : parameter_table()) set(p, info, info.value);
    return p;
}

double prior_draw(const ParameterInfo& info, std::uint32_t seed, std::uint32_t draw, std::uint32_t attempt) {
    const std::uint64_t name = name_hash(info.name);
    const Block words =
        philox({draw, attempt, static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32)},
               Stream(seed, Process::kParameterDraw).key());
    return sample(info, open_unit(words[0]));
}

Parameters draw_from_priors(std::span<const ParameterInfo> table, std::uint32_t seed, std::uint32_t draw) {
    constexpr std::uint32_t kMostAttempts = 64;  // each attempt passes about four times in five
    Parameters p{};
    for (const auto& info : table) set(p, info, prior_draw(info, seed, draw));
    const auto& step = *find_parameter("encounter_step");
    const auto& weight = *find_parameter("unfair_weight");
    for (std::uint32_t attempt = 1; p.encounter_step * p.unfair_weight > kLargestUnfairStep && attempt < kMostAttempts;
         ++attempt) {
        set(p, step, prior_draw(step, seed, draw, attempt));
        set(p, weight, prior_draw(weight, seed, draw, attempt));
    }
    p.unfair_weight = std::min(p.unfair_weight, kLargestUnfairStep / p.encounter_step);
    return p;
}

Parameters draw_from_priors(std::uint32_t seed, std::uint32_t draw) {
    return draw_from_priors(parameter_table(), seed, draw);
}

std::string_view prior_name(Prior prior) {
    switch (prior) {
        case Prior::kFixed: return "fixed";
        case Prior::kUniform: return "uniform";
        case Prior::kTriangular: return "triangular";
        case Prior::kLogTriangular: return "log-triangular";
    }
    return "";
}

}  // namespace concord::sim
