// Text on its way out of the program: to a terminal, where nothing from a file may be an escape sequence, and into CSV,
// where a spreadsheet must not take a name for a formula.
#pragma once

#include <string>
#include <string_view>

namespace concord::scenarios {

// Hidden characters (text_checks.h) and bytes that are not UTF-8 as \xHH or \u{HHHH}; tabs and line ends stay.
std::string printable(std::string_view text);

// In quotes, as CSV has them (RFC 4180).
std::string csv_quoted(std::string_view text);
// A cell of text, quoted. One that begins with = + - @ or a tab is preceded by an apostrophe, which spreadsheets take
// for "this is text". Not for numbers.
std::string csv_text(std::string_view text);

}  // namespace concord::scenarios
