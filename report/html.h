// A report as one HTML file: opens from a disk without a network, reads without script, prints as a paper.
// What its script adds (sorting, filters) is in report/page, how it looks as well.
#pragma once

#include <filesystem>
#include <string>

#include "report/document.h"

namespace concord::report {

// Throws std::invalid_argument for a document with problems (check). The same document gives the same page.
std::string to_html(const Document& document);

// As a file that appears whole or not at all. Throws std::runtime_error with path and reason.
void write_html(const std::filesystem::path& path, const Document& document);

}  // namespace concord::report
