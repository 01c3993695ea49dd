// Pictures that should look as they did.
#pragma once

#include <filesystem>

namespace concord::tests {

// The largest mean difference of two PNG files within any block of 12 x 12 pixels, 0 to 255; 255 when the sizes differ
// or one cannot be read.
double largest_difference(const std::filesystem::path& one, const std::filesystem::path& other);

// Another release of cairo, Mesa or Inter moves letters by parts of a pixel; a missing label is more than that.
inline constexpr double kNotable = 18;

}  // namespace concord::tests
