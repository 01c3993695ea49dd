// The commands of the program: each adds itself to the command line and, when chosen, returns the exit code. 0 done,
// 1 failed, 2 bad input or usage (thrown as InputError, std::invalid_argument or by CLI11, and told in main).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "cli/output.h"
#include "cli/stop.h"
#include "scenarios/files/text_table.h"

namespace concord::cli {

using scenarios::Format;
using scenarios::render;
using scenarios::Table;

using Action = std::function<int()>;

// Each adds one sub-command to `app`; `chosen` is set when the command line names it.
void add_run(CLI::App& app, Action& chosen);
void add_compare(CLI::App& app, Action& chosen);
void add_scenario(CLI::App& app, Action& chosen);
void add_population(CLI::App& app, Action& chosen);
void add_describe(CLI::App& app, Action& chosen);
void add_describe_assumptions(CLI::App& describe, Action& chosen);  // topics of it
void add_describe_support(CLI::App& describe, Action& chosen);
std::vector<Table> describe_model();  // the same
void add_explore(CLI::App& app, Action& chosen);
void add_fit_start(CLI::App& app, Action& chosen);
void add_validate(CLI::App& app, Action& chosen);
void add_sensitivity(CLI::App& app, Action& chosen);
void add_calibrate(CLI::App& app, Action& chosen);
void add_report(CLI::App& app, Action& chosen);

void add_format_option(CLI::App& command, Format& format);

// "1:20" -> 20. Throws std::invalid_argument with a sentence. 1:1 to 1:1000.
int parse_scale(const std::string& text);
// 0 -> all cores. Sets OpenMP's number of threads and returns it.
int use_threads(int threads);

}  // namespace concord::cli
