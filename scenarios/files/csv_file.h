// A strict reader of comma-separated text (RFC 4180 quoting, UTF-8) that remembers where every cell stands, so that
// what is wrong is told as file, line, column. Used for the built-in table and for the official files it is compiled
// from.
#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/files/input_error.h"
#include "scenarios/files/input_file.h"

namespace concord::scenarios {

class CsvFile {
  public:
    // Reads all of `text`: lines that start with # before the header are comments, the first other line is the header,
    // every row has as many cells as the header. Throws InputError for anything else: bytes that are not UTF-8, hidden
    // characters, a column named twice or not at all, an open quote, a last line without its line end (a truncated
    // file). Cells stand between separators, which of a table with tabs (.tsv) are those.
    CsvFile(std::string name, std::string_view text, char separator = ',');
    CsvFile(const CsvFile&) = delete;
    CsvFile& operator=(const CsvFile&) = delete;

    const std::string& name() const { return name_; }
    std::size_t rows() const { return lines_.size(); }
    const std::vector<std::string_view>& column_names() const { return columns_; }
    const std::vector<std::string_view>& comments() const { return comments_; }  // without "# ", line k at index k - 1

    // The index of a column; InputError naming the column, and the nearest one present, when it is missing.
    int column(std::string_view column_name) const;
    std::optional<int> find_column(std::string_view column_name) const;  // none where it is missing
    // InputError unless the columns are exactly these, in this order.
    void require_columns(const std::vector<std::string>& names) const;

    // The cell as text (may be empty), non-empty text, text fit for a name (text_checks.h), whole number >= 0, finite
    // number, number >= 0, number in [0, 1]. All but the first throw InputError with the cell's place when it is
    // something else. Rows count from 0.
    std::string_view cell(std::size_t row, int column) const;
    std::string_view text(std::size_t row, int column) const;
    std::string_view name_at(std::size_t row, int column) const;
    int count(std::size_t row, int column) const;
    double number(std::size_t row, int column) const;
    double not_negative(std::size_t row, int column) const;
    double share(std::size_t row, int column) const;

    // An error at this cell: `problem` is prefixed with the column's name and the cell's value.
    [[noreturn]] void fail(std::size_t row, int column, const std::string& problem) const;
    [[noreturn]] void fail_at_line(int line, const std::string& problem) const;
    [[noreturn]] void fail_at_column(int column, const std::string& problem) const;  // in the header
    int line_of(std::size_t row) const { return lines_[row]; }

  private:
    struct Cell {
        std::string_view text;
        int position;  // 1-based character in its line
    };
    using Line = std::vector<Cell>;

    std::size_t read_comments(std::string_view text, int& line);
    void add_row(const Line& cells, int line);
    void add_header(const Line& cells, int line);
    const Cell& at(std::size_t row, int column) const {
        return cells_[row * columns_.size() + static_cast<std::size_t>(column)];
    }

    std::string name_;
    std::vector<std::string_view> comments_;
    std::vector<std::string_view> columns_;
    std::vector<int> column_positions_;  // where each starts in the header line
    std::unordered_map<std::string_view, int> column_index_;
    int header_line_ = 0;
    std::vector<Cell> cells_;
    std::vector<int> lines_;
    std::deque<std::string> unquoted_;  // texts of quoted cells that held a doubled quote
};

// A file of the official folder or a table, with the text it points into.
struct LoadedCsv {
    explicit LoadedCsv(const std::filesystem::path& path)
        : text(read_text(path)), csv(path.string(), text, path.extension() == ".tsv" ? '\t' : ',') {}
    std::string text;
    CsvFile csv;
};

}  // namespace concord::scenarios
