#include "scenarios/files/csv_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "scenarios/files/read_number.h"
#include "scenarios/files/text_checks.h"

namespace concord::scenarios {
namespace {

constexpr int kLargestCount = 100'000'000;  // more than any count of people here; sums of a few thousand fit 64 bits

// Splits one record off the front of `rest`: the cells of a line, quoted cells possibly over several lines.
class RecordReader {
  public:
    RecordReader(const std::string& file, std::string_view text, int line, char separator,
                 std::deque<std::string>& unquoted)
        : file_(file), rest_(text), line_(line), separator_(separator), unquoted_(unquoted) {}

    bool done() const { return rest_.empty(); }
    int line() const { return line_; }

    // Calls add(text, position) for every cell up to the line end, which it consumes.
    template <class Add>
    void read(Add add) {
        position_ = 1;
        while (true) {
            const int start = position_;
            const std::string_view text = !rest_.empty() && rest_.front() == '"' ? quoted() : plain();
            add(text, start);
            if (rest_.empty())
                throw InputError(file_, line_, position_, "the last line has no line end: the file is cut short");
            const char after = rest_.front();
            take(1);
            if (after == separator_) continue;
            if (after == '\r') take(1);
            ++line_;
            return;
        }
    }

  private:
    void take(std::size_t bytes) {
        // Bytes 10xxxxxx continue a character.
        for (char byte : rest_.substr(0, bytes)) position_ += (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u;
        rest_.remove_prefix(bytes);
    }

    std::string ends() const { return {separator_, '\n'}; }
    bool at_end_of_cell() const {
        return rest_.empty() || rest_.front() == separator_ || rest_.front() == '\n' || rest_.substr(0, 2) == "\r\n";
    }

    std::string_view plain() {
        std::size_t length = rest_.find_first_of(ends());
        if (length == std::string_view::npos) length = rest_.size();
        if (length < rest_.size() && length > 0 && rest_[length] == '\n' && rest_[length - 1] == '\r') --length;
        const std::string_view text = rest_.substr(0, length);
        if (text.find('"') != std::string_view::npos)
            throw InputError(
                file_, line_, position_,
                fmt::format("cell '{}' has a quote inside: quote the whole cell and double the quote", text));
        take(length);
        return text;
    }

    std::string_view quoted() {
        const int start_line = line_, start = position_;
        take(1);
        std::string_view whole = rest_;
        std::size_t length = 0;
        bool doubled = false;
        while (true) {
            if (length >= whole.size())
                throw InputError(file_, start_line, start, "a quote is opened and never closed");
            if (whole[length] == '\n')
                throw InputError(file_, start_line, start, "a quoted cell runs over the end of the line");
            if (whole[length] != '"') {
                ++length;
                continue;
            }
            if (whole.substr(length, 2) != "\"\"") break;
            doubled = true;
            length += 2;
        }
        std::string_view text = whole.substr(0, length);
        take(length + 1);
        if (!at_end_of_cell())
            throw InputError(file_, line_, position_,
                             fmt::format("text after a closing quote: a {} or the end of the line is expected",
                                         separator_ == '\t' ? "tab" : "comma"));
        return doubled ? undouble(text) : text;
    }

    std::string_view undouble(std::string_view text) {
        std::string& single = unquoted_.emplace_back();
        for (std::size_t i = 0; i < text.size(); ++i) {
            single += text[i];
            if (text[i] == '"') ++i;
        }
        return single;
    }

    const std::string& file_;
    std::string_view rest_;
    int line_;
    char separator_;
    int position_ = 1;
    std::deque<std::string>& unquoted_;
};

}  // namespace

CsvFile::CsvFile(std::string name, std::string_view text, char separator) : name_(std::move(name)) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // a byte-order mark, as spreadsheets write
    require_plain_text(name_, text);
    int first_line = 1;
    text.remove_prefix(read_comments(text, first_line));
    RecordReader reader(name_, text, first_line, separator, unquoted_);
    if (reader.done()) throw InputError(name_, first_line, 0, "the file ends before its header line");
    Line cells;
    while (!reader.done()) {
        cells.clear();
        const int line = reader.line();
        reader.read([&cells](std::string_view cell_text, int position) { cells.push_back({cell_text, position}); });
        columns_.empty() ? add_header(cells, line) : add_row(cells, line);
    }
}

std::size_t CsvFile::read_comments(std::string_view text, int& line) {
    std::size_t start = 0;
    while (start < text.size() && text[start] == '#') {
        const std::size_t end = text.find('\n', start);
        if (end == std::string_view::npos) fail_at_line(line, "the file ends inside a comment: it is cut short");
        std::string_view comment = text.substr(start + 1, end - start - 1);
        while (!comment.empty() && comment.front() == ' ') comment.remove_prefix(1);
        while (!comment.empty() && (comment.back() == ' ' || comment.back() == '\r')) comment.remove_suffix(1);
        comments_.push_back(comment);
        start = end + 1;
        ++line;
    }
    return start;
}

void CsvFile::add_header(const Line& cells, int line) {
    header_line_ = line;
    for (const Cell& cell : cells) {
        if (cell.text.empty()) throw InputError(name_, line, cell.position, "a column has no name");
        if (!column_index_.emplace(cell.text, static_cast<int>(columns_.size())).second)
            throw InputError(name_, line, cell.position, fmt::format("column '{}' appears twice", cell.text));
        columns_.push_back(cell.text);
        column_positions_.push_back(cell.position);
    }
}

void CsvFile::add_row(const Line& cells, int line) {
    if (cells.size() != columns_.size()) {
        const int position = cells.size() > columns_.size() ? cells[columns_.size()].position : cells.back().position;
        throw InputError(name_, line, position,
                         fmt::format("{} cells in this row; the header has {} columns", cells.size(), columns_.size()));
    }
    cells_.insert(cells_.end(), cells.begin(), cells.end());
    lines_.push_back(line);
}

int CsvFile::column(std::string_view column_name) const {
    const auto found = column_index_.find(column_name);
    if (found == column_index_.end())
        throw InputError(name_, header_line_, 0,
                         fmt::format("column '{}' is missing; the nearest here is '{}'", column_name,
                                     nearest_name(column_name, columns_)));
    return found->second;
}

std::optional<int> CsvFile::find_column(std::string_view column_name) const {
    const auto found = column_index_.find(column_name);
    return found == column_index_.end() ? std::nullopt : std::optional(found->second);
}

void CsvFile::require_columns(const std::vector<std::string>& names) const {
    for (const std::string& wanted : names) column(wanted);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const int position = column_positions_[i];
        if (std::find(names.begin(), names.end(), columns_[i]) == names.end())
            throw InputError(
                name_, header_line_, position,
                fmt::format("column '{}' is unknown; allowed: the {} columns of the format, nearest '{}'", columns_[i],
                            names.size(), nearest_name(columns_[i], {names.begin(), names.end()})));
        if (columns_[i] != names[i])
            throw InputError(name_, header_line_, position,
                             fmt::format("column '{}' is out of order; '{}' is expected here", columns_[i], names[i]));
    }
}

