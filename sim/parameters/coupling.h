// How states pull on one another, and disorder on states (model.md 4.1, coupling). Each is an arrow that 0 takes out.
// Sizes read off cross-sections are upper bounds (E46).
#pragma once

#include "sim/parameters/row.h"

namespace concord::sim {

struct CouplingParameters {
    double voice_to_belonging, voice_to_trust, police_to_belonging, police_to_grievance, safety_to_trust,
        trust_to_belonging, grievance_to_voice;
    double disorder_to_safety, disorder_to_trust;

    using Own = CouplingParameters;
    static constexpr ParameterGroup kGroup{.process = "coupling", .title = "How states pull on one another"};
    static constexpr std::string_view kUnit = "lasting points per lasting point";
    static constexpr std::string_view kPlaceUnit = "lasting points of state, of 100, when disorder rises by 10 %";
    // clang-format off
    static constexpr ParameterRow<Own> kRows[] = {
        {.field = &Own::voice_to_belonging, .name = "voice_to_belonging", .symbol = "kappa_bv", .section = "4.1",
         .meaning = "what a lasting gain in voice brings in belonging", .unit = kUnit,
         .value = 0.10, .prior = triangular(0.0, 0.4), .grade = 'C', .source = "S01"},
        {.field = &Own::voice_to_trust, .name = "voice_to_trust", .symbol = "kappa_nv", .section = "4.1",
         .meaning = "what a lasting gain in voice brings in trust in neighbours", .unit = kUnit,
         .value = 0.10, .prior = triangular(0.0, 0.3), .grade = 'C', .source = "S01"},
        {.field = &Own::police_to_belonging, .name = "police_to_belonging", .symbol = "kappa_bp", .section = "4.1",
         .meaning = "what a lasting gain in police trust brings in belonging", .unit = kUnit,
         .value = 0.05, .prior = triangular(0.0, 0.3), .grade = 'C', .source = "E44;E45"},
        {.field = &Own::police_to_grievance, .name = "police_to_grievance", .symbol = "kappa_gp", .section = "4.1",
         .meaning = "what a lasting gain in police trust brings in grievance", .unit = kUnit,
         .value = -0.20, .prior = triangular(-0.6, 0.0), .grade = 'C', .source = "E13;E44"},
        {.field = &Own::safety_to_trust, .name = "safety_to_trust", .symbol = "kappa_ns", .section = "4.1",
         .meaning = "what a lasting gain in safety brings in trust in neighbours", .unit = kUnit,
         .value = 0.10, .prior = triangular(0.0, 0.4), .grade = 'B', .source = "E32"},
        {.field = &Own::trust_to_belonging, .name = "trust_to_belonging", .symbol = "kappa_bn", .section = "4.1",
         .meaning = "what a lasting gain in trust in neighbours brings in belonging", .unit = kUnit,
         .value = 0.05, .prior = triangular(0.0, 0.3), .source = "assumption"},
        {.field = &Own::grievance_to_voice, .name = "grievance_to_voice", .symbol = "kappa_vg", .section = "4.1",
         .meaning = "what a lasting rise in grievance brings in voice", .unit = kUnit,
         .value = -0.05, .prior = triangular(-0.3, 0.0), .source = "assumption"},
        {.field = &Own::disorder_to_safety, .name = "disorder_to_safety", .section = "4.1",
         .meaning = "what a lasting rise of disorder by 10 % brings in safety", .unit = kPlaceUnit,
         .value = -0.4, .prior = triangular(-1.0, 0.0), .grade = 'C', .source = "S01;E32"},
        {.field = &Own::disorder_to_trust, .name = "disorder_to_trust", .section = "4.1",
         .meaning = "what a lasting rise of disorder by 10 % brings in trust in neighbours", .unit = kPlaceUnit,
         .value = -0.2, .prior = triangular(-0.6, 0.0), .grade = 'C', .source = "S01;E32"},
    };
    // clang-format on
};

}  // namespace concord::sim
