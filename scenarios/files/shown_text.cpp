#include "scenarios/files/shown_text.h"

#include <fmt/format.h>

#include <cstdint>

#include "scenarios/files/text_checks.h"

namespace concord::scenarios {

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Character character = first_character(text.substr(i));
        const std::size_t length = character.length > 0 ? character.length : 1;
        // A carriage return sets the cursor back, so that what follows would hide what stands there.
        if (character.length == 0 || (character.number < 0x80 && (is_hidden(character.number) || text[i] == '\r')))
            out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[i]));
        else if (is_hidden(character.number))
            out += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(character.number));
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

std::string csv_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

std::string csv_text(std::string_view text) {
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    std::string shown(formula ? 1 : 0, '\'');
    return csv_quoted(shown.append(text));
}

}  // namespace concord::scenarios
