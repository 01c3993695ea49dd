// Where the name of a unit, or a mark on it, looks right.
#pragma once

#include <vector>

#include "viz/map/cells.h"
#include "viz/map/polygon.h"

namespace concord::map {

struct InteriorPoint {
    Point point{};         // inside the largest polygon, British National Grid, metres
    double clearance = 0;  // metres to the nearest outline; 0 for a unit without land
};

// The centre of gravity of the largest polygon if it lies well inside, else the point farthest from the outline (to a
// hundredth of the polygon's size).
InteriorPoint interior_point(const std::vector<Polygon>& polygons);
// Of every unit. Names and arrow keys both need them; they take longer than either, so they are made once and handed
// on.
std::vector<InteriorPoint> interior_points(const LevelMap& level);

}  // namespace concord::map
