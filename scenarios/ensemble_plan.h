// The plan of a comparison (architecture.md, comparison folder): which scenario runs with which seed and parameters,
// one row a run. Written first as `plan.h5` and never changed, so that a comparison that was interrupted goes on to the
// very result it would have had.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::scenarios {

struct DrawsFile;  // scenarios/draws_file.h

enum class ParameterDraws { kDefaults, kPrior, kFile };   // kFile: rows of a file, such as a posterior

struct PlannedRun {
    int scenario = 0, replicate = 0;
    std::uint32_t seed = 1;  // the same for every scenario of a replicate: common random numbers
    int draw = 0;            // row of Plan::draws
    bool operator==(const PlannedRun&) const = default;
};

struct Plan {
    std::uint32_t seed = 1;  // everything random in the plan follows from it
    ParameterDraws parameters = ParameterDraws::kDefaults;
    int replicates = 0, years = 0, scale = 1;
    std::uint32_t population_seed = 1;
    std::string geography, inputs, start_date;  // source of the table; checksums of what was read
    std::string program_version, program_commit;
    std::vector<std::string> names, keys, purposes, texts;  // [scenarios], the baseline first; keys name files
    std::vector<PlannedRun> runs;                           // replicate by replicate
    std::vector<std::string> parameter_names;               // [parameters]
    std::vector<std::vector<double>> draws;                 // [1 or replicates][parameters]
    std::string draws_source{};                             // kFile: name of the file and digest of its values
    std::vector<std::vector<double>> cost_factors;  // [replicates][2 x kinds of lever]: published, then assumed prices

    int scenarios() const { return static_cast<int>(names.size()); }
    const PlannedRun& run(int scenario, int replicate) const {
        return runs.at(static_cast<std::size_t>(replicate * scenarios() + scenario));
    }
    // Of one run: its draw with the scenario's overrides on top.
    sim::Parameters parameters_of(const sim::Scenario& scenario, int replicate) const;
    // Factors of the unit costs of one run, [levers]; empty at defaults.
    std::vector<double> cost_factors_of(const sim::Scenario& scenario, int replicate) const;
};

struct PlanOptions {
    int replicates = 50;
    ParameterDraws parameters = ParameterDraws::kDefaults;
    std::uint32_t seed = 1;
    std::string inputs{};  // checksums of what was read, any text
    const DrawsFile* draws = nullptr;  // with kFile; at least as many rows as replicates
};

// Scenarios share start date and length; the first is the baseline. Throws std::invalid_argument with a sentence.
Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const PlanOptions& options);

void write_plan(const std::filesystem::path& path, const Plan& plan);
Plan read_plan(const std::filesystem::path& path);  // throws InputError

// What differs between the plan of a folder and the one asked for now, as a sentence; empty when nothing does.
std::string difference(const Plan& existing, const Plan& wanted);

std::string describe(ParameterDraws parameters);  // "defaults", "draws from the priors", "draws from a file"
// A file name from a scenario's name: lower case, digits and underscores.
std::string file_key(const std::string& name);

}  // namespace concord::scenarios
