#include "scenarios/greater_manchester/table_compiler.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

#include "scenarios/greater_manchester/official_files.h"
#include "sim/world/commuting.h"

namespace concord::scenarios {
namespace {

constexpr std::string_view kSource =
    "Office for National Statistics, Census 2021 and 2011; MHCLG, Indices of Deprivation 2025; DfE, Get Information "
    "About "
    "Schools, May 2025; House of Commons Library area names. Open Government Licence v3.0, names Open Parliament "
    "Licence "
    "v3.0. Contains OS data (c) Crown copyright and database right. Columns and licences: "
    "scenarios/greater_manchester/README.md";

using Level = std::map<std::pair<std::string, std::string>, std::string>;  // (district, code) -> name

CodeIndex index_of(const Level& level) {
    CodeIndex index;
    for (const auto& [key, name] : level) index.emplace(key.second, static_cast<int>(index.size()));
    return index;
}

// The lookup's columns, and the levels above the neighbourhood as they are met row by row.
struct Hierarchy {
    explicit Hierarchy(const CsvFile& lookup) : file(lookup) {}

    // Adds a place to its level; the file repeats it for each neighbourhood and must not contradict itself.
    void add(Level& level, std::size_t row, int code_column, int name_column) {
        const std::string code(file.text(row, code_column)), name(file.text(row, name_column));
        const std::string home(file.text(row, district));
        if (const auto [known, fresh] = district_of.emplace(code, home); !fresh && known->second != home)
            file.fail(row, code_column, fmt::format("lies in {} here and in {} before", home, known->second));
        if (const auto [known, fresh] = level.emplace(std::pair(home, code), name); !fresh && known->second != name)
            file.fail(row, name_column, fmt::format("was '{}' before for the same code", known->second));
    }

    void add_row(std::size_t row) {
        add(districts, row, district, district_name);
        add(areas, row, area, area_name);
        add(wards, row, ward, ward_name);
        const std::string code(file.text(row, neighbourhood));
        if (!seen.insert(code).second) file.fail(row, neighbourhood, "appears twice");
        rows[{std::string(file.text(row, district)), std::string(file.text(row, area)), code}] = row;
    }

    const CsvFile& file;
    int neighbourhood = file.column("lsoa21_code"), neighbourhood_name = file.column("lsoa21_name");
    int area = file.column("msoa21_code"), area_name = file.column("msoa21_hcl_name");
    int ward = file.column("ward24_code"), ward_name = file.column("ward24_name");
    int district = file.column("lad_code"), district_name = file.column("lad_name");

    Level districts, areas, wards;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> rows;  // (district, area, code) -> row
    std::map<std::string, std::string> district_of;
    std::set<std::string> seen;
};

void fill_parents(const Hierarchy& found, Codes& codes, sim::Geography& geography) {
    for (const auto& [key, name] : found.districts) geography.districts.push_back({.code = key.second, .name = name});
    for (const auto& [key, name] : found.wards)
        geography.wards.push_back({key.second, name, codes.districts.at(key.first)});
    for (const auto& [key, name] : found.areas) {
        sim::Area& place = geography.areas.emplace_back();
        place.code = key.second;
        place.name = name;
        place.district = codes.districts.at(key.first);
    }
}

void fill_neighbourhoods(const Hierarchy& found, Codes& codes, sim::Geography& geography) {
    const CodeIndex wards = index_of(found.wards);
    for (const auto& [key, row] : found.rows) {
        const auto& [district, area, code] = key;
        sim::Neighbourhood& place = geography.neighbourhoods.emplace_back();
        place.code = code;
        place.name = found.file.text(row, found.neighbourhood_name);
        place.area = codes.areas.at(area);
        place.district = codes.districts.at(district);
        place.ward = wards.at(std::string(found.file.text(row, found.ward)));
        codes.neighbourhoods.emplace(code, static_cast<int>(codes.neighbourhoods.size()));
    }
}

}  // namespace

FileByCode::FileByCode(const std::filesystem::path& path, std::string_view code_column, const CodeIndex& codes)
    : loaded_(path), rows_(codes.size()) {
    const CsvFile& file = loaded_.csv;
    const int column_index = file.column(code_column);
    std::vector<bool> seen(codes.size(), false);
    for (std::size_t row = 0; row < file.rows(); ++row) {
        const auto found = codes.find(std::string(file.text(row, column_index)));
        if (found == codes.end()) file.fail(row, column_index, fmt::format("is unknown: it is not in {}", kLookupFile));
        const auto place = static_cast<std::size_t>(found->second);
        if (seen[place]) file.fail(row, column_index, "appears twice");
        seen[place] = true;
        rows_[place] = row;
    }
    for (const auto& [code, place] : codes)
        if (!seen[place])
            throw InputError(
                file.name(), 0, 0,
                fmt::format("has no row for {}; {} rows of {} codes are here", code, file.rows(), codes.size()));
}

double FileByCode::number(std::size_t place, std::string_view name) const {
    return loaded_.csv.number(row_of(place), column(name));
}

double FileByCode::not_negative(std::size_t place, std::string_view name) const {
    return loaded_.csv.not_negative(row_of(place), column(name));
}

void FileByCode::fail(std::size_t place, std::string_view name, const std::string& problem) const {
    loaded_.csv.fail(row_of(place), column(name), problem);
}

Codes read_hierarchy(const std::filesystem::path& folder, sim::Geography& geography) {
    const LoadedCsv loaded(folder / kLookupFile);
    if (loaded.csv.rows() == 0) loaded.csv.fail_at_line(1, "has no rows");
    Hierarchy found(loaded.csv);
    for (std::size_t row = 0; row < loaded.csv.rows(); ++row) found.add_row(row);
    Codes codes{index_of(found.districts), index_of(found.areas), {}};
    fill_parents(found, codes, geography);
    fill_neighbourhoods(found, codes, geography);
    return codes;
}

sim::Geography compile_geography(const std::filesystem::path& source_folder, CompileReport* report) {
    CompileReport own_report;
    CompileReport& told = report ? *report : own_report;
    sim::Geography geography;
    geography.source = kSource;
    const Codes codes = read_hierarchy(source_folder, geography);
    read_census(source_folder, codes, geography);
    read_schools(source_folder, codes, geography, told);
    const std::vector<double> flows = read_commuting_flows(source_folder, codes, geography);

    std::vector<int> district_of;
    for (const sim::Area& area : geography.areas) district_of.push_back(area.district);
    told.commuting = fit_commuting(flows, sim::area_distances(geography), district_of);
    geography.commuting = {told.commuting.decay, told.commuting.power, told.commuting.share_by_district_pair};

    const std::vector<std::string> problems = sim::check(geography);
    if (!problems.empty()) throw InputError(source_folder.string(), 0, 0, problems.front());
    return geography;
}

}  // namespace concord::scenarios
