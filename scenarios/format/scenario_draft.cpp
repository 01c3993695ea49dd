#include "scenarios/format/scenario_draft.h"

namespace concord::scenarios {

FilePlace place_of(const CheckedTable& table, const TomlNode& node) { return {table.file(), node.line, node.column}; }

std::vector<std::string_view> district_names(const sim::Geography& geography) {
    std::vector<std::string_view> names;
    for (const sim::District& district : geography.districts) names.push_back(district.name);
    return names;
}

}  // namespace concord::scenarios
