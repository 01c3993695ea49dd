// A table of words, printed as aligned text, Markdown or JSON: what `concord describe` and its kin have to say.
#pragma once

#include <string>
#include <vector>

namespace concord::scenarios {

enum class Format { kText, kMarkdown, kJson };

struct Table {
    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  // as many cells as columns
};

std::string render(const std::vector<Table>& tables, Format format);

}  // namespace concord::scenarios
