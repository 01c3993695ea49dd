#include "viz/map/comparable_text.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace concord::map {

namespace {

// Base letters of U+00C0 to U+017F, in order; a dot where there is none. Ligatures give their first letter.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

// The character at `place`, which moves past it; 0 for bytes that are no character.
std::uint32_t next_character(std::string_view text, std::size_t& place) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(place);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || place + length > text.size()) {
        ++place;
        return 0;
    }
    std::uint32_t character = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(place + i) & 0xC0u) != 0x80u) {
            ++place;
            return 0;
        }
        character = (character << 6) | (byte(place + i) & 0x3Fu);
    }
    place += length;
    return character;
}

bool is_apostrophe(std::uint32_t character) { return character == '\'' || character == 0x2018 || character == 0x2019; }
// Accents that stand apart from their letter, as some keyboards and systems write them.
bool is_combining_accent(std::uint32_t character) { return character >= 0x300 && character <= 0x36F; }

char base_letter(std::uint32_t character) {
    if (character >= 'A' && character <= 'Z') return static_cast<char>(character - 'A' + 'a');
    if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9'))
        return static_cast<char>(character);
    if (character >= 0xC0 && character < 0x180 && kBaseLetters[character - 0xC0] != '.')
        return kBaseLetters[character - 0xC0];
    return ' ';
}

// "saint" as "st", which is how all official names have it.
std::string saints_shortened(const std::string& text) {
    std::string result;
    for (const std::string& word : words_of(text)) {
        if (!result.empty()) result.push_back(' ');
        result.append(word == "saint" ? "st" : word);
    }
    return result;
}

void append_space(std::string& text) {
    if (!text.empty() && text.back() != ' ') text.push_back(' ');
}

}  // namespace

std::string comparable(std::string_view text) {
    std::string result;
    for (std::size_t place = 0; place < text.size();) {
        const std::uint32_t character = next_character(text, place);
        if (is_apostrophe(character) || is_combining_accent(character)) continue;
        const char letter = base_letter(character);
        if (letter != ' ') {
            result.push_back(letter);
            continue;
        }
        append_space(result);
        if (character == '&') result.append("and ");
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return saints_shortened(result);
}

std::vector<std::string> words_of(std::string_view comparable_text) {
    std::vector<std::string> words;
    while (!comparable_text.empty()) {
        const std::size_t end = std::min(comparable_text.find(' '), comparable_text.size());
        if (end > 0) words.emplace_back(comparable_text.substr(0, end));
        comparable_text.remove_prefix(std::min(end + 1, comparable_text.size()));
    }
    return words;
}

std::size_t mistakes_in_beginning(std::string_view typed, std::string_view name) {
    // Rows of the table of edits (optimal string alignment); row i is for the first i letters typed.
    std::vector<std::size_t> before_last(name.size() + 1), last(name.size() + 1), row(name.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= typed.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= name.size(); ++j) {
            row[j] = std::min({last[j - 1] + (typed[i - 1] == name[j - 1] ? 0u : 1u), last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && typed[i - 1] == name[j - 2] && typed[i - 2] == name[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return *std::min_element(last.begin(), last.end());
}

}  // namespace concord::map
