// Monitoring: what surveys, panels and records tell, and how late (model.md section 6).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct MonitoringParameters {
    double survey_design_effect, survey_lag, survey_response, survey_response_trust, survey_wave_sd;
    double police_reports_lag, records_lag;
    double panel_lag, panel_attrition, panel_engaged, panel_design_effect, panel_conditioning;
    double evaluation_attrition, rule_delay;

    using Own = MonitoringParameters;
    static constexpr ParameterGroup kGroup{.process = "monitoring", .title = "Monitoring"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::survey_design_effect, .name = "survey_design_effect", .section = "6",
         .meaning = "variance of the survey against a simple random sample", .unit = "ratio",
         .value = 1.5, .prior = triangular(1.2, 2), .source = "assumption"},
        {.field = &Own::survey_lag, .name = "survey_lag", .section = "6",
         .meaning = "weeks from the end of fieldwork to the report", .unit = "weeks",
         .value = 8, .prior = triangular(4, 13), .source = "assumption"},
        {.field = &Own::survey_response, .name = "survey_response", .section = "6",
         .meaning = "share of those asked who answer, at mean trust", .unit = "share",
         .value = 0.3, .prior = triangular(0.1, 0.6), .source = "assumption"},
        {.field = &Own::survey_response_trust, .name = "survey_response_trust", .section = "6",
         .meaning = "rise of the log odds of answering with the mean of neighbour_trust and police_trust",
         .unit = "log odds per state",
         .value = 1, .prior = triangular(-0.5, 2.5), .grade = 'C', .source = "E68;E69"},
        {.field = &Own::survey_wave_sd, .name = "survey_wave_sd", .section = "6",
         .meaning = "sd of a wave's common error of an item (fieldwork, season)", .unit = "logit",
         .value = 0.03, .prior = triangular(0, 0.08), .source = "assumption"},
        {.field = &Own::police_reports_lag, .name = "police_reports_lag", .section = "6",
         .meaning = "weeks from the end of the period to the twice-yearly police report", .unit = "weeks",
         .value = 8, .prior = triangular(4, 26), .source = "assumption"},
        {.field = &Own::records_lag, .name = "records_lag", .section = "6",
         .meaning = "weeks until recorded incidents, stops and referrals are known under the other "
                    "regimes", .unit = "weeks",
         .value = 4, .prior = triangular(1, 13), .source = "assumption"},
        {.field = &Own::panel_lag, .name = "panel_lag", .section = "6",
         .meaning = "weeks from a panel's round to its report", .unit = "weeks",
         .value = 4, .prior = triangular(1, 13), .source = "assumption"},
        {.field = &Own::panel_attrition, .name = "panel_attrition", .section = "6",
         .meaning = "share of a panel's members lost in a year, and replaced", .unit = "share a year",
         .value = 0.2, .prior = triangular(0.1, 0.4), .source = "assumption"},
        {.field = &Own::panel_engaged, .name = "panel_engaged", .section = "6",
         .meaning = "rise of the log odds of joining a panel with the mean of voice and belonging",
         .unit = "log odds per state",
         .value = 2, .prior = triangular(-1, 4), .source = "assumption"},
        {.field = &Own::panel_design_effect, .name = "panel_design_effect", .section = "6",
         .meaning = "variance of the panel against a simple random sample of its size", .unit = "ratio",
         .value = 2, .prior = triangular(1.2, 3), .source = "assumption"},
        {.field = &Own::panel_conditioning, .name = "panel_conditioning", .section = "6",
         .meaning = "gain of a panel member's voice, as they answer, over the year after joining",
         .unit = "sd on the survey scale",
         .value = 0.05, .prior = triangular(-0.04, 0.2), .source = "assumption"},
        {.field = &Own::evaluation_attrition, .name = "evaluation_attrition", .section = "6",
         .meaning = "share of those interviewed before a programme who are not found again after it", .unit = "share",
         .value = 0.3, .prior = triangular(0.1, 0.5), .grade = 'C', .source = "E24"},
        {.field = &Own::rule_delay, .name = "rule_delay", .section = "6",
         .meaning = "weeks from a report that trips a rule to the lever's turning", .unit = "weeks",
         .value = 4, .prior = triangular(0, 13), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
