// Reading what a user names: ordinary files only. A named pipe would be waited for, a device never ends, and neither
// can be read twice.
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>

namespace concord::scenarios {

// The bytes of a file, of at most `most` + 1: one more tells that there are too many. Throws InputError for what is no
// ordinary file (a symbolic link to one is) or cannot be read.
std::string read_text(const std::filesystem::path& path,
                      std::size_t most = std::numeric_limits<std::size_t>::max() - 1);

}  // namespace concord::scenarios
