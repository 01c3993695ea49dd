#include "sim/parameters/parameters.h"

#include <algorithm>

namespace concord::sim {
namespace {

using Table = std::vector<ParameterInfo>;

template <typename Group>
void add(Table& table, const ParameterRow<Group>& row) {
    table.push_back({.name = std::string(row.name),
                     .group = &Group::kGroup,
                     .symbol = std::string(row.symbol),
                     .section = std::string(row.section),
                     .meaning = std::string(row.meaning),
                     .unit = std::string(row.unit),
                     .value = row.value,
                     .prior = row.prior.kind,
                     .low = row.prior.low,
                     .high = row.prior.high,
                     .grade = row.grade,
                     .source = std::string(row.source),
                     .field = row.field,
                     .array = nullptr,
                     .state = 0});
}

template <typename Group>
void add(Table& table, const StateParameterRow<Group>& row) {
    for (std::size_t s = 0; s < kStates; ++s) {
        const double value = row.values[s];
        const bool own = row.prior[s].kind != Prior::kFixed;
        const bool varied = own || (value != 0 && row.low_factor < row.high_factor);
        const auto [low, high] = own ? std::pair(row.prior[s].low, row.prior[s].high)
                                     : std::minmax({value * row.low_factor, value * row.high_factor});
        const std::string state(kStateNames[s]);
        const StateEvidence evidence =
            row.of_state[s].source.empty() ? StateEvidence{row.grade, row.source} : row.of_state[s];
        table.push_back({.name = std::string(row.name) + "_" + state,
                         .group = &Group::kGroup,
                         .symbol = std::string(kStateSymbols[s]),
                         .section = std::string(row.section),
                         .meaning = std::string(row.meaning) + ", " + state,
                         .unit = std::string(row.unit),
                         .value = value,
                         .prior = own      ? row.prior[s].kind
                                  : varied ? Prior::kTriangular
                                           : Prior::kFixed,
                         .low = varied ? low : -row.bound,
                         .high = varied ? high : row.bound,
                         .grade = evidence.grade,
                         .source = std::string(evidence.source),
                         .field = nullptr,
                         .array = row.field,
                         .state = static_cast<int>(s)});
    }
}

template <typename Group>
void add_group(Table& table) {
    if constexpr (requires { Group::kStateRows; })
        for (const auto& row : Group::kStateRows) add(table, row);
    for (const auto& row : Group::kRows) add(table, row);
}

template <typename... Groups>
Table table_of(const ParametersOf<Groups...>&) {
    Table table;
    (add_group<Groups>(table), ...);
    return table;
}

bool in_group(const ParameterInfo& info, std::string_view process) { return info.group->process == process; }

}  // namespace

std::span<const ParameterInfo> parameter_table() {
    static const Table table = table_of(Parameters{});
    return table;
}

std::span<const ParameterInfo> parameters_of(std::string_view process) {
    const auto table = parameter_table();
    const auto first = std::find_if(table.begin(), table.end(), [&](const auto& p) { return in_group(p, process); });
    return {first, std::find_if_not(first, table.end(), [&](const auto& p) { return in_group(p, process); })};
}

std::span<const ParameterGroup> parameter_groups() {
    static const std::vector<ParameterGroup> groups = [] {
        std::vector<ParameterGroup> all;
        for (const auto& info : parameter_table())
            if (all.empty() || all.back().process != info.group->process) all.push_back(*info.group);
        return all;
    }();
    return groups;
}

const ParameterInfo* find_parameter(std::string_view name) {
    for (const auto& info : parameter_table())
        if (info.name == name) return &info;
    return nullptr;
}

double get(const Parameters& parameters, const ParameterInfo& info) {
    return info.field ? parameters.*info.field : (parameters.*info.array)[info.state];
}

void set(Parameters& parameters, const ParameterInfo& info, double value) {
    (info.field ? parameters.*info.field : (parameters.*info.array)[info.state]) = value;
}

Parameters default_parameters() {
    Parameters p{};
    for (const auto& info : parameter_table()) set(p, info, info.value);
    return p;
}

}  // namespace concord::sim
