// A figure of the report as HTML: its picture with alt text and tooltips, its words as text of the page, its numbers as
// a table.
#pragma once

#include <string>

#include "report/document.h"
#include "report/markup.h"

namespace concord::report {

// `number`: "Figure 3".
void add_figure(Markup& html, const Figure& figure, const std::string& number);

}  // namespace concord::report
