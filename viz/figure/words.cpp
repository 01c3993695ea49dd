#include <algorithm>
#include <cstddef>

#include "scenarios/files/text_checks.h"
#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

// The longest beginning of whole characters for which `fits` holds.
template <class Fits>
std::size_t longest(std::string_view text, const Fits& fits) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i <= text.size(); ++i) {
        if (i == text.size() || scenarios::starts_character(text[i])) ends.push_back(i);
    }
    std::size_t low = 0, high = ends.size();
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        if (fits(text.substr(0, ends[middle - 1]))) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low == 0 ? 0 : ends[low - 1];
}

}  // namespace

double Words::width(const std::vector<std::string>& lines, double size, Weight weight) const {
    double widest_line = 0;
    for (const auto& line : lines) widest_line = std::max(widest_line, width(line, size, weight));
    return widest_line;
}

std::string Words::elide(std::string_view text, double room, double size, Weight weight) const {
    if (width(text, size, weight) <= room) return std::string(text);
    const auto with_dots = [](std::string_view part) {
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        return std::string(part).append("\u2026");
    };
    return with_dots(text.substr(
        0, longest(text, [&](std::string_view part) { return width(with_dots(part), size, weight) <= room; })));
}

std::vector<std::string> Words::wrap(std::string_view text, double room, double size, Weight weight,
                                     std::size_t most) const {
    std::vector<std::string> out;
    std::string_view rest = text;
    while (!rest.empty()) {
        if (most > 0 && out.size() + 1 == most) {
            out.push_back(elide(rest, room, size, weight));
            break;
        }
        std::size_t end = 0;  // of the words that fit on this line
        for (std::size_t at = 0; at < rest.size();) {
            std::size_t word_end = rest.find(' ', at);
            if (word_end == std::string_view::npos) word_end = rest.size();
            if (width(rest.substr(0, word_end), size, weight) > room) break;
            end = word_end;
            at = word_end + 1;
        }
        if (end == 0) {  // a word wider than the line
            end = longest(rest, [&](std::string_view part) { return width(part, size, weight) <= room; });
            if (end == 0) end = longest(rest, [](std::string_view part) { return part.size() <= 1; });
            if (end == 0) end = rest.size();
        }
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
        while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    }
    return out;
}

}  // namespace concord::figure
