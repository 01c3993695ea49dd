#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "scenarios/files/csv_file.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/greater_manchester/table_columns.h"
#include "scenarios/greater_manchester/table_format.h"

namespace concord::scenarios {
namespace {

using Index = std::unordered_map<std::string_view, int>;  // code -> position; views into the file's text

// What follows `label` on comment line `line`; InputError when the line is not there.
std::string_view comment_value(const CsvFile& file, int line, std::string_view label) {
    const auto& comments = file.comments();
    const auto index = static_cast<std::size_t>(line - 1);
    if (index >= comments.size() || comments[index].substr(0, label.size()) != label)
        file.fail_at_line(line, fmt::format("'# {}...' is expected on this line", label));
    return comments[index].substr(label.size());
}

int comment_count(const CsvFile& file, int line, std::string_view label) {
    const std::string_view text = comment_value(file, line, label);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        file.fail_at_line(line, fmt::format("'{}' after '# {}' is not a whole number", text, label));
    return value;
}

void require_head(const CsvFile& file, std::string_view kind, std::size_t comment_lines) {
    const std::string_view found = comment_value(file, 1, kFormatLine);
    if (found != kind) file.fail_at_line(1, fmt::format("this is a table of {}; {} are expected", found, kind));
    const int rows = comment_count(file, 2, kRowsLine);
    if (file.comments().size() > comment_lines)
        file.fail_at_line(static_cast<int>(comment_lines) + 1,
                          fmt::format("{} comment lines are expected, then the header", comment_lines));
    if (static_cast<std::size_t>(rows) != file.rows())
        file.fail_at_line(2, fmt::format("{} rows are declared, {} are here: the file is cut short or was added to",
                                         rows, file.rows()));
}

double read_figure(const CsvFile& file, std::size_t row, int column, Figure figure) {
    switch (figure) {
        case Figure::kCount: return file.count(row, column);
        case Figure::kNotNegative: return file.not_negative(row, column);
        case Figure::kShare: return file.share(row, column);
        case Figure::kNumber: break;
    }
    return file.number(row, column);
}

template <class Place>
void read_figures(const CsvFile& file, std::size_t row, std::size_t first_column,
                  const std::vector<Column<Place>>& columns, Place& place) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i].set(place, read_figure(file, row, static_cast<int>(first_column + i), columns[i].figure));
}

int parent_of(const CsvFile& file, std::size_t row, int column, const Index& parents, std::string_view known_from) {
    const auto found = parents.find(file.text(row, column));
    if (found == parents.end()) file.fail(row, column, fmt::format("is unknown: it is not in {}", known_from));
    return found->second;
}

// Rows must come in order of (parent, code): codes then also cannot repeat within a parent.
template <class Place, class Parent>
void require_order(const CsvFile& file, const std::vector<Place>& places, Parent parent) {
    if (places.size() < 2) return;
    const Place &last = places.back(), &before = places[places.size() - 2];
    if (std::pair(parent(last), last.code) < std::pair(parent(before), before.code))
        file.fail(places.size() - 1, 0, fmt::format("is out of order: it must come before '{}'", before.code));
}

void index_code(const CsvFile& file, std::size_t row, Index& index) {
    if (!index.emplace(file.text(row, 0), static_cast<int>(row)).second) file.fail(row, 0, "appears twice");
}

// A place a row, with code and name in its first columns and what `rest(row, place)` reads; in order of parent(place).
template <class Place, class Rest, class Parent>
Index read_places(const CsvFile& file, std::vector<Place>& places, const Rest& rest, const Parent& parent) {
    Index index;
    for (std::size_t row = 0; row < file.rows(); ++row) {
        index_code(file, row, index);
        Place& place = places.emplace_back();
        place.code = file.name_at(row, 0);
        place.name = file.name_at(row, 1);
        rest(row, place);
        require_order(file, places, parent);
    }
    return index;
}

Index read_districts(const CsvFile& file, sim::Geography& geography) {
    require_head(file, "districts", 2);
    const auto columns = district_columns();
    file.require_columns(column_names(kDistrictText, columns));
    const auto rest = [&](std::size_t row, sim::District& place) {
        read_figures(file, row, kDistrictText.size(), columns, place);
    };
    return read_places(file, geography.districts, rest, [](const sim::District&) { return 0; });
}

Index read_wards(const CsvFile& file, const Index& districts, sim::Geography& geography) {
    require_head(file, "wards", 2);
    file.require_columns(kWardText);
    const auto rest = [&](std::size_t row, sim::Ward& place) {
        place.district = parent_of(file, row, 2, districts, kDistrictsFile);
    };
    return read_places(file, geography.wards, rest, [](const sim::Ward& ward) { return ward.district; });
}

