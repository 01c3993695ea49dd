// Engagement: seats, bridging places and who fills them (model.md 4.5).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct EngagementParameters {
    double seat_effect, seat_reliability, seat_outreach, seat_meetings, place_meetings, seat_friend, seat_visibility,
        lasting, esol_effect, esol_completion, esol_meetings, esol_friend;

    using Own = EngagementParameters;
    static constexpr ParameterGroup kGroup{.process = "engagement", .title = "Engagement and bridging"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::seat_effect, .name = "seat_effect", .symbol = "d", .section = "4.5",
         .meaning = "gain of a participant in voice and belonging", .unit = "sd on the survey scale",
         .value = 0.25, .prior = triangular(0.0, 0.39), .source = "assumption"},
        {.field = &Own::seat_reliability, .name = "seat_reliability", .section = "4.5",
         .meaning = "reliability of the survey scale, turning sd of answers into sd of states", .unit = "share",
         .value = 0.8, .prior = triangular(0.6, 1.0), .source = "assumption"},
        {.field = &Own::seat_outreach, .name = "seat_outreach", .section = "4.5",
         .meaning = "outreach: 0 fills seats by who is already engaged, 1 from everyone alike", .unit = "share",
         .value = 0.5, .prior = triangular(0.0, 1.0), .source = "assumption"},
        {.field = &Own::seat_meetings, .name = "seat_meetings", .section = "4.5",
         .meaning = "structured meetings in a community engagement seat", .unit = "meetings",
         .value = 4, .prior = triangular(1, 8), .source = "assumption"},
        {.field = &Own::place_meetings, .name = "place_meetings", .section = "4.5",
         .meaning = "structured meetings in a bridging place (a completed programme, P7)", .unit = "meetings",
         .value = 12, .prior = triangular(6, 18), .source = "assumption"},
        {.field = &Own::seat_friend, .name = "seat_friend", .section = "4.5",
         .meaning = "probability that a participant makes a friend of another background", .unit = "probability",
         .value = 0.1, .prior = triangular(0.05, 0.2), .source = "assumption"},
        {.field = &Own::seat_visibility, .name = "seat_visibility", .section = "4.5",
         .meaning = "how far the neighbourhood hears of a seat: voice += this x seats per head x gain",
         .unit = "ratio",
         .value = 0.5, .prior = triangular(0.0, 3.0), .source = "assumption"},
        {.field = &Own::lasting, .name = "lasting", .section = "4.1",
         .meaning = "share of a participant's gain in openness that does not fade: it moves the set-point",
         .unit = "share",
         .value = 0.0, .prior = triangular(0.0, 0.5), .grade = 'C', .source = "E02"},
        {.field = &Own::esol_effect, .name = "esol_effect", .section = "4.5",
         .meaning = "gain in neighbour_trust of whoever completes an English circle", .unit = "sd on the survey scale",
         .value = 0.2, .prior = triangular(0.0, 0.39), .grade = 'B', .source = "E24;E73"},
        {.field = &Own::esol_completion, .name = "esol_completion", .section = "4.5",
         .meaning = "share of places in English circles that are completed; the others have no effect", .unit = "share",
         .value = 0.75, .prior = triangular(0.6, 0.95), .grade = 'C', .source = "E24"},
        {.field = &Own::esol_meetings, .name = "esol_meetings", .section = "4.5",
         .meaning = "structured meetings across backgrounds in a place in an English circle", .unit = "meetings",
         .value = 4, .prior = triangular(0, 12), .grade = 'C', .source = "E73;E02"},
        {.field = &Own::esol_friend, .name = "esol_friend", .section = "4.5",
         .meaning = "probability that whoever completes an English circle makes a friend of another background",
         .unit = "probability",
         .value = 0.2, .prior = triangular(0.05, 0.4), .grade = 'C', .source = "E73"},
    };
    // clang-format on
};

}  // namespace concord::sim
