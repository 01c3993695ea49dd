// Checks on text from outside: is it UTF-8, does it hide something, is it fit for a name, which allowed name was meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concord::scenarios {

// Throws InputError with line and character of the first NUL byte or byte that is not UTF-8.
void require_utf8(const std::string& file, std::string_view text);
// The same, and of the first hidden character: a control character other than tab and line end, or one that turns the
// direction of reading (Unicode bidi), breaks lines or has no width. A terminal would obey it; a reader would not see
// it.
void require_plain_text(const std::string& file, std::string_view text);

// What keeps `text` from being a name (of a scenario, a branch, a place), as "must ...": more than kLongestName
// characters, a line end, a tab, a hidden character, no UTF-8. Empty when it is fit for one.
inline constexpr std::size_t kLongestName = 200;
std::string problem_of_name(std::string_view text);

// What keeps `text` from being a line that people type (a note, a word of a script), as "it ...": no UTF-8, a control
// character other than a tab, one that turns the direction of text or ends a line. Empty when nothing does.
std::string problem_of_text(std::string_view text);

// The first character of text (UTF-8): how many bytes it has, 0 where it is NUL or no UTF-8; and its number.
struct Character {
    std::size_t length = 0;
    char32_t number = 0;
};
Character first_character(std::string_view text);
// Whether a byte of UTF-8 text begins a character.
constexpr bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }
bool is_hidden(char32_t character);  // tabs and line ends are not

// The candidate with the fewest edits to `name`; empty when there is none.
std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace concord::scenarios
