// What was built, counted again from the finished population and set beside the census (model.md sections 3.1 to 3.3,
// pattern P4): the table of `concord population describe`. Counts are agents times the scale.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "sim/world/friendships.h"
#include "sim/world/persons.h"
#include "sim/world/world.h"

namespace concord::sim {

inline constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

struct SummaryRow {
    std::string section, quantity;
    double expected = kNoFigure;  // the census's figure, or what `note` says; kNoFigure where there is none
    double simulated = kNoFigure;
    std::string unit, note;
};

// Residents of every neighbourhood by census age band and ethnic group, in agents, [N].
std::vector<Margins> recount_margins(const World& world);

// All rows; those of friends are left out when `friends` is empty.
std::vector<SummaryRow> summarise_population(const World& world, const FriendshipParameters& parameters,
                                             const Column<Friends>& friends);

// Parts of it, in this order.
std::vector<SummaryRow> summarise_residents(const World& world);
std::vector<SummaryRow> summarise_households(const World& world);
std::vector<SummaryRow> summarise_activity(const World& world);
std::vector<SummaryRow> summarise_venues(const World& world);
std::vector<SummaryRow> summarise_commuting(const World& world);
std::vector<SummaryRow> summarise_friends(const World& world, const FriendshipParameters& parameters,
                                          const Column<Friends>& friends);

}  // namespace concord::sim
