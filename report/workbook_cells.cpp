#include "report/workbook_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "scenarios/files/read_number.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"

namespace concord::report {
namespace {

constexpr std::size_t kLongestSheetName = 31;
constexpr std::string_view kCut = " \u2026 (cut: a cell holds no more)";
constexpr std::string_view kMinus = "\u2212", kPound = "\u00a3";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text)
        if (scenarios::starts_character(c)) units += static_cast<unsigned char>(c) >= 0xF0u ? 2 : 1;
    return units;
}

std::string cut(std::string text) {
    if (utf16_units(text) <= kLongestCell) return text;
    const std::size_t room = kLongestCell - utf16_units(kCut);
    std::size_t end = 0;
    for (std::size_t units = 0; end < text.size();) {
        const std::size_t length = std::max<std::size_t>(scenarios::first_character(text.substr(end, 4)).length, 1);
        units += length == 4 ? 2 : 1;
        if (units > room) break;
        end += length;
    }
    return text.substr(0, end).append(kCut);
}

// _x0041_ stands for the character U+0041 in a workbook; _x005F_ is the underscore.
std::string with_literal_underscores(std::string_view text) {
    std::string out;
    for (std::size_t k = 0; k < text.size(); ++k) {
        const std::string_view from = text.substr(k, 7);
        if (from.size() == 7 && from.starts_with("_x") && from[6] == '_' &&
            std::all_of(from.begin() + 2, from.begin() + 6, is_hex))
            out += "_x005F";
        out += text[k];
    }
    return out;
}

// A number as it stands in text: "£1,234.5 %".
struct ShownNumber {
    double size = 0;  // without its sign
    int decimals = 0;
    bool thousands = false, plus = false, pounds = false, percent = false;
};

struct Words {
    std::vector<ShownNumber> numbers;
    std::string others;  // what is left without numbers and signs
};

ShownNumber read_shown(std::string_view digits, std::string_view before, std::string_view behind) {
    ShownNumber shown;
    shown.pounds = before.ends_with(kPound);
    if (shown.pounds) before.remove_suffix(kPound.size());
    shown.plus = before.ends_with('+');
    shown.percent = scenarios::trimmed(behind).starts_with('%');
    shown.thousands = digits.find(',') != std::string_view::npos;
    const std::size_t point = digits.find('.');
    shown.decimals = point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1);
    shown.size = scenarios::read_number(scenarios::replaced(std::string(digits), ",", "")).value_or(std::nan(""));
    return shown;
}

Words words_of(std::string_view text) {
    Words words;
    for (std::size_t k = 0; k < text.size();) {
        if (!is_digit(text[k])) {
            words.others += text[k++];
            continue;
        }
        std::size_t end = k;
        const auto goes_on = [&] {
            return end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                                 end + 1 < text.size() && is_digit(text[end + 1])));
        };
        while (goes_on()) ++end;
        words.numbers.push_back(read_shown(text.substr(k, end - k), text.substr(0, k), text.substr(end)));
        k = end;
    }
    for (const std::string_view sign : {std::string_view("+"), std::string_view("-"), kMinus})
        words.others = scenarios::replaced(std::move(words.others), sign, "");
    words.others = scenarios::trimmed(words.others);
    return words;
}

// Whether `size` with so many decimals is what is seen of `number`.
bool shows(const ShownNumber& shown, double number) {
    return std::abs(std::abs(number) - shown.size) <= 0.5 * std::pow(10.0, -shown.decimals) * (1 + 1e-9);
}

std::string format_of(const ShownNumber& shown, bool of_hundred) {
    std::string format = shown.thousands ? "#,##0" : "0";
    if (shown.decimals > 0) format.append(".").append(static_cast<std::size_t>(shown.decimals), '0');
    if (shown.pounds) format.insert(0, "\"\u00a3\"");
    if (of_hundred) format += '%';
    return shown.plus ? fmt::format("+{0};-{0};{0}", format) : format;
}

