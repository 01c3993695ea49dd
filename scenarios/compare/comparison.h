// What a comparison says (docs/comparison_folder.md; model.md section 7): for each option, group and headline
// outcome the paired difference from the baseline with its interval, the share of runs with that sign, what a survey
// could tell, and the cost of a point. Folded from the shards in replicate order, so it does not depend on who finished
// first.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/statistics.h"
#include "sim/measures/record.h"

namespace concord::scenarios {

// Over the last year of the run, of one option, group and outcome; all NaN where a cell is not defined.
struct Difference {
    double baseline = 0, level = 0;  // mean over replicates, in the outcome's unit
    double mean = 0;                 // level - baseline, pair by pair
    double standard_error = 0;       // of the mean over replicates
    // At defaults: 95 % interval of the mean over replicates, by t. With drawn parameters: the 2.5 and 97.5 percentiles
    // of the paired difference over draws.
    Interval interval{};
    double share_same_sign = 0;  // of replicates (draws) whose difference has the sign of the mean
    double survey = 0;           // smallest difference two surveys of 1,300 would tell; NaN: not a survey item
    double variance_ratio = 0;   // independent seeds against pairs
    // Extra discounted cost of a point of improvement; NaN where `cost_words` says why there is none.
    double cost_per_point = 0;
    Interval cost_interval{};
    std::string cost_words{};  // empty when there is a figure
};
inline constexpr const char* kNoEffect = "no effect distinguishable from zero";

// A series of the runs folded over replicates, cell by cell: a variable of comparison.h5.
struct FoldedTable {
    std::string name{}, long_name{};
    std::vector<std::string> dimensions{};
    bool of_places = false;
    std::vector<double> values{};  // [S][the series' cells, or those of its years]
};

struct Comparison {
    Plan plan;
    int replicates = 0, periods = 0, districts = 0;
    std::vector<std::string> groups;          // [G]: GM, districts, fifths, age bands, ethnic groups
    std::vector<std::string> neighbourhoods;  // [N] codes
    std::vector<sim::MeasureInfo> outcomes;   // [O] headline outcomes, then further measures
    // S scenarios, the baseline first (its own differences are zero).
    std::vector<Difference> final_year;                              // [S][G][O]
    std::vector<double> by_replicate, level_by_replicate;            // [S][R][G][O] difference, level in the last year
    std::vector<double> year_mean, year_low, year_high, year_share;  // [S][Y][G][O] difference, mean of each year
    std::vector<FoldedTable> tables;                                 // of every series that runs keep
    std::vector<double> cost_present;                                // [S][R]
    std::vector<double> cost_present_by_district;                    // [S][D] mean over replicates
    std::vector<double> adults;                                      // [G]
    std::vector<std::string> warnings;                               // of the runs, each once

    int scenarios() const { return plan.scenarios(); }
    std::size_t cell(int scenario, int group, int outcome) const {
        return (static_cast<std::size_t>(scenario) * groups.size() + static_cast<std::size_t>(group)) *
                   outcomes.size() +
               static_cast<std::size_t>(outcome);
    }
    const Difference& difference(int scenario, int group, int outcome) const {
        return final_year.at(cell(scenario, group, outcome));
    }
    const std::vector<double>& table(std::string_view name) const;  // its values; throws std::out_of_range
    double mean_cost(int scenario) const;
    // Of the variance ratio, over options, outcomes, GM and districts; infinite ratios count as such.
    double median_variance_ratio(int scenario) const;
};

// Reads replicates 0 .. replicates-1 (at least 2) of every scenario. Throws InputError for a shard that cannot be read.
// `outcomes` are the runs' own.
Comparison fold(const std::filesystem::path& folder, const Plan& plan, int replicates, const sim::Geography& geography,
                std::vector<sim::MeasureInfo> outcomes = sim::outcome_rows());

// comparison.h5 (netCDF-4) and comparison.csv in the folder; whole or not at all, same bytes for the same shards.
void write_comparison(const std::filesystem::path& folder, const Comparison& comparison);
std::string comparison_csv(const Comparison& comparison);

// A table for people: options as blocks with the headline outcomes of GM, then districts for the leading outcome.
std::string comparison_table(const Comparison& comparison);
// How intervals, shares and surveys are to be read, in one paragraph; part of the table, the CSV and the file.
std::string reading_guide(const Comparison& comparison);
// True when the intervals of two options overlap, or one is missing: then neither is ahead.
bool overlap(const Interval& a, const Interval& b);

}  // namespace concord::scenarios
