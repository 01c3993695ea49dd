#include "scenarios/format/scenario_draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {

FilePlace place_of(const CheckedTable& table, const TomlNode& node) { return {table.file(), node.line, node.column}; }

void fail(const FilePlace& place, const std::string& problem) {
    throw InputError(place.file, place.line, place.column, problem);
}

std::size_t kind_of(const std::string& file, const TomlNode& entry, const std::string& title, std::string_view what,
                    const std::vector<std::string_view>& names) {
    if (entry.kind != TomlNode::Kind::kTable)
        throw InputError(file, entry.line, entry.column,
                         fmt::format("{} is not a table; start it with [[{}]]", title, what));
    const TomlEntry* kind = entry.find("kind");
    if (!kind)
        throw InputError(file, entry.line, entry.column,
                         fmt::format("{} has no kind; allowed are {}", title, either(names, "and")));
    for (std::size_t k = 0; k < names.size(); ++k)
        if (kind->value.kind == TomlNode::Kind::kText && kind->value.text == names[k]) return k;
    throw InputError(file, kind->value.line, kind->value.column,
                     fmt::format("no {} {}{}; allowed are {}", what, shown(kind->value),
                                 suggestion(kind->value.text, names), either(names, "and")));
}

std::vector<std::string_view> district_names(const sim::Geography& geography) {
    std::vector<std::string_view> names;
    for (const sim::District& district : geography.districts) names.push_back(district.name);
    return names;
}

int district_of(const CheckedTable& table, const TomlNode& name, const sim::Geography& geography,
                std::string_view also) {
    const auto names = district_names(geography);
    const auto found = std::find(names.begin(), names.end(), name.text);
    if (name.kind != TomlNode::Kind::kText || found == names.end())
        table.fail(name, fmt::format("no district {}{}; allowed are {}{}", shown(name), suggestion(name.text, names),
                                     also, either(names, "and")));
    return static_cast<int>(found - names.begin());
}

}  // namespace concord::scenarios