std::string_view CsvFile::cell(std::size_t row, int column) const { return at(row, column).text; }

std::string_view CsvFile::text(std::size_t row, int column) const {
    const std::string_view value = cell(row, column);
    if (value.empty()) fail(row, column, "is empty; text is expected");
    return value;
}

std::string_view CsvFile::name_at(std::size_t row, int column) const {
    const std::string_view value = text(row, column);
    if (const std::string problem = problem_of_name(value); !problem.empty()) fail(row, column, problem);
    return value;
}

int CsvFile::count(std::size_t row, int column) const {
    const std::string_view value = cell(row, column);
    long long parsed = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error != std::errc() || end != value.data() + value.size()) fail(row, column, "is not a whole number");
    if (parsed < 0) fail(row, column, "is negative; a count of 0 or more is expected");
    if (parsed > kLargestCount) fail(row, column, fmt::format("is too large; at most {} is allowed", kLargestCount));
    return static_cast<int>(parsed);
}

double CsvFile::number(std::size_t row, int column) const {
    const std::string_view value = cell(row, column);
    const auto parsed = read_number(value);
    if (!parsed) fail(row, column, "is not a number");
    if (std::abs(*parsed) > kLargestCount)
        fail(row, column, fmt::format("is out of range; allowed are -{0} to {0}", kLargestCount));
    return *parsed;
}

double CsvFile::not_negative(std::size_t row, int column) const {
    const double value = number(row, column);
    if (value < 0) fail(row, column, "is negative; 0 or more is expected");
    return value;
}

double CsvFile::share(std::size_t row, int column) const {
    const double value = number(row, column);
    if (value < 0 || value > 1) fail(row, column, "is outside [0, 1]; a share is expected");
    return value;
}

void CsvFile::fail(std::size_t row, int column, const std::string& problem) const {
    throw InputError(name_, lines_[row], at(row, column).position,
                     fmt::format("column '{}' ({} of {}): '{}' {}", columns_[column], column + 1, columns_.size(),
                                 cell(row, column), problem));
}

void CsvFile::fail_at_column(int column, const std::string& problem) const {
    const auto at = static_cast<std::size_t>(column);
    throw InputError(name_, header_line_, column_positions_[at], fmt::format("column '{}' {}", columns_[at], problem));
}

void CsvFile::fail_at_line(int line, const std::string& problem) const { throw InputError(name_, line, 0, problem); }

}  // namespace concord::scenarios
