// Where residents learn and work (model.md section 3.2): secondary schools and colleges by distance, universities by
// distance, workplaces by the gravity model of commuting. Drawn after sampling, so that a venue has as many agents at
// 1:k as at 1:1 where its size is ours to choose (workplaces); schools, colleges and universities stay whole
// institutions with 1/k of their places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/world/world.h"

namespace concord::sim {

// Venues under construction: of every talker, and their kinds.
struct VenuePlan {
    std::vector<std::uint32_t> venue;  // [T] or kNone
    std::vector<VenueKind> kind;       // [V]
    std::vector<std::uint16_t> area;   // [V]
    std::vector<std::string> notes;
};

// Talkers' numbers in the full population key their draws, so that samples agree with it: number = the neighbourhood's
// first + place in it.
using FullNumbers = std::vector<std::uint32_t>;

// Pupils aged 10-15: each prefers the nearest secondary school (probability `nearest_school`), else the next, ...;
// those who find it full go to the next with places left. A neighbourhood's schools share its places evenly.
void place_pupils(const World& world, const FullNumbers& numbers, VenuePlan& plan);

// Students: 16-17 at a college, 18-19 at a university with `university_share_18_19`, older ones at a university; chosen
// with weight exp(-decay x km), all institutions of a kind being of equal size for want of figures.
void place_students(const World& world, const FullNumbers& numbers, VenuePlan& plan);

// The employed: at home, outside GM, or in an area drawn from the gravity model and there in a workplace.
void place_workers(const World& world, const FullNumbers& numbers, VenuePlan& plan);

// Expected share of a neighbourhood's employed who work at home, [N].
std::vector<double> work_at_home_shares(const Geography& geography, const PopulationParameters& parameters);

// Expected commuters between areas by the gravity model, A*A row-major, persons at 1:1; empty when there are no jobs.
std::vector<double> expected_commuters(const Geography& geography, const PopulationParameters& parameters);

// All of the above, then the tables of members in `world`. Needs everything else of the world but the venues.
void build_venues(World& world, const FullNumbers& numbers);

}  // namespace concord::sim
