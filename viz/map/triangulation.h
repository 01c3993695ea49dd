// Triangles of the map's polygons, for drawing filled units with one call: each vertex knows its unit, so colours come
// from a small buffer with one entry a unit and the triangles never change. Ears are cut off one by one, with exact
// arithmetic; no vertices are added, so neighbours share theirs and no background shows between them.
#pragma once

#include <cstdint>
#include <vector>

#include "viz/map/cells.h"
#include "viz/map/polygon.h"

namespace concord::map {

// Three positions for each triangle, anticlockwise, in the list of the polygon's points: outer ring, then the holes in
// their order. The triangles cover the polygon without overlap. Rings may run either way, repeat points, touch at
// corners or on sides, and hold flat corners. A polygon that crosses itself, or that its holes cut in two, still ends
// in some triangles; one without area in none.
std::vector<std::uint32_t> triangulate(const Polygon& polygon);

struct TriangleMesh {
    Point origin{};                             // British National Grid, metres
    std::vector<float> vertices;                // x, y of each vertex, metres east and north of the origin
    std::vector<std::uint32_t> indices;         // three for each triangle, anticlockwise
    std::vector<std::uint32_t> unit_of_vertex;  // one for each vertex
    std::vector<std::uint32_t> first_index;  // units + 1: unit u has the indices [first_index[u], first_index[u + 1])

    std::size_t vertex_count() const { return unit_of_vertex.size(); }
};

// The middle of the map to a whole kilometre: one origin for all meshes of a map. Floats around it are exact to 4 mm
// anywhere in Greater Manchester.
Point mesh_origin(const CellMap& map);

// All units of a level. Units without land have no triangles.
TriangleMesh triangle_mesh(const LevelMap& level, Point origin);

}  // namespace concord::map
