#include "sim/world/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "sim/world/activity.h"
#include "sim/world/households.h"
#include "sim/world/persons.h"
#include "sim/world/sampling.h"
#include "sim/world/venues.h"

namespace concord::sim {
namespace {

constexpr int kFirstTalkerFine = 2;    // 10-14: under-tens are not talkers
constexpr int kMostResidents = 65535;  // of a neighbourhood: places in it are 16-bit

void require_valid(const Geography& geography, const PopulationOptions& options) {
    if (options.scale < 1)
        throw std::invalid_argument(fmt::format("The scale must be 1 or more, not {}.", options.scale));
    const std::vector<std::string> problems = check(geography);
    if (!problems.empty())
        throw std::invalid_argument(
            problems.size() == 1 ? problems[0] : fmt::format("{} (and {} more)", problems[0], problems.size() - 1));
    for (const Neighbourhood& n : geography.neighbourhoods)
        if (n.residents > kMostResidents)
            throw std::invalid_argument(
                fmt::format("{} has {} residents; at most {} are possible.", n.code, n.residents, kMostResidents));
}

// What one neighbourhood keeps of its full population, and how many agents that makes.
struct Kept {
    NeighbourhoodPopulation population;
    std::vector<std::uint16_t> households;
    std::uint32_t talkers = 0, children = 0;
    int sizes_moved = 0, sizes_removed = 0;
};

Kept build_neighbourhood(const Geography& geography, int n, const AgeByGroup& persons, const ActivityTotals& totals,
                         const PopulationOptions& options) {
    const Neighbourhood& place = geography.neighbourhoods[n];
    const auto number = static_cast<std::uint32_t>(n);
    Kept kept;
    const HouseholdSizes sizes = household_sizes(place, options.parameters, options.seed, number);
    kept.sizes_moved = sizes.moved;
    kept.sizes_removed = sizes.removed;
    kept.population = fill_households(place, persons, sizes, options.parameters, options.seed, number);
    assign_activity(kept.population, persons, totals, options.parameters, options.seed, number);
    kept.households = kept_households(kept.population, options.scale, options.seed, number);
    for (const std::uint16_t h : kept.households)
        for (int i = kept.population.household_begin[h]; i < kept.population.household_begin[h + 1u]; ++i)
            ++(kept.population.fine_age[i] >= kFirstTalkerFine ? kept.talkers : kept.children);
    return kept;
}

void allocate(World& world, const std::vector<Kept>& kept) {
    world.neighbourhood_begin = world.neighbourhood_household_begin = world.neighbourhood_child_begin = {0};
    for (const Kept& k : kept) {
        world.neighbourhood_begin.push_back(world.neighbourhood_begin.back() + k.talkers);
        world.neighbourhood_child_begin.push_back(world.neighbourhood_child_begin.back() + k.children);
        world.neighbourhood_household_begin.push_back(world.neighbourhood_household_begin.back() +
                                                      static_cast<std::uint32_t>(k.households.size()));
    }
    const std::size_t talkers = world.neighbourhood_begin.back(), children = world.neighbourhood_child_begin.back();
    const std::size_t households = world.neighbourhood_household_begin.back();
    for (auto* array : {&world.fine_age, &world.activity}) array->resize(talkers);
    for (auto* array : {&world.age_band, &world.ethnic_group, &world.household_position, &world.household_talkers})
        array->resize(talkers);
    world.household.resize(talkers);
    world.by_group.resize(talkers);
    for (auto* array : {&world.child_fine_age, &world.child_ethnic_group, &world.child_activity})
        array->resize(children);
    world.child_household.resize(children);
    world.household_begin.assign(households + 1, static_cast<std::uint32_t>(talkers));
    world.household_size.resize(households);
    world.household_communal.resize(households);
    world.group_begin.resize(kept.size());
}

// Writes one household; returns the numbers of the next talker and child.
void write_household(World& world, const Kept& kept, std::uint16_t source, std::uint32_t household,
                     std::uint32_t full_begin, std::uint32_t& talker, std::uint32_t& child, FullNumbers& numbers) {
    const NeighbourhoodPopulation& from = kept.population;
    const std::uint32_t first = talker;
    const std::uint32_t begin = from.household_begin[source], end = from.household_begin[source + 1u];
    for (std::uint32_t i = begin; i < end; ++i) {
        const std::uint8_t fine = from.fine_age[i];
        if (fine < kFirstTalkerFine) {
            world.child_fine_age[child] = fine;
            world.child_ethnic_group[child] = from.ethnic_group[i];
            world.child_activity[child] = from.activity[i];
            world.child_household[child++] = household;
            continue;
        }
        world.fine_age[talker] = fine;
        world.age_band[talker] = kBandOfFineBand[fine];
        world.ethnic_group[talker] = from.ethnic_group[i];
        world.activity[talker] = from.activity[i];
        world.household[talker] = household;
        world.household_position[talker] = static_cast<std::uint8_t>(talker - first);
        numbers[talker++] = full_begin + i;
    }
    std::fill(world.household_talkers.begin() + first, world.household_talkers.begin() + talker,
              static_cast<std::uint8_t>(talker - first));
    world.household_begin[household] = first;
    world.household_size[household] = static_cast<std::uint8_t>(std::min(end - begin, 255u));
    world.household_communal[household] = source >= from.private_households;
}

void write_neighbourhood(World& world, const Kept& kept, int n, std::uint32_t full_begin, FullNumbers& numbers) {
    std::uint32_t talker = world.neighbourhood_begin[n], child = world.neighbourhood_child_begin[n];
    std::uint32_t household = world.neighbourhood_household_begin[n];
    for (const std::uint16_t source : kept.households)
        write_household(world, kept, source, household++, full_begin, talker, child, numbers);

    const std::uint32_t begin = world.neighbourhood_begin[n];
    std::array<std::uint16_t, kEthnicGroups + 1> next{};
    for (std::uint32_t i = begin; i < talker; ++i) ++next[world.ethnic_group[i] + 1u];
    std::partial_sum(next.begin(), next.end(), next.begin());
    world.group_begin[n] = next;
    for (std::uint32_t i = begin; i < talker; ++i)
        world.by_group[begin + next[world.ethnic_group[i]]++] = static_cast<std::uint16_t>(i - begin);
}

// Where areas and districts begin among the neighbourhoods, and talkers of each group before each neighbourhood.
void index_places(World& world) {
    const auto& places = world.geography.neighbourhoods;
    world.neighbourhood_of_area_begin.assign(world.geography.areas.size() + 1, 0);
    world.neighbourhood_of_district_begin.assign(world.geography.districts.size() + 1, 0);
    world.group_before.assign(places.size() + 1, {});
    for (std::size_t n = 0; n < places.size(); ++n) {
        ++world.neighbourhood_of_area_begin[places[n].area + 1];
        ++world.neighbourhood_of_district_begin[places[n].district + 1];
        for (std::size_t g = 0; g < kEthnicGroups; ++g)
            world.group_before[n + 1][g] =
                world.group_before[n][g] + world.group_begin[n][g + 1] - world.group_begin[n][g];
    }
    for (auto* begin : {&world.neighbourhood_of_area_begin, &world.neighbourhood_of_district_begin})
        std::partial_sum(begin->begin(), begin->end(), begin->begin());
}

void describe_building(World& world, const std::vector<Kept>& kept) {
    int moved = 0, removed = 0;
    for (const Kept& k : kept) {
        moved += k.sizes_moved;
        removed += k.sizes_removed;
    }
    world.notes.push_back(
        fmt::format("Household sizes did not add up to residents in households everywhere: households of 8 or more "
                    "were filled up to {}, "
                    "{} households gained or lost one member and {} were dropped.",
                    world.parameters.largest_filled_household, moved, removed));
    if (world.scale > 1)
        world.notes.push_back(
            fmt::format("A systematic sample of one household in {} of the full population of seed {}, with a random "
                        "start in every "
                        "neighbourhood: {} residents in {} households, each standing for {}.",
                        world.scale, world.seed, world.residents(), world.households(), world.scale));
}

template <typename Array>
std::size_t heap(const Array& values) {
    return values.capacity() * sizeof(values[0]);
}

}  // namespace

World build_world(const Geography& geography, const PopulationOptions& options) {
    require_valid(geography, options);
    World world;
    world.geography = geography;
    world.scale = options.scale;
    world.seed = options.seed;
    world.parameters = options.parameters;

    const std::vector<Margins> margins = scaled_margins(geography);
    world.notes = describe_scaling(geography, margins);
    const std::vector<AgeByGroup> persons = persons_by_age_and_group(geography, margins, options.seed);
    const std::vector<ActivityTotals> totals = activity_totals(geography, persons);

    const int neighbourhoods = world.neighbourhoods();
    std::vector<Kept> kept(neighbourhoods);
    std::vector<std::uint32_t> full_begin(neighbourhoods + 1, 0);  // first resident of the full population
    for (int n = 0; n < neighbourhoods; ++n)
        full_begin[n + 1] = full_begin[n] + static_cast<std::uint32_t>(geography.neighbourhoods[n].residents);
#pragma omp parallel for schedule(dynamic, 8)
    for (int n = 0; n < neighbourhoods; ++n)
        kept[n] = build_neighbourhood(geography, n, persons[n], totals[n], options);

    allocate(world, kept);
    FullNumbers numbers(world.talkers());
#pragma omp parallel for schedule(static)
    for (int n = 0; n < neighbourhoods; ++n) write_neighbourhood(world, kept[n], n, full_begin[n], numbers);
    index_places(world);
    describe_building(world, kept);
    build_venues(world, numbers);
    return world;
}

void World::index_members() {
    venue_first.assign(talkers(), 0);
    venue_others.assign(talkers(), 0);
    for (std::uint32_t i = 0; i < talkers(); ++i) {
        if (venue[i] == kNone) continue;
        venue_first[i] = venue_begin[venue[i]];
        venue_others[i] = venue_begin[venue[i] + 1] - venue_begin[venue[i]] - 1;
    }
}

std::vector<std::uint8_t> household_kinds(const World& world) {
    std::vector<std::uint8_t> kinds(world.households(), kWithoutChildren);
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        if (world.age_band[i] < kFirstAdultBand) kinds[world.household[i]] = kWithChildren;
    for (const std::uint32_t household : world.child_household) kinds[household] = kWithChildren;
    return kinds;
}

int World::neighbourhood_of(std::uint32_t talker) const {
    return static_cast<int>(std::upper_bound(neighbourhood_begin.begin(), neighbourhood_begin.end(), talker) -
                            neighbourhood_begin.begin()) -
           1;
}

std::size_t World::bytes() const {
    return heap(fine_age) + heap(age_band) + heap(ethnic_group) + heap(activity) + heap(household_position) +
           heap(household_talkers) + heap(household) + heap(venue) + heap(venue_first) + heap(venue_others) +
           heap(child_fine_age) + heap(child_ethnic_group) + heap(child_activity) + heap(child_household) +
           heap(household_begin) + heap(household_size) + heap(household_communal) + heap(neighbourhood_begin) +
           heap(neighbourhood_household_begin) + heap(neighbourhood_child_begin) + heap(by_group) + heap(group_begin) +
           heap(group_before) + heap(venue_kind) + heap(venue_area) + heap(venue_begin) + heap(venue_member) +
           heap(venue_member_by_number) + heap(venue_group_begin) + heap(neighbourhood_of_area_begin) +
           heap(neighbourhood_of_district_begin) + heap(geography.neighbourhoods) + heap(geography.areas);
}

}  // namespace concord::sim
