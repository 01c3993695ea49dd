// What a run is made from, each with its SHA-256. Names in files: `table/FILE` for each file of the neighbourhood table
// (or of the official files it was compiled from), `parameter table` for what the program knows of its parameters,
// `draws/FILE`, `scenario` for its text with everything it extends, `parameters` for the values used (the text of
// `parameters_json`).
#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/files/checksum.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"

namespace concord::scenarios {

// Of the built-in table without a folder; else of the files load_geography reads there.
Checksums table_checksums(const std::optional<std::filesystem::path>& folder);

// Names, units, defaults, priors and ranges of the parameters this program has.
std::string parameter_table_checksum();

// `common` with the scenario and the values of one run.
Checksums with_run_inputs(Checksums common, const sim::Scenario& scenario, const sim::Parameters& parameters);

}  // namespace concord::scenarios
