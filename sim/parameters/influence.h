// Influence: talks, and what they do under each kernel (model.md 4.2).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct InfluenceParameters {
    double talks_online_adult, talks_online_young, talks_online_old;
    double repulsion_strength, repulsion_distance, confidence_bound;

    using Own = InfluenceParameters;
    static constexpr ParameterGroup kGroup{.process = "influence", .title = "Talking with others"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::talks_online_adult, .name = "talks_online_adult", .section = "4.2",
         .meaning = "online talks at ages 16-64", .unit = "talks a week",
         .value = 1.2, .prior = triangular(0.6, 2.4), .source = "assumption"},
        {.field = &Own::talks_online_young, .name = "talks_online_young", .section = "4.2",
         .meaning = "online talks at ages 10-15", .unit = "talks a week",
         .value = 0.5, .prior = triangular(0.25, 1.0), .source = "assumption"},
        {.field = &Own::talks_online_old, .name = "talks_online_old", .section = "4.2",
         .meaning = "online talks at ages 65 and over", .unit = "talks a week",
         .value = 0.4, .prior = triangular(0.2, 0.8), .source = "assumption"},
        {.field = &Own::repulsion_strength, .name = "repulsion_strength", .symbol = "r", .section = "4.2",
         .meaning = "push away from a distant resident of another background (repulsion kernel only)",
         .unit = "share of the distance",
         .value = 0.3, .prior = triangular(0.15, 0.6), .grade = 'C', .source = "E34"},
        {.field = &Own::repulsion_distance, .name = "repulsion_distance", .symbol = "c", .section = "4.2",
         .meaning = "distance beyond which it pushes (repulsion kernel only)", .unit = "state",
         .value = 0.5, .prior = triangular(0.3, 0.7), .source = "assumption"},
        {.field = &Own::confidence_bound, .name = "confidence_bound", .symbol = "eps", .section = "4.2",
         .meaning = "bound of the bounded-confidence and top-hat kernels", .unit = "state",
         .value = 0.3, .prior = triangular(0.2, 1.0), .grade = 'C', .source = "E36"},
    };
    // clang-format on
};

}  // namespace concord::sim
