// Reads a population file as the walker of disclosure does: every byte of it belongs to a declared column.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sim/measures/population_columns.h"

namespace concord::tests {

// Whether the file begins as a population file does, whatever it is called.
bool is_population_file(const std::filesystem::path& file);
// `declared`: the columns that may stand in one.
std::vector<std::string> complaints_of_population(
    const std::filesystem::path& file, std::span<const sim::PopulationColumn> declared = sim::kPopulationColumns);

}  // namespace concord::tests
