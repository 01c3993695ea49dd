// The font that figures are set in: where its file is, and as bytes to put into an SVG.
#pragma once

#include <string>
#include <string_view>

#include "viz/figure/canvas.h"

namespace concord::figure {

// Where fontconfig has Inter, and nothing like it; empty when it is not installed.
std::string font_path(Weight weight);

// Inter with only the characters of `text`, OpenType, base64. Empty when Inter is not installed: readers then show
// their own sans serif.
std::string embedded_font(Weight weight, std::string_view text);

}  // namespace concord::figure
