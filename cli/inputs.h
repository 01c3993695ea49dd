// What several commands take in the same way: the geography, years, outputs.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/files/checksum.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::cli {

// Empty: the built-in table. Throws InputError.
sim::Geography geography_from(const std::string& folder);
scenarios::Checksums table_checksums_of(const std::string& folder);  // SHA-256 of what it was read from
// What the command line says of a run besides its scenario.
struct Adjustments {
    std::optional<int> years, weeks;      // 1 to 30; whole four-week periods, 0 to 1560; not both
    std::vector<std::string> settings{};  // PARAMETER=VALUE, fixed in every draw
    bool whole_years = false;             // of a comparison, which judges by its last year: weeks are 52 to 1560 by 52
};
void add_adjustments(CLI::App& command, Adjustments& adjustments);
// Throws std::invalid_argument naming what is not allowed.
void adjust(sim::Scenario& scenario, const Adjustments& adjustments);
// --outputs OUTCOME,...: which outcomes are printed, in `outputs`; whether they are such is checked when the command
// line is read. Files have all.
void add_outputs(CLI::App& command, std::vector<std::string>& outputs);
// Prints what was made with `tell`; where standard output cannot be written, the error says that the work is in `out`.
void tell_or_say_where(const std::filesystem::path& out, const std::function<void()>& tell);
// Refuses a file that cannot or should not be written: no folder to hold it, a folder itself, a device, or something
// that exists already, unless `force` allows to replace a file. Throws std::invalid_argument.
void check_output(const std::filesystem::path& file, bool force);

}  // namespace concord::cli
