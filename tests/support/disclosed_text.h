// The walker's eye for printed text: what commands say, and the reports of studies. A number is taken for a level, the
// most closed of what it can be.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace concord::tests {

// A measure beside a place or group that it may not be shown of: in one sentence, with a figure or without; in one row
// of a table; or where the heading or the columns name one and the row the other.
std::vector<std::string> complaints_of_text(std::string_view text);
std::vector<std::string> complaints_of_text_file(const std::filesystem::path& file);

}  // namespace concord::tests
