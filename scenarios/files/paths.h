// What a path leads to. A name that the file system refuses (too long, a loop of links, a folder closed to us) leads to
// nothing: reading or writing it then says why. The functions of <filesystem> throw there unless asked not to.
#pragma once

#include <filesystem>

namespace concord::scenarios {

bool is_there(const std::filesystem::path& path);  // a file, a folder or anything else
bool is_file(const std::filesystem::path& path);   // an ordinary file
bool is_folder(const std::filesystem::path& path);
bool is_taken(const std::filesystem::path& path);  // also by a link that leads nowhere

}  // namespace concord::scenarios
