// A built population kept in a file (model.md sections 3.1 and 3.2), so that a 1:1 world need not be built twice: a
// header (what it is, version, length, checksum), then every array of the World as it is in memory. A file that exists
// under its name is whole: it is written under a temporary name, synced and renamed.
#pragma once

#include <filesystem>

#include "sim/world/world.h"

namespace concord::scenarios {

// Raised whenever the meaning of the bytes changes; older files are refused, since building again takes seconds.
inline constexpr std::uint32_t kPopulationFileVersion = 1;

// Throws std::runtime_error when the file cannot be written; then nothing is left behind and an older file stays as it
// was.
void save_population(const sim::World& world, const std::filesystem::path& path);

// Read by a child process first, which a damaged file may crash. Throws InputError when the file is missing, is
// something else, comes from another version or byte order, is cut short or longer than it says, fails its checksum, or
// holds arrays that do not fit together.
sim::World load_population(const std::filesystem::path& path);

}  // namespace concord::scenarios
