// Patterns that take runs: no drift (P5), programmes (P7, P10, P11), policing (P8, P12, P16), the hindcast (P17),
// levers against their closed form (P18); ties (P4); the surge after an attack (P6).
#pragma once

#include <vector>

#include "scenarios/validate/pattern.h"
#include "scenarios/validate/setting.h"

namespace concord::validate {

std::vector<Result> ties_across_backgrounds(const Setting& setting);   // P4
std::vector<Result> no_drift(const Setting& setting);                  // P5
std::vector<Result> surges(const Setting& setting);                    // P6
std::vector<Result> contact_programme(const Setting& setting);         // P7
std::vector<Result> seats_in_a_district(const Setting& setting);       // P10, P11
std::vector<Result> police_encounters(const Setting& setting);         // P8
std::vector<Result> records_when_trust_falls(const Setting& setting);  // P12
std::vector<Result> records_under_decline(const Setting& setting);     // P12, over the prior of psi
std::vector<Result> pilot_and_roll_out(const Setting& setting);        // P16
std::vector<Result> hindcast(const Setting& setting);                  // P17
std::vector<Result> levers_against_formula(const Setting& setting);    // P18

}  // namespace concord::validate
