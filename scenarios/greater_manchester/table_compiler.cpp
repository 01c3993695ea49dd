#include "scenarios/greater_manchester/table_compiler.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/greater_manchester/official_files.h"
#include "sim/world/commuting.h"

namespace concord::scenarios {
namespace {

constexpr std::string_view kSource =
    "Office for National Statistics, Census 2021 and 2011; MHCLG, Indices of Deprivation 2025; DfE, Get Information About "
    "Schools, May 2025; House of Commons Library area names. Open Government Licence v3.0, names Open Parliament Licence "
    "v3.0. Contains OS data (c) Crown copyright and database right. Columns and licences: "
    "scenarios/greater_manchester/README.md";

using Level = std::map<std::pair<std::string, std::string>, std::string>;  // (district, code) -> name

CodeIndex index_of(const Level& level) {
    CodeIndex index;
    for (const auto& [key, name] : level) index.emplace(key.second, static_cast<int>(index.size()));
    return index;
}

// Adds a place to its level; the file repeats it for each neighbourhood and must not contradict itself.
void add(Level& level, std::map<std::string, std::string>& district_of, const CsvFile& file, std::size_t row,
         int code_column, int name_column, int district_column) {
    const std::string code(file.text(row, code_column)), district(file.text(row, district_column));
    const std::string name(file.text(row, name_column));
    if (district_of.emplace(code, district).first->second != district)
        file.fail(row, code_column, fmt::format("lies in {} here and in {} before", district, district_of[code]));
    if (level.emplace(std::pair(district, code), name).first->second != name)
        file.fail(row, name_column, fmt::format("was '{}' before for the same code", level[{district, code}]));
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
        if (!seen[static_cast<std::size_t>(place)])
            throw InputError(file.name(), 0, 0, fmt::format("has no row for {}; {} rows of {} codes are here", code, file.rows(), codes.size()));
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
    const CsvFile& file = loaded.csv;
    const int neighbourhood = file.column("lsoa21_code"), neighbourhood_name = file.column("lsoa21_name");
    const int area = file.column("msoa21_code"), area_name = file.column("msoa21_hcl_name");
    const int ward = file.column("ward24_code"), ward_name = file.column("ward24_name");
    const int district = file.column("lad_code"), district_name = file.column("lad_name");
    if (file.rows() == 0) file.fail_at_line(1, "has no rows");

    Level districts, areas, wards;
    std::map<std::string, std::string> district_of;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> order;  // (district, area, code) -> row
    std::map<std::string, std::size_t> seen;
    for (std::size_t row = 0; row < file.rows(); ++row) {
        add(districts, district_of, file, row, district, district_name, district);
        add(areas, district_of, file, row, area, area_name, district);
        add(wards, district_of, file, row, ward, ward_name, district);
        const std::string code(file.text(row, neighbourhood));
        if (!seen.emplace(code, row).second) file.fail(row, neighbourhood, "appears twice");
        order[{std::string(file.text(row, district)), std::string(file.text(row, area)), code}] = row;
    }

    Codes codes{index_of(districts), index_of(areas), {}};
    const CodeIndex ward_index = index_of(wards);
    for (const auto& [key, name] : districts) geography.districts.push_back({.code = key.second, .name = name});
    for (const auto& [key, name] : wards) geography.wards.push_back({key.second, name, codes.districts[key.first]});
    for (const auto& [key, name] : areas) {
        sim::Area& place = geography.areas.emplace_back();
        place.code = key.second;
        place.name = name;
        place.district = codes.districts[key.first];
    }
    for (const auto& [key, row] : order) {
        sim::Neighbourhood& place = geography.neighbourhoods.emplace_back();
        place.code = std::get<2>(key);
        place.name = file.text(row, neighbourhood_name);
        place.area = codes.areas[std::get<1>(key)];
        place.district = codes.districts[std::get<0>(key)];
        place.ward = ward_index.at(std::string(file.text(row, ward)));
        codes.neighbourhoods.emplace(place.code, static_cast<int>(codes.neighbourhoods.size()));
    }
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
