#include "viz/map/interior_point.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <queue>

namespace concord::map {

namespace {

double squared_distance(Point p, Point a, Point b) {
    const double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
    const double along = length > 0 ? std::clamp(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0.0, 1.0) : 0.0;
    const double ex = p[0] - a[0] - along * dx, ey = p[1] - a[1] - along * dy;
    return ex * ex + ey * ey;
}

double squared_distance(Point p, const Ring& ring) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ring.size(); ++i)
        least = std::min(least, squared_distance(p, ring[i], ring[(i + 1) % ring.size()]));
    return least;
}

// Metres to the outline; negative outside.
double clearance(const Polygon& polygon, Point p) {
    double least = squared_distance(p, polygon.outer);
    for (const Ring& hole : polygon.holes) least = std::min(least, squared_distance(p, hole));
    return contains(polygon, p) ? std::sqrt(least) : -std::sqrt(least);
}

Point centre_of_gravity(const Polygon& polygon) {
    const Point origin = polygon.outer.front();
    double twice_area = 0, x = 0, y = 0;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point& a = ring[i];
            const Point& b = ring[(i + 1) % ring.size()];
            const double ax = a[0] - origin[0], ay = a[1] - origin[1], bx = b[0] - origin[0], by = b[1] - origin[1];
            const double cross = ax * by - bx * ay;
            twice_area += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
    };
    add(polygon.outer);
    for (const Ring& hole : polygon.holes) add(hole);
    if (twice_area == 0) return origin;
    return {origin[0] + x / (3 * twice_area), origin[1] + y / (3 * twice_area)};
}

// A square in which to look for the point farthest from the outline.
struct Square {
    Point centre;
    double half, here, best_possible;
    friend bool operator<(const Square& a, const Square& b) { return a.best_possible < b.best_possible; }
};

InteriorPoint farthest_from_outline(const Polygon& polygon, InteriorPoint best) {
    const Bounds bounds = bounds_of(std::vector<Polygon>{polygon});
    const double shorter = std::min(bounds.width(), bounds.height());
    const double precision = std::max(bounds.width(), bounds.height()) / 100;
    if (!(shorter > 0)) return best;
    const auto square = [&](double x, double y, double half) {
        const double here = clearance(polygon, {x, y});
        return Square{{x, y}, half, here, here + half * std::sqrt(2.0)};
    };
    std::priority_queue<Square> open;
    // Long thin shapes would fill with squares of their width; sixteen along the longer side are plenty to start from.
    const double half = std::max(shorter, precision * 6) / 2;
    for (double x = bounds.low[0] + half; x - half < bounds.high[0]; x += 2 * half)
        for (double y = bounds.low[1] + half; y - half < bounds.high[1]; y += 2 * half) open.push(square(x, y, half));
    while (!open.empty() && open.top().best_possible > best.clearance + precision) {
        const Square top = open.top();
        open.pop();
        if (top.here > best.clearance) best = {top.centre, top.here};
        const double quarter = top.half / 2;
        for (const double dx : {-quarter, quarter})
            for (const double dy : {-quarter, quarter})
                open.push(square(top.centre[0] + dx, top.centre[1] + dy, quarter));
    }
    return best;
}

}  // namespace

InteriorPoint interior_point(const std::vector<Polygon>& polygons) {
    const auto largest = std::max_element(polygons.begin(), polygons.end(),
                                          [](const Polygon& a, const Polygon& b) { return area(a) < area(b); });
    if (largest == polygons.end() || largest->outer.empty()) return {};
    const Point centre = centre_of_gravity(*largest);
    const InteriorPoint balanced{centre, clearance(*largest, centre)};
    const InteriorPoint farthest = farthest_from_outline(*largest, balanced);
    // A name looks most at home in the middle; it moves only where the middle is much tighter.
    constexpr double kTight = 0.6;
    return balanced.clearance >= kTight * farthest.clearance ? balanced : farthest;
}

std::vector<InteriorPoint> interior_points(const LevelMap& level) {
    std::vector<InteriorPoint> points;
    points.reserve(level.shapes.size());
    for (const std::vector<Polygon>& polygons : level.shapes) points.push_back(interior_point(polygons));
    return points;
}

}  // namespace concord::map
