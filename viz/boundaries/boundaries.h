// Official outlines instead of the built-in cells: reads a boundary file of the ONS Open Geography portal (GeoJSON) and
// puts its shapes on the map. Nothing but the drawing changes: who touches whom stays as the figures have it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/geography.h"
#include "viz/map/cells.h"

namespace concord::map {

struct Boundaries {
    Level level = Level::kNeighbourhood;
    std::string property;                      // that told the level and holds the codes: "LSOA21CD"
    std::vector<std::vector<Polygon>> shapes;  // of each unit, in the order of the geography; none without land
    std::size_t ignored = 0;                   // features with codes of other places
};

// Reads a FeatureCollection of Polygons and MultiPolygons of one level, which the names of the first feature's
// properties tell: LSOA21CD, MSOA21CD, WD24CD or LAD24CD of any year (lsoa21_code and the like also), the finest if
// there are several. Coordinates are WGS84 longitude and latitude, or British National Grid metres: the "crs" member
// decides, without one the size of the numbers. Every unit of the geography must be there, once; features of other
// places are counted and left out.
// Throws scenarios::InputError, with line and column where there is one, for anything else, among it: what read_geojson
// refuses, no property that tells a level, a code twice, units missing (how many, and the first), another coordinate
// system, coordinates far from Great Britain or in the wrong order, a unit far from where its residents live, a file of
// more than 1 GB.
Boundaries read_boundaries(const std::filesystem::path& path, const sim::Geography& geography);
Boundaries parse_boundaries(const std::string& file, std::string_view text, const sim::Geography& geography);

// Puts the shapes on their level. Other levels keep theirs.
void replace_shapes(CellMap& map, const Boundaries& boundaries);

// Draws areas, wards and districts as unions of the map's neighbourhoods: for when only their outlines were given.
void merge_parents(CellMap& map, const sim::Geography& geography);

}  // namespace concord::map
