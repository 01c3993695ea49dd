#include "report/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "report/workbook_cells.h"
#include "report/workbook_file.h"
#include "report/workbook_parts.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/output_file.h"
#include "scenarios/files/text.h"
#include "viz/figure/alt_text.h"

namespace concord::report {
namespace {

constexpr const char* kNotes = "Notes";
constexpr std::size_t kNarrowest = 8, kWidest = 60;            // of columns, in characters
constexpr std::array<std::size_t, 3> kOfNotes = {32, 70, 70};  // the widths of its columns

const std::vector<std::string>& how_to_read() {
    static const std::vector<std::string> paragraphs = {
        "Each further sheet is one table of the report, or the data of one of its figures, in the order of the report. "
        "Its first row names the columns; the arrows in it sort and filter.",
        "Cells show numbers rounded as in the report and hold them with all their digits. An empty cell has no value, "
        "or one that rests on too few residents to be shown.",
        "A column whose name ends with \", in words\" says of the numbers before it what the report says of them. "
        "Numbers alone do not: a difference counts only together with its interval and its verdict.",
        "Names and notes come from scenario files and are text, never formulas. Characters that cannot be seen are "
        "written out, such as \\u{202E}.",
    };
    return paragraphs;
}

// What stands in a sheet under which name.
struct Sheet {
    std::string name;
    Table table;
};

Table table_of(const Figure& from) {
    figure::FigureData data = figure::data_of(from.figure);
    Table table{.id = from.id, .caption = from.figure.title, .columns = {}, .rows = {}};
    table.note = fmt::format("{}", fmt::join(data.about, "\n"));
    for (figure::TableColumn& column : data.table.columns) table.columns.push_back({.title = std::move(column.title)});
    for (std::vector<figure::Cell>& cells : data.table.rows) {
        Row row;
        for (figure::Cell& cell : cells) {
            if (const auto* number = std::get_if<double>(&cell))
                row.cells.emplace_back("", *number);
            else
                row.cells.emplace_back(std::move(std::get<std::string>(cell)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::vector<Sheet> sheets_of(const Document& document) {
    std::vector<Sheet> sheets;
    std::set<std::string> taken = {scenarios::lower(kNotes)};
    for (const Section& section : document.sections) {
        for (const Block& block : section.blocks) {
            if (const auto* table = std::get_if<Table>(&block))
                sheets.push_back({sheet_name(table->id, taken), with_words(*table)});
            else if (const auto* figure = std::get_if<Figure>(&block))
                sheets.push_back({sheet_name(figure->id, taken), table_of(*figure)});
        }
    }
    return sheets;
}

// Rows one below the other, of headings and of keys with what they say.
class NotesWriter {
  public:
    explicit NotesWriter(WorkbookFile& file) : file_(file) {}
    void title(const std::string& text) {
        file_.write(row_, 0, text, {.size = 16, .bold = true});
        file_.set_lines(row_++, 2);  // in letters of the usual size
    }
    void line(const std::string& text, const Look& look = {}) { file_.write(row_++, 0, text, look); }
    void heading(const std::vector<std::string>& titles) {
        ++row_;
        for (std::size_t k = 0; k < titles.size(); ++k) file_.write(row_, k, titles[k], {.bold = true});
        ++row_;
    }
    void row(const Cell& key, const std::vector<std::string>& said) {
        std::size_t lines = lines_of(key.text, kOfNotes[0]);
        file_.write(row_, 0, key, {.wrapped = true});
        for (std::size_t k = 0; k < said.size(); ++k) {
            file_.write(row_, k + 1, said[k], {.wrapped = true});
            lines = std::max(lines, lines_of(said[k], kOfNotes[k + 1]));
        }
        file_.set_lines(row_++, lines);
    }

  private:
    WorkbookFile& file_;
    std::size_t row_ = 0;
};

void write_notes(WorkbookFile& file, const Document& document, const std::vector<Sheet>& sheets) {
    file.begin_sheet(kNotes);
    for (std::size_t column = 0; column < kOfNotes.size(); ++column) file.set_width(column, kOfNotes[column]);
    NotesWriter notes(file);
    notes.title(document.title);
    if (!document.subtitle.empty()) notes.line(document.subtitle);
    if (!document.caveat.empty()) notes.line(document.caveat, {.bold = true});
    if (!document.made_of.empty()) notes.heading({"Made of"});
    for (const auto& [key, value] : document.made_of) notes.row(key, {value});
    if (!sheets.empty()) notes.heading({"Sheet", "What it shows", "How it is to be read"});
    for (const Sheet& sheet : sheets) notes.row(sheet.name, {sheet.table.caption, sheet.table.note});
    notes.heading({"How to read this workbook"});
    for (const std::string& paragraph : how_to_read()) notes.row("", {paragraph});
    notes.heading({"Colour of a cell"});
    for (const Tone tone : {Tone::kGain, Tone::kHarm, Tone::kUnsure, Tone::kSmall, Tone::kNotModelled})
        notes.row({words_of(tone), tone}, {});
    file.set_margins(document.title, document.caveat);
}

// Of what is seen of the cell: of a number with words beside it, the number.
std::size_t shown_width(const Cell& cell) {
    constexpr std::size_t kWidestNumber = 16;
    if (!holds_number(cell)) return width_of(cell.text);
    return std::min(width_of(cell.text.empty() ? fmt::format("{:.10g}", cell.number) : cell.text), kWidestNumber);
}

void write_cell(WorkbookFile& file, const Table& table, std::size_t row, std::size_t column) {
    const Column& of = table.columns[column];
    const Cell& cell = table.rows[row].cells[column];
    file.write(row + 1, column, cell,
               {.number_format = holds_number(cell) ? number_format(cell) : std::string(),
                .bold = of.heads_row,
                .right = of.right,
                .indented = column > 0 && !of.right,
                .wrapped = !holds_number(cell) && lines_of(cell.text, kWidest) > 1});
}

// As wide as what it holds.
std::size_t column_width(const Table& table, std::size_t column) {
    constexpr std::size_t kArrow = 3;
    std::size_t widest = width_of(table.columns[column].title) + kArrow;
    for (const Row& row : table.rows) widest = std::max(widest, shown_width(row.cells[column]) + 2);
    return std::clamp(widest, kNarrowest, kWidest);
}

void write_sheet(WorkbookFile& file, const Document& document, const Sheet& sheet) {
    const Table& table = sheet.table;
    file.begin_sheet(sheet.name);
    std::size_t lines = 1;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const Column& of = table.columns[column];
        const std::size_t width = column_width(table, column);
        file.set_width(column, width);
        file.write(0, column, of.title,
                   {.bold = true, .right = of.right, .indented = column > 0 && !of.right, .wrapped = true});
        lines = std::max(lines, lines_of(of.title, width));
    }
    file.set_lines(0, lines);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        lines = 1;
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            write_cell(file, table, row, column);
            const Cell& cell = table.rows[row].cells[column];
            if (!holds_number(cell)) lines = std::max(lines, lines_of(cell.text, kWidest));
        }
        file.set_lines(row + 1, lines);
    }
    file.make_header(table.rows.size(), table.columns.size());
    file.set_margins(table.caption, document.caveat);
}

void write_sheets(WorkbookFile& file, const Document& document) {
    const std::vector<Sheet> sheets = sheets_of(document);
    write_notes(file, document, sheets);
    for (const Sheet& sheet : sheets) write_sheet(file, document, sheet);
}

}  // namespace

void write_workbook(const std::filesystem::path& path, const Document& document) {
    const std::vector<std::string> problems = check(document);
    if (!problems.empty())
        throw std::invalid_argument(fmt::format("document '{}': {}", document.title, problems.front()));
    const std::filesystem::path unfinished = scenarios::temporary_path(path);
    scenarios::OutputFile output(unfinished);  // the library's, but gone if it fails
    WorkbookFile file(path, unfinished, document.title);
    write_sheets(file, document);
    file.close();
    if (const std::string broken = broken_part(scenarios::read_text(unfinished)); !broken.empty())
        throw std::runtime_error(
            fmt::format("{}: cannot write the workbook: {}; the disk may be full", path.string(), broken));
    scenarios::publish(path);  // while `output` would still remove what could not be
    output.finish();
}

}  // namespace concord::report
