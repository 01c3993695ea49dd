// A full disk, as a test can have one: a child process whose files may not grow.
#pragma once

#include <cstdint>
#include <functional>

namespace concord::tests {

// Does `work` in a child whose files may not grow beyond so many bytes; returns whether it failed as it should: by a
// std::runtime_error whose message names a file.
bool fails_on_a_full_disk(std::uint64_t bytes, const std::function<void()>& work);

}  // namespace concord::tests
