// Pictures of the explorer as PNG files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace concord::explorer {

// Writes `width` x `height` RGBA pixels, top row first; the file appears whole or not at all. Throws
// std::runtime_error with the path and the reason, std::invalid_argument when the number of pixels is another.
void write_png(const std::filesystem::path& path, std::span<const std::uint8_t> rgba, int width, int height);

}  // namespace concord::explorer
