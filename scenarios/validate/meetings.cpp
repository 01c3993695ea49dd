#include "scenarios/validate/meetings.h"

#include <algorithm>

namespace concord::validate {
namespace {

constexpr double kNeighbours = 3, kVenue = 2, kFriends = 2;  // talks a week (4.2)
constexpr double kMostAtHome = 2;

// Of the others in a pool, the share of another background.
double others_share(double own, double all) { return all > 1 ? 1 - (own - 1) / (all - 1) : 0; }

}  // namespace

std::vector<Meetings> meetings(const sim::World& world, const sim::Parameters& p) {
    std::vector<Meetings> out(world.talkers());
    std::array<double, sim::kEthnicGroups> of_gm{};
    for (const auto g : world.ethnic_group) ++of_gm[g];
    const double gm = world.talkers();
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto begin = world.neighbourhood_begin[n], end = world.neighbourhood_begin[n + 1];
        const auto& group_begin = world.group_begin[n];
        for (auto i = begin; i < end; ++i) {
            const std::size_t g = world.ethnic_group[i];
            Meetings& mine = out[i];
            const std::uint32_t first = i - world.household_position[i], household = world.household_talkers[i];
            double others = 0;
            for (auto j = first; j < first + household; ++j) others += world.ethnic_group[j] != g;
            const double at_home = std::min(kMostAtHome, household - 1.0);
            mine.face_to_face = at_home;
            if (household > 1) mine.across = at_home * others / (household - 1.0);
            const double here = others_share(group_begin[g + 1] - group_begin[g], end - begin);
            if (end - begin > 1) mine.face_to_face += kNeighbours, mine.across += kNeighbours * p.mixing_uptake * here;
            double at_venue = here;
            if (world.venue_others[i] > 0) {
                const auto& members = world.venue_group_begin[world.venue[i]];
                at_venue = others_share(members[g + 1] - members[g], members[sim::kEthnicGroups]);
                mine.face_to_face += kVenue;
                mine.across += kVenue * at_venue;
            }
            const double anywhere = 1 - p.friend_neighbourhood - p.friend_venue;
            mine.face_to_face += kFriends;
            mine.across_friends =
                kFriends * p.mixing_uptake *
                (p.friend_neighbourhood * here + p.friend_venue * at_venue + anywhere * (1 - of_gm[g] / gm));
        }
    }
    return out;
}

}  // namespace concord::validate
