// The walker's eye for CSV: panels of the explorer, and the table of a comparison.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace concord::tests {

// Throws InputError for what is no CSV.
std::vector<std::string> complaints_of_figure(const std::filesystem::path& file);

}  // namespace concord::tests
