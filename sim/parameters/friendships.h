// Friendships at the start, and whom residents meet (model.md 3.3).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct FriendsAndNeighboursParameters {
    double friend_neighbourhood, friend_venue, mixing_uptake;

    using Own = FriendsAndNeighboursParameters;
    static constexpr ParameterGroup kGroup{.process = "friendships", .title = "Friends and neighbours"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::friend_neighbourhood, .name = "friend_neighbourhood", .section = "3.3",
         .meaning = "share of candidate friends from one's own neighbourhood", .unit = "share",
         .value = 0.50, .prior = triangular(0.40, 0.60), .source = "assumption"},
        {.field = &Own::friend_venue, .name = "friend_venue", .section = "3.3",
         .meaning = "share of candidate friends from one's own venue (the area for those without one); the rest from "
                    "anywhere in GM",
         .unit = "share",
         .value = 0.35, .prior = triangular(0.25, 0.40), .source = "assumption"},
        {.field = &Own::mixing_uptake, .name = "mixing_uptake", .section = "3.3",
         .meaning = "probability that a candidate friend or neighbour of another background is kept",
         .unit = "probability",
         .value = 0.40, .prior = triangular(0.30, 0.60), .grade = 'C', .source = "S18"},
    };
    // clang-format on
};

}  // namespace concord::sim
