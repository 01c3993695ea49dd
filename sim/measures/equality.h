// Equality, polarisation and segregation (model.md section 6): what is measured besides the headline outcomes of
// groups, once a year. None of it feeds back into a run. Of ethnic groups what is done to them, whom they meet, and
// survey items: never hostility, grievance, need or trust in the programme.
#pragma once

#include <array>

#include "sim/ground/resident.h"
#include "sim/measures/items.h"

namespace concord::sim {

// States whose polarisation is measured, three measures each.
inline constexpr std::array<State, 3> kPolarisedStates = {kOpenness, kNeighbourTrust, kPoliceTrust};
enum PolarisationMeasure : int { kDispersion = 0, kBimodality, kBetweenAreas };
inline constexpr int kPolarisationMeasures = 3;

// What the gap between deprivation fifths is taken of: headline outcomes, without the one that is of a fifth itself,
// then the items that are no headline outcome.
inline constexpr std::array<Outcome, 9> kGapOutcomes = {
    kOutcomeGetOnWell,        kOutcomeTrustNeighbours, kOutcomeBelong,        kOutcomeInfluence,      kOutcomeFeelSafe,
    kOutcomePoliceConfidence, kOutcomeCohesionIndex,   kOutcomeHateIncidents, kOutcomePoliceTrustFell};
inline constexpr std::array<Item, 2> kFurtherItems = {kDisorderProblem, kSatisfiedArea};
inline constexpr int kGaps = static_cast<int>(kGapOutcomes.size() + kFurtherItems.size());

enum EqualityMeasure : int {
    kEqualityItems = 0,  // those of kFurtherItems
    kEqualityStops = kEqualityItems + static_cast<int>(kFurtherItems.size()),
    kEqualityStopRatio,
    kEqualityFriends,
    kEqualityTalks,
    kEqualityTies,
    kEqualityPolarisation,  // of each state of kPolarisedStates in turn
    kEqualityGaps = kEqualityPolarisation + kPolarisationMeasures * static_cast<int>(kPolarisedStates.size()),
    kEqualityDissimilarity = kEqualityGaps + kGaps,
    kEqualityIsolation,
    kEqualityInteraction,
};
inline constexpr std::size_t kEqualityMeasures = kEqualityInteraction + 1;
constexpr int polarisation_of(std::size_t state, PolarisationMeasure measure) {
    return kEqualityPolarisation + static_cast<int>(state) * kPolarisationMeasures + measure;
}
constexpr bool is_gap(int measure) { return measure >= kEqualityGaps && measure < kEqualityDissimilarity; }

// The group that ratios of other ethnic groups are held against, as the published ones are (S24).
inline constexpr EthnicGroup kReferenceGroup = kWhite;
// By no group: polarisation and ties are of everybody in a place.
inline constexpr Disclosure kOfPlacesAlone{
    .levels = Resolution::kDistrict, .changes = Resolution::kDistrict, .differences = Resolution::kDistrict};
inline constexpr Disclosure kOfGreaterManchesterAlone{.levels = Resolution::kGreaterManchester,
                                                      .changes = Resolution::kGreaterManchester,
                                                      .differences = Resolution::kGreaterManchester};
inline constexpr Disclosure kOfEthnicGroups{.levels = Resolution::kGreaterManchester,
                                            .changes = Resolution::kGreaterManchester,
                                            .differences = Resolution::kGreaterManchester,
                                            .by_ethnic_group = true};

// A gap of 0 is none, above 0 the most deprived fifth is the worse off, whichever way of the outcome is the better.
constexpr MeasureInfo gap_row(std::string_view name, std::string_view title, std::string_view unit) {
    return {.name = name,
            .title = title,
            .unit = unit,
            .meaning = "by how much the most deprived fifth is worse off than the least deprived; below 0: better off",
            .better = -1,
            .disclosure = kOfGreaterManchesterAlone};
}

// clang-format off
inline constexpr std::array<MeasureInfo, kEqualityMeasures> kEqualityTable = {{
    kItemTable[kDisorderProblem],
    kItemTable[kSatisfiedArea],
    {.name = "stops_per_1000", .title = "Stops per 1,000 aged 10+", .unit = "stops per 1,000 a year",
     .meaning = "stops in the year, per 1,000 residents of the group aged 10 and over (an age band's own)",
     .better = -1, .disclosure = kShownToDistricts},
    {.name = "stops_ratio", .title = "Stops per 1,000 aged 10+, White residents' = 1",
     .unit = "ratio to White residents' rate",
     .meaning = "stops per 1,000 residents of the group aged 10 and over, over the same of White residents",
     .better = -1, .disclosure = kOfEthnicGroups},
    {.name = "friends_other", .title = "Friends of another background", .unit = "percent of friends",
     .meaning = "mean over adults of the share of their friends who are of another background", .better = +1,
     .disclosure = kShownToDistricts},
    {.name = "talks_other", .title = "Talks with another background", .unit = "percent of face-to-face talks",
     .meaning = "share of a week's face-to-face talks of adults that is expected to be with another background, from "
                "who lives in their household and neighbourhood, is at their venue and among their friends",
     .better = +1, .disclosure = kShownToDistricts},
    {.name = "bridging_ties", .title = "Bridging ties", .unit = "friends per adult",
     .meaning = "friends of another background, per adult", .better = +1, .disclosure = kOfPlacesAlone},
    {.name = "openness_dispersion", .title = "Openness to others: dispersion", .unit = "0 to 0.5",
     .meaning = "standard deviation over adults", .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "openness_bimodality", .title = "Openness to others: bimodality", .unit = "0 to 1",
     .meaning = "Sarle's coefficient over adults, (skewness^2 + 1) / kurtosis: 5/9 uniform, 1 two equal camps",
     .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "openness_between_areas", .title = "Openness to others: between areas", .unit = "0 to 1",
     .meaning = "mean absolute difference of the areas' means, of two adults drawn at random", .better = -1,
     .disclosure = kOfPlacesAlone},
    {.name = "neighbour_trust_dispersion", .title = "Trust in neighbours: dispersion", .unit = "0 to 0.5",
     .meaning = "standard deviation over adults", .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "neighbour_trust_bimodality", .title = "Trust in neighbours: bimodality", .unit = "0 to 1",
     .meaning = "Sarle's coefficient over adults, (skewness^2 + 1) / kurtosis: 5/9 uniform, 1 two equal camps",
     .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "neighbour_trust_between_areas", .title = "Trust in neighbours: between areas", .unit = "0 to 1",
     .meaning = "mean absolute difference of the areas' means, of two adults drawn at random", .better = -1,
     .disclosure = kOfPlacesAlone},
    {.name = "police_trust_dispersion", .title = "Trust in police: dispersion", .unit = "0 to 0.5",
     .meaning = "standard deviation over adults", .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "police_trust_bimodality", .title = "Trust in police: bimodality", .unit = "0 to 1",
     .meaning = "Sarle's coefficient over adults, (skewness^2 + 1) / kurtosis: 5/9 uniform, 1 two equal camps",
     .better = -1, .disclosure = kOfPlacesAlone},
    {.name = "police_trust_between_areas", .title = "Trust in police: between areas", .unit = "0 to 1",
     .meaning = "mean absolute difference of the areas' means, of two adults drawn at random", .better = -1,
     .disclosure = kOfPlacesAlone},
    gap_row("gap_get_on_well", "Gap: people get on well", "points"),
    gap_row("gap_trust_neighbours", "Gap: trust in neighbours", "points"),
    gap_row("gap_belong", "Gap: belonging", "points"),
    gap_row("gap_influence", "Gap: influence over decisions", "points"),
    gap_row("gap_feel_safe", "Gap: feeling safe", "points"),
    gap_row("gap_police_confidence", "Gap: confidence in police", "points"),
    gap_row("gap_cohesion_index", "Gap: cohesion index", "points (0-100)"),
    gap_row("gap_hate_incidents", "Gap: hate incidents", "incidents per 1,000 residents a year"),
    gap_row("gap_police_trust_fell", "Gap: lost trust in police", "points"),
    gap_row("gap_disorder_problem", "Gap: disorder is a problem", "points"),
    gap_row("gap_satisfied_area", "Gap: satisfied with the area", "points"),
    {.name = "dissimilarity", .title = "Dissimilarity", .unit = "0 to 1",
     .meaning = "share of the group that would have to move to be spread over neighbourhoods as all others are; "
                "constant in a run",
     .disclosure = kOfEthnicGroups},
    {.name = "isolation", .title = "Isolation", .unit = "0 to 1",
     .meaning = "share of one's own group among the residents of one's neighbourhood, meant over the group; constant "
                "in a run",
     .disclosure = kOfEthnicGroups},
    {.name = "interaction", .title = "Interaction", .unit = "0 to 1",
     .meaning = "share of all other groups among the residents of one's neighbourhood, meant over the group; constant "
                "in a run",
     .disclosure = kOfEthnicGroups},
}};
// clang-format on
inline constexpr auto kEqualityNames = names_of(kEqualityTable);
static_assert(all_consistent(kEqualityTable));
constexpr std::string_view name_of_gap(int measure) {
    return kEqualityNames[static_cast<std::size_t>(measure)].substr(4);
}
static_assert(
    [] {
        for (std::size_t k = 0; k < kGapOutcomes.size(); ++k)
            if (name_of_gap(kEqualityGaps + static_cast<int>(k)) != kOutcomeTable[kGapOutcomes[k]].name) return false;
        for (std::size_t k = 0; k < kFurtherItems.size(); ++k)
            if (name_of_gap(kEqualityGaps + static_cast<int>(kGapOutcomes.size() + k)) !=
                kItemTable[kFurtherItems[k]].name)
                return false;
        return true;
    }(),
    "gaps stand in the order of the outcomes that they are of");

}  // namespace concord::sim
