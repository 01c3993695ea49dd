#include "sim/run/mixed_talks.h"

#include <algorithm>

#include "sim/ground/parallel.h"
#include "sim/processes/talks.h"

namespace concord::sim {
namespace {

MixedTalks of_slots(int slots, double share_of_other) { return {static_cast<double>(slots), slots * share_of_other}; }

MixedTalks in_household(const World& world, std::uint32_t i) {
    const int talkers = world.household_talkers[i];
    if (talkers < 2) return {};
    const std::uint32_t first = i - world.household_position[i];
    int other = 0;
    for (auto j = first; j < first + static_cast<std::uint32_t>(talkers); ++j)
        other += world.ethnic_group[j] != world.ethnic_group[i];
    return of_slots(std::min(kHouseholdTalks, talkers - 1), static_cast<double>(other) / (talkers - 1));
}

// A neighbour of another background is kept with probability mixing_uptake, where there is another of one's own.
MixedTalks with_neighbours(const World& world, double uptake, int n, std::uint32_t i) {
    const auto& begin = world.group_begin[n];
    const std::size_t group = world.ethnic_group[i];
    const double all = begin[kEthnicGroups], own = begin[group + 1] - begin[group];
    if (all < 2) return {};
    return of_slots(kNeighbourTalks, (own > 1 ? uptake : 1.0) * (all - own) / (all - 1));
}

MixedTalks at_venue(const World& world, std::uint32_t i) {
    const double others = world.venue_others[i];
    if (others < 1) return {};
    const auto& begin = world.venue_group_begin[world.venue[i]];
    const std::size_t group = world.ethnic_group[i];
    const double own = begin[group + 1] - begin[group];
    return of_slots(kVenueTalks, (others + 1 - own) / others);
}

}  // namespace

MixedTalks usual_talks(const Simulation::Impl& simulation, int n, std::uint32_t i) {
    const World& world = simulation.world;
    MixedTalks talks = in_household(world, i);
    talks += with_neighbours(world, simulation.start->parameters.mixing_uptake, n, i);
    talks += at_venue(world, i);
    return talks;
}

TalkParts usual_talks(const Simulation::Impl& simulation) {
    const World& world = simulation.world;
    const std::size_t areas = world.geography.areas.size();
    TalkParts parts{.place = std::vector<MixedTalks>(world.geography.neighbourhoods.size()),
                    .by_age = decltype(TalkParts::by_age)(areas),
                    .by_group = decltype(TalkParts::by_group)(areas),
                    .by_household = decltype(TalkParts::by_household)(areas)};
    const auto& begin = world.neighbourhood_of_area_begin;
    parallel_for(static_cast<int>(areas), [&](int area) {
        const auto a = static_cast<std::size_t>(area);
        for (int n = begin[a]; n < begin[a + 1]; ++n)
            for (auto i = simulation.begin(n); i < simulation.begin(n + 1); ++i) {
                const int band = world.age_band[i];
                if (band < kFirstAdultBand) continue;
                MixedTalks talks = usual_talks(simulation, n, i);
                if (simulation.has_friends(i)) talks.all += kFriendTalks;
                parts.place[static_cast<std::size_t>(n)] += talks;
                parts.by_age[a][static_cast<std::size_t>(band - kFirstAdultBand)] += talks;
                parts.by_group[a][world.ethnic_group[i]] += talks;
                parts.by_household[a][simulation.household_kind(i)] += talks;
            }
    });
    return parts;
}

}  // namespace concord::sim
