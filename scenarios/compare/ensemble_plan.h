// The plan of a comparison (docs/comparison_folder.md): which scenario runs with which seed and parameters,
// one row a run. Written first as `plan.h5`, so that a comparison that was interrupted goes on to the very result it
// would have had. A plan can grow, by replicates and by scenarios, and nothing else of it changes.
//
// Two checksums say to whom a file belongs. The plan's covers what all its runs share (program, inputs, settings) and
// not how many there are, so that it stays as the plan grows. A run's covers the plan's, its scenario, seed and
// parameter values. Every shard and every results file that is kept carries both.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/checksum.h"
#include "scenarios/format/units_table.h"
#include "sim/measures/verdict.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/reach.h"
#include "sim/policy/regimes.h"
#include "sim/policy/scenario.h"
#include "sim/run/simulation.h"
#include "sim/world/world.h"

namespace concord::scenarios {

struct DrawsFile;  // scenarios/compare/draws_file.h

// kFile: rows of a file, such as a posterior; kGiven: rows that somebody asked to be evaluated.
enum class ParameterDraws { kDefaults, kPrior, kFile, kGiven };

struct PlannedRun {
    int scenario = 0, replicate = 0;
    std::uint32_t seed = 1;  // the same for every scenario of a replicate: common random numbers
    int draw = 0;            // row of Plan::draws
    bool operator==(const PlannedRun&) const = default;
};

struct Plan {
    std::uint32_t seed = 1;  // everything random in the plan follows from it
    ParameterDraws parameters = ParameterDraws::kDefaults;
    int replicates = 0, weeks = 0, scale = 1;
    std::uint32_t population_seed = 1;
    std::string geography, start_date;  // source of the table
    Checksums inputs;                   // of what was read for all runs: table, parameter table, draws
    std::string assumption{};           // what sets all its runs apart (set_apart_by), as it was asked for
    sim::Kernel kernel = sim::Kernel::kAssimilation;
    std::vector<sim::SmallestDifference> matters{};  // [outcomes] declared before the runs
    // [scenarios][outcomes] how near what differs from the baseline comes to an outcome, in the draw where it comes
    // nearest.
    std::vector<std::vector<sim::Reach>> reach{};
    std::vector<std::array<sim::Reach, sim::kEqualityMeasures>> reach_of_equality{};    // [scenarios] the same of these
    std::vector<std::array<sim::Reach, sim::kProgrammeMeasures>> reach_of_programme{};  // [scenarios] and of these
    // [scenarios][times - 1] how an option's effect is expected to grow with its size (dose.h).
    std::vector<std::vector<double>> growth{};
    std::vector<std::vector<int>> places_reached{};  // [scenarios] neighbourhoods that a differing lever reaches
    // [scenarios] other options whose levers together are those of this one; empty where there are no such.
    std::vector<std::vector<int>> parts{};
    sim::Monitoring monitoring{};                    // of the baseline as it starts
    std::vector<std::vector<BoughtLever>> bought{};  // [scenarios] what is planned to be bought, at published prices
    std::vector<std::vector<PaidShare>> paid{};      // [scenarios] who pays for it
    std::string program_version, program_commit, program_sources;
    std::vector<std::string> names, keys, purposes, texts;  // [scenarios], the baseline first; keys name files
    std::vector<PlannedRun> runs;                           // replicate by replicate
    std::vector<std::string> parameter_names;               // [parameters]
    std::vector<std::vector<double>> draws;                 // [1 or replicates][parameters]
    std::string draws_source{};                             // kFile: name of the file and digest of its values
    std::vector<std::vector<double>> cost_factors;  // [replicates][2 x kinds of lever]: published, then assumed prices
    std::string checksum{};                         // plan_checksum
    std::vector<std::string> run_checksums{};       // [runs]

    sim::Date start() const;                                  // start_date
    int years() const { return weeks / sim::kWeeksPerYear; }  // whole ones
    int scenarios() const { return static_cast<int>(names.size()); }
    const PlannedRun& run(int scenario, int replicate) const { return runs.at(replicate * scenarios() + scenario); }
    const std::string& checksum_of(int scenario, int replicate) const {
        return run_checksums.at(replicate * scenarios() + scenario);
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
    Checksums inputs{};        // of the table (table_checksums); those of parameters and draws are added
    std::string assumption{};  // of a comparison beside another, in words
    sim::Kernel kernel = sim::Kernel::kAssimilation;
    std::vector<sim::SmallestDifference> matters{};  // [outcomes]; empty: the usual ones
    const DrawsFile* draws = nullptr;  // with kFile; at least as many rows as replicates, unless they are weighted
};

// Scenarios share start date and length, of whole years; the first is the baseline. Throws std::invalid_argument with a
// sentence, or InputError for a row of draws that no run could be made with.
Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const PlanOptions& options);

// A run of each scenario for every row, which is a replicate: a row of draws and a seed of the run, both as given.
struct GivenRun {
    int draw = 0;
    std::uint32_t seed = 1;
};
struct GivenRuns {
    std::vector<sim::Parameters> draws;
    std::vector<GivenRun> rows;
    Checksums inputs{};  // of the table
    sim::Kernel kernel = sim::Kernel::kAssimilation;
};
// The plan of an evaluation: one scenario is enough, of any length, and nothing is compared. Prices are as published.
// Throws std::invalid_argument with a sentence.
Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const GivenRuns& given);

void write_plan(const std::filesystem::path& path, const Plan& plan);
Plan read_plan(const std::filesystem::path& path);  // throws InputError

std::vector<std::string> text_checksums(const Plan& plan);  // [scenarios]
std::string plan_checksum(const Plan& plan);
std::string run_checksum(const Plan& plan, const sim::Scenario& scenario,
                         const PlannedRun& run);  // plan.checksum is set

// How its runs are unlike those of the comparison that it stands beside: "under the contested assumption: ...", "under
// stress: ...", "options at 2 times their size"; empty of the comparison itself.
std::string set_apart_by(const Plan& plan);

// What keeps the plan of a folder from going on as the one asked for now, as a sentence; empty when nothing does, as
// when the one asked for has more replicates or scenarios.
std::string difference(const Plan& existing, const Plan& wanted);
bool grows(const Plan& existing, const Plan& wanted);  // whether they differ in that; `difference` is empty

// Kernels of influence by name: assimilation, repulsion, bounded_confidence, top_hat.
inline constexpr std::array<std::string_view, 4> kKernelNames = {"assimilation", "repulsion", "bounded_confidence",
                                                                 "top_hat"};
inline std::string_view name_of(sim::Kernel kernel) { return kKernelNames[static_cast<std::size_t>(kernel)]; }
sim::Kernel kernel_named(std::string_view name);  // throws std::invalid_argument

std::string describe(ParameterDraws parameters);  // "defaults", "draws from the priors", "draws from a file"
// A file name from a scenario's name: lower case, digits and underscores.
std::string file_key(const std::string& name);

}  // namespace concord::scenarios
