// Another program as the model of a study: called with two file names at the end of its arguments, a table of runs to
// make and where to write what they gave.
#pragma once

#include "scenarios/study/study_model.h"

namespace concord::study {

// What it is given: run, seed, condition, then parameters by name. What it writes: run, time and a column for each
// formula; a run that has no row for a time is a failed one. Throws InputError for a table that is not so,
// std::runtime_error where the program cannot be started or fails.
StudyModel program_model(const Study& study, const ModelOptions& options);

}  // namespace concord::study
