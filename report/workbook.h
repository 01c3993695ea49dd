// A report as an XLSX workbook, for those who want its numbers: notes first, then a sheet for each table and
// for the data of each figure, in the order of the document. Every number is a number, every text is text (never a
// formula), and the same document makes the same bytes.
#pragma once

#include <filesystem>

#include "report/document.h"

namespace concord::report {

// Creates or replaces the file, which appears whole or not at all. Throws std::invalid_argument for a document with
// problems (check), and std::runtime_error with path and reason where it cannot be written.
void write_workbook(const std::filesystem::path& path, const Document& document);

}  // namespace concord::report
