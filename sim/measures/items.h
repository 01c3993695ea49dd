// Survey items (model.md section 6): one table from states to percentages, used by patterns, surveys and headlines
// alike.
#pragma once

#include <array>
#include <string_view>

namespace concord::sim {

enum Item : int {
    kGetOnWell = 0,
    kTrustNeighbours,
    kBelong,
    kInfluence,
    kFeelSafe,
    kPoliceConfidence,
    kDisorderProblem,
    kSatisfiedArea,
};
inline constexpr int kItems = 8;
inline constexpr std::array<std::string_view, kItems> kItemNames = {
    "get_on_well", "trust_neighbours",  "belong",           "influence",
    "feel_safe",   "police_confidence", "disorder_problem", "satisfied_area"};

// Headline outcomes, in this order everywhere. Cost follows them but belongs to the scenario, not to a run.
enum Outcome : int {
    kOutcomeGetOnWell = 0,  // first six: the items of the same number
    kOutcomeTrustNeighbours,
    kOutcomeBelong,
    kOutcomeInfluence,
    kOutcomeFeelSafe,
    kOutcomePoliceConfidence,
    kOutcomeCohesionIndex,
    kOutcomeGetOnWellMostDeprived,
    kOutcomeHateIncidents,
    kOutcomePoliceTrustFell,
};
inline constexpr int kOutcomes = 10;

struct OutcomeInfo {
    std::string_view name;   // variable name in files
    std::string_view title;  // in tables and figures
    std::string_view unit;   // "percent of adults", "points (0-100)", "incidents per 1,000 residents a year", ...
    std::string_view meaning;
    int better;       // +1 higher is better, -1 lower is better
    bool percentage;  // a proportion of adults that a survey could estimate
};
inline constexpr std::array<OutcomeInfo, kOutcomes> kOutcomeTable = {{
    {"get_on_well", "People get on well", "percent of adults",
     "agree that people from different backgrounds get on well together in the local area", +1, true},
    {"trust_neighbours", "Trust in neighbours", "percent of adults",
     "say most people in the neighbourhood can be trusted", +1, true},
    {"belong", "Belonging", "percent of adults", "feel they belong to their neighbourhood", +1, true},
    {"influence", "Influence over decisions", "percent of adults", "agree they can influence local decisions", +1,
     true},
    {"feel_safe", "Feeling safe", "percent of adults", "feel safe in their local area", +1, true},
    {"police_confidence", "Confidence in police", "percent of adults", "have confidence in the local police", +1, true},
    {"cohesion_index", "Cohesion index", "points (0-100)",
     "equal-weight mean of the represented dimensions of cohesion", +1, false},
    {"get_on_well_most_deprived", "People get on well, most deprived fifth", "percent of adults",
     "get_on_well among adults of the most deprived fifth of neighbourhoods", +1, true},
    {"hate_incidents", "Hate incidents, recorded or not", "incidents per 1,000 residents a year",
     "all incidents, recorded or not", -1, false},
    {"police_trust_fell", "Lost trust in police", "percent of adults",
     "whose police_trust is more than 0.1 below its value at the start, or when they moved in", -1, false},
}};

}  // namespace concord::sim
