// The map drawn from figures alone (no boundary files, no licences): each neighbourhood is the Voronoi cell of its
// population-weighted centroid, bounded where the settled area ends, and areas, wards and districts are its cells
// merged. Also who touches whom, for processes and indicators that spill over borders. docs/decisions/0001 says why.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "sim/world/geography.h"
#include "viz/map/polygon.h"

namespace concord::map {

enum class Level : std::size_t { kNeighbourhood = 0, kArea, kWard, kDistrict };
inline constexpr std::size_t kLevels = 4;

inline constexpr int kNoUnit = -1;  // open country: a place that belongs to nobody

// Two units are neighbours when their shared border is longer than this, metres: four cells meeting in what is but for
// rounding a point are not all neighbours of one another.
inline constexpr double kShortestSharedBorder = 1.0;

struct LevelMap {
    // Of each unit, in the order of the geography: one polygon or more (a ward can be in two parts); none if it has no
    // neighbourhood.
    std::vector<std::vector<Polygon>> shapes;
    // Of each unit: the units that it shares a border with, ascending. Empty for a unit surrounded by unsettled land.
    std::vector<std::vector<int>> neighbours;
};

struct CellMap {
    std::array<LevelMap, kLevels> levels;

    const LevelMap& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
};

// The whole map. Depends on centroids, areas and parents alone, and always gives the same result for them.
// Shapes of one level do not overlap, and merged shapes are exactly the union of their cells.
CellMap build_cell_map(const sim::Geography& geography);

// Of each neighbourhood, the index of the unit it belongs to.
std::vector<int> units_of(const sim::Geography& geography, Level level);
std::size_t unit_count(const sim::Geography& geography, Level level);

}  // namespace concord::map
