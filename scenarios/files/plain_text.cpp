#include "scenarios/files/plain_text.h"

#include <fmt/format.h>

#include "scenarios/files/input_error.h"
#include "scenarios/files/text_checks.h"

namespace concord::explorer {
namespace {

// The letter of UTF-8 at `at`, of text that is known to be UTF-8.
char32_t letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + k])); };
    const char32_t first = byte(0);
    if (first < 0x80) return first;
    if (first < 0xE0) return (first & 0x1FU) << 6 | (byte(1) & 0x3FU);
    if (first < 0xF0) return (first & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
    return (first & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
}

bool starts_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

bool control(char32_t c) { return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0); }

// Marks and overrides of direction, line and paragraph separators.
bool turns_text(char32_t c) {
    return (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string text_problem(std::string_view text) {
    try {
        scenarios::require_utf8("", text);
    } catch (const scenarios::InputError&) {
        return "it is not UTF-8";
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!starts_letter(text[at])) continue;
        const char32_t letter = letter_at(text, at);
        if (control(letter))
            return fmt::format("it holds the control character U+{:04X}", static_cast<std::uint32_t>(letter));
        if (turns_text(letter))
            return fmt::format("it holds U+{:04X}, which changes the direction or lines of text",
                               static_cast<std::uint32_t>(letter));
    }
    return {};
}

}  // namespace concord::explorer
