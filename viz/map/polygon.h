// Polygons of the map: plain points in British National Grid metres, with the few questions that maps and tests ask.
#pragma once

#include <array>
#include <vector>

namespace concord::map {

using Point = std::array<double, 2>;  // easting, northing, metres
using Ring = std::vector<Point>;      // closed: the last point joins the first, and is not repeated

struct Polygon {
    Ring outer;               // anticlockwise
    std::vector<Ring> holes;  // clockwise
};

// A rectangle along the axes, metres. That of nothing is a point at the origin.
struct Bounds {
    Point low{}, high{};

    double width() const { return high[0] - low[0]; }
    double height() const { return high[1] - low[1]; }
    Point centre() const { return {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2}; }
    bool contains(Point point) const {
        return point[0] >= low[0] && point[0] <= high[0] && point[1] >= low[1] && point[1] <= high[1];
    }
};

Bounds bounds_of(const std::vector<Polygon>& polygons);
Bounds bounds_of(const std::vector<std::vector<Polygon>>& shapes);

// Square metres; positive when the ring runs anticlockwise.
double signed_area(const Ring& ring);

// Square metres, holes taken out.
double area(const Polygon& polygon);
double area(const std::vector<Polygon>& polygons);

// Whether the point is inside. Points on the outline itself may fall on either side.
bool contains(const Ring& ring, Point point);
bool contains(const Polygon& polygon, Point point);
bool contains(const std::vector<Polygon>& polygons, Point point);

// Outer rings (anticlockwise) and holes (clockwise), in any order, as polygons: each hole in the smallest outer ring
// around it. Outer rings keep their order.
std::vector<Polygon> polygons_of(const std::vector<Ring>& rings);

}  // namespace concord::map
