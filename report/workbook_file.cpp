#include "report/workbook_file.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "report/workbook_cells.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"

namespace concord::report {
namespace {

// 2000-01-01: a workbook tells when it was made, and its bytes must not depend on that.
constexpr time_t kMade = 946'684'800;

// Bytes of what stands at the head or foot of a page; Excel takes 255 with marks and doubled ampersands.
constexpr std::size_t kLongestMargin = 110;

std::string margin_text(const std::string& text) {
    std::string shown = scenarios::replaced(scenarios::printable(text), "\n", " ");
    if (shown.size() > kLongestMargin) {
        std::size_t end = kLongestMargin;
        while (!scenarios::starts_character(shown[end])) --end;
        shown = shown.substr(0, end) + "\u2026";
    }
    return scenarios::replaced(std::move(shown), "&", "&&");
}

lxw_color_t code_of(figure::Colour colour) {
    return static_cast<lxw_color_t>(colour.r) << 16 | static_cast<lxw_color_t>(colour.g) << 8 | colour.b;
}

// Row and column of the library's types; what is too large for them is too large for a sheet as well.
lxw_row_t row_number(std::size_t row) { return static_cast<lxw_row_t>(std::min<std::size_t>(row, LXW_ROW_MAX)); }
lxw_col_t column_number(std::size_t column) {
    return static_cast<lxw_col_t>(std::min<std::size_t>(column, LXW_COL_MAX));
}

}  // namespace

WorkbookFile::WorkbookFile(const std::filesystem::path& path, const std::filesystem::path& unfinished,
                           const std::string& title)
    : path_(path.string()),
      unfinished_(unfinished.string()),
      folder_(path.has_parent_path() ? path.parent_path().string() : "."),
      workbook_(nullptr, lxw_workbook_free) {
    lxw_workbook_options options{.constant_memory = LXW_FALSE, .tmpdir = folder_.data(), .use_zip64 = LXW_FALSE};
    workbook_.reset(workbook_new_opt(unfinished_.c_str(), &options));
    if (!workbook_) fail("no memory");
    std::string shown = cell_text(title);
    lxw_doc_properties properties{};
    properties.title = shown.data();
    properties.created = kMade;
    check(workbook_set_properties(workbook_.get(), &properties));
}

void WorkbookFile::fail(const std::string& reason) const {
    throw std::runtime_error(fmt::format("{}: cannot write the workbook: {}", path_, reason));
}

void WorkbookFile::check(int error) const {
    if (error != LXW_NO_ERROR) fail(lxw_strerror(static_cast<lxw_error>(error)));
}

lxw_format* WorkbookFile::format(Tone tone, const Look& look) {
    lxw_format*& format = formats_[{tone, look}];
    if (format != nullptr) return format;
    format = workbook_add_format(workbook_.get());
    if (format == nullptr) fail("no memory");
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (tone != Tone::kNone) format_set_bg_color(format, code_of(tone_colour(tone)));
    if (!look.number_format.empty()) format_set_num_format(format, look.number_format.c_str());
    if (look.size > 0) format_set_font_size(format, look.size);
    if (look.bold) format_set_bold(format);
    if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (look.indented) format_set_indent(format, 1);
    if (look.wrapped) format_set_text_wrap(format);
    return format;
}

void WorkbookFile::begin_sheet(const std::string& name) {
    sheet_ = workbook_add_worksheet(workbook_.get(), name.c_str());
    if (sheet_ == nullptr) fail(fmt::format("no sheet can be named '{}'", name));
}

void WorkbookFile::write(std::size_t row, std::size_t column, const Cell& cell, const Look& look) {
    lxw_format* const shown = format(cell.tone, look);
    check(holds_number(cell)
              ? worksheet_write_number(sheet_, row_number(row), column_number(column), cell.number, shown)
              : worksheet_write_string(sheet_, row_number(row), column_number(column), cell_text(cell.text).c_str(),
                                       shown));
}

void WorkbookFile::set_width(std::size_t column, std::size_t characters) {
    check(worksheet_set_column(sheet_, column_number(column), column_number(column), static_cast<double>(characters),
                               nullptr));
}

void WorkbookFile::set_lines(std::size_t row, std::size_t lines) {
    constexpr double kHighest = 409;  // points, in Excel
    if (lines <= 1) return;
    const double height = std::min(static_cast<double>(lines) * LXW_DEF_ROW_HEIGHT, kHighest);
    check(worksheet_set_row(sheet_, row_number(row), height, nullptr));
}

void WorkbookFile::make_header(std::size_t rows, std::size_t columns) {
    worksheet_freeze_panes(sheet_, 1, 0);
    check(worksheet_repeat_rows(sheet_, 0, 0));
    check(worksheet_autofilter(sheet_, 0, 0, row_number(rows), column_number(columns - 1)));
}

void WorkbookFile::set_margins(const std::string& head, const std::string& foot) {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);        // A4
    worksheet_fit_to_pages(sheet_, 1, 0);  // as many pages down as it takes
    check(worksheet_set_header(sheet_, ("&L" + margin_text(head)).c_str()));
    check(worksheet_set_footer(sheet_, ("&L" + margin_text(foot) + "&RPage &P of &N").c_str()));
}

void WorkbookFile::close() {
    errno = 0;
    const lxw_error error = workbook_close(workbook_.release());
    if (error != LXW_NO_ERROR) fail(errno != 0 ? std::strerror(errno) : lxw_strerror(error));
}

}  // namespace concord::report
