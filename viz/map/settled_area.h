// How far the map reaches: where the settled area of a set of neighbourhoods ends, from their centroids and sizes
// alone. The end is drawn by a row of "surrounding sites", points outside that take part in the Voronoi diagram as
// nobody's land, so every neighbourhood's cell is bounded by plain cell borders and nothing has to be clipped
// afterwards.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/geography.h"
#include "viz/map/polygon.h"

namespace concord::map {

// A generator of a Voronoi cell, whole metres (the exact arithmetic of the diagram needs integers).
struct Site {
    std::int32_t x = 0, y = 0;
    friend bool operator==(const Site&, const Site&) = default;
};

// One site for each neighbourhood, at its centroid. Neighbourhoods that share a centroid (to the metre) are moved apart
// by the fewest steps of ten metres, later ones moving, so that each has a cell of its own.
std::vector<Site> neighbourhood_sites(const sim::Geography& geography);

// Radius of a disc of the neighbourhood's area, metres; at least 50 m.
std::vector<double> disc_radii(const sim::Geography& geography);

// Nobody's land: points on a grid, around everything within twice `reach` (metres, one for each site) of a site, so
// that the border of a lone site is a circle of radius `reach`. Pockets enclosed by settled land belong to it.
std::vector<Site> surrounding_sites(const std::vector<Site>& sites, const std::vector<double>& reach);

}  // namespace concord::map
