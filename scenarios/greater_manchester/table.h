// The table of Greater Manchester's neighbourhoods: five small CSV files (README.md beside this says what every column
// means), read strictly and written in one fixed form, so that writing what was read gives the same bytes.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "scenarios/files/embedded.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

// The folder's districts.csv, wards.csv, areas.csv, neighbourhoods.csv and commuting.csv. Throws InputError (file,
// line, column) for a missing file or column, a cell that is no number or out of range, a code twice, a parent unknown,
// rows out of order or missing, totals that disagree with the header lines, and whatever sim::check finds.
sim::Geography read_table(const std::filesystem::path& folder);

// The same from text in memory; `origin` precedes file names in messages.
sim::Geography parse_table(std::span<const EmbeddedFile> files, const std::string& origin);

// Writes the five files, making the folder if need be. Figures are rounded as README.md says. Throws InputError when a
// file cannot be written.
void write_table(const sim::Geography& geography, const std::filesystem::path& folder);

// The text of one of the five files, as write_table writes it.
std::string table_text(const sim::Geography& geography, std::string_view file_name);

// The table compiled into the program.
sim::Geography built_in_greater_manchester();

// Without a folder the built-in table; else a table folder (it has neighbourhoods.csv) or a folder of official files
// (it has lookup_lsoa21_msoa21_ward_lad.csv), which is compiled. Throws InputError when it is neither.
sim::Geography load_geography(const std::optional<std::filesystem::path>& folder);

}  // namespace concord::scenarios
