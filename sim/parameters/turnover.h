// Turnover: newcomers, and ties that end and begin (model.md 4.9).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct TurnoverParameters {
    double newcomer_belonging, newcomer_trust, tie_decay, newcomer_new_ties;

    using Own = TurnoverParameters;
    static constexpr ParameterGroup kGroup{.process = "turnover", .title = "People moving"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::newcomer_belonging, .name = "newcomer_belonging", .section = "4.9",
         .meaning = "belonging that a newcomer starts below the observed level", .unit = "state",
         .value = 0.25, .prior = triangular(0.125, 0.4), .source = "assumption"},
        {.field = &Own::newcomer_trust, .name = "newcomer_trust", .section = "4.9",
         .meaning = "neighbour_trust that a newcomer starts below the observed level", .unit = "state",
         .value = 0.10, .prior = triangular(0.05, 0.2), .source = "assumption"},
        {.field = &Own::tie_decay, .name = "tie_decay", .section = "4.9",
         .meaning = "share of friendships that end in a year without a move", .unit = "share a year",
         .value = 0.10, .prior = triangular(0.05, 0.2), .source = "assumption"},
        {.field = &Own::newcomer_new_ties, .name = "newcomer_new_ties", .section = "4.9",
         .meaning = "share of a newcomer's friendships that are new", .unit = "share",
         .value = 0.8, .prior = triangular(0.6, 1.0), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
