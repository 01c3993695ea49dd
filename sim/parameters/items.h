// Survey items: how states become answers (model.md section 6).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct ItemParameters {
    double item_well_trust, item_well_openness, item_well_voice, item_well_safety;
    double item_trust, item_belong, item_influence, item_safe, item_police;
    double item_disorder_slope, item_disorder_safety, item_disorder_sd;
    double item_satisfied_trust, item_satisfied_safety, item_satisfied_belonging, item_satisfied_disorder;
    double item_programme;

    using Own = ItemParameters;
    static constexpr ParameterGroup kGroup{.process = "items", .title = "From states to survey answers"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::item_well_trust, .name = "item_well_trust", .symbol = "k", .section = "6",
         .meaning = "get_on_well on neighbour_trust", .unit = "logit per state",
         .value = 4, .prior = triangular(2, 6), .source = "assumption"},
        {.field = &Own::item_well_openness, .name = "item_well_openness", .symbol = "k", .section = "6",
         .meaning = "get_on_well on openness", .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
        {.field = &Own::item_well_voice, .name = "item_well_voice", .symbol = "k", .section = "6",
         .meaning = "get_on_well on voice (over 325 authorities 3.25 points go with 10 of influence: would be 1.5)",
         .unit = "logit per state",
         .value = 0.5, .prior = triangular(0.0, 1.5), .grade = 'C', .source = "S01"},
        {.field = &Own::item_well_safety, .name = "item_well_safety", .symbol = "k", .section = "6",
         .meaning = "get_on_well on safety", .unit = "logit per state",
         .value = 0.5, .prior = triangular(0.0, 1.5), .source = "assumption"},
        {.field = &Own::item_trust, .name = "item_trust", .symbol = "k", .section = "6",
         .meaning = "trust_neighbours on neighbour_trust", .unit = "logit per state",
         .value = 8, .prior = triangular(4, 12), .source = "assumption"},
        {.field = &Own::item_belong, .name = "item_belong", .symbol = "k", .section = "6",
         .meaning = "belong on belonging", .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
        {.field = &Own::item_influence, .name = "item_influence", .symbol = "k", .section = "6",
         .meaning = "influence on voice", .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
        {.field = &Own::item_safe, .name = "item_safe", .symbol = "k", .section = "6",
         .meaning = "feel_safe on safety", .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
        {.field = &Own::item_police, .name = "item_police", .symbol = "k", .section = "6",
         .meaning = "police_confidence on police_trust", .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
        {.field = &Own::item_disorder_slope, .name = "item_disorder_slope", .symbol = "k", .section = "6",
         .meaning = "disorder_problem on disorder", .unit = "logit per sd",
         .value = 0.85, .prior = triangular(0.425, 1.275), .source = "assumption"},
        {.field = &Own::item_disorder_safety, .name = "item_disorder_safety", .symbol = "k", .section = "6",
         .meaning = "disorder_problem on safety", .unit = "logit per state",
         .value = -1.5, .prior = triangular(-2.25, -0.75), .source = "assumption"},
        {.field = &Own::item_disorder_sd, .name = "item_disorder_sd", .section = "6",
         .meaning = "sd of the area noise of disorder_problem", .unit = "logit",
         .value = 0.25, .prior = triangular(0.125, 0.375), .source = "assumption"},
        {.field = &Own::item_satisfied_trust, .name = "item_satisfied_trust", .symbol = "k", .section = "6",
         .meaning = "satisfied_area on neighbour_trust", .unit = "logit per state",
         .value = 3, .prior = triangular(1.5, 4.5), .source = "assumption"},
        {.field = &Own::item_satisfied_safety, .name = "item_satisfied_safety", .symbol = "k", .section = "6",
         .meaning = "satisfied_area on safety", .unit = "logit per state",
         .value = 2.5, .prior = triangular(1.25, 3.75), .source = "assumption"},
        {.field = &Own::item_satisfied_belonging, .name = "item_satisfied_belonging", .symbol = "k", .section = "6",
         .meaning = "satisfied_area on belonging", .unit = "logit per state",
         .value = 2, .prior = triangular(1, 3), .source = "assumption"},
        {.field = &Own::item_satisfied_disorder, .name = "item_satisfied_disorder", .symbol = "k", .section = "6",
         .meaning = "satisfied_area on the logit of disorder_problem", .unit = "logit per logit",
         .value = -0.5, .prior = triangular(-0.75, -0.25), .source = "assumption"},
        {.field = &Own::item_programme, .name = "item_programme", .symbol = "k", .section = "6",
         .meaning = "programme_support on programme_trust, of those who are aware of the programme",
         .unit = "logit per state",
         .value = 5, .prior = triangular(2.5, 7.5), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
