// Policing: stops, service contacts, patrol, training, and disorder (model.md 4.4).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct PolicingParameters {
    double stop_age_gradient, stop_disorder_gradient, stop_ratio_mixed, stop_ratio_other, fair_share;
    double unfair_step, unfair_weight, unfair_grievance, unfair_programme, vicarious;
    double service_rate, service_satisfied, service_step, service_negative_weight;
    double patrol_contacts, patrol_step, patrol_fair;
    double disorder_return, disorder_stop_elasticity, disorder_patrol, disorder_patrol_hours, patrol_untrained;
    double training_gain;

    using Own = PolicingParameters;
    static constexpr ParameterGroup kGroup{.process = "policing", .title = "Policing and disorder"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::stop_age_gradient, .name = "stop_age_gradient", .section = "4.4",
         .meaning = "exponent on the age factors of the stop rate (10-15 0.6, 16-24 3, 25-34 1.6, 35-49 0.7, 50-64 "
                    "0.3, 65+ 0.05)",
         .unit = "exponent",
         .value = 1.0, .prior = triangular(0.5, 1.5), .source = "assumption"},
        {.field = &Own::stop_disorder_gradient, .name = "stop_disorder_gradient", .section = "4.4",
         .meaning = "log-linear rise of the stop rate with disorder", .unit = "log rate per sd",
         .value = 0.64, .prior = triangular(0.32, 0.96), .source = "assumption"},
        {.field = &Own::stop_ratio_mixed, .name = "stop_ratio_mixed", .section = "4.4",
         .meaning = "stops of Mixed residents to those of White ones over GM where a scenario gives no published ratio "
                    "(2.4 in 2020/21, on 2011-census denominators)",
         .unit = "ratio",
         .value = 1.7, .prior = triangular(1.0, 2.4), .source = "assumption"},
        {.field = &Own::stop_ratio_other, .name = "stop_ratio_other", .section = "4.4",
         .meaning = "the same of Other residents", .unit = "ratio",
         .value = 1.2, .prior = triangular(1.0, 1.5), .source = "assumption"},
        {.field = &Own::fair_share, .name = "fair_share", .section = "4.4",
         .meaning = "share of stops experienced as fair", .unit = "share",
         .value = 0.55, .prior = triangular(0.30, 0.90), .source = "assumption"},
        {.field = &Own::unfair_step, .name = "unfair_step", .section = "4.4",
         .meaning = "step of police_trust of an unfair stop (downward)", .unit = "state",
         .value = 0.048, .prior = triangular(0.005, 0.15), .source = "assumption"},
        {.field = &Own::unfair_weight, .name = "unfair_weight", .symbol = "sigma", .section = "4.4",
         .meaning = "weight of an unfair stop against a fair one, whose step is unfair_step / this",
         .unit = "ratio",
         .value = 4.0, .prior = log_triangular(1.0, 14.0), .grade = 'B', .source = "E07;E08"},
        {.field = &Own::unfair_grievance, .name = "unfair_grievance", .symbol = "gamma", .section = "4.4",
         .meaning = "step of grievance of an unfair stop", .unit = "state",
         .value = 0.05, .prior = triangular(0.0, 0.10), .source = "assumption"},
        {.field = &Own::unfair_programme, .name = "unfair_programme", .section = "4.4",
         .meaning = "step of programme_trust of an unfair stop (downward)", .unit = "state",
         .value = 0.05, .prior = triangular(0.0, 0.10), .source = "assumption"},
        {.field = &Own::vicarious, .name = "vicarious", .section = "4.4",
         .meaning = "share of what a stop, a service contact or a hate incident does that is felt by whoever talks "
                    "face to face with the person in the next week",
         .unit = "share",
         .value = 0.2, .prior = triangular(0.05, 0.5), .source = "assumption"},
        {.field = &Own::service_rate, .name = "service_rate", .section = "4.4",
         .meaning = "service contacts with the police at mean disorder", .unit = "per 1,000 residents a year",
         .value = 100, .prior = triangular(50, 200), .source = "assumption"},
        {.field = &Own::service_satisfied, .name = "service_satisfied", .section = "4.4",
         .meaning = "share of service contacts that satisfy (victims 74 % in 2013/14, 51 % in 2024/25)",
         .unit = "share",
         .value = 0.62, .prior = triangular(0.51, 0.74), .grade = 'C', .source = "S19;S20"},
        {.field = &Own::service_step, .name = "service_step", .symbol = "alpha_s", .section = "4.4",
         .meaning = "step of police_trust of a satisfying service contact", .unit = "state",
         .value = 0.012, .prior = triangular(0.005, 0.03), .source = "assumption"},
        {.field = &Own::service_negative_weight, .name = "service_negative_weight", .symbol = "sigma_s",
         .section = "4.4",
         .meaning = "weight of an unsatisfying service contact against a satisfying one", .unit = "ratio",
         .value = 1.5, .prior = triangular(1.0, 3.0), .grade = 'B', .source = "E07;E08"},
        {.field = &Own::patrol_contacts, .name = "patrol_contacts", .section = "4.4",
         .meaning = "brief contacts of an hour of patrol", .unit = "contacts an hour",
         .value = 4, .prior = triangular(2, 8), .source = "assumption"},
        {.field = &Own::patrol_step, .name = "patrol_step", .section = "4.4",
         .meaning = "step of police_trust and safety of a patrol contact", .unit = "state",
         .value = 0.01, .prior = triangular(0.0, 0.02), .source = "assumption"},
        {.field = &Own::patrol_fair, .name = "patrol_fair", .section = "4.4",
         .meaning = "share of patrol contacts that are fair; an unfair one weighs service_negative_weight",
         .unit = "share",
         .value = 0.95, .prior = triangular(0.8, 1.0), .source = "assumption"},
        {.field = &Own::disorder_return, .name = "disorder_return", .section = "4.4",
         .meaning = "weekly return of disorder to its level", .unit = "share a week",
         .value = 0.02, .prior = triangular(0.01, 0.04), .source = "assumption"},
        {.field = &Own::disorder_stop_elasticity, .name = "disorder_stop_elasticity", .section = "4.4",
         .meaning = "elasticity of disorder to stops", .unit = "log per log",
         .value = -0.01, .prior = triangular(-0.05, 0.0), .grade = 'B', .source = "E18;E19"},
        {.field = &Own::disorder_patrol, .name = "disorder_patrol", .section = "4.4",
         .meaning = "fall of disorder where all officers are trained and patrol is at full dose", .unit = "share",
         .value = 0.14, .prior = triangular(0.0, 0.28), .grade = 'A', .source = "E12"},
        {.field = &Own::disorder_patrol_hours, .name = "disorder_patrol_hours", .section = "4.4",
         .meaning = "patrol that is a full dose for disorder", .unit = "hours a week per 1,000 residents",
         .value = 4, .prior = triangular(2, 8), .source = "assumption"},
        {.field = &Own::patrol_untrained, .name = "patrol_untrained", .section = "4.4",
         .meaning = "what patrol by untrained officers does to disorder, of what trained officers' does",
         .unit = "share",
         .value = 0.3, .prior = triangular(0.0, 1.0), .source = "assumption"},
        {.field = &Own::training_gain, .name = "training_gain", .section = "4.4",
         .meaning = "what perfect practice adds to the fair share of stops and patrol contacts and to the satisfying "
                    "share of service contacts, over practice as at the start",
         .unit = "share",
         .value = 0.15, .prior = triangular(0.05, 0.26), .grade = 'A', .source = "E10"},
    };
    // clang-format on
};

}  // namespace concord::sim
