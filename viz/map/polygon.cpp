#include "viz/map/polygon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace concord::map {

namespace {

// The smallest rectangle around every outer ring's points, as they come.
class BoundsBuilder {
  public:
    void add(const std::vector<Polygon>& polygons) {
        for (const Polygon& polygon : polygons)
            for (const Point& point : polygon.outer) add(point);
    }
    const Bounds& bounds() const { return bounds_; }

  private:
    void add(Point point) {
        if (empty_) bounds_ = {point, point};
        empty_ = false;
        for (std::size_t axis = 0; axis < 2; ++axis) {
            bounds_.low[axis] = std::min(bounds_.low[axis], point[axis]);
            bounds_.high[axis] = std::max(bounds_.high[axis], point[axis]);
        }
    }

    Bounds bounds_;
    bool empty_ = true;
};

}  // namespace

Bounds bounds_of(const std::vector<Polygon>& polygons) {
    BoundsBuilder builder;
    builder.add(polygons);
    return builder.bounds();
}

Bounds bounds_of(const std::vector<std::vector<Polygon>>& shapes) {
    BoundsBuilder builder;
    for (const std::vector<Polygon>& polygons : shapes) builder.add(polygons);
    return builder.bounds();
}

double signed_area(const Ring& ring) {
    if (ring.empty()) return 0;
    // Relative to the first point: grid coordinates are large beside a neighbourhood, and their products would cancel.
    const Point origin = ring.front();
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        twice += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
    }
    return twice / 2;
}

double area(const Polygon& polygon) {
    double sum = std::abs(signed_area(polygon.outer));
    for (const Ring& hole : polygon.holes) sum -= std::abs(signed_area(hole));
    return sum;
}

double area(const std::vector<Polygon>& polygons) {
    double sum = 0;
    for (const Polygon& polygon : polygons) sum += area(polygon);
    return sum;
}

bool contains(const Ring& ring, Point point) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        if ((a[1] > point[1]) == (b[1] > point[1])) continue;
        const double crossing = a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
        if (point[0] < crossing) inside = !inside;
    }
    return inside;
}

bool contains(const Polygon& polygon, Point point) {
    if (!contains(polygon.outer, point)) return false;
    return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [&](const Ring& hole) { return contains(hole, point); });
}

bool contains(const std::vector<Polygon>& polygons, Point point) {
    return std::any_of(polygons.begin(), polygons.end(),
                       [&](const Polygon& polygon) { return contains(polygon, point); });
}

namespace {

// A hole may touch the outline at a corner, so a hole is placed by the middle of its first side.
Point middle_of_first_side(const Ring& ring) { return {(ring[0][0] + ring[1][0]) / 2, (ring[0][1] + ring[1][1]) / 2}; }

}  // namespace

std::vector<Polygon> polygons_of(const std::vector<Ring>& rings) {
    std::vector<Polygon> polygons;
    for (const Ring& ring : rings)
        if (signed_area(ring) > 0) polygons.push_back({ring, {}});
    for (const Ring& ring : rings) {
        if (signed_area(ring) >= 0) continue;
        Polygon* around = nullptr;
        double smallest = std::numeric_limits<double>::infinity();
        for (Polygon& polygon : polygons) {
            const double size = signed_area(polygon.outer);
            if (size >= smallest || !contains(polygon.outer, middle_of_first_side(ring))) continue;
            around = &polygon;
            smallest = size;
        }
        if (around != nullptr) around->holes.push_back(ring);
    }
    return polygons;
}

}  // namespace concord::map
