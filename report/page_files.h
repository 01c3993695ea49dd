// Files that are compiled in by embed.cmake.
#pragma once

#include <string_view>

namespace concord::report {

extern const std::string_view kPageStyle;   // report/page/style.css
extern const std::string_view kPageScript;  // report/page/script.js
// docs/validation.md: what the model was held against, as this version of the program ships it.
extern const std::string_view kValidationText;

}  // namespace concord::report
