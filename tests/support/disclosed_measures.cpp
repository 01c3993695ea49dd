#include "tests/support/disclosed_measures.h"

#include <algorithm>
#include <map>

#include "scenarios/greater_manchester/table.h"
#include "sim/measures/flows.h"

namespace concord::tests {

std::optional<sim::Cell> cell_of_group(const std::string& label) {
    if (label.starts_with("deprivation fifth "))
        return sim::Cell{sim::Resolution::kGreaterManchester, sim::Breakdown::kDeprivationFifth};
    if (label.starts_with("age ")) return sim::Cell{sim::Resolution::kGreaterManchester, sim::Breakdown::kAgeBand};
    if (label.starts_with("ethnic group "))
        return sim::Cell{sim::Resolution::kGreaterManchester, sim::Breakdown::kEthnicGroup};
    if (label == "households with children" || label == "households without children")
        return sim::Cell{sim::Resolution::kGreaterManchester, sim::Breakdown::kHousehold};
    const sim::Cell cell = cell_of_place(label);
    if (cell.at == sim::Resolution::kNeighbourhood) return std::nullopt;
    return cell;
}

sim::Cell cell_of_place(const std::string& name) {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    if (name == "Greater Manchester") return {sim::Resolution::kGreaterManchester};
    const bool made_up = name.starts_with("District ");  // of worlds made for tests
    const bool district = made_up || std::any_of(geography.districts.begin(), geography.districts.end(),
                                                 [&](const sim::District& d) { return d.name == name; });
    return {district ? sim::Resolution::kDistrict : sim::Resolution::kNeighbourhood};
}

std::optional<sim::Resolution> resolution_of_map(const std::string& subtitle) {
    static const std::map<std::string, sim::Resolution> levels = {
        {"By district", sim::Resolution::kDistrict},
        {"By ward", sim::Resolution::kWardOrArea},
        {"By area", sim::Resolution::kWardOrArea},
        {"By neighbourhood", sim::Resolution::kNeighbourhood}};
    const auto level = levels.find(subtitle.substr(0, subtitle.find(',')));
    if (level == levels.end()) return std::nullopt;
    return level->second;
}

const sim::MeasureInfo* measure_of_map(const std::string& measure) {
    constexpr std::string_view kState = " (state)";
    if (measure.ends_with(kState))
        return row_titled(sim::kStateTable, measure.substr(0, measure.size() - kState.size()));
    const sim::MeasureInfo* info = row_titled(known_outcomes(), measure);
    return info ? info : row_titled(sim::kItemTable, measure);
}

const sim::Disclosure* ledger_column(std::string_view name) {
    for (const sim::LedgerColumnInfo& column : sim::kLedgerTable)
        if (name == column.name || (!column.merged_name.empty() && name == column.merged_name))
            return &column.disclosure;
    return nullptr;
}

const sim::Disclosure* ledger_title(std::string_view title) {
    if (title.empty()) return nullptr;  // what no process does has no words
    for (std::size_t k = 0; k < sim::kLedgerColumns; ++k)
        for (const std::string_view words : sim::kLedgerTable[k].words)
            if (title == words) return &sim::kLedgerTable[k].disclosure;
    return nullptr;
}

}  // namespace concord::tests
