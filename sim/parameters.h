// Behaviour parameters (model.md section 8): one table, one set for every resident. Each has a unit, a default, a
// prior, an evidence grade and a source id of the evidence base or the word "assumption". `concord describe parameters`
// and docs/ODD.md print this table. Structure that is not varied (how many talks a week, the age pattern of stops,
// bounds of the odds of contact) stands as named constants beside the process it belongs to; the ODD lists it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ground/resident.h"

namespace concord::sim {

struct Parameters {
    // Return and influence (4.1, 4.2)
    double yearly_fade, influence_share, influence_share_slow;
    double talks_online_adult, talks_online_young, talks_online_old;
    double friend_neighbourhood, friend_venue, mixing_uptake, repulsion_strength, repulsion_distance, confidence_bound;
    // Contact (4.3)
    double contact_positive, contact_openness, contact_safety, contact_structured;
    double contact_step, contact_step_structured, contact_negative_weight;
    double neighbour_step, neighbour_positive, neighbour_distance, norm_pull;
    // Policing (4.4)
    double stop_age_gradient, stop_disorder_gradient, fair_share;
    double encounter_step, unfair_weight, unfair_grievance, unfair_programme, vicarious;
    double service_rate, service_satisfied, service_step, service_negative_weight;
    double patrol_contacts, patrol_step;
    double disorder_return, disorder_stop_elasticity, disorder_patrol, disorder_patrol_hours;
    double training_gain, training_backfire;
    // Engagement (4.5)
    double seat_effect, seat_reliability, seat_outreach, seat_meetings, place_meetings, seat_friend, seat_visibility,
        seat_dilution;
    // Hostility (4.6)
    double hostility_cutoff, hostility_isolation, hostility_protection;
    double report_intercept, report_slope;
    double victim_safety, victim_trust, victim_belonging, victim_grievance, victim_vicarious;
    // Turnover and ties (4.9)
    double newcomer_belonging, newcomer_trust, tie_decay, newcomer_new_ties;
    // Starting state (3.4)
    std::array<double, kStates> start_mean, deprivation_slope, disorder_slope, churn_slope, age_slope;
    double resident_sd, neighbourhood_sd, area_sd, resident_correlation;
    // Items (6)
    double item_well_trust, item_well_openness, item_trust, item_belong, item_influence, item_safe, item_police;
    double item_disorder_slope, item_disorder_safety, item_disorder_sd;
    double item_satisfied_trust, item_satisfied_safety, item_satisfied_belonging, item_satisfied_disorder;
};

enum class Prior { kFixed, kUniform, kTriangular, kLogTriangular };  // (log-)triangular: mode at the default

struct ParameterInfo {
    std::string name;     // as in Parameters; states are appended: deprivation_slope_neighbour_trust
    std::string symbol;   // of model.md, may be empty
    std::string section;  // of model.md: "4.3"
    std::string meaning, unit;
    double value;  // default
    Prior prior;
    double low, high;           // of the prior; allowed values of an override as well
    char grade;                 // A trial or repeated measurement, B quasi-experiment or review, C association, - none
    std::string source;         // ids of the evidence base, or "assumption"
    double Parameters::*field;  // scalar parameters
    std::array<double, kStates> Parameters::*array;  // by-state parameters (then `state` is its index)
    int state;
};

std::span<const ParameterInfo> parameter_table();
const ParameterInfo* find_parameter(std::string_view name);  // nullptr when there is none
double get(const Parameters& parameters, const ParameterInfo& info);
void set(Parameters& parameters, const ParameterInfo& info, double value);

constexpr double kLargestUnfairStep = 0.15;  // model.md 4.4: encounter_step x unfair_weight at most

Parameters default_parameters();
// One draw from the priors, a pure function of (seed, draw). Draw 0 is a draw like any other. Respects
// encounter_step x unfair_weight <= kLargestUnfairStep by redrawing the pair.
Parameters draw_from_priors(std::uint32_t seed, std::uint32_t draw);
// The same of another table: a row more, fewer or elsewhere moves no other row's draw.
Parameters draw_from_priors(std::span<const ParameterInfo> table, std::uint32_t seed, std::uint32_t draw);
// Of one parameter, by its name and prior alone; `attempt` counts redraws.
double prior_draw(const ParameterInfo& info, std::uint32_t seed, std::uint32_t draw, std::uint32_t attempt = 0);
std::string_view prior_name(Prior prior);

}  // namespace concord::sim
