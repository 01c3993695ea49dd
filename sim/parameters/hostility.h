// Hostility: hate incidents, who is hit, what is recorded, what a victim loses (model.md 4.6).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct HostilityParameters {
    double hostility_cutoff, hostility_isolation, hostility_protection;
    double report_intercept, report_slope;
    double victim_safety, victim_trust, victim_belonging, victim_grievance;
    double counter_hate_rate, counter_hate_reporting;

    using Own = HostilityParameters;
    static constexpr ParameterGroup kGroup{.process = "hostility", .title = "Hostility and hate incidents"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::hostility_cutoff, .name = "hostility_cutoff", .section = "4.6",
         .meaning = "openness above which a resident adds nothing to hostility", .unit = "state",
         .value = 0.5, .prior = triangular(0.4, 0.6), .source = "assumption"},
        {.field = &Own::hostility_isolation, .name = "hostility_isolation", .symbol = "nu", .section = "4.6",
         .meaning = "exponent on one minus the own share of the area's residents; decides who is hit",
         .unit = "exponent",
         .value = 1.0, .prior = triangular(0.0, 2.0), .source = "assumption"},
        {.field = &Own::hostility_protection, .name = "hostility_protection", .symbol = "psi", .section = "4.6",
         .meaning = "fall of hostility with a rise of the area's police trust", .unit = "log rate per state",
         .value = 0.5, .prior = triangular(0.0, 2.0), .source = "assumption"},
        {.field = &Own::report_intercept, .name = "report_intercept", .section = "4.6",
         .meaning = "log odds that an incident is recorded at police_trust 0.6", .unit = "log odds",
         .value = -0.6, .prior = triangular(-1.2, 0.0), .source = "assumption"},
        {.field = &Own::report_slope, .name = "report_slope", .section = "4.6",
         .meaning = "rise of those log odds with police_trust", .unit = "log odds per state",
         .value = 3.0, .prior = triangular(1.0, 6.0), .grade = 'B', .source = "E21"},
        {.field = &Own::victim_safety, .name = "victim_safety", .section = "4.6",
         .meaning = "share of safety that a victim loses", .unit = "share",
         .value = 0.25, .prior = triangular(0.125, 0.5), .source = "assumption"},
        {.field = &Own::victim_trust, .name = "victim_trust", .section = "4.6",
         .meaning = "share of neighbour_trust that a victim loses", .unit = "share",
         .value = 0.15, .prior = triangular(0.075, 0.3), .source = "assumption"},
        {.field = &Own::victim_belonging, .name = "victim_belonging", .section = "4.6",
         .meaning = "share of belonging that a victim loses", .unit = "share",
         .value = 0.15, .prior = triangular(0.075, 0.3), .source = "assumption"},
        {.field = &Own::victim_grievance, .name = "victim_grievance", .section = "4.6",
         .meaning = "share of the distance to 1 that a victim's grievance rises", .unit = "share",
         .value = 0.2, .prior = triangular(0.1, 0.4), .source = "assumption"},
        {.field = &Own::counter_hate_rate, .name = "counter_hate_rate", .section = "4.6",
         .meaning = "fall of the incident rate where everybody is within reach of upstanders and counter-speech",
         .unit = "share",
         .value = 0.05, .prior = triangular(-0.04, 0.2), .grade = 'C', .source = "E56;E57"},
        {.field = &Own::counter_hate_reporting, .name = "counter_hate_reporting", .section = "4.6",
         .meaning = "share of incidents unrecorded otherwise that are recorded where everybody is within reach of a "
                    "third-party centre", .unit = "share",
         .value = 0.1, .prior = triangular(-0.06, 0.3), .grade = 'C', .source = "E58"},
    };
    // clang-format on
};

}  // namespace concord::sim
