// What lies in a comparison folder (docs/comparison_folder.md): its own files, and comparisons beside it, each a folder
// with a plan, of the same options under contested assumptions, at other sizes, under stress.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// Path in the folder -> what it is, of all that Concord has written there; a folder's path ends in "/". Throws
// InputError for a plan that cannot be read.
std::vector<std::pair<std::string, std::string>> contents_of(const std::filesystem::path& folder);

// A sentence for each comparison beside this one that has fewer runs or scenarios, as when this one has grown without
// it, and how it is brought up to date. Under contested assumptions fewer runs do (contested.h).
std::vector<std::string> left_behind(const std::filesystem::path& folder, const Comparison& comparison);

}  // namespace concord::scenarios
