// What a reader of files knows of the tables of measures: the measure of a name or title, the place of a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measures/record.h"

namespace concord::tests {

// The row of a table with that name, or that title; nullptr if there is none.
inline const sim::MeasureInfo* row_named(const auto& table, std::string_view name) {
    for (const sim::MeasureInfo& info : table)
        if (info.name == name) return &info;
    return nullptr;
}

inline const sim::MeasureInfo* row_titled(const auto& table, std::string_view title) {
    for (const sim::MeasureInfo& info : table)
        if (info.title == title) return &info;
    return nullptr;
}

// Headline outcomes and further measures.
inline const std::vector<sim::MeasureInfo>& known_outcomes() {
    static const std::vector<sim::MeasureInfo> rows = sim::outcome_rows();
    return rows;
}

// The cell that a label of the coordinate `group` stands for; nothing if it is no label of ours.
std::optional<sim::Cell> cell_of_group(const std::string& label);
// Of a place named in a figure: what is neither Greater Manchester nor a district lies below.
sim::Cell cell_of_place(const std::string& name);

// Of what a map says: "By ward, 5 Jan 2026", and "Feeling safe" or "Openness (state)". Nothing, and nullptr, of what is
// none of ours.
std::optional<sim::Resolution> resolution_of_map(const std::string& subtitle);
const sim::MeasureInfo* measure_of_map(const std::string& measure);
// Of a row of any of the tables' copies.
inline bool is_hate_incidents(const sim::MeasureInfo* info) {
    return info && info->name == sim::kOutcomeTable[sim::kOutcomeHateIncidents].name;
}

// The disclosure of a column of the ledger by its name in files, merged or not, or its words in figures; nullptr if
// there is no such column.
const sim::Disclosure* ledger_column(std::string_view name);
const sim::Disclosure* ledger_title(std::string_view title);

}  // namespace concord::tests
