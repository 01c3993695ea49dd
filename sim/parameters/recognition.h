// Recognition of a need for support by sectors and by family, and what changes it (model.md 4.8; the numbers: decision
// 0026). A rate: a week's chance is 1 - exp(-rate / 52). How often referrals are wrong is solved, not set
// (processes/support.h).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct RecognitionParameters {
    double recognition_school, recognition_further_higher, recognition_nhs, recognition_council,
        recognition_prison_probation, recognition_police, contact_nhs, contact_council, contact_prison_probation,
        family_notice, family_report, family_report_trust, family_report_unaware, joined_recognition,
        joined_false_alarm, frontline_recognition, frontline_false_alarm, enforcement_recognition,
        enforcement_false_alarm;

    using Own = RecognitionParameters;
    static constexpr ParameterGroup kGroup{.process = "recognition", .title = "Recognition by sectors and family"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::recognition_school, .name = "recognition_school", .section = "4.8",
         .meaning = "rate at which contact recognises an unmet need: pupils aged 10 to 15",
         .unit = "a year of contact",
         .value = 0.25, .prior = triangular(0.1, 0.5), .source = "assumption"},
        {.field = &Own::recognition_further_higher, .name = "recognition_further_higher", .section = "4.8",
         .meaning = "rate at which contact recognises an unmet need: students of colleges and universities",
         .unit = "a year of contact",
         .value = 0.15, .prior = triangular(0.05, 0.35), .source = "assumption"},
        {.field = &Own::recognition_nhs, .name = "recognition_nhs", .section = "4.8",
         .meaning = "rate at which contact recognises an unmet need: of those who see a health service in the "
                    "year", .unit = "a year of contact",
         .value = 0.06, .prior = triangular(0.02, 0.15), .source = "assumption"},
        {.field = &Own::recognition_council, .name = "recognition_council", .section = "4.8",
         .meaning = "rate at which contact recognises an unmet need: of those in touch with a council service "
                    "in the year", .unit = "a year of contact",
         .value = 0.12, .prior = triangular(0.04, 0.3), .source = "assumption"},
        {.field = &Own::recognition_prison_probation, .name = "recognition_prison_probation", .section = "4.8",
         .meaning = "rate at which contact recognises an unmet need: of those in prison or on probation",
         .unit = "a year of contact",
         .value = 0.5, .prior = triangular(0.2, 0.9), .source = "assumption"},
        {.field = &Own::recognition_police, .name = "recognition_police", .section = "4.8",
         .meaning = "probability that one stop or service contact recognises an unmet need",
         .unit = "probability a contact",
         .value = 0.2, .prior = triangular(0.05, 0.5), .source = "assumption"},
        {.field = &Own::contact_nhs, .name = "contact_nhs", .section = "4.8",
         .meaning = "share of residents who see a health service in a year", .unit = "share",
         .value = 0.8, .prior = triangular(0.6, 0.95), .source = "assumption"},
        {.field = &Own::contact_council, .name = "contact_council", .section = "4.8",
         .meaning = "share of residents in touch with a council service in a year (housing, benefits, youth, "
                    "social care)", .unit = "share",
         .value = 0.3, .prior = triangular(0.1, 0.5), .source = "assumption"},
        {.field = &Own::contact_prison_probation, .name = "contact_prison_probation", .section = "4.8",
         .meaning = "share of residents aged 16 and over in prison or on probation", .unit = "share",
         .value = 0.0068, .prior = triangular(0.004, 0.009), .grade = 'C', .source = "S73"},
        {.field = &Own::family_notice, .name = "family_notice", .section = "4.8",
         .meaning = "rate at which family or friends notice an unmet need", .unit = "a year",
         .value = 0.3, .prior = triangular(0.15, 0.6), .source = "assumption"},
        {.field = &Own::family_report, .name = "family_report", .section = "4.8",
         .meaning = "probability that family or friends who noticed tell anyone, if aware of the programme "
                    "and at the mean of trust", .unit = "probability",
         .value = 0.2, .prior = triangular(0.05, 0.5), .grade = 'C', .source = "S51;T256;E71"},
        {.field = &Own::family_report_trust, .name = "family_report_trust", .section = "4.8",
         .meaning = "rise of the log odds of telling with the mean of programme_trust and police_trust",
         .unit = "log odds per state",
         .value = 2, .prior = triangular(-1, 5), .grade = 'C', .source = "E71;E21;S65"},
        {.field = &Own::family_report_unaware, .name = "family_report_unaware", .section = "4.8",
         .meaning = "probability of telling for those who have not heard of the programme, of that of the "
                    "aware", .unit = "share",
         .value = 0.5, .prior = triangular(0.2, 1), .source = "assumption"},
        {.field = &Own::joined_recognition, .name = "joined_recognition", .section = "4.8",
         .meaning = "rise of a sector's recognition when all other sectors are in the forum with it", .unit = "share",
         .value = 0.15, .prior = triangular(-0.08, 0.4), .grade = 'C', .source = "E62"},
        {.field = &Own::joined_false_alarm, .name = "joined_false_alarm", .section = "4.8",
         .meaning = "change of a sector's false-alarm rate when all other sectors are in the forum", .unit = "share",
         .value = 0.05, .prior = triangular(-0.2, 0.3), .source = "assumption"},
        {.field = &Own::frontline_recognition, .name = "frontline_recognition", .section = "4.10",
         .meaning = "rise of the sectors' recognition between practice as at the start and perfect practice",
         .unit = "share",
         .value = 0.3, .prior = triangular(-0.2, 1), .grade = 'B', .source = "E61;E60;E77;S65"},
        {.field = &Own::frontline_false_alarm, .name = "frontline_false_alarm", .section = "4.10",
         .meaning = "change of false-alarm rates between practice as at the start and perfect practice",
         .unit = "share",
         .value = -0.1, .prior = triangular(-0.4, 0.3), .source = "assumption"},
        {.field = &Own::enforcement_recognition, .name = "enforcement_recognition", .section = "4.8",
         .meaning = "rise of police recognition if police front all prevention contacts instead of the "
                    "baseline share", .unit = "share",
         .value = 0.2, .prior = triangular(-0.12, 0.6), .source = "assumption"},
        {.field = &Own::enforcement_false_alarm, .name = "enforcement_false_alarm", .section = "4.8",
         .meaning = "rise of the police false-alarm rate under the same change", .unit = "share",
         .value = 0.3, .prior = triangular(-0.2, 1), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
