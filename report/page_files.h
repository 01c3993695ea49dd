// The files of report/page, compiled in by embed.cmake.
#pragma once

#include <string_view>

namespace concord::report {

extern const std::string_view kPageStyle;   // style.css
extern const std::string_view kPageScript;  // script.js

}  // namespace concord::report
