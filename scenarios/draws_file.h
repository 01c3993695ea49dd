// Parameter draws from a file, such as a posterior (`concord compare --draws FILE.h5`): HDF5 or netCDF-4 with one
// variable a parameter, one value a draw, as xarray writes it. Files of other programs are read in a process of their
// own, since the HDF5 library can crash on damaged bytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/parameters.h"

namespace concord::scenarios {

struct DrawsFile {
    std::string source;                    // file name and digest of the values
    std::vector<std::string> parameters;   // that it gives; the others stand at their defaults
    std::vector<sim::Parameters> rows;     // [draws]
};

// Throws InputError: no such file, not HDF5, damaged, no variable, a variable that is no parameter (a coordinate named
// draw, sample, chain or row is passed over), of another length, or a value outside the parameter's allowed range.
DrawsFile read_draws(const std::filesystem::path& path);

}  // namespace concord::scenarios
