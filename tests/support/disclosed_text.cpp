#include "tests/support/disclosed_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "scenarios/files/input_file.h"
#include "scenarios/files/text.h"
#include "tests/support/disclosed_words.h"

namespace concord::tests {
namespace {

// What a line, a heading or a sentence names.
struct Names {
    std::vector<const Known*> measures{}, cells{};

    void add(std::string_view text) {
        for (const Known* known : named_in(text)) (known->cell ? cells : measures).push_back(known);
    }
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// Of a printed table or one in Markdown: apart by two spaces, a tab or a bar.
std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    const auto take = [&](std::string_view cell) {
        cell = scenarios::trimmed(cell);
        if (!cell.empty()) cells.push_back(cell);
    };
    std::size_t from = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] != '|' && line[at] != '\t' && line.substr(at, 2) != "  ") continue;
        take(line.substr(from, at - from));
        from = at + 1;
    }
    take(line.substr(from));
    return cells;
}

// "12.4", "+0.3", "-", "(5 %)", "£3.59m", "?": a figure, or the place of one.
bool is_figure(std::string_view cell) {
    const std::size_t letter = cell.find_first_not_of("+-~<>?([ \u00a3");
    return letter == std::string_view::npos || std::isdigit(static_cast<unsigned char>(cell[letter])) != 0;
}

// Line by line: headings and prose, heads of tables, rows. What they name goes no further than the next blank line.
class PrintedText {
  public:
    // Each once, where it is first.
    std::vector<std::string> complaints() const {
        std::vector<std::string> all;
        for (const auto& [words, line] : found_) all.push_back(fmt::format("line {} or before: {}", line, words));
        return all;
    }

    void take(std::string_view line) {
        ++line_;
        const auto cells = cells_of(line);
        if (cells.size() < 2) {
            prose_ += (prose_.empty() ? "" : " ") + std::string(scenarios::trimmed(line));
            return;
        }
        end_prose();
        const Names names = names_of(cells);
        if (std::any_of(cells.begin() + 1, cells.end(), is_figure))
            row(names);
        else
            head(names);
    }
    // A blank line, or the text's end.
    void end() {
        ++line_;
        end_prose();
        heading_ = columns_ = {};
        named_measures_ = named_cells_ = false;
    }

  private:
    std::map<std::string, int> found_;
    int line_ = 0;
    std::string prose_;  // of the lines just before, in one
    Names heading_;      // of the last lines that named any
    Names columns_;      // of the heads of the table's columns
    // What the line just before named, where it was a line of a table without figures.
    bool named_measures_ = false, named_cells_ = false;

    static void append(std::vector<const Known*>& to, const std::vector<const Known*>& more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    // A group's bare name in a later cell is one where the line has another: "other" alone may be anything.
    static Names names_of(const std::vector<std::string_view>& cells) {
        const auto is_bare = [](std::string_view cell) {
            const auto known = named_in(cell);
            return known.size() == 1 && known.front()->bare && known.front()->words.size() == cell.size();
        };
        const bool one = std::count_if(cells.begin(), cells.end(), is_bare) == 1;
        Names names;
        for (const std::string_view& cell : cells)
            if (!one || &cell == &cells.front() || !is_bare(cell)) names.add(cell);
        return names;
    }

    // A number of a measure, of each cell; a row's place within a column's group is a cell of both.
    void hold(const std::vector<const Known*>& measures, const std::vector<const Known*>& cells,
              const std::vector<const Known*>& across = {}) {
        for (const Known* measure : measures)
            for (const Known* cell : cells) {
                hold(*measure, *cell, *cell->cell);
                for (const Known* other : across)
                    if (other->cell->by != sim::Breakdown::kEveryone && cell->cell->by == sim::Breakdown::kEveryone)
                        hold(*measure, *cell, {std::max(cell->cell->at, other->cell->at), other->cell->by});
            }
    }
    void hold(const Known& measure, const Known& named, sim::Cell cell) {
        if (!may_name(measure, cell))
            found_.emplace(fmt::format("says \"{}\" of \"{}\", where it may not", measure.words, named.words), line_);
    }

    void end_prose() {
        if (prose_.empty()) return;
        Names all;
        for (std::string_view rest = prose_; !rest.empty();) {
            const std::size_t stop = rest.find(". ");
            const std::string_view sentence = rest.substr(0, stop);
            Names names;
            names.add(sentence);
            hold(names.measures, names.cells.empty() ? heading_.cells : names.cells);
            all.add(sentence);
            rest.remove_prefix(stop == std::string_view::npos ? rest.size() : stop + 2);
        }
        if (!all.measures.empty()) heading_.measures = all.measures;
        if (!all.cells.empty()) heading_.cells = all.cells;
        columns_ = {};
        named_measures_ = named_cells_ = false;
        prose_.clear();
    }

    // A row of words or, where it names measures alone or cells alone, perhaps the head of columns, of several lines.
    // Cells begin another part of the table.
    void head(const Names& names) {
        hold(names.measures, names.cells);
        if (names.cells.empty()) hold(names.measures, columns_.cells.empty() ? heading_.cells : columns_.cells);
        if (names.measures.empty()) hold(heading_.measures, names.cells);
        const bool measures_alone = !names.measures.empty() && names.cells.empty(),
                   cells_alone = names.measures.empty() && !names.cells.empty();
        if (cells_alone || (measures_alone && !named_measures_)) columns_.measures = {};
        if (cells_alone && !named_cells_) columns_.cells = {};
        if (measures_alone) append(columns_.measures, names.measures);
        if (cells_alone) append(columns_.cells, names.cells);
        if (cells_alone) heading_.cells = columns_.cells;  // prose below is of that part
        named_measures_ = measures_alone;
        named_cells_ = cells_alone;
    }

    void row(const Names& names) {
        named_measures_ = named_cells_ = false;
        std::vector<const Known*> measures = names.measures;
        append(measures, columns_.measures);
        if (measures.empty()) measures = heading_.measures;
        const auto& cells = !names.cells.empty()      ? names.cells
                            : !columns_.cells.empty() ? columns_.cells
                                                      : heading_.cells;
        hold(measures, cells, columns_.cells);
    }
};

}  // namespace

std::vector<std::string> complaints_of_text(std::string_view text) {
    PrintedText printed;
    for (const std::string_view line : lines_of(text))
        if (scenarios::trimmed(line).empty())
            printed.end();
        else
            printed.take(line);
    printed.end();
    return printed.complaints();
}

std::vector<std::string> complaints_of_text_file(const std::filesystem::path& file) {
    return complaints_of_text(scenarios::read_text(file));
}

}  // namespace concord::tests
