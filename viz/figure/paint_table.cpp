// Tables: numbers aligned on the decimal point, words wrapped; as cards of "column: value" when columns do not fit.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

constexpr double kColumnGap = 1.4, kSize = 0.92, kRowGap = 0.4;  // em

std::string words_of(const Cell& cell, const TableColumn& column) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return format_short(std::get<double>(cell), column.style);
}

// What stands before the decimal point, and so to the left of where the column aligns.
std::string before_point(const std::string& number) { return number.substr(0, number.find('.')); }
bool is_aligned(const std::string& text) { return text != kNoData; }

struct Layout {
    bool cards = false;
    std::vector<double> widths, points;  // of columns; how far the decimal point is from the left
    std::vector<std::vector<std::string>> headings;
    std::vector<std::vector<std::vector<std::string>>> cells;  // lines of [row][column]
    std::vector<double> heights;
    double heading_height = 0;
};

// Widths that show every cell in one line.
void measure(const Words& words, const Table& table, Layout& layout) {
    const std::size_t columns = table.columns.size();
    layout.widths.assign(columns, 0);
    layout.points.assign(columns, 0);
    for (std::size_t c = 0; c < columns; ++c) {
        double after = 0, whole = 0;
        for (const auto& row : table.rows) {
            const std::string text = words_of(row[c], table.columns[c]);
            const double width = words.width(text, kSize);
            whole = std::max(whole, width);
            if (table.columns[c].align != Align::kDecimal || !is_aligned(text)) continue;
            const double before = words.width(before_point(text), kSize);
            layout.points[c] = std::max(layout.points[c], before);
            after = std::max(after, width - before);
        }
        layout.widths[c] = std::max(whole, layout.points[c] + after);
        // Headings may take two or three lines rather than widen a column of short numbers.
        double heading = 0;
        for (std::string_view rest = table.columns[c].title; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            heading = std::max(heading, words.width(rest.substr(0, end), kSize, Weight::kBold));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        double width = std::max(layout.widths[c], std::min(heading, 9 * words.em));
        while (width < 12 * words.em && words.wrap(table.columns[c].title, width, kSize, Weight::kBold).size() > 3)
            width += 0.5 * words.em;
        layout.widths[c] = width;
    }
}

// Takes from columns of words what does not fit; false when even that is not enough.
bool squeeze(const Words& words, const Table& table, Layout& layout, double width) {
    double total = kColumnGap * words.em * static_cast<double>(table.columns.size() - 1);
    for (const double one : layout.widths) total += one;
    double over = total - width;
    while (over > 0.01) {
        std::size_t widest_column = table.columns.size();
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (table.columns[c].align != Align::kLeft || layout.widths[c] <= 6 * words.em) continue;
            if (widest_column == table.columns.size() || layout.widths[c] > layout.widths[widest_column])
                widest_column = c;
        }
        if (widest_column == table.columns.size()) return false;
        const double taken = std::min({over, layout.widths[widest_column] - 6 * words.em, 2 * words.em});
        layout.widths[widest_column] -= taken;
        over -= taken;
    }
    return true;
}

void lay_out_columns(const Words& words, const Table& table, Layout& layout) {
    std::size_t heading_lines = 1;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        layout.headings.push_back(words.wrap(table.columns[c].title, layout.widths[c], kSize, Weight::kBold));
        heading_lines = std::max(heading_lines, layout.headings.back().size());
    }
    layout.heading_height = words.height(heading_lines, kSize) + kRowGap * words.em;
    for (const auto& row : table.rows) {
        std::size_t lines = 1;
        auto& cells = layout.cells.emplace_back();
        for (std::size_t c = 0; c < row.size(); ++c) {
            cells.push_back(words.wrap(words_of(row[c], table.columns[c]), layout.widths[c] + 0.01, kSize));
            lines = std::max(lines, cells.back().size());
        }
        layout.heights.push_back(words.height(lines, kSize) + kRowGap * words.em);
    }
}

void lay_out_cards(const Words& words, const Table& table, Layout& layout, double width) {
    layout.cards = true;
    for (const auto& row : table.rows) {
        auto& cells = layout.cells.emplace_back();
        std::size_t lines = 0;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string value = words_of(row[c], table.columns[c]);
            if (value.empty()) {
                cells.emplace_back();  // a heading over nothing says nothing
                continue;
            }
            const std::string text = c == 0 ? value : fmt::format("{}: {}", table.columns[c].title, value);
            cells.push_back(words.wrap(text, width, kSize, c == 0 ? Weight::kBold : Weight::kRegular));
            lines += cells.back().size();
        }
        layout.heights.push_back(words.height(lines, kSize) + 2 * kRowGap * words.em);
    }
}

