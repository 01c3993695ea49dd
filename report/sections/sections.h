// The sections of the options report, in reading order; one file each.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "report/document.h"
#include "report/sections/inputs.h"

namespace concord::report {

Section page_one(const Inputs& inputs);
std::optional<Section> in_people(const Inputs& inputs);  // outcomes but the leading one; none is open: nothing
std::vector<Section> options(const Inputs& inputs);      // a page each
Section pairs(const Inputs& inputs);                     // option against option, and measures of decision
Section under_stress(const Inputs& inputs);
Section places(const Inputs& inputs);  // by district, and maps
Section who(const Inputs& inputs);     // who gains and who loses
Section monitoring(const Inputs& inputs);
Section robustness(const Inputs& inputs);  // parts, parameters, contested assumptions
Section costs(const Inputs& inputs);
std::vector<Section> method(const Inputs& inputs);  // how this could be wrong, method, assumptions, QA, provenance
Section glossary(const Inputs& inputs);
// What the model was held against (`text`: a document of docs/validation.md's form; the shipped one without), and what
// came of it in a sentence.
struct Validation {
    std::string summary;
    Table table;
};
Validation validation(std::string_view text);
Validation validation();
// Whether parameters come from draws that were given: a posterior, or what stands for one. What knowing more would be
// worth, over these draws.
bool has_posterior(const scenarios::Comparison& comparison);
Table table_of_information(const scenarios::Comparison& comparison);
Section all_numbers(const Inputs& inputs);  // every row of the CSV, to sort and filter

// The whole report; `executive`: page one and the page on what it rests on.
Document compose(const Inputs& inputs, bool executive = false);

}  // namespace concord::report
