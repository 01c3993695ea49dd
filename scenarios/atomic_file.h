// A file that appears whole or not at all: written under a temporary name in the same folder, synced to disk, renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace concord::scenarios {

// The temporary name of `path`. Left behind by a crash, it is ignored by every reader and replaced by the next writer.
std::filesystem::path temporary_path(const std::filesystem::path& path);

// Syncs the finished file at temporary_path(path), renames it to `path` and syncs the folder. Throws
// std::runtime_error.
void publish(const std::filesystem::path& path);

// Writes `text` as a whole file in this way.
void write_text_file(const std::filesystem::path& path, std::string_view text);

}  // namespace concord::scenarios
