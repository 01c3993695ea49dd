// A row of the tables of what is measured: states, items, outcomes, events, conditions of places. Files, figures and
// documents take their words from here, and ask its disclosure.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/measures/disclosure.h"

namespace concord::sim {

struct MeasureInfo {
    std::string_view name{};   // of variables in files
    std::string_view title{};  // for people
    std::string_view unit{};   // "percent of adults", "points (0-100)", ...
    std::string_view meaning{};
    int better = 0;           // +1 higher is better, -1 lower is better, 0 neither
    bool percentage = false;  // a proportion of adults that a survey could estimate
    Disclosure disclosure{};
};

template <class Row, std::size_t N>
constexpr std::array<std::string_view, N> names_of(const std::array<Row, N>& table) {
    std::array<std::string_view, N> names;
    for (std::size_t k = 0; k < N; ++k) names[k] = table[k].name;
    return names;
}

template <class Row, std::size_t N>
constexpr bool all_consistent(const std::array<Row, N>& table) {
    return std::all_of(table.begin(), table.end(), [](const Row& row) { return consistent(row.disclosure); });
}

}  // namespace concord::sim