Layout lay_out(const Words& words, const Table& table, double width) {
    Layout layout;
    measure(words, table, layout);
    if (squeeze(words, table, layout, width)) {
        lay_out_columns(words, table, layout);
    } else {
        lay_out_cards(words, table, layout, width);
    }
    return layout;
}

void paint_cell(Painter& painter, const Layout& layout, const Table& table, std::size_t column,
                const std::vector<std::string>& lines, double x, double top) {
    const double right = x + layout.widths[column];
    const bool missing = lines.size() == 1 && !is_aligned(lines[0]);
    const Colour colour = missing ? painter.theme.muted : painter.theme.text;
    if (table.columns[column].align == Align::kLeft) {
        painter.lines(x, top, lines, kSize, colour);
    } else if (table.columns[column].align == Align::kDecimal && lines.size() == 1 && !missing) {
        // The block of numbers stands at the right edge of its column, under its heading.
        double after = 0;
        for (const auto& row : layout.cells) {
            for (const auto& line : row[column]) {
                if (is_aligned(line))
                    after = std::max(after,
                                     painter.words.width(line, kSize) - painter.words.width(before_point(line), kSize));
            }
        }
        painter.lines(right - after - painter.words.width(before_point(lines[0]), kSize), top, lines, kSize, colour);
    } else {
        painter.lines(right, top, lines, kSize, colour, Anchor::kEnd);
    }
}

}  // namespace

double content_height(const Words& words, const Table& table, double width) {
    const Layout layout = lay_out(words, table, width);
    double height = layout.heading_height + 0.3 * words.em;
    for (const double row : layout.heights) height += row;
    return height;
}

double least_height(const Words& words, const Table& table, double width) {
    const Layout layout = lay_out(words, table, width);
    return layout.heading_height + (layout.heights.empty() ? 0 : layout.heights[0]) + words.height(1, kSmallSize) +
           0.3 * words.em;
}

void paint_content(Painter& painter, const Table& table, const Rect& body) {
    const double em = painter.em;
    const Layout layout = lay_out(painter.words, table, body.width);
    double x = body.x;
    for (std::size_t c = 0; c < layout.headings.size(); ++c) {
        const bool left = table.columns[c].align == Align::kLeft;
        const double heading_top = body.y + layout.heading_height - 0.5 * kRowGap * em -
                                   painter.words.height(layout.headings[c].size(), kSize);
        painter.lines(left ? x : x + layout.widths[c], heading_top, layout.headings[c], kSize, painter.theme.text,
                      left ? Anchor::kStart : Anchor::kEnd, Weight::kBold);
        x += layout.widths[c] + kColumnGap * em;
    }
    double top = body.y + layout.heading_height;
    if (!layout.cards) painter.line({body.x, top}, {body.right(), top}, painter.theme.axis, 1);
    const std::size_t shown = rows_that_fit(layout.heights, body.bottom() - top, painter.words.height(1, kSmallSize));
    for (std::size_t r = 0; r < shown; ++r) {
        const Rect region = {body.x, top, body.width, layout.heights[r]};
        if (r % 2 == 1 || painter.is_hovered(HitKind::kRow, -1, -1, static_cast<int>(r)))
            painter.canvas.rect(region, painter.theme.panel);
        painter.hits.regions.push_back({HitKind::kRow, region, -1, -1, static_cast<int>(r), 0, ""});
        double y = top + 0.5 * kRowGap * em;
        x = body.x;
        for (std::size_t c = 0; c < layout.cells[r].size(); ++c) {
            if (layout.cards) {
                y = painter.lines(body.x, y, layout.cells[r][c], kSize, painter.theme.text, Anchor::kStart,
                                  c == 0 ? Weight::kBold : Weight::kRegular);
            } else {
                paint_cell(painter, layout, table, c, layout.cells[r][c], x, y);
                x += layout.widths[c] + kColumnGap * em;
            }
        }
        top += layout.heights[r];
    }
    if (shown < table.rows.size())
        painter.left_out(static_cast<int>(table.rows.size() - shown), "row", body.x, top + 0.95 * kSmallSize * em,
                         body.width);
}

}  // namespace concord::figure
