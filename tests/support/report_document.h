// A report with one of everything, realistic enough to be looked at, and names as nobody should choose them.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"

namespace concord::tests {

// Markup, quotes, a formula, text that turns the direction of reading, 10,000 characters, emoji.
std::vector<std::string> hostile_names();

// Every kind of block and of figure; rows to filter by outcome and district; a chapter of hostile names.
report::Document report_document();

}  // namespace concord::tests
