#include "report/html_style.h"

#include <fmt/format.h>

#include <cstddef>

#include "report/page_files.h"
#include "scenarios/files/base64.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/shown_text.h"
#include "viz/figure/font_file.h"

namespace concord::report {
namespace {

std::string font_face(figure::Weight weight, int number, std::string_view set) {
    const std::string font = figure::embedded_font(weight, set);
    if (font.empty()) return {};
    return fmt::format("@font-face{{font-family:Inter;font-weight:{};src:url(data:font/otf;base64,{})}}\n", number,
                       font);
}

// At the foot of every printed page: the caveat, what it was made of, which page it is.
std::string printed_foot(const Document& document) {
    std::string made_of;
    for (const auto& [key, value] : document.made_of) {
        if (!made_of.empty()) made_of += " · ";
        made_of += fmt::format("{} {}", key, value);
    }
    return fmt::format("@page{{@bottom-left{{content:{} \"\\a \" {}}}}}\n", css_string(document.caveat),
                       css_string(made_of));
}

}  // namespace

std::string css_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : scenarios::printable(text)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view(" .,:;()-+%/_·").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += fmt::format("\\{:x} ", byte);
    }
    return out + '"';
}

std::string content_hash(std::string_view content) {
    const std::string digits = scenarios::sha256(content);
    std::string bytes;
    for (std::size_t k = 0; k + 1 < digits.size(); k += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(k, 2), nullptr, 16));
    return "sha256-" + scenarios::base64(bytes);
}

std::string page_style(const Document& document, std::string_view set) {
    const std::string rest = std::string(kPageStyle) + printed_foot(document);
    const std::string all = std::string(set) + rest;  // the style itself sets arrows and the foot
    return font_face(figure::Weight::kRegular, 400, all) + font_face(figure::Weight::kBold, 600, all) + rest;
}

}  // namespace concord::report
