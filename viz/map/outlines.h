// Borders as lines: each border between two units once, so that strong district borders can lie on top of fills without
// double strokes, and the edge of the map apart. And the triangles that give lines a width, which OpenGL's core profile
// does not draw itself.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "viz/map/cells.h"
#include "viz/map/polygon.h"

namespace concord::map {

struct Polyline {
    std::vector<Point> points;            // British National Grid, metres; at least two
    bool closed = false;                  // the last point joins the first, and is not repeated
    int left = kNoUnit, right = kNoUnit;  // the units on either side, walking along; left < right between units
};

struct Outlines {
    std::vector<Polyline> between;  // borders that two units share
    std::vector<Polyline> outer;    // the edge of the map; `right` is kNoUnit
};

// All borders of a level, in a fixed order. Sides that two units share corner by corner are matched exactly; where
// official outlines of neighbours have different corners, the border is drawn from the unit with the lower index.
Outlines outlines(const LevelMap& level);

// Triangles along lines, for any width: a vertex is drawn at (x, y) + width / 2 * (across_x, across_y), so a shader can
// keep borders the same number of pixels wide at every zoom. Joins and ends are round.
struct LineMesh {
    Point origin{};
    std::vector<float> vertices;         // x, y, across_x, across_y: metres from the origin; at most 1 long
    std::vector<std::uint32_t> indices;  // three for each triangle

    std::size_t vertex_count() const { return vertices.size() / 4; }
};
LineMesh line_mesh(std::span<const Polyline> lines, Point origin);

// The same at a given width in metres: x, y of each vertex, metres from the origin, with the mesh's indices.
std::vector<float> thick_lines(const LineMesh& mesh, double width);

}  // namespace concord::map
