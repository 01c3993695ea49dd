// Makes one ring of a polygon with holes, by going out to each hole and back along the same line ("bridges"), so that
// ears can be cut off it. Part of triangulation.
#pragma once

#include <cstdint>
#include <vector>

#include "viz/map/exact_points.h"

namespace concord::map {

using Corners = std::vector<std::uint32_t>;  // of a ring: positions in the list of points

// One ring through all points of `outer` (anticlockwise) and `holes` (clockwise); the ends of bridges occur twice.
// Where a corner of one ring lies on a side of another, that side is split there. Rings with fewer than three corners
// are left out.
Corners bridged_ring(Corners outer, std::vector<Corners> holes, const std::vector<GridPoint>& points);

// Whether the line from the corner towards `target` starts out inside the ring, which runs before -> corner -> after.
bool starts_inside(GridPoint before, GridPoint corner, GridPoint after, GridPoint target);

}  // namespace concord::map
