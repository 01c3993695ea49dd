#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "viz/map/outlines.h"

namespace concord::map {

namespace {

constexpr double kWidestWedge = std::numbers::pi / 6;  // of a round join or end: smooth to the eye up to some 20 pixels

class LineMeshBuilder {
  public:
    explicit LineMeshBuilder(Point origin) { mesh_.origin = origin; }

    void add(const Polyline& line) {
        std::vector<Point> points = line.points;
        points.erase(std::unique(points.begin(), points.end()), points.end());
        if (line.closed && points.size() > 1 && points.front() == points.back()) points.pop_back();
        if (points.size() < 2) return;
        const std::size_t segments = line.closed ? points.size() : points.size() - 1;
        std::vector<Point> directions;
        for (std::size_t i = 0; i < segments; ++i)
            directions.push_back(direction(points[i], points[(i + 1) % points.size()]));
        for (std::size_t i = 0; i < segments; ++i) quad(points[i], points[(i + 1) % points.size()], directions[i]);
        for (std::size_t i = 1; i < segments; ++i) join(points[i], directions[i - 1], directions[i]);
        if (line.closed) {
            join(points.front(), directions.back(), directions.front());
        } else {
            cap(points.front(), {-directions.front()[0], -directions.front()[1]});
            cap(points.back(), directions.back());
        }
    }

    LineMesh take() { return std::move(mesh_); }

  private:
    static Point direction(Point from, Point to) {
        const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
        return {(to[0] - from[0]) / length, (to[1] - from[1]) / length};
    }
    static Point left_of(Point along) { return {-along[1], along[0]}; }

    std::uint32_t vertex(Point at, Point across) {
        const auto index = static_cast<std::uint32_t>(mesh_.vertex_count());
        for (const double value : {at[0] - mesh_.origin[0], at[1] - mesh_.origin[1], across[0], across[1]})
            mesh_.vertices.push_back(static_cast<float>(value));
        return index;
    }

    void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
    }

    void quad(Point from, Point to, Point along) {
        const Point left = left_of(along), right{-left[0], -left[1]};
        const std::uint32_t a = vertex(from, right), b = vertex(to, right), c = vertex(to, left),
                            d = vertex(from, left);
        triangle(a, b, c);
        triangle(a, c, d);
    }

    // Wedges around a point, anticlockwise from one direction through an angle in radians.
    void fan(Point at, Point first, double angle) {
        const int wedges = std::max(1, static_cast<int>(std::ceil(angle / kWidestWedge - 1e-9)));
        const std::uint32_t centre = vertex(at, {0, 0});
        std::uint32_t before = vertex(at, first);
        for (int i = 1; i <= wedges; ++i) {
            const double turned = angle * i / wedges, c = std::cos(turned), s = std::sin(turned);
            const std::uint32_t next = vertex(at, {first[0] * c - first[1] * s, first[0] * s + first[1] * c});
            triangle(centre, before, next);
            before = next;
        }
    }

    // Fills the gap on the outer side of a bend.
    void join(Point at, Point arriving, Point leaving) {
        const double angle = std::atan2(arriving[0] * leaving[1] - arriving[1] * leaving[0],
                                        arriving[0] * leaving[0] + arriving[1] * leaving[1]);
        if (std::abs(angle) < 1e-6) return;
        const Point gap = angle > 0 ? arriving : leaving, left = left_of(gap);
        // Bending left opens the right side; bending right opens the left, from the leaving line round to the arriving.
        fan(at, angle > 0 ? Point{-left[0], -left[1]} : left, std::abs(angle));
    }

    void cap(Point at, Point outwards) {
        const Point left = left_of(outwards);
        fan(at, {-left[0], -left[1]}, std::numbers::pi);
    }

    LineMesh mesh_;
};

}  // namespace

LineMesh line_mesh(std::span<const Polyline> lines, Point origin) {
    LineMeshBuilder builder(origin);
    for (const Polyline& line : lines) builder.add(line);
    return builder.take();
}

std::vector<float> thick_lines(const LineMesh& mesh, double width) {
    const auto half = static_cast<float>(width / 2);
    std::vector<float> positions;
    positions.reserve(2 * mesh.vertex_count());
    for (std::size_t i = 0; i < mesh.vertices.size(); i += 4) {
        positions.push_back(mesh.vertices[i] + half * mesh.vertices[i + 2]);
        positions.push_back(mesh.vertices[i + 1] + half * mesh.vertices[i + 3]);
    }
    return positions;
}

}  // namespace concord::map
