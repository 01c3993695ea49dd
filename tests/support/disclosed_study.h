// The walker's eye for the folder of a study (docs/study_file.md). What its outputs are of stands in model.txt: every
// file may speak of these alone, and of the parameters that are varied.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace concord::tests {

// The folder of the study that a file belongs to; nothing where it belongs to none.
std::optional<std::filesystem::path> study_folder_of(const std::filesystem::path& file);

// model.txt itself: an output of Concord that may not be shown.
std::vector<std::string> complaints_of_study_model(const std::filesystem::path& file);
// A CSV or posterior.nc of the study in `folder`: an output that model.txt does not have, or another column.
std::vector<std::string> complaints_of_study_table(const std::filesystem::path& file,
                                                   const std::filesystem::path& folder);
std::vector<std::string> complaints_of_posterior(const std::filesystem::path& file,
                                                 const std::filesystem::path& folder);

}  // namespace concord::tests
