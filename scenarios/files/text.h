// Small things done to text, each in one place: letters, lists, numbers for people, names for files. Knows of no file
// and of no model.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace concord::scenarios {

// Without spaces and tabs at either end.
std::string_view trimmed(std::string_view text);

// Letters of ASCII; all others stay.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
std::string upper_first(std::string_view text);
std::string lower_first(std::string_view text);

// A name of a table in words: "neighbour_trust" -> "neighbour trust".
std::string readable(std::string_view name);

// All occurrences of `what`, which is not empty.
std::string replaced(std::string text, std::string_view what, std::string_view with);

// "1 run", "3 runs".
std::string counted(std::size_t number, std::string_view what);
// With as many decimals: "+0.12", "-3.00"; what rounds to zero is "0".
std::string signed_number(double value, int decimals);
// 12345678.9 -> "12,345,679"; what rounds to zero has no sign.
std::string with_thousands(double value, int decimals = 0);

// For SVG and HTML: text and values of attributes. Control characters other than tab and line feed become spaces.
std::string xml_escaped(std::string_view text);

// A name in letters that every file system takes: lower case, digits, single underscores; `otherwise` when nothing is
// left of it.
std::string file_stem(std::string_view name, std::string_view otherwise);

}  // namespace concord::scenarios
