// The columns of the table's files, each told once: name, kind of figure, decimals, and the member of the world it
// fills. Reader and writer both walk these lists, so they cannot disagree.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/geography.h"

namespace concord::scenarios {

enum class Figure { kCount, kNumber, kNotNegative, kShare };

template <class Place>
struct Column {
    std::string name;
    Figure figure;
    int decimals;  // written after the point
    std::function<double(const Place&)> get;
    std::function<void(Place&, double)> set;
};

// Cells of text come first in every file; numbers follow in the order of these lists.
inline const std::vector<std::string> kDistrictText = {"district", "name"};
inline const std::vector<std::string> kWardText = {"ward", "name", "district"};
inline const std::vector<std::string> kAreaText = {"area", "name", "district"};
inline const std::vector<std::string> kNeighbourhoodText = {"neighbourhood", "name", "area", "ward"};

std::vector<Column<sim::District>> district_columns();
std::vector<Column<sim::Area>> area_columns();
std::vector<Column<sim::Neighbourhood>> neighbourhood_columns();
std::vector<Column<sim::CommutingModel>> commuting_columns();

// "age_35_49" of "35-49", "age_65_plus" of "65+": age bands as the official files name them too.
std::string age_column(std::string_view band);

// Names of all columns of a file: the text columns, then the figures.
template <class Place>
std::vector<std::string> column_names(std::vector<std::string> text, const std::vector<Column<Place>>& figures) {
    for (const Column<Place>& column : figures) text.push_back(column.name);
    return text;
}

}  // namespace concord::scenarios
