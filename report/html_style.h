// What the HTML report's one <style> says: its font, the foot of its printed pages, report/page/style.css.
#pragma once

#include <string>
#include <string_view>

#include "report/document.h"

namespace concord::report {

// `set`: everything that the page shows, whose characters its font must have.
std::string page_style(const Document& document, std::string_view set);

// Text within quotes in CSS: nothing in it ends the string or the <style> around it.
std::string css_string(std::string_view text);

// "sha256-...", by which a page's content security policy knows its own style and script.
std::string content_hash(std::string_view content);

}  // namespace concord::report
