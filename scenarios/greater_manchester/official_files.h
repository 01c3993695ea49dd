// The official files the table is compiled from: what each gives and how it is matched to neighbourhoods, areas and
// districts by code.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/files/csv_file.h"
#include "scenarios/greater_manchester/table_compiler.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

using CodeIndex = std::unordered_map<std::string, int>;  // code -> position in the Geography

struct Codes {
    CodeIndex districts, areas, neighbourhoods;
};

// A file with one row for each place of a level: `row_of(place)` is its row. InputError when a code is unknown, appears
// twice or is missing.
class FileByCode {
  public:
    FileByCode(const std::filesystem::path& path, std::string_view code_column, const CodeIndex& codes);

    std::size_t row_of(std::size_t place) const { return rows_[place]; }
    std::size_t places() const { return rows_.size(); }
    int column(std::string_view name) const { return loaded_.csv.column(name); }
    int count(std::size_t place, int column_index) const { return loaded_.csv.count(row_of(place), column_index); }
    int count(std::size_t place, std::string_view name) const { return count(place, column(name)); }
    double number(std::size_t place, std::string_view name) const;
    double not_negative(std::size_t place, std::string_view name) const;
    [[noreturn]] void fail(std::size_t place, std::string_view name, const std::string& problem) const;

  private:
    LoadedCsv loaded_;
    std::vector<std::size_t> rows_;
};

// Districts, wards, areas and neighbourhoods with codes, names and parents, in the order the Geography promises.
Codes read_hierarchy(const std::filesystem::path& folder, sim::Geography& geography);

// Census margins, churn, deprivation and police-recorded rates of neighbourhoods; ages of areas; the inactive of
// districts.
void read_census(const std::filesystem::path& folder, const Codes& codes, sim::Geography& geography);

// Schools, colleges and universities. Nurseries are left out; special and independent schools, alternative provision
// and all-through schools count as secondary; a blank roll gets the mean of the schools of its published phase.
void read_schools(const std::filesystem::path& folder, const Codes& codes, sim::Geography& geography,
                  CompileReport& report);

// Jobs and the share working outside GM, and the 2011 flows carried over to areas of 2021 (A*A, row-major).
std::vector<double> read_commuting_flows(const std::filesystem::path& folder, const Codes& codes,
                                         sim::Geography& geography);

}  // namespace concord::scenarios
