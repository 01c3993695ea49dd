#include "report/html_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"

namespace concord::report {
namespace {

constexpr std::size_t kLongWord = 30;    // characters: a longer one is broken wherever the column ends
constexpr std::size_t kManyColumns = 9;  // more are printed across a page on its side

std::string class_of(Tone tone) {
    switch (tone) {
        case Tone::kGain: return "gain";
        case Tone::kHarm: return "harm";
        case Tone::kUnsure: return "unsure";
        case Tone::kSmall: return "small";
        case Tone::kNotModelled: return "not-modelled";
        case Tone::kNone: break;
    }
    return {};
}

// What to add to the class of what holds the table.
std::string sideways(const Table& table) { return table.columns.size() > kManyColumns ? " sideways" : ""; }

bool has_long_word(const std::string& text) {
    std::size_t length = 0;
    for (const char c : text) {
        length = c == ' ' || c == '\n' ? 0 : length + (scenarios::starts_character(c) ? 1 : 0);
        if (length > kLongWord) return true;
    }
    return false;
}

void add_class(Attributes& attributes, const std::string& name) {
    if (name.empty()) return;
    for (Attribute& attribute : attributes) {
        if (attribute.name != "class") continue;
        attribute.value += ' ' + name;
        return;
    }
    attributes.push_back({"class", name});
}

// As a browser reads numbers; what is beyond them is read as infinite.
std::string sort_key(double number) {
    return std::isinf(number) ? (number > 0 ? "1e999" : "-1e999") : fmt::format("{}", number);
}

// "+2,300 (800 to 5,000)": a line may end before the range, not in it, nor between a sign and its number.
void add_number(Markup& html, const std::string& text) {
    const std::size_t range = text.rfind(" (");
    if (range == std::string::npos || text.back() != ')') {
        html.text(text);
        return;
    }
    html.text(text.substr(0, range + 1));
    html.element("span", text.substr(range + 1), {{"class", "range"}});
}

void add_words(Markup& html, const Cell& cell) {
    const auto add_text = [&] { cell.is_number() ? add_number(html, cell.text) : html.text(cell.text); };
    if (cell.tone == Tone::kNone) {
        add_text();
        return;
    }
    const std::string words = words_of(cell.tone);
    html.element("span", sign_of(cell.tone), {{"class", "sign"}, {"aria-hidden", "true"}});
    html.text("\u00A0");
    if (cell.text.empty()) {
        html.text(words);
        return;
    }
    add_text();
    if (scenarios::lower(cell.text).find(words) == std::string::npos)
        html.element("span", fmt::format(" ({})", words), {{"class", "unseen"}});
}

void add_cell(Markup& html, const Column& column, const Cell& cell) {
    Attributes attributes;
    if (column.heads_row) attributes.push_back({"scope", "row"});
    if (column.right) add_class(attributes, "right");
    add_class(attributes, class_of(cell.tone));
    if (has_long_word(cell.text)) add_class(attributes, "long");
    if (cell.is_number()) attributes.push_back({"data-n", sort_key(cell.number)});
    const Element open(html, column.heads_row ? "th" : "td", attributes);
    add_words(html, cell);
}

void add_row(Markup& html, const Table& table, const Row& row) {
    Attributes attributes;
    if (!row.outcome.empty()) attributes.push_back({"data-outcome", row.outcome});
    if (!row.district.empty()) attributes.push_back({"data-district", row.district});
    const Element open(html, "tr", attributes);
    for (std::size_t c = 0; c < table.columns.size(); ++c) add_cell(html, table.columns[c], row.cells[c]);
}

void add_head(Markup& html, const Table& table) {
    const Element head(html, "thead");
    const Element row(html, "tr");
    for (const Column& column : table.columns) {
        Attributes attributes = {{"scope", "col"}};
        if (column.right) add_class(attributes, "right");
        html.element("th", column.title, attributes);
    }
}

// The meaning of the signs that the table uses.
void add_key(Markup& html, const Table& table) {
    std::set<Tone> used;
    for (const Row& row : table.rows)
        for (const Cell& cell : row.cells)
            if (cell.tone != Tone::kNone) used.insert(cell.tone);
    if (used.empty()) return;
    const Element key(html, "p", {{"class", "key"}});
    for (const Tone tone : used) {
        const Element entry(html, "span", {{"class", class_of(tone)}});
        html.element("span", sign_of(tone), {{"class", "sign"}, {"aria-hidden", "true"}});
        html.text(fmt::format(" {}", words_of(tone)));
    }
}

void add_scrolling(Markup& html, const Table& table, const std::string& number, bool sorts, bool folded) {
    const std::string caption = table.id + "_caption";
    const Element group(html, "div",
                        {{"class", "scrolls"}, {"role", "group"}, {"aria-labelledby", caption}, {"tabindex", "0"}});
    Attributes attributes = {{"id", table.id}};
    if (sorts) attributes.push_back({"data-sorts"});
    const Element open(html, "table", attributes);
    {
        Attributes of_caption = {{"id", caption}};
        if (folded) add_class(of_caption, "unseen");  // its summary has said so
        const Element words(html, "caption", of_caption);
        const Element in_sight(html, "span");
        html.element("span", fmt::format("{}.", number), {{"class", "number"}});
        html.text(fmt::format(" {}", table.caption));
    }
    add_head(html, table);
    const Element body(html, "tbody");
    for (const Row& row : table.rows) add_row(html, table, row);
}

void add_whole(Markup& html, const Table& table, const std::string& number, bool sorts, bool folded) {
    const Element block(html, "div", {{"class", "table" + sideways(table)}});
    add_scrolling(html, table, number, sorts, folded);
    add_key(html, table);
    if (!table.note.empty()) html.element("p", table.note, {{"class", "note"}});
}

}  // namespace

std::string sign_of(Tone tone) {
    switch (tone) {
        case Tone::kGain: return "▲";
        case Tone::kHarm: return "▼";
        case Tone::kUnsure: return "○";
        case Tone::kSmall: return "≈";
        case Tone::kNotModelled: return "–";
        case Tone::kNone: break;
    }
    return {};
}

void add_table(Markup& html, const Table& table, const std::string& number, bool sorts) {
    if (!table.appendix) {
        add_whole(html, table, number, sorts, false);
        return;
    }
    const Element details(html, "details", {{"class", "appendix" + sideways(table)}});
    {
        const Element summary(html, "summary");
        html.element("span", fmt::format("{}.", number), {{"class", "number"}});
        html.text(fmt::format(" {} ({})", table.caption, scenarios::counted(table.rows.size(), "row")));
    }
    add_whole(html, table, number, sorts, true);
}

}  // namespace concord::report
