// Who listens to whom (model.md section 3.3): directed ties drawn from pools (own neighbourhood, venue, anywhere in
// GM), where a candidate of another ethnic group is kept with one probability for everybody. The same rule replaces
// ties that decay during a run. Pools hold talkers only and count oneself. Relabelling the ethnic groups changes no
// draw (section 9).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/ground/random.h"
#include "sim/ground/resident.h"
#include "sim/world/world.h"

namespace concord::sim {

struct FriendshipParameters {
    double mixing_uptake = 0.40;         // probability that a candidate of another ethnic group is kept, [0, 1]; S18
    double neighbourhood_share = 0.50;   // of candidates: own neighbourhood. Assumption
    double venue_share = 0.35;           // own venue, or the area for those without one. Assumption
    double gm_share = 0.15;              // anywhere in GM. Assumption
    std::uint32_t fewest = 6, most = 8;  // friends a resident, uniform; at most kMaxFriends. Assumption
};

enum class Pool : std::uint8_t { kNeighbourhood = 0, kVenue, kArea, kGreaterManchester };
inline constexpr int kPools = 4;
inline constexpr std::array<const char*, kPools> kPoolNames = {"neighbourhood", "venue", "area", "Greater Manchester"};

// Initial friends of every talker, [T]; unused places hold kNone. Depends on world and parameters alone, at any number
// of threads. Nobody is their own friend. A friend met twice is redrawn (of the same kind, own group or other: first in
// the same pool, for others of a venue in the area, then in the area, then in GM), up to six times; a community of
// fewer than `most` + 1 may keep one twice.
void draw_friends(const World& world, const FriendshipParameters& parameters, Column<Friends>& out);

// One candidate by the rule of 3.3: word 0 chooses the pool, 1 the candidate, 2 whether another's group is kept, 3 the
// member of one's own group instead. kNone only when the resident is alone in the world.
std::uint32_t draw_friend(const World& world, const FriendshipParameters& parameters, std::uint32_t resident,
                          int neighbourhood, Block words);

// A uniform resident of another ethnic group from one's area (word 0), else from GM (word 1), for bridging seats; kNone
// when all of GM is of one group.
std::uint32_t draw_friend_of_other_group(const World& world, std::uint32_t resident, Block words);

// What `draw_friends` did, by replaying its keyed draws. Indexed by ethnic group of the resident, then pool.
struct FriendshipMeasure {
    struct Cell {
        double ties = 0, other = 0;  // friends drawn from the pool; of another group
        double chance = 0;           // sum of (1 - own share of the pool the candidate came from)
    };
    std::array<std::array<Cell, kPools>, kEthnicGroups> by_group_and_pool{};
    std::array<double, kEthnicGroups> residents{};   // talkers with at least one friend
    std::array<double, kEthnicGroups> none_other{};  // of them, without a friend of another group
    std::array<double, kMaxFriends + 1> degree{};    // talkers by number of friends
    double duplicates = 0;                           // ties to somebody who is a friend already
    double redraws = 0;                              // ties that met somebody who was a friend already
    double uptake(int group = -1) const;             // sum of other / sum of chance; -1: everybody
    double share_none_other(int group = -1) const;
};
FriendshipMeasure measure_friends(const World& world, const FriendshipParameters& parameters,
                                  const Column<Friends>& friends);

}  // namespace concord::sim
