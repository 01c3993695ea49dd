// Support: how often a generic safeguarding need arises, how long it lasts with support and without, what waits before
// support, and what wrong referrals cost (model.md 4.8; the numbers: decision 0026). No source counts needs that nobody
// saw: they are invented to show what base rates do (docs/limits.md).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct SupportParameters {
    double need_onset, need_young, need_grievance, need_isolation, assessment_wait, panel_wait, panel_wrong_pass,
        consent, consent_trust, waiting_dropout, support_stay, support_withdrawal, support_recovery_ratio,
        support_recovery_rate, support_trust, early_support_consent, early_support_recovery_ratio, wrong_referral_known,
        wrong_referral_police_trust, wrong_referral_programme_trust, wrong_referral_household, handover_forum,
        handover_alone, handover_wait;

    using Own = SupportParameters;
    static constexpr ParameterGroup kGroup{.process = "support", .title = "Support, its need and its waits"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::need_onset, .name = "need_onset", .section = "4.8",
         .meaning = "support needs that arise in a year: concerns for which a panel would offer tailored "
                    "support", .unit = "per 100,000 residents aged 10 and over a year",
         .value = 12, .prior = log_triangular(2, 20), .source = "assumption"},
        {.field = &Own::need_young, .name = "need_young", .section = "4.8",
         .meaning = "rate of onset at ages 10 to 24, over that of older residents", .unit = "ratio",
         .value = 2.5, .prior = log_triangular(0.65, 6), .grade = 'C', .source = "S45"},
        {.field = &Own::need_grievance, .name = "need_grievance", .section = "4.8",
         .meaning = "rise of the log rate of onset with grievance", .unit = "log rate per state",
         .value = 1, .prior = triangular(-0.6, 2.5), .grade = 'C', .source = "E64;E65"},
        {.field = &Own::need_isolation, .name = "need_isolation", .section = "4.8",
         .meaning = "rise of the log rate of onset with lacking belonging", .unit = "log rate per state",
         .value = 1, .prior = triangular(-0.6, 2.8), .grade = 'C', .source = "E63"},
        {.field = &Own::assessment_wait, .name = "assessment_wait", .section = "4.8",
         .meaning = "weeks from a referral to the first assessment, where wrong ones end", .unit = "weeks",
         .value = 1, .prior = triangular(0, 6), .source = "assumption"},
        {.field = &Own::panel_wait, .name = "panel_wait", .section = "4.8",
         .meaning = "weeks from the first assessment to a panel's offer", .unit = "weeks",
         .value = 4, .prior = triangular(2, 16), .source = "assumption"},
        {.field = &Own::panel_wrong_pass, .name = "panel_wrong_pass", .section = "4.8",
         .meaning = "share of wrong referrals that a panel takes for right and offers support", .unit = "share",
         .value = 0.05, .prior = triangular(0, 0.15), .source = "assumption"},
        {.field = &Own::consent, .name = "consent", .section = "4.8",
         .meaning = "probability that an offer of support is accepted at programme_trust 0.5", .unit = "probability",
         .value = 0.75, .prior = triangular(0.5, 0.9), .grade = 'C', .source = "S42;T233;T234;S70"},
        {.field = &Own::consent_trust, .name = "consent_trust", .section = "4.8",
         .meaning = "rise of the log odds of accepting with programme_trust", .unit = "log odds per state",
         .value = 3, .prior = triangular(-1.5, 6), .source = "assumption"},
        {.field = &Own::waiting_dropout, .name = "waiting_dropout", .section = "4.8",
         .meaning = "share of those waiting for a place who give up in a week", .unit = "share a week",
         .value = 0.02, .prior = triangular(0, 0.05), .source = "assumption"},
        {.field = &Own::support_stay, .name = "support_stay", .section = "4.8",
         .meaning = "longest stay in support", .unit = "weeks",
         .value = 39, .prior = triangular(20, 60), .source = "assumption"},
        {.field = &Own::support_withdrawal, .name = "support_withdrawal", .section = "4.8",
         .meaning = "share of supported cases that end early without recovery", .unit = "share",
         .value = 0.16, .prior = triangular(0.05, 0.3), .grade = 'C', .source = "S76;T220;S66"},
        {.field = &Own::support_recovery_ratio, .name = "support_recovery_ratio", .section = "4.8",
         .meaning = "rate at which a need ends while supported, over the rate by itself", .unit = "ratio",
         .value = 1.5, .prior = log_triangular(0.7, 5), .grade = 'C', .source = "E66;S66"},
        {.field = &Own::support_recovery_rate, .name = "support_recovery_rate", .section = "4.8",
         .meaning = "rate at which a need ends while supported", .unit = "a year",
         .value = 2.4, .prior = triangular(0.5, 2.8), .grade = 'C', .source = "S66"},
        {.field = &Own::support_trust, .name = "support_trust", .section = "4.8",
         .meaning = "step of programme_trust of somebody supported until recovered", .unit = "state",
         .value = 0.05, .prior = triangular(-0.03, 0.15), .source = "assumption"},
        {.field = &Own::early_support_consent, .name = "early_support_consent", .section = "4.8",
         .meaning = "change of the log odds of accepting where places are run by councils and health rather "
                    "than as part of the programme", .unit = "log odds",
         .value = 0.3, .prior = triangular(-0.2, 1), .grade = 'C', .source = "S55;E71"},
        {.field = &Own::early_support_recovery_ratio, .name = "early_support_recovery_ratio", .section = "4.8",
         .meaning = "rate of recovery in bought places, over that of today's support", .unit = "ratio",
         .value = 1.2, .prior = log_triangular(0.7, 2), .grade = 'C', .source = "E66"},
        {.field = &Own::wrong_referral_known, .name = "wrong_referral_known", .section = "4.8",
         .meaning = "probability that somebody wrongly referred learns of it", .unit = "probability",
         .value = 0.5, .prior = triangular(0.05, 1), .source = "assumption"},
        {.field = &Own::wrong_referral_police_trust, .name = "wrong_referral_police_trust", .section = "4.8",
         .meaning = "fall of police_trust of somebody wrongly referred who learns of it", .unit = "state",
         .value = 0.05, .prior = triangular(0, 0.15), .grade = 'C', .source = "E22"},
        {.field = &Own::wrong_referral_programme_trust, .name = "wrong_referral_programme_trust", .section = "4.8",
         .meaning = "fall of programme_trust of somebody wrongly referred who learns of it", .unit = "state",
         .value = 0.15, .prior = triangular(0, 0.3), .grade = 'C', .source = "E22"},
        {.field = &Own::wrong_referral_household, .name = "wrong_referral_household", .section = "4.8",
         .meaning = "fall of neighbour_trust and belonging in the household of somebody wrongly referred",
         .unit = "state",
         .value = 0.03, .prior = triangular(0, 0.1), .source = "assumption"},
        {.field = &Own::handover_forum, .name = "handover_forum", .section = "4.8",
         .meaning = "probability that an open case goes on when the person moves to a district whose council "
                    "is in the same forum", .unit = "probability",
         .value = 0.9, .prior = triangular(0.7, 1), .source = "assumption"},
        {.field = &Own::handover_alone, .name = "handover_alone", .section = "4.8",
         .meaning = "the same where the district is in no forum and places are not one pool", .unit = "probability",
         .value = 0.6, .prior = triangular(0.3, 0.9), .source = "assumption"},
        {.field = &Own::handover_wait, .name = "handover_wait", .section = "4.8",
         .meaning = "weeks without support after a hand-over", .unit = "weeks",
         .value = 4, .prior = triangular(1, 13), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
