// The prevention programme in residents' eyes: who has heard of it, what its framing and an open explanation change in
// those who have, and what police in front of it make of recruiters (model.md 4.7; the numbers: decision 0026).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct ProgrammeParameters {
    double awareness_start, awareness_loss, awareness_told, framing_trust, framing_grievance, communication_awareness,
        communication_trust, enforcement_recruiters, prevention_contacts;

    using Own = ProgrammeParameters;
    static constexpr ParameterGroup kGroup{.process = "programme", .title = "The prevention programme"};
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::awareness_start, .name = "awareness_start", .section = "4.7",
         .meaning = "share of residents who have heard of the prevention programme at the start", .unit = "share",
         .value = 0.32, .prior = triangular(0.22, 0.45), .grade = 'C', .source = "S50"},
        {.field = &Own::awareness_loss, .name = "awareness_loss", .section = "4.7",
         .meaning = "share of the aware who no longer know of the programme a year later", .unit = "share a year",
         .value = 0.1, .prior = triangular(0, 0.3), .source = "assumption"},
        {.field = &Own::awareness_told, .name = "awareness_told", .section = "4.7",
         .meaning = "probability that talking face to face with somebody wrongly referred or supported makes "
                    "one aware of the programme", .unit = "probability",
         .value = 0.5, .prior = triangular(0, 1), .source = "assumption"},
        {.field = &Own::framing_trust, .name = "framing_trust", .section = "4.7",
         .meaning = "lasting fall of programme_trust in an aware resident if police front all prevention "
                    "contacts instead of none", .unit = "state",
         .value = 0.05, .prior = triangular(0, 0.15), .grade = 'C', .source = "E22;S56;S55"},
        {.field = &Own::framing_grievance, .name = "framing_grievance", .section = "4.7",
         .meaning = "lasting rise of grievance in an aware resident without any programme_trust under the same "
                    "change", .unit = "state",
         .value = 0.02, .prior = triangular(-0.015, 0.08), .grade = 'C', .source = "E22;E72"},
        {.field = &Own::communication_awareness, .name = "communication_awareness", .section = "4.7",
         .meaning = "share of the unaware within reach of open communication who become aware in a year",
         .unit = "share a year",
         .value = 0.2, .prior = triangular(0.02, 0.7), .source = "assumption"},
        {.field = &Own::communication_trust, .name = "communication_trust", .section = "4.7",
         .meaning = "lasting rise of programme_trust in an aware resident within reach of open communication",
         .unit = "state",
         .value = 0.05, .prior = triangular(-0.03, 0.15), .grade = 'C', .source = "S52;E70"},
        {.field = &Own::enforcement_recruiters, .name = "enforcement_recruiters", .section = "4.7",
         .meaning = "fall (or rise) of what online grooming, travel pressure and extremist meetings move if police "
                    "front all prevention contacts", .unit = "share",
         .value = 0, .prior = triangular(-0.3, 0.3), .source = "assumption"},
        {.field = &Own::prevention_contacts, .name = "prevention_contacts", .section = "5",
         .meaning = "prevention contacts (visits, interviews, panels)", .unit = "per 100,000 residents a year",
         .value = 36, .prior = triangular(12, 100), .source = "assumption"},
    };
    // clang-format on
};

}  // namespace concord::sim
