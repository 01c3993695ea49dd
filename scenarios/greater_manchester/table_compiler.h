// Compiles the table of neighbourhoods from official files (Census 2021, Indices of Deprivation 2025, schools, Census
// 2011 commuting), laid out as README.md beside this tells. Country of birth, language and religion are never read.
#pragma once

#include <filesystem>
#include <string_view>

#include "scenarios/greater_manchester/commuting_fit.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

// The file that tells a folder of official files from others.
inline constexpr std::string_view kLookupFile = "lookup_lsoa21_msoa21_ward_lad.csv";

// What the compiler decided on the way; `concord-compile-table` prints it.
struct CompileReport {
    int schools = 0, colleges = 0, universities = 0;
    int rolls_filled = 0;  // schools with a blank number of pupils, given their phase's mean
    int nurseries_left_out = 0;
    int others_left_out = 0;  // secure units and the like
    int outside_gm = 0;
    CommutingFit commuting;
};

// Throws InputError for a missing file or column, a code missing, unknown or twice, and any figure that is malformed.
sim::Geography compile_geography(const std::filesystem::path& source_folder, CompileReport* report = nullptr);

}  // namespace concord::scenarios
