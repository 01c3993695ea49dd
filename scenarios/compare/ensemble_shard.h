// One run of a comparison on disk: `runs/SCENARIO-REPLICATE.h5`, at most 1 MiB, written whole or not at all. Holds what
// the comparison folds: headline outcomes, counts with their recorded twins, ledger, costs, and yearly outcomes by
// neighbourhood.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/compare/ensemble_plan.h"
#include "sim/measures/record.h"
#include "sim/policy/costs.h"

namespace concord::scenarios {

// Outcomes kept by neighbourhood: those whose levels may be shown there, since a run's file holds levels.
inline constexpr bool kept_by_neighbourhood(const sim::MeasureInfo& outcome) {
    return sim::may_show(outcome.disclosure, sim::Quantity::kLevel, sim::Resolution::kNeighbourhood);
}
inline constexpr auto kNeighbourhoodOutcomes = [] {
    constexpr auto kKept = std::count_if(sim::kOutcomeTable.begin(), sim::kOutcomeTable.end(), kept_by_neighbourhood);
    std::array<int, kKept> kept{};
    for (int outcome = 0, at = 0; outcome < sim::kOutcomes; ++outcome)
        if (kept_by_neighbourhood(sim::kOutcomeTable[static_cast<std::size_t>(outcome)]))
            kept[static_cast<std::size_t>(at++)] = outcome;
    return kept;
}();

// Shapes as in sim::RunRecord; NaN where missing.
struct Shard {
    std::vector<double> outcome;             // [P+1][G][kOutcomes]
    std::vector<double> events;              // [P][G][kEventKinds]
    std::vector<double> ledger;              // [P][G][kLedgerColumns][kStates]
    std::vector<double> neighbourhood_year;  // [Y+1][kNeighbourhoodOutcomes][N], to 0.002
    std::vector<double> adults;              // [G]
    double cost_gbp = 0, cost_present_gbp = 0;
    std::vector<double> cost_present_by_district;               // [D]
    std::vector<double> units_by_lever, cost_present_by_lever;  // [levers]
    std::string warnings;
};

std::filesystem::path shard_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);
std::filesystem::path fields_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);
void write_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate,
                 const sim::World& world, const sim::RunRecord& record, const sim::CostReport& costs,
                 const Checksums& inputs);
// Throws InputError for a shard that is damaged or of another run or plan (by their checksums).
Shard read_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);

// Whether a file of a run, its shard or its kept results, is there and whole; `problem` says what is wrong with a
// damaged one. Throws InputError for a whole file of another run or plan: it is nobody's to replace.
enum class FileState { kMissing, kDamaged, kWhole };
struct FoundFile {
    FileState state = FileState::kMissing;
    std::string problem{};
};
FoundFile find_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);
FoundFile find_fields(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);

// Means over the last year of the run, [G][kOutcomes]: what options are judged by.
using FinalYear = std::vector<double>;
FinalYear final_year(const std::vector<double>& outcome, int periods);
FinalYear read_final_year(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);

}  // namespace concord::scenarios
