// A table of the report as HTML: caption, heads with their scope, signs and words for what a cell says at a glance,
// what the page's script sorts and filters by. What is wider than its page scrolls inside a group of its own.
#pragma once

#include <string>

#include "report/document.h"
#include "report/markup.h"

namespace concord::report {

// How a tone is shown besides by its colour and words_of it; empty for kNone.
std::string sign_of(Tone tone);

// `number`: "Table 3". `sorts`: whether its rows may be put in another order by the reader.
void add_table(Markup& html, const Table& table, const std::string& number, bool sorts = true);

}  // namespace concord::report
