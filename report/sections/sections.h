// The sections of the options report, in reading order; one file each.
#pragma once

#include <vector>

#include "report/document.h"
#include "report/sections/inputs.h"

namespace concord::report {

Section page_one(const Inputs& inputs);
Section in_people(const Inputs& inputs);
std::vector<Section> options(const Inputs& inputs);  // a page each
Section pairs(const Inputs& inputs);                 // option against option, and measures of decision
Section under_stress(const Inputs& inputs);
Section places(const Inputs& inputs);  // by district, and maps
Section who(const Inputs& inputs);     // who gains and who loses
Section monitoring(const Inputs& inputs);
Section robustness(const Inputs& inputs);  // parts, parameters, contested assumptions
Section costs(const Inputs& inputs);
std::vector<Section> method(const Inputs& inputs);  // how this could be wrong, method, assumptions, QA, provenance
Section glossary(const Inputs& inputs);
Section all_numbers(const Inputs& inputs);  // every row of the CSV, to sort and filter

// The whole report; `executive`: page one and the page on what it rests on.
Document compose(const Inputs& inputs, bool executive = false);

}  // namespace concord::report
