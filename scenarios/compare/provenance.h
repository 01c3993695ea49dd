// A provenance record beside results: `ro-crate-metadata.json` (RO-Crate 1.1), which says what the files of the folder
// are, which program made them, from which scenarios, parameters and inputs. The only place where a date of writing is
// kept.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/compare/ensemble_plan.h"

namespace concord::scenarios {

struct Provenance {
    std::string name, description;
    std::vector<std::pair<std::string, std::string>> files;      // path in the folder -> what it is
    std::vector<std::pair<std::string, std::string>> scenarios;  // name -> text
    std::string parameters;                                      // what was used, in words
    Checksums inputs;                                            // what was read -> its SHA-256
    std::string source;                                          // where the figures of the place come from
};

// Of a comparison folder as `plan` describes it, with what lies there now.
Provenance provenance_of(const Plan& plan, const std::filesystem::path& folder);

// Writes the record into the folder; `date` is ISO 8601, today when empty. Beside a single results file, pass its
// folder and `file_name` other than the default so that records do not overwrite each other.
void write_provenance(const std::filesystem::path& folder, const Provenance& provenance, std::string date = {},
                      const std::string& file_name = "ro-crate-metadata.json");

}  // namespace concord::scenarios
