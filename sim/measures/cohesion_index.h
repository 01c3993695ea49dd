// The cohesion index (model.md section 6): nine dimensions after the Bertelsmann radar, equal weights, 0-100. A
// dimension without a state of its own is reported as not represented, never filled with a copy.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/ground/vector.h"
#include "sim/measures/measure_info.h"

namespace concord::sim {

// Of Greater Manchester alone, which is closer than the index: in groups one of them would be grievance.
constexpr MeasureInfo dimension_row(std::string_view name, std::string_view title, std::string_view meaning) {
    return {.name = name,
            .title = title,
            .unit = "0 to 1",
            .meaning = meaning,
            .better = +1,
            .disclosure = {.levels = Resolution::kGreaterManchester,
                           .changes = Resolution::kGreaterManchester,
                           .differences = Resolution::kGreaterManchester}};
}

inline constexpr std::size_t kCohesionDimensions = 9;
inline constexpr std::array<MeasureInfo, kCohesionDimensions> kCohesionTable = {{
    dimension_row("networks", "networks",
                  "bridging friendships: mean share of friends of another background, over the share that GM's mix of "
                  "backgrounds would give, at most 1"),
    dimension_row("trust_in_people", "trust in people", "mean neighbour_trust"),
    dimension_row("acceptance_of_diversity", "acceptance of diversity", "mean openness"),
    dimension_row("identification", "identification", "mean belonging"),
    dimension_row("trust_in_institutions", "trust in institutions", "mean police_trust"),
    dimension_row("perceived_fairness", "perceived fairness", "1 - mean grievance"),
    dimension_row("helpfulness", "helpfulness", ""),
    dimension_row("respect_for_rules", "respect for rules", ""),
    dimension_row("civic_participation", "civic participation", "mean voice"),
}};
static_assert(all_consistent(kCohesionTable));
// Whether the state says anything of it.
constexpr bool is_represented(const MeasureInfo& dimension) { return !dimension.meaning.empty(); }
inline constexpr auto kRepresentedTable = [] {
    std::array<MeasureInfo, std::count_if(kCohesionTable.begin(), kCohesionTable.end(), is_represented)> rows{};
    std::copy_if(kCohesionTable.begin(), kCohesionTable.end(), rows.begin(), is_represented);
    return rows;
}();
inline constexpr std::size_t kRepresentedDimensions = kRepresentedTable.size();
inline constexpr auto kRepresentedNames = names_of(kRepresentedTable);

// Values of the dimensions in [0, 1], NaN where not represented. `bridging` is the ratio of the first.
std::array<double, kCohesionDimensions> cohesion_dimensions(const VectorDouble& mean_state, double bridging);
// Of the represented ones alone, in the order of kRepresentedTable.
std::array<double, kRepresentedDimensions> represented_dimensions(const VectorDouble& mean_state, double bridging);
// 100 x the mean of the represented dimensions.
double cohesion_index(const VectorDouble& mean_state, double bridging);

}  // namespace concord::sim
