#include "sim/world/venues.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/world/rounding.h"

namespace concord::sim {
namespace {

double kilometres(const Neighbourhood& a, const Neighbourhood& b) {
    return maths::hypot(a.easting - b.easting, a.northing - b.northing) / 1000;
}

// Institutions of one kind: where each is; its first venue number.
struct Institutions {
    std::vector<int> neighbourhood;
    std::uint32_t first = 0;
    std::uint32_t count() const { return static_cast<std::uint32_t>(neighbourhood.size()); }
};

template <typename CountOf>
Institutions add_institutions(const Geography& geography, VenueKind kind, VenuePlan& plan, CountOf count_of) {
    Institutions result;
    result.first = static_cast<std::uint32_t>(plan.kind.size());
    for (int n = 0; n < static_cast<int>(geography.neighbourhoods.size()); ++n)
        for (int k = 0; k < count_of(geography.neighbourhoods[n]); ++k) {
            result.neighbourhood.push_back(n);
            plan.kind.push_back(kind);
            plan.area.push_back(static_cast<std::uint16_t>(geography.neighbourhoods[n].area));
        }
    return result;
}

// Institutions from the nearest to the farthest, of every neighbourhood: [N x count].
std::vector<std::uint16_t> by_distance(const Geography& geography, const Institutions& places) {
    const int neighbourhoods = static_cast<int>(geography.neighbourhoods.size());
    std::vector<std::uint16_t> order(static_cast<std::size_t>(neighbourhoods) * places.count());
#pragma omp parallel for schedule(static)
    for (int n = 0; n < neighbourhoods; ++n) {
        std::vector<std::pair<double, std::uint16_t>> distance;
        for (std::uint32_t k = 0; k < places.count(); ++k)
            distance.emplace_back(
                kilometres(geography.neighbourhoods[n], geography.neighbourhoods[places.neighbourhood[k]]),
                static_cast<std::uint16_t>(k));
        std::sort(distance.begin(), distance.end());
        for (std::uint32_t k = 0; k < places.count(); ++k)
            order[static_cast<std::size_t>(n) * places.count() + k] = distance[k].second;
    }
    return order;
}

// Places of each school for the pupils there are, in agents.
std::vector<int> school_places(const World& world, const Institutions& schools, std::size_t pupils, VenuePlan& plan) {
    std::vector<double> published;
    for (const int n : schools.neighbourhood) {
        const Neighbourhood& place = world.geography.neighbourhoods[n];
        published.push_back(std::max(1.0, static_cast<double>(place.secondary_places) / place.secondary_schools));
    }
    const double total = std::accumulate(published.begin(), published.end(), 0.0) / world.scale;
    const double wanted = world.parameters.school_spare * static_cast<double>(pupils);
    if (total < wanted)
        plan.notes.push_back(
            fmt::format("Secondary schools have {:.0f} places for {} pupils aged 10-15 (10-year-olds are at primary "
                        "school, but cannot "
                        "be told apart): places were multiplied by {:.3f}.",
                        total * world.scale, pupils * static_cast<std::size_t>(world.scale), wanted / total));
    return largest_remainder(published, static_cast<int>(std::ceil(std::max(total, wanted))));
}

// Geometric: 0 with probability p, then 1, ...
std::uint32_t preferred_rank(double unit, double p, std::uint32_t count) {
    std::uint32_t rank = 0;
    for (double left = 1 - p; unit < left && rank + 1 < count; left *= 1 - p) ++rank;
    return rank;
}

// Cumulative choice weights exp(-decay x km), [N x count].
std::vector<double> choice_by_distance(const Geography& geography, const Institutions& places, double decay) {
    std::vector<double> cumulative;
    for (const Neighbourhood& home : geography.neighbourhoods) {
        double sum = 0;
        for (const int n : places.neighbourhood)
            cumulative.push_back(sum += maths::exp(-decay * kilometres(home, geography.neighbourhoods[n])));
    }
    return cumulative;
}

std::uint32_t choose(const std::vector<double>& cumulative, int neighbourhood, const Institutions& places,
                     double unit) {
    const auto begin =
        cumulative.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(neighbourhood) * places.count());
    const auto end = begin + places.count();
    const auto found = std::upper_bound(begin, end - 1, unit * *(end - 1));
    return places.first + static_cast<std::uint32_t>(found - begin);
}

// A walk through 0 .. n-1 that visits everyone once and jumps about, so that no place is served before another.
std::uint64_t stride_for(std::uint64_t n) {
    std::uint64_t stride =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(0.6180339887 * static_cast<double>(n)));
    while (std::gcd(stride, n) != 1) ++stride;
    return stride;
}

}  // namespace

