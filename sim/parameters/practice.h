// Practice: how well councils run their programmes and officers treat people, how training raises it, how it fades, and
// how districts learn from the best of them (model.md 4.10; the numbers: decision 0026).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct PracticeParameters {
    double practice_start, practice_spread, train_rate, practice_fade, share_rate_forum, share_rate_alone,
        practice_engagement_gain, forum_vcfse_outreach;

    using Own = PracticeParameters;
    static constexpr ParameterGroup kGroup{.process = "practice", .title = "Practice, and what districts share of it"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::practice_start, .name = "practice_start", .section = "4.10",
         .meaning = "mean quality of practice of councils and of police districts at the start", .unit = "share",
         .value = 0.3, .prior = triangular(0.1, 0.5), .source = "assumption"},
        {.field = &Own::practice_spread, .name = "practice_spread", .section = "4.10",
         .meaning = "sd of practice between districts at the start", .unit = "share",
         .value = 0.1, .prior = triangular(0, 0.2), .source = "assumption"},
        {.field = &Own::train_rate, .name = "train_rate", .section = "4.10",
         .meaning = "share of the gap to perfect practice that training all staff closes in a week",
         .unit = "share a week",
         .value = 0.04, .prior = log_triangular(0.02, 0.08), .source = "assumption"},
        {.field = &Own::practice_fade, .name = "practice_fade", .section = "4.10",
         .meaning = "share of what was learnt that has gone a year later: staff who leave, and forgetting",
         .unit = "share a year",
         .value = 0.2, .prior = triangular(0.1, 0.4), .grade = 'C', .source = "S68;E78"},
        {.field = &Own::share_rate_forum, .name = "share_rate_forum", .section = "4.10",
         .meaning = "share of the gap to the best member that a member of a partnership forum closes in a week",
         .unit = "share a week",
         .value = 0.01, .prior = triangular(0, 0.03), .source = "assumption"},
        {.field = &Own::share_rate_alone, .name = "share_rate_alone", .section = "4.10",
         .meaning = "share of the gap to the best district that one closes in a week without a forum",
         .unit = "share a week",
         .value = 0.001, .prior = triangular(0, 0.005), .source = "assumption"},
        {.field = &Own::practice_engagement_gain, .name = "practice_engagement_gain", .section = "4.10",
         .meaning = "rise of what a seat, place or circle gives between practice as at the start and perfect practice",
         .unit = "share",
         .value = 0.2, .prior = triangular(-0.12, 0.5), .grade = 'C', .source = "E15"},
        {.field = &Own::forum_vcfse_outreach, .name = "forum_vcfse_outreach", .section = "4.10",
         .meaning = "rise of seat_outreach where community groups are in the forum", .unit = "share",
         .value = 0.05, .prior = triangular(-0.04, 0.2), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
