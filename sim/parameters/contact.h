// Contact between residents of different backgrounds and between neighbours (model.md 4.3).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct ContactParameters {
    double contact_positive, contact_openness, contact_safety, contact_structured, contact_openness_structured;
    double contact_step, contact_step_friend, contact_step_structured, contact_negative_weight;
    double neighbour_step, neighbour_positive, neighbour_distance, norm_pull;

    using Own = ContactParameters;
    static constexpr ParameterGroup kGroup{.process = "contact", .title = "Contact between backgrounds"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::contact_positive, .name = "contact_positive", .symbol = "q0", .section = "4.3",
         .meaning = "probability that a talk across backgrounds is positive, at the means", .unit = "probability",
         .value = 0.75, .prior = triangular(0.65, 0.85), .grade = 'B', .source = "E06"},
        {.field = &Own::contact_openness, .name = "contact_openness", .symbol = "q1", .section = "4.3",
         .meaning = "rise of that probability with both residents' openness", .unit = "probability per state",
         .value = 0.3, .prior = triangular(0.1, 0.5), .source = "assumption"},
        {.field = &Own::contact_safety, .name = "contact_safety", .symbol = "q2", .section = "4.3",
         .meaning = "rise of that probability with the resident's safety", .unit = "probability per state",
         .value = 0.2, .prior = triangular(0.0, 0.4), .source = "assumption"},
        {.field = &Own::contact_structured, .name = "contact_structured", .symbol = "q3", .section = "4.3",
         .meaning = "rise of that probability in a structured meeting", .unit = "probability",
         .value = 0.15, .prior = triangular(0.0, 0.25), .source = "assumption"},
        {.field = &Own::contact_openness_structured, .name = "contact_openness_structured", .section = "4.3",
         .meaning = "rise of the probability with both residents' openness in a structured meeting; below 0 it does "
                    "most for the closed",
         .unit = "probability per state",
         .value = 0.15, .prior = triangular(-0.15, 0.5), .source = "assumption"},
        {.field = &Own::contact_step, .name = "contact_step", .symbol = "kappa", .section = "4.3",
         .meaning = "step of openness of an everyday talk across backgrounds", .unit = "state",
         .value = 0.0003, .prior = log_triangular(0.00015, 0.0006), .source = "assumption"},
        {.field = &Own::contact_step_friend, .name = "contact_step_friend", .section = "4.3",
         .meaning = "step of openness of a talk with a friend of another background", .unit = "state",
         .value = 0.001, .prior = log_triangular(0.0003, 0.005), .grade = 'C', .source = "E32;E38;E43"},
        {.field = &Own::contact_step_structured, .name = "contact_step_structured", .symbol = "kappa_s",
         .section = "4.3",
         .meaning = "step of openness of a structured meeting (12 at q 0.9 make 0.2 sd; prior 0 to 0.39 sd)",
         .unit = "state",
         .value = 0.005, .prior = triangular(0.0, 0.00975), .grade = 'A', .source = "E02;E03"},
        {.field = &Own::contact_negative_weight, .name = "contact_negative_weight", .symbol = "omega",
         .section = "4.3",
         .meaning = "weight of a negative talk against a positive one", .unit = "ratio",
         .value = 2.0, .prior = triangular(1.0, 4.0), .grade = 'B', .source = "E05;E06"},
        {.field = &Own::neighbour_step, .name = "neighbour_step", .symbol = "kappa_n", .section = "4.3",
         .meaning = "step of neighbour_trust of a talk with a neighbour", .unit = "state",
         .value = 0.0002, .prior = triangular(0.0001, 0.0005), .source = "assumption"},
        {.field = &Own::neighbour_positive, .name = "neighbour_positive", .symbol = "q_n", .section = "4.3",
         .meaning = "probability that a talk with a neighbour of the same mind is positive", .unit = "probability",
         .value = 0.85, .prior = triangular(0.75, 0.95), .source = "assumption"},
        {.field = &Own::neighbour_distance, .name = "neighbour_distance", .section = "4.3",
         .meaning = "fall of that probability with the mean distance of their states", .unit = "probability per state",
         .value = 0.2, .prior = triangular(0.1, 0.4), .grade = 'C', .source = "S15"},
        {.field = &Own::norm_pull, .name = "norm_pull", .symbol = "nu_o", .section = "4.3",
         .meaning = "weekly pull of openness to the area's mean; 0 leaves out the area-level spill-over of E37",
         .unit = "share a week",
         .value = 0.0002, .prior = triangular(0.0, 0.001), .grade = 'B', .source = "E37"},
    };
    // clang-format on
};

}  // namespace concord::sim
