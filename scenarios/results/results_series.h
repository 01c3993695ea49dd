// The series of a run's record as files keep them: by loop over their table (sim/measures/series.h), and of each cell
// only what may be shown.
#pragma once

#include <string>
#include <vector>

#include "scenarios/files/hdf5/hdf5_file.h"
#include "sim/measures/record.h"

namespace concord::scenarios {

// A series' values, NaN where a cell may not be shown or its group is too small. A column of the ledger that may not be
// shown is counted in the one that its row names.
std::vector<double> shown_values(const sim::RunRecord& record, const sim::Series& series);

// The name of an axis' dimension in files.
std::string dimension_of(sim::Axis axis);

// How a form says it to HDF5: type and packing of a variable, and values rounded to its step.
void set_form(hdf5::Variable& variable, const sim::FileForm& form);
std::vector<double> rounded_for(std::vector<double> values, const sim::FileForm& form);

// Adds the variables of a results file that hold the series: one for each measure along its axis of measures.
void write_variables(hdf5::Writer& file, const sim::RunRecord& record, const sim::Series& series);

}  // namespace concord::scenarios
