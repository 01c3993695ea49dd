// One run of a comparison on disk: `runs/SCENARIO-REPLICATE.h5`, at most 1 MiB, written whole or not at all. Holds what
// the comparison folds: the series of the run's record that runs of a comparison keep (sim/measures/series.h), and
// costs.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/compare/ensemble_plan.h"
#include "sim/measures/record.h"
#include "sim/policy/costs.h"
#include "sim/run/cohort.h"

namespace concord::scenarios {

// NaN where missing.
struct Shard {
    std::array<std::vector<double>, sim::kSeries> series;  // those kept in runs; the shapes of sim::RunRecord
    std::size_t periods = 0;                               // finished ones
    double cost_gbp = 0, cost_present_gbp = 0;
    std::vector<double> cost_present_by_district;               // [D]
    std::vector<double> units_by_lever, cost_present_by_lever;  // [levers]
    std::optional<sim::Participants> participants{};
    std::optional<sim::PairedPlaces> places{};  // reached, where they are some
    std::string warnings;

    const std::vector<double>& operator[](sim::SeriesId id) const { return series[static_cast<std::size_t>(id)]; }
};

std::filesystem::path shard_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);
std::filesystem::path fields_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);
void write_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate,
                 const sim::World& world, const sim::RunRecord& record, const sim::CostReport& costs,
                 const Checksums& inputs, const std::optional<sim::Participants>& participants = {},
                 const std::optional<sim::PairedPlaces>& places = {});
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

// Means over the last year of the run, [G][outcomes]: what options are judged by.
using FinalYear = std::vector<double>;
FinalYear final_year(const std::vector<double>& outcome, int periods);
FinalYear read_final_year(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate);

}  // namespace concord::scenarios
