// A decimal number from text, whatever the locale, correctly rounded; one place for a compiler whose library cannot
// read doubles.
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <version>
#ifndef __cpp_lib_to_chars
#include <cstdlib>
#endif

namespace concord::scenarios {

// The whole text must be one finite number: no spaces, no plus sign, no hexadecimal.
inline std::optional<double> read_number(std::string_view text) {
    double value = 0;
#ifdef __cpp_lib_to_chars
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
#else
    if (text.empty() || text.find_first_not_of("0123456789.-+eE") != std::string_view::npos || text.front() == '+')
        return std::nullopt;
    const std::string copy(text);
    char* end = nullptr;
    value = std::strtod(copy.c_str(), &end);
    if (end != copy.c_str() + copy.size()) return std::nullopt;
#endif
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace concord::scenarios
