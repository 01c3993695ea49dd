#include "scenarios/files/text_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

// Where a walk through a text stands, for messages.
struct Position {
    int line = 1, character = 1;
    void pass(char first) {
        line += first == '\n' ? 1 : 0;
        character = first == '\n' ? 1 : character + 1;
    }
};

// Bytes of the UTF-8 character at `start`; 0 when there is none (RFC 3629: no overlong form, no surrogate).
std::size_t character_length(std::string_view text, std::size_t start) {
    const std::uint32_t first = byte_at(text, start);
    if (first < 0x80) return first == 0 ? 0 : 1;
    const std::size_t length = first >= 0xF0 && first <= 0xF4  ? 4
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xC2 && first < 0xE0 ? 2
                                                               : 0;
    if (length == 0 || start + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte_at(text, start + i) & 0xC0u) != 0x80u) return 0;
    const std::uint32_t second = byte_at(text, start + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || beyond ? 0 : length;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

struct Range {
    char32_t first, last;
};
// But tab, line feed and carriage return.
constexpr Range kControls[] = {{0x00, 0x08}, {0x0B, 0x0C}, {0x0E, 0x1F}, {0x7F, 0x9F}};
// Marks of direction; line and paragraph separators, embeddings and overrides; isolates.
constexpr Range kTurningText[] = {{0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
// The Arabic letter mark, which turns text as well; zero-width space; word joiner, invisible operators, forms that are
// out of use; byte-order mark; interlinear annotation; tags. The zero-width joiners are not among them: some scripts
// need them.
constexpr Range kWithoutWidth[] = {{0x061C, 0x061C}, {0x200B, 0x200B}, {0x2060, 0x2065},  {0x206A, 0x206F},
                                   {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

bool is_within(char32_t c, std::span<const Range> ranges) {
    return std::any_of(ranges.begin(), ranges.end(), [c](Range range) { return c >= range.first && c <= range.last; });
}

}  // namespace

Character first_character(std::string_view text) {
    if (text.empty()) return {};
    const std::size_t length = character_length(text, 0);
    if (length == 0) return {};
    constexpr std::array<std::uint32_t, 5> kOfFirstByte = {0, 0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t number = byte_at(text, 0) & kOfFirstByte[length];
    for (std::size_t i = 1; i < length; ++i) number = number << 6 | (byte_at(text, i) & 0x3Fu);
    return {length, number};
}

bool is_hidden(char32_t c) {
    return is_within(c, kControls) || is_within(c, kTurningText) || is_within(c, kWithoutWidth);
}

void require_utf8(const std::string& file, std::string_view text) {
    Position at;
    for (std::size_t i = 0, length = 0; i < text.size(); i += length) {
        length = character_length(text, i);
        if (length == 0)
            throw InputError(file, at.line, at.character,
                             byte_at(text, i) == 0
                                 ? std::string("NUL byte: this is not a text file")
                                 : fmt::format("byte 0x{:02X} is not UTF-8: save the file as UTF-8", byte_at(text, i)));
        at.pass(text[i]);
    }
}

void require_plain_text(const std::string& file, std::string_view text) {
    require_utf8(file, text);
    Position at;
    for (std::size_t i = 0; i < text.size();) {
        const Character character = first_character(text.substr(i));
        if (is_hidden(character.number))
            throw InputError(
                file, at.line, at.character,
                fmt::format("hidden character U+{:04X}: allowed is text that can be seen, tabs and line ends",
                            static_cast<std::uint32_t>(character.number)));
        at.pass(text[i]);
        i += character.length;
    }
}

std::string problem_of_name(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++characters) {
        const Character character = first_character(text.substr(i));
        if (character.length == 0) return "must be UTF-8 text";
        if (character.number == '\n' || character.number == '\r' || character.number == '\t')
            return "must stand on one line, without tabs";
        if (is_hidden(character.number))
            return fmt::format("must not hold the hidden character U+{:04X}",
                               static_cast<std::uint32_t>(character.number));
        i += character.length;
    }
    if (characters > kLongestName)
        return fmt::format("must have at most {} characters; it has {}", kLongestName, characters);
    return {};
}

std::string problem_of_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const Character character = first_character(text.substr(i));
        const char32_t c = character.number;
        if (character.length == 0) return "it is not UTF-8";
        if (c == '\n' || c == '\r' || is_within(c, kControls))
            return fmt::format("it holds the control character U+{:04X}", static_cast<std::uint32_t>(c));
        if (is_within(c, kTurningText))
            return fmt::format("it holds U+{:04X}, which changes the direction or lines of text",
                               static_cast<std::uint32_t>(c));
        i += character.length;
    }
    return {};
}

std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates) {
    const std::string_view shortened = name.substr(0, 100);  // a header of one enormous cell costs no time
    std::string_view best;
    std::size_t least = static_cast<std::size_t>(-1);
    for (std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(shortened, candidate.substr(0, 100));
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace concord::scenarios
