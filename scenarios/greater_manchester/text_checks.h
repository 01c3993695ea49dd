// Checks on text from outside: is it UTF-8, and which allowed name was meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concord::scenarios {

// Throws InputError with line and character of the first NUL byte or byte that is not UTF-8.
void require_utf8(const std::string& file, std::string_view text);

// The candidate with the fewest edits to `name`; empty when there is none.
std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace concord::scenarios