bool words_say_more(const Table& table, std::size_t column) {
    std::optional<std::string> others;
    bool numbers = false, more = false;
    for (const Row& row : table.rows) {
        const Cell& cell = row.cells[column];
        numbers |= holds_number(cell);
        more |= cell.tone != Tone::kNone;
        if (!holds_number(cell) || cell.text.empty()) continue;
        const Words words = words_of(cell.text);
        more |= words.numbers.size() != 1 || others.value_or(words.others) != words.others;
        others = words.others;
    }
    return numbers && more;
}

std::string in_words(const Cell& cell) {
    const std::string tone = words_of(cell.tone);
    if (!holds_number(cell) || tone.empty() || scenarios::lower(cell.text).find(tone) != std::string::npos)
        return cell.text;
    return cell.text.empty() ? tone : fmt::format("{}: {}", tone, cell.text);
}

}  // namespace

std::string sheet_name(const std::string& id, std::set<std::string>& taken) {
    const auto shortened = [&](std::size_t length) {
        const std::string start = id.substr(0, length);
        return start.substr(0, start.find_last_not_of('-') + 1);
    };
    std::string name = shortened(kLongestSheetName);
    const auto is_free = [&] { return !name.empty() && name != "history" && !taken.contains(scenarios::lower(name)); };
    for (int number = 2; !is_free(); ++number) {
        const std::string end = fmt::format("-{}", number);
        name = shortened(kLongestSheetName - end.size()) + end;
    }
    taken.insert(scenarios::lower(name));
    return name;
}

std::string cell_text(std::string_view text) {
    std::string shown = scenarios::printable(text);
    // Characters to Unicode, but none to XML.
    shown = scenarios::replaced(std::move(shown), "\uFFFE", "\\u{FFFE}");
    shown = scenarios::replaced(std::move(shown), "\uFFFF", "\\u{FFFF}");
    return cut(with_literal_underscores(shown));
}

bool holds_number(const Cell& cell) { return std::isfinite(cell.number); }

std::string number_format(const Cell& cell) {
    std::string format;
    int decimals = -1;
    for (const ShownNumber& shown : words_of(cell.text).numbers) {
        const bool of_hundred = shown.percent && !shows(shown, cell.number) && shows(shown, 100 * cell.number);
        if (shown.decimals <= decimals || (!of_hundred && !shows(shown, cell.number))) continue;
        decimals = shown.decimals;
        format = format_of(shown, of_hundred);
    }
    return format;
}

Table with_words(const Table& table) {
    Table out = table;
    for (std::size_t column = table.columns.size(); column-- > 0;) {
        if (!words_say_more(table, column)) continue;
        const auto behind = static_cast<std::ptrdiff_t>(column) + 1;
        out.columns.insert(out.columns.begin() + behind, {.title = table.columns[column].title + ", in words"});
        for (std::size_t k = 0; k < table.rows.size(); ++k) {
            const Cell& cell = table.rows[k].cells[column];
            std::vector<Cell>& cells = out.rows[k].cells;
            if (!holds_number(cell)) cells[column].text.clear();
            cells.insert(cells.begin() + behind, Cell(in_words(cell), cell.tone));
        }
    }
    return out;
}

std::size_t width_of(std::string_view text) {
    std::size_t longest = 0, length = 0;
    for (const char c : text) {
        length = c == '\n' ? 0 : length + (scenarios::starts_character(c) ? 1 : 0);
        longest = std::max(longest, length);
    }
    return longest;
}

std::size_t lines_of(std::string_view text, std::size_t width) {
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::size_t length = width_of(text.substr(begin, end - begin));
        lines += std::max<std::size_t>((length + width - 1) / width, 1);
        begin = end + 1;
    }
    return lines;
}

figure::Colour tone_colour(Tone tone) {
    const figure::Theme& theme = figure::light_theme();
    const auto light = [&](figure::Colour colour, double part) { return mixed(theme.background, colour, part); };
    switch (tone) {
        case Tone::kGain: return light(theme.diverging_stops.back(), 0.25);
        case Tone::kHarm: return light(theme.diverging_stops.front(), 0.25);
        case Tone::kUnsure: return light(theme.text, 0.14);
        case Tone::kSmall: return light(theme.text, 0.07);
        case Tone::kNotModelled: return theme.no_data;
        case Tone::kNone: break;
    }
    return theme.background;
}

}  // namespace concord::report
