// The font that figures are set in, as bytes to put into an SVG.
#pragma once

#include <string>
#include <string_view>

#include "viz/figure/canvas.h"

namespace concord::figure {

// Inter with only the characters of `text`, OpenType, base64. Empty when Inter is not installed: readers then show
// their own sans serif.
std::string embedded_font(Weight weight, std::string_view text);

}  // namespace concord::figure
