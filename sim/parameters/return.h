// Return to the set-points: how gains fade (model.md 4.1).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct ReturnParameters {
    double yearly_fade, influence_share, influence_share_slow;

    using Own = ReturnParameters;
    static constexpr ParameterGroup kGroup{.process = "return", .title = "How gains fade"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::yearly_fade, .name = "yearly_fade", .symbol = "phi", .section = "4.1",
         .meaning = "share of one person's gain that has gone a year later", .unit = "share a year",
         .value = 0.30, .prior = triangular(0.10, 0.70), .grade = 'B', .source = "E02"},
        {.field = &Own::influence_share, .name = "influence_share", .symbol = "w", .section = "4.1",
         .meaning = "share of the fade due to influence: trust in neighbours and police, being heard, grievance, "
                    "programme trust",
         .unit = "share",
         .value = 0.25, .prior = triangular(0.10, 0.50), .source = "assumption"},
        {.field = &Own::influence_share_slow, .name = "influence_share_slow", .symbol = "w", .section = "4.1",
         .meaning = "share of the fade due to influence: openness and safety", .unit = "share",
         .value = 0.125, .prior = triangular(0.05, 0.25), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
