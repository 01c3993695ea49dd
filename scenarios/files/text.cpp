#include "scenarios/files/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace concord::scenarios {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Of a number as it is written.
bool is_zero(std::string_view digits) { return digits.find_first_of("123456789") == std::string_view::npos; }

std::string each(std::string_view text, char (*change)(char)) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), change);
    return out;
}

std::string first(std::string_view text, char (*change)(char)) {
    std::string out(text);
    if (!out.empty()) out.front() = change(out.front());
    return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string lower(std::string_view text) { return each(text, to_lower); }
std::string upper(std::string_view text) { return each(text, to_upper); }
std::string upper_first(std::string_view text) { return first(text, to_upper); }
std::string lower_first(std::string_view text) { return first(text, to_lower); }

std::string readable(std::string_view name) {
    return each(name, [](char c) { return c == '_' ? ' ' : c; });
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string counted(std::size_t number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string signed_number(double value, int decimals) {
    const std::string digits = fmt::format("{:+.{}f}", value, decimals);
    return is_zero(digits) ? "0" : digits;
}

std::string with_thousands(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    if (value < 0 && !is_zero(digits)) digits.insert(digits.begin(), '-');
    return digits;
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return out;
}

std::string file_stem(std::string_view name, std::string_view otherwise) {
    std::string stem;
    for (const char c : name) {
        if (is_upper(c) || is_lower(c) || is_digit(c))
            stem += to_lower(c);
        else if (!stem.empty() && stem.back() != '_')
            stem += '_';
    }
    while (!stem.empty() && stem.back() == '_') stem.pop_back();
    return stem.empty() ? std::string(otherwise) : stem;
}

}  // namespace concord::scenarios
