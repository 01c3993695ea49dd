// How deep a TOML file nests, told before it is parsed: the library calls itself once a level, so that a dotted key of
// 50 KB would exhaust the stack.
#pragma once

#include <string>
#include <string_view>

namespace concord::scenarios {

inline constexpr int kDeepestNesting = 32;  // of brackets, and parts of a dotted key; scenarios need four

// Throws InputError with the place where the text nests deeper. Says nothing of text that is no TOML.
void require_shallow(const std::string& file, std::string_view text);

}  // namespace concord::scenarios
