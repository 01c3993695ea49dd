// The table of levers (model.md section 5): what each is, what it can be told, what a unit of it is and who pays. To
// add one: an enumerator here, a row in levers.cpp, and its effect in schedule.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "sim/policy/lever_fields.h"

namespace concord::sim {

enum class LeverKind : int {
    kCommunityEngagement = 0,
    kBridgingProgrammes,
    kNeighbourhoodPolicing,
    kProceduralJusticeTraining,
    kStopAndSearch,
};
inline constexpr int kLeverKinds = static_cast<int>(LeverKind::kStopAndSearch) + 1;

// What the code knows of a lever: drives the scenario reader, `describe levers`, the explorer and the cost table.
struct LeverInfo {
    LeverKind kind;
    std::string_view name;      // community_engagement
    std::string_view title;     // Community engagement
    std::string_view meaning;   // one plain sentence
    std::string_view cost_per;  // what a unit cost is per: seat, place, patrol hour, officer trained, stop
    std::string_view unit_is;   // one resident in one project
    std::string_view funder;    // council, police, NHS, grant, other
    // The first says how much there is of the lever, and a scenario must give it; the others are neutral unless given.
    std::vector<LeverField> fields;

    const LeverField& how_much() const { return fields.front(); }
    // Throws std::out_of_range for a key that the lever does not have.
    std::size_t field(std::string_view key) const;
};
const std::vector<LeverInfo>& lever_table();  // in order of kind
const LeverInfo& info(LeverKind kind);

}  // namespace concord::sim
