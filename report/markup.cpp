#include "report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"

namespace concord::report {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void require_name(std::string_view name) {
    const bool sound = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!sound) throw std::invalid_argument(fmt::format("\"{}\" is no name of an element or attribute", name));
}

void require_element(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kRefused = {"script", "style", "iframe", "object", "embed",
                                                                 "base",   "link",  "frame",  "img"};
    require_name(name);
    if (is_one_of(name, kRefused)) throw std::invalid_argument(fmt::format("<{}> has no place in a report", name));
}

void require_attribute(const Attribute& attribute) {
    static constexpr std::array<std::string_view, 7> kRefused = {"style",      "src",    "srcset", "action",
                                                                 "formaction", "srcdoc", "ping"};
    require_name(attribute.name);
    if (attribute.name.substr(0, 2) == "on" || is_one_of(attribute.name, kRefused))
        throw std::invalid_argument(fmt::format("the attribute {} has no place in a report", attribute.name));
    if (attribute.name == "href" && attribute.value.substr(0, 1) != "#")
        throw std::invalid_argument(fmt::format("\"{}\" leads out of the page", attribute.value));
}

std::string escaped(std::string_view text) { return scenarios::xml_escaped(scenarios::printable(text)); }

// Within a line of text, where a line end would be read as a space.
bool is_inline(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kInline = {"a", "b", "button", "em", "small", "span", "strong"};
    return is_one_of(name, kInline);
}

}  // namespace

void Markup::text(std::string_view text) { out_ += escaped(text); }

void Markup::element(std::string_view name, std::string_view words, const Attributes& attributes) {
    open(name, attributes);
    text(words);
    close(name);
}

void Markup::empty_element(std::string_view name, const Attributes& attributes) {
    open(name, attributes);
    out_ += '\n';
}

void Markup::svg_of_ours(std::string_view svg) { out_ += svg; }

void Markup::style_of_ours(std::string_view content) { whole("style", content); }
void Markup::script_of_ours(std::string_view content) { whole("script", content); }

void Markup::open(std::string_view name, const Attributes& attributes) {
    require_element(name);
    out_.append("<").append(name);
    for (const Attribute& attribute : attributes) {
        require_attribute(attribute);
        out_.append(" ").append(attribute.name);
        if (!attribute.value.empty()) out_.append("=\"").append(escaped(attribute.value)).append("\"");
    }
    out_ += '>';
}

void Markup::close(std::string_view name) {
    out_.append("</").append(name).append(">");
    if (!is_inline(name)) out_ += '\n';
}

void Markup::whole(std::string_view name, std::string_view content) {
    if (content.find("</") != std::string_view::npos || content.find("<!--") != std::string_view::npos)
        throw std::invalid_argument(fmt::format("the content of <{}> would end before its end", name));
    out_.append("<").append(name).append(">").append(content).append("</").append(name).append(">\n");
}

}  // namespace concord::report
