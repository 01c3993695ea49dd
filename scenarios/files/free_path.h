// Where a new file or folder may go without replacing one.
#pragma once

#include <filesystem>
#include <string>

namespace concord::scenarios {

// The first of folder/stem.ending, folder/stem-2.ending, folder/stem-3.ending ... at which there is nothing, not even a
// link that leads nowhere. `ending` has its dot, or is empty.
std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& stem,
                                const std::string& ending = {});

}  // namespace concord::scenarios
