// Survey items (model.md section 6): one table from states to percentages, used by patterns, surveys and headlines
// alike.
#pragma once

#include <algorithm>

#include "sim/measures/measure_info.h"

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

// clang-format off
inline constexpr std::array<MeasureInfo, kItems> kItemTable = {{
    {.name = "get_on_well", .title = "People get on well", .unit = "percent of adults",
     .meaning = "agree that people from different backgrounds get on well together in the local area", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "trust_neighbours", .title = "Trust in neighbours", .unit = "percent of adults",
     .meaning = "say most people in the neighbourhood can be trusted", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "belong", .title = "Belonging", .unit = "percent of adults",
     .meaning = "feel they belong to their neighbourhood", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "influence", .title = "Influence over decisions", .unit = "percent of adults",
     .meaning = "agree they can influence local decisions", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "feel_safe", .title = "Feeling safe", .unit = "percent of adults",
     .meaning = "feel safe in their local area", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "police_confidence", .title = "Confidence in police", .unit = "percent of adults",
     .meaning = "have confidence in the local police", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "disorder_problem", .title = "Disorder is a problem", .unit = "percent of adults",
     .meaning = "say that disorder is a problem in their area", .better = -1,
     .percentage = true, .disclosure = kShownEverywhere},
    {.name = "satisfied_area", .title = "Satisfied with the area", .unit = "percent of adults",
     .meaning = "are satisfied with their area as a place to live", .better = +1,
     .percentage = true, .disclosure = kShownEverywhere},
}};
// clang-format on
inline constexpr auto kItemNames = names_of(kItemTable);
static_assert(all_consistent(kItemTable));

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

// Incidents rank no place.
inline constexpr Disclosure kIncidentsDisclosed = [] {
    Disclosure disclosure = kShownToDistricts;
    disclosure.ranks_places = false;
    return disclosure;
}();

// The cohesion index beside the items would give away grievance, so no finer than that; the most deprived fifth is not
// a place.
// clang-format off
inline constexpr std::array<MeasureInfo, kOutcomes> kOutcomeTable = {{
    kItemTable[kGetOnWell],
    kItemTable[kTrustNeighbours],
    kItemTable[kBelong],
    kItemTable[kInfluence],
    kItemTable[kFeelSafe],
    kItemTable[kPoliceConfidence],
    {.name = "cohesion_index", .title = "Cohesion index", .unit = "points (0-100)",
     .meaning = "equal-weight mean of the represented dimensions of cohesion", .better = +1,
     .disclosure = kShownToDistricts},
    {.name = "get_on_well_most_deprived", .title = "People get on well, most deprived fifth",
     .unit = "percent of adults",
     .meaning = "get_on_well among adults of the most deprived fifth of neighbourhoods", .better = +1,
     .percentage = true, .disclosure = kShownToDistricts},
    {.name = "hate_incidents", .title = "Hate incidents, recorded or not",
     .unit = "incidents per 1,000 residents a year",
     .meaning = "all incidents, recorded or not", .better = -1, .disclosure = kIncidentsDisclosed},
    {.name = "police_trust_fell", .title = "Lost trust in police", .unit = "percent of adults",
     .meaning = "whose police_trust is more than 0.1 below its value at the start, or when they moved in", .better = -1,
     .disclosure = kShownEverywhere},
}};
// clang-format on
static_assert(all_consistent(kOutcomeTable));
// Whether an outcome is an item asked of adults, which stands in the items' table already.
constexpr bool is_item(const MeasureInfo& outcome) {
    return std::find(kItemNames.begin(), kItemNames.end(), outcome.name) != kItemNames.end();
}

}  // namespace concord::sim
