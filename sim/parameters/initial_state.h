// The starting state: levels, slopes on the place, scatter (model.md 3.4).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct InitialStateParameters {
    std::array<double, kStates> start_mean, deprivation_slope, disorder_slope, churn_slope, age_slope;
    double resident_sd, neighbourhood_sd, openness_neighbourhood_sd, area_sd, resident_correlation,
        district_on_openness;

    using Own = InitialStateParameters;
    static constexpr ParameterGroup kGroup{.process = "initial_state", .title = "Where residents start"};
    // To trust by area in five districts and belonging by age; priors reach two standard errors to either side.
    static constexpr std::string_view kFitted = "fitted: concord fit-start";
    static constexpr StateEvidence kByFit = {'C', kFitted}, kNotFitted = {};
    static constexpr PriorRange kRule = {Prior::kFixed, 0, 0};
    // clang-format off
    static constexpr StateParameterRow<Own> kStateRows[] = {  // by state: n, v, p, b, o, s, g, h
        {.field = &Own::start_mean, .name = "start_mean", .section = "3.4",
         .meaning = "GM mean of adults at the start",
         .unit = "state", .values = {0.58, 0.35, 0.62, 0.60, 0.65, 0.70, 0.35, 0.50},
         .low_factor = 0.9, .high_factor = 1.1, .bound = 1, .source = "assumption"},
        {.field = &Own::deprivation_slope, .name = "deprivation_slope", .section = "3.4",
         .meaning = "slope on the IMD 2025 score",
         .unit = "logit per sd", .values = {-0.26, -0.15, -0.15, -0.05, -0.10, -0.25, 0.20, -0.10},
         .low_factor = 0.5, .high_factor = 2.0, .bound = 2, .prior = {triangular(-0.32, -0.19)}, .source = "assumption",
         .of_state = {kByFit}},
        {.field = &Own::disorder_slope, .name = "disorder_slope", .section = "3.4",
         .meaning = "slope on the IoD 2025 crime score",
         .unit = "logit per sd", .values = {-0.01, -0.05, -0.20, -0.05, -0.05, -0.30, 0.10, -0.10},
         .low_factor = 0.5, .high_factor = 2.0, .bound = 2, .prior = {triangular(-0.06, 0.0)}, .source = "assumption",
         .of_state = {kByFit}},
        {.field = &Own::churn_slope, .name = "churn_slope", .section = "3.4",
         .meaning = "slope on the share who moved in the last year",
         .unit = "logit per sd", .values = {0, 0, 0, -0.25, 0, 0, 0, 0},
         .low_factor = 0.5, .high_factor = 2.0, .bound = 2, .source = "assumption"},
        {.field = &Own::age_slope, .name = "age_slope", .section = "3.4",
         .meaning = "slope on the age band, counted from the middle of the six bands aged 10 and over",
         .unit = "logit per band", .values = {0, 0, 0, 0.13, 0, 0, 0, 0},
         .low_factor = 1, .high_factor = 1, .bound = 1,
         .prior = {kRule, kRule, kRule, triangular(0.05, 0.21)}, .source = "assumption",
         .of_state = {kNotFitted, kNotFitted, kNotFitted, kByFit}},
    };
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::resident_sd, .name = "resident_sd", .section = "3.4",
         .meaning = "sd of the resident effect", .unit = "logit",
         .value = 0.9, .prior = triangular(0.6, 1.2), .source = "assumption"},
        {.field = &Own::neighbourhood_sd, .name = "neighbourhood_sd", .section = "3.4",
         .meaning = "sd of the neighbourhood effect on every state but openness", .unit = "logit",
         .value = 0.08, .prior = triangular(0.0, 0.15), .source = "assumption"},
        {.field = &Own::openness_neighbourhood_sd, .name = "openness_neighbourhood_sd", .section = "3.4",
         .meaning = "the same on openness: fitted by hand to the spread of get_on_well between neighbourhoods (P2)",
         .unit = "logit", .value = 0.4, .prior = triangular(0.3, 0.6), .grade = 'C', .source = "S01"},
        {.field = &Own::area_sd, .name = "area_sd", .section = "3.4",
         .meaning = "sd of the area effect", .unit = "logit",
         .value = 0.07, .prior = triangular(0.0, 0.12), .grade = 'C', .source = kFitted},
        {.field = &Own::resident_correlation, .name = "resident_correlation", .section = "3.4",
         .meaning = "correlation between a resident's effects (grievance negative)", .unit = "correlation",
         .value = 0.3, .prior = triangular(0.1, 0.5), .source = "assumption"},
        {.field = &Own::district_on_openness, .name = "district_on_openness", .section = "3.4",
         .meaning = "share of what sets a district's answers to get_on_well apart that sits on openness; the rest sits "
                    "on how the question is answered there",
         .unit = "share",
         .value = 0.0, .prior = triangular(0.0, 1.0), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
