// What a TOML file must be before the library may parse it: no deeper than so, since the library calls itself once a
// level and a dotted key of 50 KB would exhaust the stack; plain ASCII outside strings and comments, since it is not
// defined what the library does with other characters there.
#pragma once

#include <string>
#include <string_view>

namespace concord::scenarios {

inline constexpr int kDeepestNesting = 32;  // of brackets, and parts of a dotted key; scenarios need four

// Throws InputError with the place where the text nests deeper, or holds such a character. Says nothing of text that is
// no TOML.
void require_shallow(const std::string& file, std::string_view text);

}  // namespace concord::scenarios
