#include "cli/inputs.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "cli/output.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/files/paths.h"
#include "scenarios/format/fixed_parameter.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/calendar.h"
#include "sim/measures/measure.h"

namespace concord::cli {

namespace {

std::optional<std::filesystem::path> source(const std::string& folder) {
    return folder.empty() ? std::nullopt : std::optional<std::filesystem::path>(folder);
}

}  // namespace

sim::Geography geography_from(const std::string& folder) { return scenarios::load_geography(source(folder)); }

scenarios::Checksums table_checksums_of(const std::string& folder) {
    return scenarios::table_checksums(source(folder));
}

void add_adjustments(CLI::App& command, Adjustments& adjustments) {
    CLI::Option* years = command.add_option("--years", adjustments.years, "1 to 30 (default: the scenario's)");
    command
        .add_option("--weeks", adjustments.weeks,
                    adjustments.whole_years ? "length in weeks instead: whole years, 52 to 1560 in steps of 52"
                                            : "length in weeks instead: whole four-week periods, 0 to 1560")
        ->excludes(years);
    command
        .add_option("--set", adjustments.settings,
                    "PARAMETER=VALUE, fixed in every draw; may be given again (concord describe parameters)")
        ->allow_extra_args(false);
}

void adjust(sim::Scenario& scenario, const Adjustments& adjustments) {
    constexpr int kLongest = 30;
    if (const auto& years = adjustments.years) {
        if (*years < 1 || *years > kLongest)
            throw std::invalid_argument("--years " + std::to_string(*years) + ": expected 1 to 30");
        scenario.years = *years;
    }
    if (const auto& weeks = adjustments.weeks) {
        if (adjustments.whole_years &&
            (*weeks < sim::kWeeksPerYear || *weeks > kLongest * sim::kWeeksPerYear || *weeks % sim::kWeeksPerYear != 0))
            throw std::invalid_argument("--weeks " + std::to_string(*weeks) +
                                        ": a comparison takes whole years, 52 to 1560 weeks in steps of 52, as it "
                                        "judges by the last; pairs of other lengths: concord sensitivity, or "
                                        "World.evaluate in Python");
        if (*weeks < 0 || *weeks > kLongest * sim::kWeeksPerYear || *weeks % sim::kWeeksPerPeriod != 0)
            throw std::invalid_argument("--weeks " + std::to_string(*weeks) +
                                        ": expected whole four-week periods, 0 to 1560");
        scenario.years = std::max(1, (*weeks + sim::kWeeksPerYear - 1) / sim::kWeeksPerYear);
        scenario.weeks = *weeks;
    }
    for (const std::string& setting : adjustments.settings) scenarios::fix_parameter(scenario, setting);
}

void add_outputs(CLI::App& command, std::vector<std::string>& outputs) {
    std::vector<std::string> names;
    for (const sim::MeasureInfo& row : sim::outcome_rows()) names.emplace_back(row.name);
    command
        .add_option(
            "--outputs", outputs,
            "print these outcomes of Greater Manchester alone, separated by commas (concord describe measures); "
            "what can be concluded, and the files, are of all")
        ->delimiter(',')
        ->check(CLI::IsMember(names));
}

void tell_or_say_where(const std::filesystem::path& out, const std::function<void()>& tell) {
    try {
        tell();
        finish_output();
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(std::string(error.what()) + "; the results are whole, in " + out.string());
    }
}

void check_output(const std::filesystem::path& file, bool force) {
    namespace fs = std::filesystem;
    const std::string name = file.string();
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code refused;
    (void)fs::symlink_status(file, refused);
    if (refused == std::errc::filename_too_long) throw std::invalid_argument(name + ": " + refused.message());
    if (!scenarios::is_folder(folder)) throw std::invalid_argument(name + ": there is no folder " + folder.string());
    if (scenarios::is_folder(file)) throw std::invalid_argument(name + " is a folder; --out needs a file");
    if (!scenarios::is_there(file)) return;
    if (!scenarios::is_file(file)) throw std::invalid_argument(name + " is not an ordinary file; --out needs one");
    if (!force) throw std::invalid_argument(name + " exists already; --force replaces it, nothing was written");
}

}  // namespace concord::cli
