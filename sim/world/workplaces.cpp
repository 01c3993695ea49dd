#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/world/commuting.h"
#include "sim/world/rounding.h"
#include "sim/world/venues.h"

namespace concord::sim {
namespace {

constexpr double kMostAtHome = 0.95;            // share of a neighbourhood's employed, a bound for odd tables
constexpr std::uint32_t kHome = 0, kSizes = 1;  // second coordinates of the kVenues stream: by resident, by area
constexpr std::uint32_t kAtHome = kNone, kOutside = kNone - 1;

struct Commuter {
    std::uint32_t shuffle, talker;
    bool operator<(const Commuter& other) const {
        return shuffle != other.shuffle ? shuffle < other.shuffle : talker < other.talker;
    }
};

// Cumulative shares of every row of flows.
std::vector<double> cumulative_rows(std::vector<double> flows, std::size_t areas) {
    for (std::size_t row = 0; row < areas; ++row)
        std::partial_sum(flows.begin() + static_cast<std::ptrdiff_t>(row * areas),
                         flows.begin() + static_cast<std::ptrdiff_t>((row + 1) * areas),
                         flows.begin() + static_cast<std::ptrdiff_t>(row * areas));
    return flows;
}

// Where a worker goes: an area, kOutside or kAtHome.
std::uint32_t destination(const Block& words, double home, double outside, const double* row, std::size_t areas) {
    const double u = unit_double(words[0]);
    if (u < home) return kAtHome;
    if (u < home + (1 - home) * outside || !(row[areas - 1] > 0)) return kOutside;
    return static_cast<std::uint32_t>(std::upper_bound(row, row + areas - 1, unit_double(words[1]) * row[areas - 1]) -
                                      row);
}

// Sizes of an area's workplaces: one member each, the others in proportion to a smallest part plus an exponential draw,
// so that a few are several times the mean.
std::vector<int> workplace_sizes(int members, const PopulationParameters& parameters, Stream stream,
                                 std::uint32_t area) {
    const int workplaces = static_cast<int>(std::ceil(members / parameters.workplace_agents));
    std::vector<double> weights;
    WordSource words(stream, area, kSizes);
    for (int k = 0; k < workplaces; ++k)
        weights.push_back(parameters.workplace_smallest -
                          (1 - parameters.workplace_smallest) * maths::log(open_unit(words())));
    std::vector<int> sizes = largest_remainder(weights, members - workplaces);
    for (int& size : sizes) ++size;
    return sizes;
}

// Cuts an area's shuffled commuters into workplaces, numbered from `first`.
void cut_into_workplaces(std::vector<Commuter>& commuters, const std::vector<int>& sizes, std::uint32_t first,
                         std::vector<std::uint32_t>& venue) {
    std::sort(commuters.begin(), commuters.end());
    std::size_t next = 0;
    for (std::size_t k = 0; k < sizes.size(); ++k)
        for (int member = 0; member < sizes[k]; ++member)
            venue[commuters[next++].talker] = first + static_cast<std::uint32_t>(k);
}

// The employed's destinations, [T]; kNone for everybody else as well.
std::vector<std::uint32_t> draw_destinations(const World& world, const FullNumbers& numbers,
                                             const std::vector<double>& rows, std::size_t areas) {
    const std::vector<double> home = work_at_home_shares(world.geography, world.parameters);
    const Stream stream(world.seed, Process::kVenues);
    std::vector<std::uint32_t> result(world.talkers(), kNone);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const std::size_t area = world.geography.neighbourhoods[n].area;
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            if (world.activity[i] == kEmployed)
                result[i] = destination(stream.block(numbers[i], kHome, 0), home[n],
                                        world.geography.areas[area].outside_gm, &rows[area * areas], areas);
    }
    return result;
}

}  // namespace

std::vector<double> work_at_home_shares(const Geography& geography, const PopulationParameters& parameters) {
    double at_home = 0, in_work = 0;
    for (const Neighbourhood& n : geography.neighbourhoods) {
        at_home += n.work_at_home;
        in_work += n.in_work;
    }
    std::vector<double> shares;
    for (const Neighbourhood& n : geography.neighbourhoods) {
        const double relative = n.in_work > 0 && at_home > 0 ? n.work_at_home / (at_home / in_work) / n.in_work : 1.0;
        shares.push_back(std::clamp(parameters.work_at_home_share * relative, 0.0, kMostAtHome));
    }
    return shares;
}

std::vector<double> expected_commuters(const Geography& geography, const PopulationParameters& parameters) {
    const std::vector<double> home = work_at_home_shares(geography, parameters);
    std::vector<double> workers(geography.areas.size(), 0), jobs;
    for (std::size_t n = 0; n < home.size(); ++n) {
        const Neighbourhood& place = geography.neighbourhoods[n];
        workers[place.area] += place.employed * (1 - home[n]) * (1 - geography.areas[place.area].outside_gm);
    }
    for (const Area& area : geography.areas) jobs.push_back(area.jobs);
    if (!(std::accumulate(jobs.begin(), jobs.end(), 0.0) > 0)) return {};
    return gravity_flows(workers, jobs, area_distances(geography), geography.commuting.decay,
                         geography.commuting.power);
}

void place_workers(const World& world, const FullNumbers& numbers, VenuePlan& plan) {
    const std::size_t areas = world.geography.areas.size();
    std::vector<double> flows = expected_commuters(world.geography, world.parameters);
    if (flows.empty()) flows.assign(areas * areas, 0.0);
    const std::vector<std::uint32_t> to =
        draw_destinations(world, numbers, cumulative_rows(std::move(flows), areas), areas);

    std::vector<std::vector<Commuter>> commuters(areas);
    const Stream stream(world.seed, Process::kVenues);
    std::size_t at_home = 0, outside = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        if (world.activity[i] != kEmployed) continue;
        at_home += to[i] == kAtHome;
        outside += to[i] == kOutside;
        if (to[i] < areas) commuters[to[i]].push_back({stream.word(numbers[i], kHome, 2), i});
    }
    std::vector<std::vector<int>> sizes;
    std::vector<std::uint32_t> first;
    for (std::size_t a = 0; a < areas; ++a) {
        first.push_back(static_cast<std::uint32_t>(plan.kind.size()));
        sizes.push_back(workplace_sizes(static_cast<int>(commuters[a].size()), world.parameters, stream,
                                        static_cast<std::uint32_t>(a)));
        plan.kind.insert(plan.kind.end(), sizes[a].size(), VenueKind::kWorkplace);
        plan.area.insert(plan.area.end(), sizes[a].size(), static_cast<std::uint16_t>(a));
    }
#pragma omp parallel for schedule(dynamic, 4)
    for (std::size_t a = 0; a < areas; ++a) cut_into_workplaces(commuters[a], sizes[a], first[a], plan.venue);
    plan.notes.push_back(fmt::format(
        "Of the employed agents {} work at home and {} outside Greater Manchester: no workplace.", at_home, outside));
}

}  // namespace concord::sim
