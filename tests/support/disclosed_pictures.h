// The walker's eye for SVG: what the words of a figure say, where no CSV of the same figure stands beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace concord::tests {

// Of a figure as viz/figure/export.h writes it. A picture of no figure that is known is a complaint.
std::vector<std::string> complaints_of_picture(const std::filesystem::path& file);

}  // namespace concord::tests
