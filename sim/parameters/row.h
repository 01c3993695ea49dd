// How a behaviour parameter is declared, in the header of its process, beside its field: what it means, its unit,
// default, prior, evidence grade and source. What a row may leave out has a default here; all else the compiler asks
// for.
#pragma once

#include <array>
#include <string_view>

#include "sim/ground/resident.h"

namespace concord::sim {

// The process whose parameters stand together.
struct ParameterGroup {
    std::string_view process;  // "policing"
    std::string_view title;    // for people: "Policing and disorder"
};

enum class Prior { kFixed, kUniform, kTriangular, kLogTriangular };  // (log-)triangular: mode at the default

// A prior with its bounds, which an override of the default must keep to as well.
struct PriorRange {
    Prior kind;
    double low, high;
};
constexpr PriorRange uniform(double low, double high) { return {Prior::kUniform, low, high}; }
constexpr PriorRange triangular(double low, double high) { return {Prior::kTriangular, low, high}; }
constexpr PriorRange log_triangular(double low, double high) { return {Prior::kLogTriangular, low, high}; }

template <typename Group>
struct ParameterRow {
    double Group::*field;
    std::string_view name;         // as the field's
    std::string_view symbol = {};  // of model.md
    std::string_view section;      // of model.md: "4.3"
    std::string_view meaning, unit;
    double value;  // default
    PriorRange prior;
    char grade = '-';         // A trial or repeated measurement, B quasi-experiment or review, C association, - none
    std::string_view source;  // ids of the evidence base, or "assumption"
};

// Grade and source of one state's parameter, where they are not the row's.
struct StateEvidence {
    char grade = '-';
    std::string_view source = {};
};

// One parameter a state, the state's name appended: deprivation_slope_neighbour_trust. Its prior is triangular between
// multiples of its default; where the default is 0 the model has no such term, and it is fixed. A row may give a state
// a prior of its own instead.
template <typename Group>
struct StateParameterRow {
    std::array<double, kStates> Group::*field;
    std::string_view name, section, meaning, unit;
    std::array<double, kStates> values;
    double low_factor = 1, high_factor = 1;
    double bound = 0;                            // a scenario may set a fixed one within this of 0
    std::array<PriorRange, kStates> prior = {};  // where its kind is not kFixed: in place of the factors
    char grade = '-';
    std::string_view source;
    std::array<StateEvidence, kStates> of_state = {};  // where it has a source: in place of the row's
};

}  // namespace concord::sim
