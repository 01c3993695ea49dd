// A workbook while it is put together: the part that touches libxlsxwriter, whose failures are exceptions here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "report/document.h"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace concord::report {

// How a cell looks; its tone colours it besides.
struct Look {
    std::string number_format{};  // empty: all digits
    double size = 0;              // of letters, in points; 0: as usual
    bool bold = false, right = false, indented = false, wrapped = false;
    friend auto operator<=>(const Look&, const Look&) = default;
};

// Rows and columns count from 0. All throw std::runtime_error with path and reason.
class WorkbookFile {
  public:
    // For `path`: what is put together goes to `unfinished` on close(), by way of temporary files in its folder.
    WorkbookFile(const std::filesystem::path& path, const std::filesystem::path& unfinished, const std::string& title);

    // What is written from now on goes to a new sheet of this name (sheet_name).
    void begin_sheet(const std::string& name);
    // A number where the cell holds one, text otherwise.
    void write(std::size_t row, std::size_t column, const Cell& cell, const Look& look = {});
    void set_width(std::size_t column, std::size_t characters);
    void set_lines(std::size_t row, std::size_t lines);  // as many as there is room for; one is as usual
    // The first row stays when scrolling, filters the `rows` below it and heads every printed page.
    void make_header(std::size_t rows, std::size_t columns);
    // At the head and foot of every printed page, which is as wide as the sheet.
    void set_margins(const std::string& head, const std::string& foot);
    void close();

  private:
    [[noreturn]] void fail(const std::string& reason) const;
    void check(int error) const;
    lxw_format* format(Tone tone, const Look& look);

    std::string path_, unfinished_, folder_;
    std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> workbook_;
    lxw_worksheet* sheet_ = nullptr;
    std::map<std::pair<Tone, Look>, lxw_format*> formats_;
};

}  // namespace concord::report