Index read_areas(const CsvFile& file, const Index& districts, sim::Geography& geography) {
    require_head(file, "areas", 2);
    const auto columns = area_columns();
    file.require_columns(column_names(kAreaText, columns));
    const auto rest = [&](std::size_t row, sim::Area& place) {
        place.district = parent_of(file, row, 2, districts, kDistrictsFile);
        read_figures(file, row, kAreaText.size(), columns, place);
    };
    return read_places(file, geography.areas, rest, [](const sim::Area& area) { return area.district; });
}

// Margins are published apart and perturbed; a sum far from the residents is a slip of a keyboard, told here with its
// line because sim::check knows only codes.
void require_margins(const CsvFile& file, std::size_t row, const sim::Neighbourhood& place) {
    const auto require = [&](const auto& cells, int total, std::string_view total_column, std::string_view what) {
        int sum = 0;
        for (int count : cells) sum += count;
        if (std::abs(sum - total) > std::max(20, total / 20))
            file.fail(row, file.column(total_column),
                      fmt::format("disagrees with its {}, which sum to {}: within 5 % is expected", what, sum));
    };
    require(place.age, place.residents, "residents", "age bands");
    require(place.ethnic_group, place.residents, "residents", "ethnic groups");
    require(place.household_size, place.households, "households", "households by size");
    if (place.households < 1) file.fail(row, file.column("households"), "must be at least 1");
    if (place.work_at_home > place.in_work) file.fail(row, file.column("work_at_home"), "is more than all in work");
    if (place.residents_communal > place.residents)
        file.fail(row, file.column("residents_communal"), "is more than all residents");
}

void read_neighbourhoods(const CsvFile& file, const Index& areas, const Index& wards, sim::Geography& geography) {
    require_head(file, "neighbourhoods", 4);
    const auto columns = neighbourhood_columns();
    file.require_columns(column_names(kNeighbourhoodText, columns));
    Index index;
    geography.neighbourhoods.reserve(file.rows());
    for (std::size_t row = 0; row < file.rows(); ++row) {
        index_code(file, row, index);
        sim::Neighbourhood& place = geography.neighbourhoods.emplace_back();
        place.code = file.name_at(row, 0);
        place.name = file.name_at(row, 1);
        place.area = parent_of(file, row, 2, areas, kAreasFile);
        place.ward = parent_of(file, row, 3, wards, kWardsFile);
        place.district = geography.areas[place.area].district;
        if (geography.wards[place.ward].district != place.district)
            file.fail(row, 3, "lies in another district than the area");
        read_figures(file, row, kNeighbourhoodText.size(), columns, place);
        require_margins(file, row, place);
        require_order(file, geography.neighbourhoods,
                      [](const sim::Neighbourhood& neighbourhood) { return neighbourhood.area; });
    }
    const int declared = comment_count(file, 3, kTotalLine);
    if (geography.total_residents() != declared)
        file.fail_at_line(
            3, fmt::format("{} residents are declared, the rows sum to {}", declared, geography.total_residents()));
    geography.source = comment_value(file, 4, kSourceLine);
}

void read_commuting(const CsvFile& file, sim::Geography& geography) {
    require_head(file, "commuting", 2);
    const auto columns = commuting_columns();
    file.require_columns(column_names({}, columns));
    if (file.rows() != 1) file.fail_at_line(2, "one row is expected");
    read_figures(file, 0, 0, columns, geography.commuting);
}

std::string_view text_of(std::span<const EmbeddedFile> files, std::string_view name, const std::string& origin) {
    for (const EmbeddedFile& file : files)
        if (file.name == name) return file.text;
    throw InputError(origin + std::string(name), 0, 0, "is missing from the table");
}

}  // namespace

sim::Geography parse_table(std::span<const EmbeddedFile> files, const std::string& origin) {
    const auto open = [&](std::string_view name) {
        return CsvFile(origin + std::string(name), text_of(files, name, origin));
    };
    sim::Geography geography;
    const CsvFile districts = open(kDistrictsFile), wards = open(kWardsFile), areas = open(kAreasFile);
    const Index district_index = read_districts(districts, geography);
    const Index ward_index = read_wards(wards, district_index, geography);
    const Index area_index = read_areas(areas, district_index, geography);
    read_neighbourhoods(open(kNeighbourhoodsFile), area_index, ward_index, geography);
    read_commuting(open(kCommutingFile), geography);
    const std::vector<std::string> problems = sim::check(geography);
    if (!problems.empty()) throw InputError(origin + std::string(kNeighbourhoodsFile), 0, 0, problems.front());
    return geography;
}

sim::Geography read_table(const std::filesystem::path& folder) {
    std::array<std::string, kTableFileNames.size()> texts;
    std::vector<EmbeddedFile> files;
    for (std::size_t i = 0; i < kTableFileNames.size(); ++i) {
        texts[i] = read_text(folder / kTableFileNames[i]);
        files.push_back({kTableFileNames[i], texts[i]});
    }
    return parse_table(files, (folder / "").string());
}

sim::Geography built_in_greater_manchester() { return parse_table(embedded_table_files(), "built-in "); }

}  // namespace concord::scenarios
