#include "scenarios/greater_manchester/text_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "scenarios/input_error.h"

namespace concord::scenarios {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

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

}  // namespace

void require_utf8(const std::string& file, std::string_view text) {
    int line = 1, position = 1;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_length(text, i);
        if (length == 0)
            throw InputError(file, line, position,
                             byte_at(text, i) == 0
                                 ? std::string("NUL byte: this is not a text file")
                                 : fmt::format("byte 0x{:02X} is not UTF-8: save the file as UTF-8", byte_at(text, i)));
        if (text[i] == '\n') {
            ++line;
            position = 0;
        }
        ++position;
        i += length;
    }
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
