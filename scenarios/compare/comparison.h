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
#include "scenarios/results/results_variables.h"
#include "sim/measures/record.h"
#include "sim/measures/verdict.h"

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
    double matters = 0;          // smallest difference that matters
    sim::Verdict verdict = sim::Verdict::kCannotSay;
    // How many more adults (fewer: negative) the mean is, of outcomes in percent of adults; incidents a year of hate
    // incidents, for GM and districts. NaN of others.
    double people = 0;
    double survey = 0;          // smallest difference the survey in place would tell (survey.h); NaN: not a survey item
    double variance_ratio = 0;  // independent seeds against pairs
    // Of a gain: extra discounted cost of a point of improvement; NaN where `cost_words` says why there is none.
    double cost_per_point = 0;
    Interval cost_interval{};
    std::string cost_words{};  // empty when there is a figure
    // Of what is no gain but goes the better way with all of its interval: how many times the programme would be
    // expected to reach what matters, and how many times would be a gain, with all of the interval (dose.h);
    // infinite: out of reach; NaN: no such figure.
    double multiple = 0, multiple_for_gain = 0;
};

// A series of the runs folded over replicates, cell by cell: a variable of comparison.h5.
struct FoldedTable {
    std::string name{}, long_name{};
    std::vector<std::string> dimensions{};
    bool of_places = false;
    std::vector<double> values{};  // [S][the series' cells, or those of its years]
};

// What runs warn of, and how many of them do.
struct RunWarning {
    std::string text;
    int runs = 0;
};

struct Comparison {
    Plan plan;
    int replicates = 0, periods = 0, districts = 0;
    std::vector<std::string> groups;          // [G]: GM, districts, fifths, age bands, ethnic groups, households
    std::vector<std::string> neighbourhoods;  // [N] codes
    PlaceLabels labels{};                     // what districts and neighbourhoods are called, and where
    std::vector<sim::MeasureInfo> outcomes;   // [O] headline outcomes, then further measures
    // S scenarios, the baseline first (its own differences are zero).
    std::vector<Difference> final_year;                              // [S][G][O]
    std::vector<double> by_replicate, level_by_replicate;            // [S][R][G][O] difference, level in the last year
    std::vector<double> year_mean, year_low, year_high, year_share;  // [S][Y][G][O] difference, mean of each year
    std::vector<FoldedTable> tables;                                 // of every series that runs keep
    std::vector<double> cost_present;                                // [S][R]
    std::vector<double> cost_present_by_district;                    // [S][D] mean over replicates
    std::vector<double> adults;                                      // [G]
    bool has_doses = false;                                          // options were run at other sizes too (dose.h)
    double residents = 0;                                            // of all the places together
    std::vector<double> residents_of_district;                       // [D]
    // In the places that a differing lever reaches, at the end of the run, those of sim::kPlaceOutcomeTable; means over
    // places weigh adults. Cells are not defined where nothing is reached.
    std::vector<Difference> places;         // [S][sim::kPlaceOutcomes]
    std::vector<double> residents_reached;  // [S]
    std::vector<RunWarning> warnings;       // of the runs, each once
    // [S][G][sim::kEqualityMeasures] measures of equality, polarisation and segregation, mean of the last year, judged
    // by the usual smallest differences; not defined where a group has none or it may not be shown.
    std::vector<Difference> equality;
    // [S][R][sim::kRepresentedDimensions] dimensions of the cohesion index, Greater Manchester, mean of the last year.
    std::vector<double> dimensions_by_replicate;
    // [S][sim::kProgrammeMeasures] the prevention programme in residents' eyes, GM, end of the run; half a point of a
    // hundred matters in each.
    std::vector<Difference> programme;

