// Work on bytes from outside in a process of its own: what it does wrong (a crash, no end, memory without bounds) ends
// that process and not the program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace concord::scenarios {

// What `work` returns, made by a child process within a minute. An exception thrown there, and the death of the child,
// are an InputError of the file `path` here. The child must not use OpenMP or other threads.
std::vector<std::uint8_t> answer_of_child(const std::filesystem::path& path,
                                          const std::function<std::vector<std::uint8_t>()>& work);

}  // namespace concord::scenarios
