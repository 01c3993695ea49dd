// The tables of a study, with the column names of PEtab 1 (Schmiester et al. 2021), tabs or commas between cells. What
// PEtab has and a study here does not (formulas, noise other than normal, steady states) is refused with the place.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "scenarios/study/study.h"

namespace concord::study {

// Each throws InputError with file, line, column, offending value and what is allowed.

// parameterId, parameterScale, lowerBound, upperBound, nominalValue, estimate, objectivePriorType,
// objectivePriorParameters, parameterGroup. Of Concord, ids are its parameters; bounds and prior left blank are its
// own, and those given lie within its range.
void read_parameters(const std::filesystem::path& path, Study& study);
// All parameters of Concord that have a prior with a width.
void take_all_parameters(Study& study);

// What is wrong with the cell of this column, or nothing.
struct Problem {
    std::string column, words;
};

// conditionId, conditionName, scenario, against, and a column for each parameter that is fixed under it. Of Concord
// `judge` looks at each condition's scenario.
void read_conditions(const std::filesystem::path& path, Study& study,
                     const std::function<Problem(const Condition&)>& judge);

// observableId, observableName, observableFormula, noiseFormula, group, discrepancySd. Of Concord `judge` completes
// each.
void read_observables(const std::filesystem::path& path, Study& study,
                      const std::function<Problem(Observable&)>& judge);

// observableId, simulationConditionId, time, measurement, noiseParameters, source. Makes the outputs.
void read_measurements(const std::filesystem::path& path, Study& study);
// Without measurements: every observable under every condition that is no other's `against`, at this time.
void take_all_outputs(Study& study, double time);

}  // namespace concord::study