    int scenarios() const { return plan.scenarios(); }
    std::size_t cell(int scenario, int group, int outcome) const {
        return (static_cast<std::size_t>(scenario) * groups.size() + static_cast<std::size_t>(group)) *
                   outcomes.size() +
               static_cast<std::size_t>(outcome);
    }
    const Difference& difference(int scenario, int group, int outcome) const {
        return final_year.at(cell(scenario, group, outcome));
    }
    const Difference& equality_of(int scenario, int group, int measure) const {
        return equality.at((static_cast<std::size_t>(scenario) * groups.size() + static_cast<std::size_t>(group)) *
                               sim::kEqualityMeasures +
                           static_cast<std::size_t>(measure));
    }
    const Difference& programme_of(int scenario, std::size_t measure) const {
        return programme.at(static_cast<std::size_t>(scenario) * sim::kProgrammeMeasures + measure);
    }
    // Those whom an option's levers have reached and who still live there, beside the same residents in the baseline,
    // at the end of the run (sim/run/cohort.h); not defined for fewer than ten.
    std::vector<double> participants;        // [S] adults, mean over replicates
    std::vector<Difference> taking_part;     // [S][sim::kPlaceOutcomes]
    std::vector<double> taking_part_states;  // [S][states] mean difference

    const Difference& among_participants(int scenario, std::size_t outcome) const {
        return taking_part.at(static_cast<std::size_t>(scenario) * sim::kPlaceOutcomes.size() + outcome);
    }
    // Whether what those who took part have of a place's outcome was put in: a lever acts on what the outcome is made
    // of itself, and it goes the better way or is too small for a way to be told. What goes the worse way was not.
    bool put_in(int scenario, std::size_t outcome) const;
    const Difference& in_places(int scenario, std::size_t outcome) const {
        return places.at(static_cast<std::size_t>(scenario) * sim::kPlaceOutcomes.size() + outcome);
    }
    // [R] difference of one scenario and cell, replicate by replicate.
    std::vector<double> differences(int scenario, int group, int outcome) const;
    const std::vector<double>& table(std::string_view name) const;  // its values; throws std::out_of_range
    double mean_cost(int scenario) const;
    double cost(int scenario, int replicate) const {
        return cost_present.at(static_cast<std::size_t>(scenario) * static_cast<std::size_t>(replicates) +
                               static_cast<std::size_t>(replicate));
    }
    // Of the variance ratio, over options, outcomes, GM and districts; infinite ratios count as such.
    double median_variance_ratio(int scenario) const;
};

// Reads replicates 0 .. replicates-1 (at least 2) of every scenario. Throws InputError for a shard that cannot be read.
// `outcomes` are the runs' own.
Comparison fold(const std::filesystem::path& folder, const Plan& plan, int replicates, const sim::Geography& geography,
                std::vector<sim::MeasureInfo> outcomes = sim::outcome_rows());

// Puts words where a cell has no cost of a point, from its verdict and from what the scenarios cost.
void add_cost_words(Comparison& comparison);

// comparison.h5 back: all but which runs there were. Throws InputError, also for a file whose outcomes or other labels
// are not this program's.
Comparison read_comparison(const std::filesystem::path& path);

// comparison.h5 (netCDF-4) and comparison.csv in the folder; whole or not at all, same bytes for the same shards.
void write_comparison(const std::filesystem::path& folder, const Comparison& comparison);
// The CSV has a row an option, group and outcome; rows of the groups kTookPart and kPlacesReached; and rows whose
// baseline is another option.
inline constexpr const char* kPlacesReached = "places reached";
inline constexpr const char* kTookPart = "those who took part";
std::string comparison_csv(const Comparison& comparison);

// The answer on one screen, 120 columns wide (comparison_table.cpp): what can be concluded, the options, and verdicts
// by outcome in the places reached and in GM. `outputs`: names of the outcomes whose rows of GM are shown; empty: all.
// What is concluded is of all.
std::string comparison_table(const Comparison& comparison, const std::vector<std::string>& outputs = {});
// What stands behind it (comparison_details.cpp): numbers with their intervals, option by option and by district.
std::string comparison_details(const Comparison& comparison);
// A line each of what runs warned of, with the number of runs; empty where none did.
std::string warnings_text(const Comparison& comparison);
// How intervals, shares and surveys are to be read, in one paragraph; part of the table, the CSV and the file.
std::string reading_guide(const Comparison& comparison);
}  // namespace concord::scenarios
