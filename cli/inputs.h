// What several commands take in the same way: the geography, years, outputs.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "scenarios/files/checksum.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::cli {

// Empty: the built-in table. Throws InputError.
sim::Geography geography_from(const std::string& folder);
scenarios::Checksums table_checksums_of(const std::string& folder);  // SHA-256 of what it was read from
// Years of a scenario, where the command line names them: 1 to 30. Throws std::invalid_argument.
void set_years(sim::Scenario& scenario, const std::optional<int>& years);
// Prints what was made with `tell`; where standard output cannot be written, the error says that the work is in `out`.
void tell_or_say_where(const std::filesystem::path& out, const std::function<void()>& tell);
// Refuses a file that cannot or should not be written: no folder to hold it, a folder itself, a device, or something
// that exists already, unless `force` allows to replace a file. Throws std::invalid_argument.
void check_output(const std::filesystem::path& file, bool force);

}  // namespace concord::cli
