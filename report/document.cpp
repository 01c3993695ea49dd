#include "report/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace concord::report {
namespace {

bool is_id(const std::string& id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

class Problems {
  public:
    void id(const std::string& id) {
        if (!is_id(id))
            found.push_back(fmt::format("id \"{}\": only a to z, digits and dashes make one", id));
        else if (!ids_.insert(id).second)
            found.push_back(fmt::format("id \"{}\" is there twice", id));
    }
    void of(const Table& table) {
        id(table.id);
        if (table.columns.empty()) found.push_back(fmt::format("table {} has no columns", table.id));
        for (const Row& row : table.rows)
            if (row.cells.size() != table.columns.size())
                found.push_back(fmt::format("table {} has a row of {} cells for {} columns", table.id, row.cells.size(),
                                            table.columns.size()));
    }
    void of(const Figure& figure) {
        id(figure.id);
        for (const std::string& problem : figure::check(figure.figure))
            found.push_back(fmt::format("figure {}: {}", figure.id, problem));
    }
    template <class Other>
    void of(const Other&) {}

    std::vector<std::string> found;

  private:
    std::set<std::string> ids_;
};

}  // namespace

std::string words_of(Tone tone) {
    switch (tone) {
        case Tone::kGain: return "gain";
        case Tone::kHarm: return "harm";
        case Tone::kUnsure: return "cannot say";
        case Tone::kSmall: return "too small to matter";
        case Tone::kNotModelled: return "not modelled";
        case Tone::kNone: break;
    }
    return {};
}

std::vector<std::string> check(const Document& document) {
    Problems problems;
    if (document.sections.empty()) problems.found.emplace_back("the document has no sections");
    for (const Section& section : document.sections) {
        problems.id(section.id);
        for (const Block& block : section.blocks) std::visit([&](const auto& it) { problems.of(it); }, block);
    }
    return problems.found;
}

}  // namespace concord::report
