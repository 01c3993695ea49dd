// How an intended effect is delivered, the same for every lever (model.md 4.5): thinner as it scales, and in some
// districts without effect or to the contrary.
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct DeliveryParameters {
    double dilution, no_effect, backfire, training_backfire, backfire_size;

    using Own = DeliveryParameters;
    static constexpr ParameterGroup kGroup{.process = "delivery", .title = "How levers are delivered"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::dilution, .name = "dilution", .symbol = "delta", .section = "4.5",
         .meaning = "fall of an intended effect as the residents reached a year grow beyond 1 % of GM",
         .unit = "exponent",
         .value = 0.15, .prior = triangular(0.0, 0.4), .grade = 'B', .source = "E16;E17"},
        {.field = &Own::no_effect, .name = "no_effect", .section = "4.5",
         .meaning = "probability, by lever and district, that a lever has no intended effect", .unit = "probability",
         .value = 0.2, .prior = triangular(0.0, 0.5), .grade = 'B', .source = "E12;E15;E17"},
        {.field = &Own::backfire, .name = "backfire", .section = "4.5",
         .meaning = "probability, by lever and district, that its effect is the contrary; training has its own",
         .unit = "probability",
         .value = 0.05, .prior = triangular(0.0, 0.15), .grade = 'B', .source = "E11;E22"},
        {.field = &Own::training_backfire, .name = "training_backfire", .section = "4.5",
         .meaning = "the same of procedural justice training", .unit = "probability",
         .value = 0.1, .prior = triangular(0.0, 0.2), .grade = 'B', .source = "E11"},
        {.field = &Own::backfire_size, .name = "backfire_size", .section = "4.5",
         .meaning = "size of a contrary effect, of the intended one", .unit = "share",
         .value = 0.5, .prior = triangular(0.0, 1.0), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
