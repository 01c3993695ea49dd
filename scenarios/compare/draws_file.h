// Parameter draws from a file, such as a posterior (`concord compare --draws FILE`): HDF5 or netCDF-4 with one variable
// a parameter (as xarray writes it, or with a group `posterior` as ArviZ does), one value a draw or chains of draws; or
// CSV with one column a parameter. A variable `weight` gives the rows weights; each replicate then draws its row by
// them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/parameters/parameters.h"

namespace concord::scenarios {

struct DrawsFile {
    std::filesystem::path path;
    std::string checksum;                   // SHA-256 of the file
    std::string source;                     // for people: file name and checksum
    std::vector<std::string> parameters;    // that it gives; the others stand at their defaults
    std::vector<sim::Parameters> rows;      // [draws], chain by chain
    std::vector<double> cumulative_weight;  // [draws]; empty when rows count alike
};

// Checks every row. Throws InputError with the place of what is wrong: no such file, neither HDF5 nor .csv, damaged, no
// parameter, a variable that is no parameter (a coordinate named draw, sample, chain or row is passed over), of another
// length, a value outside its range, values that break a constraint together, a weight below 0.
DrawsFile read_draws(const std::filesystem::path& path);

}  // namespace concord::scenarios
