// The report's page as PDF, printed by a browser that is installed: Chromium (with bookmarks and tags) or WeasyPrint.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace concord::report {

// Prints the page to `pdf`, which appears whole or not at all, within two minutes (WeasyPrint: five). Nothing when it
// is printed; otherwise a sentence on why it is not: no such program is installed, or what the program said.
std::optional<std::string> print_pdf(const std::filesystem::path& html, const std::filesystem::path& pdf);

}  // namespace concord::report
