// The world of a run (model.md sections 2 and 3.1 to 3.3): who lives where, with whom, does what and where. Constant
// during a run and shared by all runs of an ensemble; what changes is in sim/run/simulation.h.
//
// Residents aged 10 and over ("talkers") are numbered 0 .. talkers-1 in order of neighbourhood, then household; only
// they have a state. Under-tens neither talk nor answer: they are counted in the population and in their households.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/ground/random.h"
#include "sim/ground/resident.h"
#include "sim/world/geography.h"
#include "sim/world/population_parameters.h"

namespace concord::sim {

enum class VenueKind : std::uint8_t { kSchool = 0, kCollege, kUniversity, kWorkplace };

// The finished population. Shapes: T talkers, Y under-tens, H households, N neighbourhoods, V venues.
struct World {
    Geography geography;
    int scale = 1;           // 1:k, each resident stands for k
    std::uint32_t seed = 0;  // of the population; friends are drawn from it as well
    PopulationParameters parameters;

    // Talkers, [T] each.
    std::vector<std::uint8_t> fine_age, activity;
    Column<std::uint8_t> age_band, ethnic_group;
    Column<std::uint8_t> household_position;  // 0 .. household_talkers-1: talker i's household starts at i - position
    Column<std::uint8_t> household_talkers;   // talkers in own household, at least 1; communal residents: 1
    std::vector<std::uint32_t> household;     // household of talker, [0, H)
    std::vector<std::uint32_t> venue;         // [0, V) or kNone
    // What picking somebody at the venue needs, in one place: where its members begin in venue_member_by_number (0: no
    // venue), and how many there are besides oneself (0: nobody to meet). From the lists below, by index_members().
    Column<std::uint32_t> venue_first, venue_others;

    // Under-tens, [Y] each, in order of neighbourhood, then household.
    std::vector<std::uint8_t> child_fine_age, child_ethnic_group, child_activity;
    std::vector<std::uint32_t> child_household;

    // Households, in order of neighbourhood. A communal establishment's residents are one household each, flagged.
    std::vector<std::uint32_t> household_begin;    // [H+1] first talker
    std::vector<std::uint8_t> household_size;      // [H] residents of all ages (capped at 255)
    std::vector<std::uint8_t> household_communal;  // [H] 1 for a resident of a communal establishment

    // Neighbourhoods.
    std::vector<std::uint32_t> neighbourhood_begin;            // [N+1] first talker
    std::vector<std::uint32_t> neighbourhood_household_begin;  // [N+1] first household
    std::vector<std::uint32_t> neighbourhood_child_begin;      // [N+1] first under-ten
    // Talkers of a neighbourhood sorted by ethnic group: talker = begin + by_group[begin + k], k in
    // [group_begin[n][g], group_begin[n][g+1]).
    Column<std::uint16_t> by_group;                                         // [T]
    std::vector<std::array<std::uint16_t, kEthnicGroups + 1>> group_begin;  // [N]
    std::vector<std::array<std::uint32_t, kEthnicGroups>> group_before;     // [N+1] talkers of a group before n

    // Venues: members are talkers sorted by ethnic group, then number.
    std::vector<VenueKind> venue_kind;       // [V]
    std::vector<std::uint16_t> venue_area;   // [V] index of the area it is in
    std::vector<std::uint32_t> venue_begin;  // [V+1] into venue_member
    std::vector<std::uint32_t> venue_member;
    // The same members in order of number alone: for picking anyone, so that who is picked does not depend on how the
    // ethnic groups are labelled or ordered (section 9).
    std::vector<std::uint32_t> venue_member_by_number;
    std::vector<std::array<std::uint32_t, kEthnicGroups + 1>> venue_group_begin;  // [V] relative to venue_begin

    std::vector<int> neighbourhood_of_area_begin;      // [areas+1] areas are contiguous runs of neighbourhoods
    std::vector<int> neighbourhood_of_district_begin;  // [districts+1]
    std::vector<std::string> notes;                    // what building it had to do (scaling of margins, rounding ...)

    std::uint32_t talkers() const { return static_cast<std::uint32_t>(age_band.size()); }
    std::uint32_t children() const { return static_cast<std::uint32_t>(child_fine_age.size()); }
    std::uint32_t residents() const { return talkers() + children(); }
    std::uint32_t households() const { return static_cast<std::uint32_t>(household_size.size()); }
    int neighbourhoods() const { return static_cast<int>(geography.neighbourhoods.size()); }
    void index_members();                              // venue_first and venue_others, of the other members
    int neighbourhood_of(std::uint32_t talker) const;  // by bisection
    std::size_t bytes() const;                         // heap in use, for the memory budget
};

// [H] a HouseholdKind each: kWithChildren where a resident is under 16. A newcomer takes a leaver's slot, ages included
// (decision 0003), so it is constant in a run.
std::vector<std::uint8_t> household_kinds(const World& world);

struct PopulationOptions {
    int scale = 20;  // 1:scale, >= 1
    std::uint32_t seed = 1;
    PopulationParameters parameters{};
};

// Builds the population of section 3.1 and 3.2. The result depends on geography, scale and seed alone, at any number of
// threads. Throws std::invalid_argument with a sentence if the geography fails its check or scale < 1.
World build_world(const Geography& geography, const PopulationOptions& options);

}  // namespace concord::sim
