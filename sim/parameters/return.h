// Return to the set-points: how gains fade (model.md 4.1).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct ReturnParameters {
    std::array<double, kStates> yearly_fade;
    double influence_share, influence_share_slow;

    using Own = ReturnParameters;
    static constexpr ParameterGroup kGroup{.process = "return", .title = "How gains fade"};
    // clang-format off
    static constexpr PriorRange kFade = triangular(0.10, 0.70), kFadeOfOpenness = triangular(0.05, 0.70);
    // Evidence is of openness after contact alone: trust after a stop, or voice after a seat, need not fade as fast.
    static constexpr StateEvidence kOfOpenness = {'B', "E02"}, kAssumed = {};
    static constexpr StateParameterRow<Own> kStateRows[] = {
        {.field = &Own::yearly_fade, .name = "yearly_fade", .section = "4.1",
         .meaning = "share of one person's gain that has gone a year later", .unit = "share a year",
         .values = {0.30, 0.30, 0.30, 0.30, 0.30, 0.30, 0.30, 0.30},
         .prior = {kFade, kFade, kFade, kFade, kFadeOfOpenness, kFade, kFade, kFade}, .source = "assumption",
         .of_state = {kAssumed, kAssumed, kAssumed, kAssumed, kOfOpenness}},
    };
    static constexpr ParameterRow<Own> kRows[] = {
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
