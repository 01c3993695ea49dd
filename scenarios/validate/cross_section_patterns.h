// Patterns of the cross-section at the start: districts (P1, P2, P14), areas (P3, P13, P15), likeness of neighbours
// (P9).
#pragma once

#include <vector>

#include "scenarios/validate/pattern.h"
#include "scenarios/validate/setting.h"

namespace concord::validate {

std::vector<Result> district_and_area_patterns(const Setting& setting);  // P1, P2, P3, P13, P14
std::vector<Result> trust_by_area(const Setting& setting);               // P15, and P2 inside districts
std::vector<Result> likeness_of_neighbours(const Setting& setting);      // P9

}  // namespace concord::validate
