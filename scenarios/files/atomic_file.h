// A file that appears whole or not at all: written under a temporary name in the same folder, synced to disk, renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace concord::scenarios {

// The temporary name of `path` in this process. Left behind by a crash, it is ignored by every reader; what opens it
// must create it (O_EXCL), so that neither another process's file nor a link's target is written to.
std::filesystem::path temporary_path(const std::filesystem::path& path);

// Removes temporary files left in a folder by processes that were killed; only when no other process writes there.
void remove_temporaries(const std::filesystem::path& folder);

// Syncs the finished file at temporary_path(path), renames it to `path` and syncs the folder. Throws
// std::runtime_error.
void publish(const std::filesystem::path& path);

// Writes `text` as a whole file in this way.
void write_text_file(const std::filesystem::path& path, std::string_view text);

}  // namespace concord::scenarios
