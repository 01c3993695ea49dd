// Change for reasons outside the model, which comes back within a few years (model.md 4.1, personal change).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct PersonalChangeParameters {
    double transient, personal_correlation;

    using Own = PersonalChangeParameters;
    static constexpr ParameterGroup kGroup{.process = "personal_change", .title = "Change for reasons of one's own"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::transient, .name = "transient", .symbol = "J", .section = "4.1",
         .meaning = "share of the variance between residents of a place that is kept up by change for reasons of "
                    "their own; 0: nobody changes so",
         .unit = "share",
         .value = 0.3, .prior = triangular(0.0, 0.6), .grade = 'C', .source = "E42"},
        {.field = &Own::personal_correlation, .name = "personal_correlation", .section = "4.1",
         .meaning = "correlation between a resident's states in such a change (grievance negative)",
         .unit = "correlation",
         .value = 0.3, .prior = triangular(0.1, 0.5), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
