// The walker's eye for HDF5: results, runs of a comparison, comparisons and plans, variable by variable, cell by cell.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace concord::tests {

// Throws InputError for what is no file of ours.
std::vector<std::string> complaints_of_variables(const std::filesystem::path& file);

}  // namespace concord::tests
