// Borders: each once, all of them, and triangles that give them their width.
#include "viz/map/outlines.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "tests/viz/map/greater_manchester.h"

using namespace concord;
using map::Level;
using map::LevelMap;
using map::Outlines;
using map::Point;
using map::Polyline;

namespace {

double length(const std::vector<Point>& points, bool closed) {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        sum += std::hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
    if (closed) sum += std::hypot(points.back()[0] - points.front()[0], points.back()[1] - points.front()[1]);
    return sum;
}
double length(const std::vector<Polyline>& lines) {
    double sum = 0;
    for (const Polyline& line : lines) sum += length(line.points, line.closed);
    return sum;
}
double length_of_rings(const LevelMap& level) {
    double sum = 0;
    for (const auto& polygons : level.shapes)
        for (const auto& polygon : polygons) {
            sum += length(polygon.outer, true);
            for (const auto& hole : polygon.holes) sum += length(hole, true);
        }
    return sum;
}

// Triangles of a mesh at a width, as rings around its origin.
std::vector<map::Ring> triangles(const map::LineMesh& mesh, double width) {
    const std::vector<float> at = thick_lines(mesh, width);
    std::vector<map::Ring> rings;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        map::Ring ring;
        for (std::size_t k = i; k < i + 3; ++k) ring.push_back({at[2 * mesh.indices[k]], at[2 * mesh.indices[k] + 1]});
        rings.push_back(ring);
    }
    return rings;
}
bool covered(const std::vector<map::Ring>& rings, Point point) {
    return std::any_of(rings.begin(), rings.end(), [&](const auto& ring) { return map::contains(ring, point); });
}

}  // namespace

TEST_CASE("Outlines: shared borders count twice and the edge once in the rings they come from") {
    for (const LevelMap& level : built_in().map.levels) {
        const Outlines lines = outlines(level);
        CHECK(2 * length(lines.between) + length(lines.outer) == Approx(length_of_rings(level)).epsilon(1e-9));
    }
}

TEST_CASE("Outlines: no side is drawn twice") {
    const Outlines lines = outlines(built_in().map.at(Level::kNeighbourhood));
    std::set<std::pair<Point, Point>> sides;
    std::size_t total = 0;
    for (const auto* list : {&lines.between, &lines.outer})
        for (const Polyline& line : *list)
            for (std::size_t i = 0; i + (line.closed ? 0 : 1) < line.points.size(); ++i) {
                const auto ends = std::minmax(line.points[i], line.points[(i + 1) % line.points.size()]);
                sides.emplace(ends.first, ends.second);
                ++total;
            }
    CHECK(sides.size() == total);
}

TEST_CASE("Outlines: districts share borders with their neighbours and nobody else") {
    const LevelMap& districts = built_in().map.at(Level::kDistrict);
    std::set<std::pair<int, int>> drawn, wanted;
    for (const Polyline& line : outlines(districts).between) drawn.emplace(line.left, line.right);
    for (std::size_t here = 0; here < districts.neighbours.size(); ++here)
        for (const int other : districts.neighbours[here])
            if (static_cast<int>(here) < other) wanted.emplace(static_cast<int>(here), other);
    CHECK(drawn == wanted);
}

TEST_CASE("Outlines: the land is on the left of the edge of the map") {
    const LevelMap& wards = built_in().map.at(Level::kWard);
    for (const Polyline& line : outlines(wards).outer) {
        REQUIRE(line.right == map::kNoUnit);
        const Point from = line.points[0], to = line.points[1];
        const double far = std::hypot(to[0] - from[0], to[1] - from[1]);
        const Point inside{(from[0] + to[0]) / 2 - (to[1] - from[1]) / far / 10,
                           (from[1] + to[1]) / 2 + (to[0] - from[0]) / far / 10};
        CHECK(contains(wards.shapes[line.left], inside));
    }
}

TEST_CASE("Outlines: an enclave's border is one closed line") {
    LevelMap level;
    const map::Ring around{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, within{{3, 3}, {6, 3}, {6, 6}, {3, 6}};
    level.shapes = {{{around, {{within.rbegin(), within.rend()}}}}, {{within, {}}}};
    const Outlines lines = outlines(level);
    REQUIRE(lines.between.size() == 1);
    CHECK(lines.between[0].closed);
    CHECK(lines.between[0].points.size() == 4);
    REQUIRE(lines.outer.size() == 1);
    CHECK(lines.outer[0].closed);
}

TEST_CASE("Outlines: neighbours whose corners differ still share one border") {
    LevelMap level;
    level.shapes = {{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, {}}},
                    {{{{100, 0}, {200, 0}, {200, 100}, {100, 100}, {100, 50}}, {}}}};
    const Outlines lines = outlines(level);
    CHECK(length(lines.between) == Approx(100));
    CHECK(length(lines.outer) == Approx(600));
}

TEST_CASE("Thick lines: as wide as asked for, with round ends and joins") {
    const Polyline bent{{{0, 0}, {100, 0}, {100, 100}}, false, 0, 1};
    const std::vector<Polyline> lines{bent};
    const auto drawn = triangles(line_mesh(lines, {0, 0}), 20);
    CHECK(covered(drawn, {50.1, 9.9}));
    CHECK(covered(drawn, {50.1, -9.9}));
    CHECK_FALSE(covered(drawn, {50.1, 10.1}));
    CHECK(covered(drawn, {-9.5, 0.1}));          // the round end
    CHECK_FALSE(covered(drawn, {-8, -8}));       // is not square
    CHECK(covered(drawn, {106.7, -6.7}));        // the outer side of the bend
    CHECK_FALSE(covered(drawn, {108.5, -8.5}));  // is round
}

TEST_CASE("Thick lines: a closed line has no ends and no gap where it closes") {
    const std::vector<Polyline> lines{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, true, 0, 1}};
    const auto drawn = triangles(line_mesh(lines, {0, 0}), 20);
    for (const Point corner : {Point{-6.5, -6.5}, Point{106.5, -6.5}, Point{106.5, 106.5}, Point{-6.5, 106.5}})
        CHECK(covered(drawn, corner));
    CHECK(covered(drawn, {0.1, 50.1}));
}

TEST_CASE("Thick lines: triangles all run anticlockwise, and repeated points do no harm") {
    const std::vector<Polyline> lines{{{{0, 0}, {0, 0}, {50, 0}, {50, 0}, {0, 1}, {60, -40}}, false, 0, 1},
                                      {{{5, 5}, {5, 5}}, false, 0, 1}};
    for (const auto& ring : triangles(line_mesh(lines, {0, 0}), 4)) CHECK(map::signed_area(ring) > 0);
}
