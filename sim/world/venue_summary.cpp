#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/world/commuting.h"
#include "sim/world/population_summary.h"
#include "sim/world/venues.h"

namespace concord::sim {
namespace {

constexpr std::array<const char*, 4> kKindNames = {"secondary schools", "colleges", "universities", "workplaces"};

// A distribution over pairs of areas: counts or expected numbers, and how far apart the pairs are.
class Distances {
  public:
    explicit Distances(const std::vector<double>& km) : km_(km), order_(km.size()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return km[a] < km[b]; });
    }
    double mean(const std::vector<double>& weights) const {
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        return total > 0 ? std::inner_product(weights.begin(), weights.end(), km_.begin(), 0.0) / total : 0;
    }
    double quantile(const std::vector<double>& weights, double q) const {
        double left = q * std::accumulate(weights.begin(), weights.end(), 0.0);
        for (const std::size_t pair : order_)
            if ((left -= weights[pair]) < 0) return km_[pair];
        return order_.empty() ? 0 : km_[order_.back()];
    }

  private:
    const std::vector<double>& km_;
    std::vector<std::size_t> order_;
};

// Commuters between areas, A*A, from the finished population.
std::vector<double> recount_commuters(const World& world) {
    const std::size_t areas = world.geography.areas.size();
    std::vector<double> flows(areas * areas, 0);
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            if (world.activity[i] == kEmployed && world.venue[i] != kNone)
                flows[world.geography.neighbourhoods[n].area * areas + world.venue_area[world.venue[i]]] += world.scale;
    return flows;
}

std::vector<double> by_district(const Geography& geography, const std::vector<double>& flows) {
    const std::size_t areas = geography.areas.size(), districts = geography.districts.size();
    std::vector<double> sums(districts * districts, 0);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j)
            sums[geography.areas[i].district * districts + geography.areas[j].district] += flows[i * areas + j];
    return sums;
}

// Share of commuters in the right pair of districts: 1 - half the sum of differences of shares.
double common_share(const std::vector<double>& a, const std::vector<double>& b) {
    const double total_a = std::accumulate(a.begin(), a.end(), 0.0), total_b = std::accumulate(b.begin(), b.end(), 0.0);
    if (!(total_a > 0 && total_b > 0)) return 0;
    double common = 0;
    for (std::size_t k = 0; k < a.size(); ++k) common += std::min(a[k] / total_a, b[k] / total_b);
    return common;
}

double expected_without_workplace(const World& world) {
    const std::vector<double> home = work_at_home_shares(world.geography, world.parameters);
    double without = 0, employed = 0;
    for (std::size_t n = 0; n < home.size(); ++n) {
        const Neighbourhood& place = world.geography.neighbourhoods[n];
        const double outside = world.geography.areas[place.area].outside_gm;
        without += place.employed * (home[n] + (1 - home[n]) * outside);
        employed += place.employed;
    }
    return employed > 0 ? without / employed : 0;
}

}  // namespace

std::vector<SummaryRow> summarise_venues(const World& world) {
    std::array<std::vector<std::uint32_t>, 4> sizes;
    for (std::size_t v = 0; v < world.venue_kind.size(); ++v)
        sizes[static_cast<std::size_t>(world.venue_kind[v])].push_back(world.venue_begin[v + 1] - world.venue_begin[v]);
    std::array<double, 4> census{kNoFigure, kNoFigure, kNoFigure, kNoFigure};
    census[0] = census[1] = census[2] = 0;
    for (const Neighbourhood& n : world.geography.neighbourhoods) {
        census[0] += n.secondary_schools;
        census[1] += n.colleges;
        census[2] += n.universities;
    }
    std::vector<SummaryRow> rows;
    for (std::size_t kind = 0; kind < sizes.size(); ++kind) {
        auto& members = sizes[kind];
        std::sort(members.begin(), members.end());
        rows.push_back({"venues", kKindNames[kind], census[kind], static_cast<double>(members.size()), "venues", ""});
        if (members.empty()) continue;
        const double all = std::accumulate(members.begin(), members.end(), 0.0);
        rows.push_back(
            {"venues", fmt::format("{}: mean members", kKindNames[kind]),
             kind == 3 ? world.parameters.workplace_agents : kNoFigure, all / static_cast<double>(members.size()),
             "agents",
             fmt::format("smallest {}, quartiles {}, {}, {}, largest {}", members.front(), members[members.size() / 4],
                         members[members.size() / 2], members[members.size() * 3 / 4], members.back())});
    }
    return rows;
}

std::vector<SummaryRow> summarise_commuting(const World& world) {
    std::vector<SummaryRow> rows;
    const std::vector<double> found = recount_commuters(world);
    const std::vector<double> expected = expected_commuters(world.geography, world.parameters);
    double employed = 0;
    for (const std::uint8_t activity : world.activity)
        employed += (activity == kEmployed) * static_cast<double>(world.scale);
    const double commuters = std::accumulate(found.begin(), found.end(), 0.0);
    rows.push_back({"commuting", "employed without a workplace in Greater Manchester",
                    expected_without_workplace(world), employed > 0 ? 1 - commuters / employed : 0, "share",
                    "at home or outside; expected: parameters and tables"});
    if (expected.empty()) return rows;
    rows.push_back({"commuting", "to a workplace in Greater Manchester",
                    std::accumulate(expected.begin(), expected.end(), 0.0), commuters, "persons",
                    "expected: parameters and tables"});
    const std::vector<double> km = area_distances(world.geography);
    const Distances distances(km);
    const char* gravity = "expected: gravity model; straight lines between areas";
    rows.push_back({"commuting", "mean distance", distances.mean(expected), distances.mean(found), "km", gravity});
    rows.push_back({"commuting", "lower quartile", distances.quantile(expected, 0.25), distances.quantile(found, 0.25),
                    "km", gravity});
    rows.push_back(
        {"commuting", "median", distances.quantile(expected, 0.5), distances.quantile(found, 0.5), "km", gravity});
    rows.push_back({"commuting", "upper quartile", distances.quantile(expected, 0.75), distances.quantile(found, 0.75),
                    "km", gravity});
    rows.push_back({"commuting", "in the right pair of districts, against the gravity model", 1,
                    common_share(by_district(world.geography, expected), by_district(world.geography, found)), "share",
                    ""});
    rows.push_back({"commuting", "gravity model in the right pair of districts, against the 2011 flows", kNoFigure,
                    world.geography.commuting.fitted_share_by_district_pair, "share", "of the fit"});
    return rows;
}

}  // namespace concord::sim
