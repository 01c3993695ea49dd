#include <fmt/format.h>

#include <fstream>

#include "scenarios/files/input_error.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/greater_manchester/table_columns.h"
#include "scenarios/greater_manchester/table_format.h"

namespace concord::scenarios {
namespace {

std::string joined(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells) {
        if (!line.empty()) line += ',';
        line += cell.find_first_of(",\"") == std::string::npos ? cell : csv_quoted(cell);
    }
    return line;
}

// A negative figure that rounds to nothing is written 0.000, not -0.000.
std::string figure_text(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
    return text;
}

std::string head(std::string_view kind, std::size_t rows) {
    return fmt::format("# {}{}\n# {}{}\n", kFormatLine, kind, kRowsLine, rows);
}

// Header line and rows; `texts` gives a place's cells of text.
template <class Place, class Texts>
std::string body(const std::vector<Place>& places, const std::vector<std::string>& text_columns,
                 const std::vector<Column<Place>>& figures, Texts texts) {
    std::string lines = joined(column_names(text_columns, figures)) + '\n';
    for (const Place& place : places) {
        std::vector<std::string> cells = texts(place);
        for (const Column<Place>& column : figures) cells.push_back(figure_text(column.get(place), column.decimals));
        lines += joined(cells) + '\n';
    }
    return lines;
}

std::string district_code(const sim::Geography& geography, int district) { return geography.districts[district].code; }

std::string districts_text(const sim::Geography& geography) {
    return head("districts", geography.districts.size()) +
           body(geography.districts, kDistrictText, district_columns(), [](const sim::District& place) {
               return std::vector{place.code, place.name};
           });
}

std::string wards_text(const sim::Geography& geography) {
    return head("wards", geography.wards.size()) +
           body(geography.wards, kWardText, std::vector<Column<sim::Ward>>{}, [&](const sim::Ward& place) {
               return std::vector{place.code, place.name, district_code(geography, place.district)};
           });
}

std::string areas_text(const sim::Geography& geography) {
    return head("areas", geography.areas.size()) +
           body(geography.areas, kAreaText, area_columns(), [&](const sim::Area& place) {
               return std::vector{place.code, place.name, district_code(geography, place.district)};
           });
}

std::string neighbourhoods_text(const sim::Geography& geography) {
    return head("neighbourhoods", geography.neighbourhoods.size()) +
           fmt::format("# {}{}\n# {}{}\n", kTotalLine, geography.total_residents(), kSourceLine, geography.source) +
           body(geography.neighbourhoods, kNeighbourhoodText, neighbourhood_columns(),
                [&](const sim::Neighbourhood& place) {
                    return std::vector{place.code, place.name, geography.areas[place.area].code,
                                       geography.wards[place.ward].code};
                });
}

std::string commuting_text(const sim::Geography& geography) {
    return head("commuting", 1) + body(std::vector{geography.commuting}, {}, commuting_columns(),
                                       [](const sim::CommutingModel&) { return std::vector<std::string>{}; });
}

}  // namespace

std::string table_text(const sim::Geography& geography, std::string_view file_name) {
    if (file_name == kDistrictsFile) return districts_text(geography);
    if (file_name == kWardsFile) return wards_text(geography);
    if (file_name == kAreasFile) return areas_text(geography);
    if (file_name == kNeighbourhoodsFile) return neighbourhoods_text(geography);
    if (file_name == kCommutingFile) return commuting_text(geography);
    throw InputError(std::string(file_name), 0, 0, "is not a file of the table");
}

void write_table(const sim::Geography& geography, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (std::string_view name : kTableFileNames) {
        const std::filesystem::path path = folder / name;
        std::ofstream stream(path, std::ios::binary);
        stream << table_text(geography, name);
        stream.close();
        if (!stream)
            throw InputError(path.string(), 0, 0, "cannot be written: does the folder exist, and may you write there?");
    }
}

}  // namespace concord::scenarios