void place_pupils(const World& world, const FullNumbers& numbers, VenuePlan& plan) {
    std::vector<std::pair<std::uint32_t, int>> pupils;  // talker, neighbourhood
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            if (world.activity[i] == kSchool) pupils.emplace_back(i, n);
    const Institutions schools = add_institutions(world.geography, VenueKind::kSchool, plan,
                                                  [](const Neighbourhood& n) { return n.secondary_schools; });
    if (pupils.empty() || schools.count() == 0) return;
    std::vector<int> places = school_places(world, schools, pupils.size(), plan);
    const std::vector<std::uint16_t> order = by_distance(world.geography, schools);
    const Stream stream(world.seed, Process::kVenues);
    const std::uint64_t stride = stride_for(pupils.size());
    for (std::uint64_t k = 0, p = 0; k < pupils.size(); ++k, p = (p + stride) % pupils.size()) {
        const auto [talker, n] = pupils[p];
        const std::uint32_t count = schools.count();
        std::uint32_t rank =
            preferred_rank(unit_double(stream.word(numbers[talker], 0, 0)), world.parameters.nearest_school, count);
        const std::uint16_t* nearest = &order[static_cast<std::size_t>(n) * count];
        while (places[nearest[rank]] == 0) rank = (rank + 1) % count;  // ends: there is a place for everyone
        --places[nearest[rank]];
        plan.venue[talker] = schools.first + nearest[rank];
    }
}

void place_students(const World& world, const FullNumbers& numbers, VenuePlan& plan) {
    const PopulationParameters& parameters = world.parameters;
    const Institutions colleges =
        add_institutions(world.geography, VenueKind::kCollege, plan, [](const Neighbourhood& n) { return n.colleges; });
    const Institutions universities = add_institutions(world.geography, VenueKind::kUniversity, plan,
                                                       [](const Neighbourhood& n) { return n.universities; });
    const auto college = choice_by_distance(world.geography, colleges, parameters.college_distance_decay);
    const auto university = choice_by_distance(world.geography, universities, parameters.university_distance_decay);
    const Stream stream(world.seed, Process::kVenues);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            if (world.activity[i] != kCollege) continue;
            const Block words = stream.block(numbers[i], 0, 0);
            const int fine = world.fine_age[i];
            bool at_university = fine > 5 || (fine == 5 && unit_double(words[0]) < parameters.university_share_18_19);
            if (universities.count() == 0) at_university = false;
            if (colleges.count() == 0) at_university = universities.count() > 0;
            const Institutions& places = at_university ? universities : colleges;
            if (places.count() > 0)
                plan.venue[i] = choose(at_university ? university : college, n, places, unit_double(words[3]));
        }
}

namespace {

// Members of every venue, by ethnic group and then number, and by number alone: counting sorts over (venue, group).
void build_member_tables(World& world) {
    const std::size_t venues = world.venue_kind.size();
    world.venue_group_begin.assign(venues, {});
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        if (world.venue[i] != kNone) ++world.venue_group_begin[world.venue[i]][world.ethnic_group[i] + 1u];
    world.venue_begin.assign(venues + 1, 0);
    for (std::size_t v = 0; v < venues; ++v) {
        auto& begin = world.venue_group_begin[v];
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        world.venue_begin[v + 1] = world.venue_begin[v] + begin[kEthnicGroups];
    }
    world.venue_member.resize(world.venue_begin[venues]);
    world.venue_member_by_number.resize(world.venue_begin[venues]);
    auto next_of_group = world.venue_group_begin;
    auto next = world.venue_begin;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        const std::uint32_t v = world.venue[i];
        if (v == kNone) continue;
        world.venue_member[world.venue_begin[v] + next_of_group[v][world.ethnic_group[i]]++] = i;
        world.venue_member_by_number[next[v]++] = i;
    }
}

}  // namespace

void build_venues(World& world, const FullNumbers& numbers) {
    VenuePlan plan;
    plan.venue.assign(world.talkers(), kNone);
    place_pupils(world, numbers, plan);
    place_students(world, numbers, plan);
    place_workers(world, numbers, plan);
    world.venue = std::move(plan.venue);
    world.venue_kind = std::move(plan.kind);
    world.venue_area = std::move(plan.area);
    world.notes.insert(world.notes.end(), plan.notes.begin(), plan.notes.end());
    build_member_tables(world);
    world.index_members();
}

}  // namespace concord::sim
