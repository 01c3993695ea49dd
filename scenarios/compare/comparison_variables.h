// What comparison.h5 holds of a comparison's values: one list, gone through by writing and by reading alike, so that
// what is read back is what was written.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {

inline constexpr int kComparisonFormat = 2;

struct StoredVariable {
    std::string name, long_name;
    std::vector<std::string> dimensions;
    std::string units = "1";
    hdf5::Type type = hdf5::Type::kFloat64;
    std::string comment{};
};

// A member of Difference, stored behind the name of its set. The verdict, which is no number, is stored beside these.
struct StoredMember {
    const char *name, *long_name, *units;
    double& (*of)(Difference&);
    bool everywhere = true;  // of every set; else of those with a price and a programme to multiply alone
};
// clang-format off
inline const std::array<StoredMember, 16> kStoredMembers = {{
    {"baseline", "level of the baseline", "1", [](Difference& d) -> double& { return d.baseline; }},
    {"level", "level", "1", [](Difference& d) -> double& { return d.level; }},
    {"difference", "paired difference from the baseline", "1", [](Difference& d) -> double& { return d.mean; }},
    {"difference_low", "lower end of its interval", "1", [](Difference& d) -> double& { return d.interval.low; }},
    {"difference_high", "upper end of its interval", "1", [](Difference& d) -> double& { return d.interval.high; }},
    {"difference_se", "standard error of the mean difference", "1",
     [](Difference& d) -> double& { return d.standard_error; }},
    {"share_same_sign", "share of runs whose difference has the sign of the mean", "1",
     [](Difference& d) -> double& { return d.share_same_sign; }},
    {"survey_difference", "smallest difference that two years of the survey in place would tell", "1",
     [](Difference& d) -> double& { return d.survey; }},
    {"smallest_difference", "smallest difference that matters, declared before the runs", "1",
     [](Difference& d) -> double& { return d.matters; }},
    {"people", "adults (incidents a year) that the difference is of", "1",
     [](Difference& d) -> double& { return d.people; }},
    {"variance_ratio", "independent seeds against pairs: variance of the difference", "1",
     [](Difference& d) -> double& { return d.variance_ratio; }},
    {"multiple", "how many times the programme is expected to reach what matters; infinite: out of reach", "1",
     [](Difference& d) -> double& { return d.multiple; }},
    {"multiple_for_gain", "how many times the programme would be a gain; infinite: out of reach", "1",
     [](Difference& d) -> double& { return d.multiple_for_gain; }},
    {"cost_per_point", "discounted cost of a point of improvement", "GBP",
     [](Difference& d) -> double& { return d.cost_per_point; }, false},
    {"cost_per_point_low", "lower end of its interval", "GBP",
     [](Difference& d) -> double& { return d.cost_interval.low; }, false},
    {"cost_per_point_high", "upper end of its interval", "GBP",
     [](Difference& d) -> double& { return d.cost_interval.high; }, false},
}};
// clang-format on

// Goes through everything of `c` that is an array of numbers. `Pass` has
//   values(StoredVariable, array), and
//   differences(prefix, of what, dimensions, array, priced).
template <class Pass, class AnyComparison>
void every_variable(Pass& pass, AnyComparison& c) {
    using Names = std::vector<std::string>;
    const Names cell = {"scenario", "group", "outcome"}, replicate = {"scenario", "replicate", "group", "outcome"},
                yearly = {"scenario", "run_year", "group", "outcome"}, place = {"scenario", "neighbourhood_outcome"};
    pass.differences("", "mean of the last year", cell, c.final_year, true);
    pass.differences("places_", "in the places that a differing lever reaches, end of the run", place, c.places, false);
    pass.differences("participants_",
                     "of those whom the option's levers reached, beside the same residents in the baseline, end of the "
                     "run; what a lever acts on itself was put in, from trials: no finding",
                     place, c.taking_part, false);
    pass.differences("equality_", "measure of equality, mean of the last year",
                     {"scenario", "group", "equality_measure"}, c.equality, false);
    pass.differences("programme_end_", "the prevention programme in residents' eyes, end of the run",
                     {"scenario", "programme_measure"}, c.programme, false);
    const hdf5::Type rounded = hdf5::Type::kFloat32;
    pass.values({"difference_by_replicate", "paired difference, last year", replicate}, c.by_replicate);
    pass.values({"level_by_replicate", "level, mean of the last year", replicate}, c.level_by_replicate);
    pass.values({"cohesion_dimensions_by_replicate",
                 "dimension of the cohesion index, mean of the last year",
                 {"scenario", "replicate", "cohesion_dimension"}},
                c.dimensions_by_replicate);
    pass.values({"year_difference", "paired difference, mean of the year", yearly, "1", rounded}, c.year_mean);
    pass.values({"year_difference_low", "lower end of its interval", yearly, "1", rounded}, c.year_low);
    pass.values({"year_difference_high", "upper end of its interval", yearly, "1", rounded}, c.year_high);
    pass.values(
        {"year_share_same_sign", "share of runs whose difference has the sign of the mean", yearly, "1", rounded},
        c.year_share);
    for (auto& table : c.tables)
        pass.values({table.name, table.long_name, table.dimensions, "1", rounded, table.of_places ? kPlaceCaveat : ""},
                    table.values);
    pass.values({"participants", "adults whom the option's levers reached and who still live there", {"scenario"}},
                c.participants);
    pass.values({"participants_state_difference", "paired difference of their mean state", {"scenario", "state"}},
                c.taking_part_states);
    pass.values({"residents_reached", "residents of the places that a differing lever reaches", {"scenario"}},
                c.residents_reached);
    pass.values({"cost_present", "discounted cost of the scenario", {"scenario", "replicate"}, "GBP"}, c.cost_present);
    pass.values({"cost_present_by_district", "discounted cost by district, mean", {"scenario", "district"}, "GBP"},
                c.cost_present_by_district);
    pass.values({"adults", "residents aged 16 and over", {"group"}}, c.adults);
    pass.values({"residents_of_district", "residents of all ages", {"district"}}, c.residents_of_district);
}

// Of what the plan knows of scenarios.
inline const std::vector<std::string> kByOutcome = {"scenario", "outcome"},
                                      kByEquality = {"scenario", "equality_measure"},
                                      kByProgramme = {"scenario", "programme_measure"}, kByPart = {"scenario", "part"},
                                      kByPlace = {"scenario", "neighbourhood"}, kBySize = {"scenario", "size"};

}  // namespace concord::scenarios
