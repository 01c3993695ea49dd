#include <stdexcept>
#include <string>

#include "sim/policy/scenario.h"

namespace concord::sim {

const std::array<LeverInfo, kLeverKinds>& lever_table() {
    // Order follows LeverKind. Upper bounds keep a slip of the pen out (a resident takes at most one seat a year, so
    // 1,000 per 1,000 is everybody), they are not recommendations.
    static const std::array<LeverInfo, kLeverKinds> table = {{
        {LeverKind::kCommunityEngagement, "community_engagement", "Community engagement",
         "Residents take part in dialogue, co-production and small-grant projects run by councils, community groups "
         "and "
         "partners.",
         "seats_per_1000_a_year", "seats per 1,000 residents a year", 0, 1000, 0, "seat", "council"},
        {LeverKind::kBridgingProgrammes, "bridging_programmes", "Bridging programmes",
         "Young people of different backgrounds meet again and again through school linking, youth social action or "
         "shared sport.",
         "places_per_1000_young_a_year", "places per 1,000 residents aged 10 to 24 a year", 0, 1000, 0, "place",
         "council"},
        {LeverKind::kNeighbourhoodPolicing, "neighbourhood_policing", "Neighbourhood policing",
         "Officers and community support officers walk the neighbourhood and talk with residents.",
         "patrol_hours_per_1000_a_week", "patrol hours per 1,000 residents a week", 0, 25, 0, "patrol hour", "police"},
        {LeverKind::kProceduralJusticeTraining, "procedural_justice_training", "Procedural justice training",
         "Officers are trained, and kept trained, to listen, explain and treat people with respect.",
         "share_of_officers_trained", "share of the officers serving the places reached", 0, 1, 0, "officer trained",
         "police"},
        {LeverKind::kStopAndSearch, "stop_and_search", "Stop and search",
         "Police stop and search more or fewer people than in the baseline.", "multiple_of_baseline",
         "times the baseline rate of stops", 0, 10, 1, "stop", "police"},
    }};
    return table;
}

const LeverInfo& info(LeverKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    if (index >= lever_table().size()) throw std::out_of_range("no lever of kind " + std::to_string(index));
    return lever_table()[index];
}

}  // namespace concord::sim
