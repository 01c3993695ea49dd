// Scenario files (TOML, format = 1): what a user writes to say what is tried where, when, how strongly and at what
// cost. docs/scenario_file.md is the reference. Every mistake is an InputError with file, line, column, the offending
// value and what is allowed; the first one ends the reading.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/input_error.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

inline constexpr int kScenarioFormat = 1;
inline constexpr std::size_t kLargestScenarioFile =
    1024 * 1024;  // bytes; a scenario of a thousand levers is a tenth of it

// A file, or the name of a shipped scenario with or without .toml; a file of that name comes first. What it `extends`
// is looked for beside the file, then among the shipped ones.
sim::Scenario read_scenario(const std::filesystem::path& file_or_name, const sim::Geography& geography);

// From text; `name` stands for the file in messages. Can extend shipped scenarios only.
sim::Scenario read_scenario_text(const std::string& name, std::string_view text, const sim::Geography& geography);

// For people (`concord scenario show`): what is assumed, what is turned, whom it reaches, what it buys and costs.
std::string describe(const sim::Scenario& scenario, const sim::Geography& geography);

// A commented file to start from (`concord scenario new`); it reads as it stands.
std::string new_scenario_text(std::string_view name);

struct ShippedScenario {
    std::string file;  // status_quo_today.toml
    std::string name, purpose;
};
std::vector<ShippedScenario> list_scenarios();  // in order of file

}  // namespace concord::scenarios
