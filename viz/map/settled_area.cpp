#include "viz/map/settled_area.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <set>
#include <utility>

namespace concord::map {

namespace {

constexpr int kStepApart = 10;          // metres between neighbourhoods that share a centroid
constexpr double kSmallestRadius = 50;  // metres; a neighbourhood without a stated area still shows
constexpr double kFinestSpacing = 200;  // metres between surrounding sites: two pixels of a map 600 pixels wide
constexpr double kPointsAcross = 400;   // grid points along the longer side at most

// Places a step apart around a centre, nearest ring first, the first being the centre itself.
Site place_around(Site centre, int number) {
    int ring = 0;
    while ((2 * ring + 1) * (2 * ring + 1) <= number) ++ring;
    if (ring == 0) return centre;
    const int within = number - (2 * ring - 1) * (2 * ring - 1);
    const int side = within / (2 * ring), along = within % (2 * ring) - ring;
    const int across[4][2] = {{ring, along}, {-along, ring}, {-ring, -along}, {along, -ring}};
    return {centre.x + kStepApart * across[side][0], centre.y + kStepApart * across[side][1]};
}

// A square grid over the settled area with a margin all round that nothing reaches.
struct Grid {
    double left = 0, bottom = 0, spacing = kFinestSpacing;
    int columns = 0, rows = 0;
    std::vector<char> settled;  // within twice the reach of some site
    std::vector<char> outside;  // joined to the margin through points that are not settled

    std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
    }
    bool holds(int column, int row) const { return column >= 0 && row >= 0 && column < columns && row < rows; }
    double x(int column) const { return left + spacing * column; }
    double y(int row) const { return bottom + spacing * row; }
};

Grid grid_around(const std::vector<Site>& sites, const std::vector<double>& reach) {
    Grid grid;
    double right = 0, top = 0;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const double around = 2 * reach[i];
        grid.left = i == 0 ? sites[i].x - around : std::min(grid.left, sites[i].x - around);
        grid.bottom = i == 0 ? sites[i].y - around : std::min(grid.bottom, sites[i].y - around);
        right = i == 0 ? sites[i].x + around : std::max(right, sites[i].x + around);
        top = i == 0 ? sites[i].y + around : std::max(top, sites[i].y + around);
    }
    const double smallest_reach = *std::min_element(reach.begin(), reach.end());
    const double longer = std::max(right - grid.left, top - grid.bottom);
    grid.spacing = std::max(std::min(kFinestSpacing, smallest_reach / 2), longer / kPointsAcross);
    grid.spacing = std::max(1.0, std::round(grid.spacing));  // whole metres, as sites are
    grid.left = std::floor(grid.left - 3 * grid.spacing);
    grid.bottom = std::floor(grid.bottom - 3 * grid.spacing);
    grid.columns = static_cast<int>(std::ceil((right - grid.left) / grid.spacing)) + 4;
    grid.rows = static_cast<int>(std::ceil((top - grid.bottom) / grid.spacing)) + 4;
    grid.settled.assign(grid.index(0, grid.rows), 0);
    grid.outside.assign(grid.index(0, grid.rows), 0);
    return grid;
}

void mark_settled(Grid& grid, Site site, double radius) {
    // A site always settles the grid points next to it, so that no surrounding site can fall upon it.
    const double marked = std::max(radius, 1.5 * grid.spacing);
    const int first_row = static_cast<int>(std::ceil((site.y - marked - grid.bottom) / grid.spacing));
    for (int row = first_row; row < grid.rows && grid.y(row) <= site.y + marked; ++row) {
        const double up = grid.y(row) - site.y;
        const double half_width = std::sqrt(std::max(0.0, marked * marked - up * up));
        const int first = static_cast<int>(std::ceil((site.x - half_width - grid.left) / grid.spacing));
        const int last = static_cast<int>(std::floor((site.x + half_width - grid.left) / grid.spacing));
        for (int column = first; column <= last; ++column)
            if (grid.holds(column, row)) grid.settled[grid.index(column, row)] = 1;
    }
}

constexpr int kBeside[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

// Spreads from the corner, which lies in the margin, through everything not settled.
void mark_outside(Grid& grid) {
    std::vector<std::pair<int, int>> open{{0, 0}};
    grid.outside[0] = 1;
    while (!open.empty()) {
        const auto [column, row] = open.back();
        open.pop_back();
        for (const auto& step : kBeside) {
            const int c = column + step[0], r = row + step[1];
            if (!grid.holds(c, r) || grid.settled[grid.index(c, r)] || grid.outside[grid.index(c, r)]) continue;
            grid.outside[grid.index(c, r)] = 1;
            open.emplace_back(c, r);
        }
    }
}

// Only the outside points nearest the settled area can bound a cell; the rest would cost time and change nothing.
bool near_settled(const Grid& grid, int column, int row) {
    constexpr int kRowsKept = 2;
    for (int r = row - kRowsKept; r <= row + kRowsKept; ++r)
        for (int c = column - kRowsKept; c <= column + kRowsKept; ++c)
            if (grid.holds(c, r) && !grid.outside[grid.index(c, r)]) return true;
    return false;
}

}  // namespace

std::vector<Site> neighbourhood_sites(const sim::Geography& geography) {
    std::set<std::pair<std::int32_t, std::int32_t>> taken;
    std::vector<Site> sites;
    sites.reserve(geography.neighbourhoods.size());
    for (const sim::Neighbourhood& neighbourhood : geography.neighbourhoods) {
        const Site centre{static_cast<std::int32_t>(std::lround(neighbourhood.easting)),
                          static_cast<std::int32_t>(std::lround(neighbourhood.northing))};
        Site site = centre;
        for (int number = 1; !taken.emplace(site.x, site.y).second; ++number) site = place_around(centre, number);
        sites.push_back(site);
    }
    return sites;
}

std::vector<double> disc_radii(const sim::Geography& geography) {
    std::vector<double> radii;
    radii.reserve(geography.neighbourhoods.size());
    for (const sim::Neighbourhood& neighbourhood : geography.neighbourhoods)
        radii.push_back(std::max(kSmallestRadius, std::sqrt(neighbourhood.area_km2 * 1e6 / std::numbers::pi)));
    return radii;
}

std::vector<Site> surrounding_sites(const std::vector<Site>& sites, const std::vector<double>& reach) {
    if (sites.empty()) return {};
    Grid grid = grid_around(sites, reach);
    for (std::size_t i = 0; i < sites.size(); ++i) mark_settled(grid, sites[i], 2 * reach[i]);
    mark_outside(grid);
    std::vector<Site> surrounding;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            if (grid.outside[grid.index(column, row)] && near_settled(grid, column, row))
                surrounding.push_back({static_cast<std::int32_t>(std::lround(grid.x(column))),
                                       static_cast<std::int32_t>(std::lround(grid.y(row)))});
    return surrounding;
}

}  // namespace concord::map
