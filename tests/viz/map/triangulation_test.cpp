// Triangles cover exactly the land of their polygon, however awkward its outline.
#include "viz/map/triangulation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

#include "tests/viz/map/greater_manchester.h"

using namespace concord;
using map::Point;
using map::Polygon;
using map::Ring;

namespace {

std::vector<Point> points_of(const Polygon& polygon) {
    std::vector<Point> points = polygon.outer;
    for (const Ring& hole : polygon.holes) points.insert(points.end(), hole.begin(), hole.end());
    return points;
}

// Sum of the triangles' areas; anything turned over counts as a failure.
double triangle_area(const Polygon& polygon) {
    const std::vector<Point> points = points_of(polygon);
    const std::vector<std::uint32_t> corners = map::triangulate(polygon);
    double sum = 0;
    std::size_t turned_over = 0;
    for (std::size_t i = 0; i + 2 < corners.size(); i += 3) {
        const double one = map::signed_area({points[corners[i]], points[corners[i + 1]], points[corners[i + 2]]});
        if (one < -1e-6) ++turned_over;
        sum += std::abs(one);
    }
    CHECK(turned_over == 0);
    return sum;
}

void check_covers(const Polygon& polygon) {
    const double wanted = map::area(polygon);
    CHECK(std::abs(triangle_area(polygon) - wanted) <= 1e-6 * wanted);
}

// How many triangles hold each of many places must be one inside the polygon and none outside.
void check_each_place_once(const Polygon& polygon) {
    const std::vector<Point> points = points_of(polygon);
    const std::vector<std::uint32_t> corners = map::triangulate(polygon);
    const map::Bounds bounds = map::bounds_of(std::vector<Polygon>{polygon});
    std::mt19937 random(2);
    std::uniform_real_distribution<double> x(bounds.low[0], bounds.high[0]), y(bounds.low[1], bounds.high[1]);
    std::size_t wrong = 0;
    for (int look = 0; look < 500; ++look) {
        const Point place{x(random), y(random)};
        std::size_t holding = 0;
        for (std::size_t i = 0; i + 2 < corners.size(); i += 3)
            if (map::contains(Ring{points[corners[i]], points[corners[i + 1]], points[corners[i + 2]]}, place))
                ++holding;
        if (holding != (map::contains(polygon, place) ? 1u : 0u)) ++wrong;
    }
    CHECK(wrong == 0);
}

void check(const Polygon& polygon) {
    check_covers(polygon);
    check_each_place_once(polygon);
}

Ring square(double x, double y, double size) { return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}; }
Ring square_hole(double x, double y, double size) {
    Ring ring = square(x, y, size);
    std::reverse(ring.begin(), ring.end());
    return ring;
}

Ring star(std::mt19937& random, int points) {
    std::uniform_real_distribution<double> reach(50, 1000);
    Ring ring;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points, far = reach(random);
        ring.push_back({far * std::cos(angle), far * std::sin(angle)});
    }
    return ring;
}

}  // namespace

TEST_CASE("Triangles: every unit of Greater Manchester at every level is covered to a millionth of its area") {
    for (const auto& level : built_in().map.levels) {
        std::size_t wrong = 0;
        for (const auto& polygons : level.shapes) {
            double sum = 0;
            for (const Polygon& polygon : polygons) sum += triangle_area(polygon);
            if (std::abs(sum - area(polygons)) > 1e-6 * area(polygons)) ++wrong;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("Triangles: a convex ring of n corners gives n - 2") {
    CHECK(map::triangulate({square(0, 0, 10), {}}).size() == 2 * 3);
    CHECK(map::triangulate({{{0, 0}, {4, 0}, {5, 3}, {2, 5}, {-1, 3}}, {}}).size() == 3 * 3);
}

TEST_CASE("Triangles: nothing without area") {
    CHECK(map::triangulate({}).empty());
    CHECK(map::triangulate({{{0, 0}}, {}}).empty());
    CHECK(map::triangulate({{{0, 0}, {1, 1}}, {}}).empty());
    CHECK(map::triangulate({{{0, 0}, {1, 1}, {2, 2}, {3, 3}}, {}}).empty());
    CHECK(map::triangulate({{{5, 5}, {5, 5}, {5, 5}, {5, 5}}, {}}).empty());
}

TEST_CASE("Triangles: flat corners and repeated points") {
    check({{{0, 0}, {5, 0}, {10, 0}, {10, 4}, {10, 10}, {7, 10}, {3, 10}, {0, 10}, {0, 6}}, {}});
    check({{{0, 0}, {0, 0}, {10, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 10}, {0, 0}}, {}});
}

TEST_CASE("Triangles: rings may run either way") { check({square_hole(0, 0, 10), {square(3, 3, 2)}}); }

TEST_CASE("Triangles: stars with random reach") {
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) check_covers({star(random, 3 + i), {}});
    check_each_place_once({star(random, 100), {}});
}

TEST_CASE("Triangles: a comb and a spiral") {
    Ring comb{{0, 0}};
    for (int tooth = 0; tooth < 50; ++tooth) {
        comb.push_back({2.0 * tooth + 1, 100});
        comb.push_back({2.0 * tooth + 2, 1});
    }
    comb.push_back({100, -1});
    comb.push_back({0, -1});
    check({comb, {}});

    Ring spiral, back;
    for (int i = 0; i < 400; ++i) {
        const double angle = 0.1 * i;
        spiral.push_back({(10 + i) * std::cos(angle), (10 + i) * std::sin(angle)});
        back.push_back({(40 + i) * std::cos(angle), (40 + i) * std::sin(angle)});
    }
    spiral.insert(spiral.end(), back.rbegin(), back.rend());
    check({spiral, {}});
}

TEST_CASE("Triangles: slivers a millimetre wide and ten kilometres long") {
    check_covers({{{0, 0}, {10000, 3}, {10000, 3.001}, {0, 0.001}}, {}});
    check_covers({{{0, 0}, {10000, 0}, {10000, 10000}, {9999.999, 10000}, {9999.999, 0.001}, {0, 0.001}}, {}});
}

TEST_CASE("Triangles: many holes") {
    Polygon sieve{square(0, 0, 1000), {}};
    for (int row = 0; row < 15; ++row)
        for (int column = 0; column < 15; ++column)
            sieve.holes.push_back(square_hole(20 + 65 * row, 20 + 65 * column, 40));
    check(sieve);
}

TEST_CASE("Triangles: holes inside odd outlines, anywhere they fit") {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> where(-800, 800), size(5, 60);
    for (int i = 0; i < 100; ++i) {
        Polygon polygon{star(random, 12), {}};
        std::vector<Ring> taken;
        for (int attempt = 0; attempt < 60; ++attempt) {
            const double x = where(random), y = where(random), wide = size(random);
            // A fine net of points over a somewhat larger square: all inside, and none in another hole.
            bool fits = true;
            for (double dx = -1; dx <= wide + 1; dx += 1)
                for (double dy = -1; dy <= wide + 1; dy += 1)
                    fits = fits && contains(Polygon{polygon.outer, polygon.holes}, {x + dx, y + dy});
            if (fits) polygon.holes.push_back(square_hole(x, y, wide));
        }
        check_covers(polygon);
    }
}

TEST_CASE("Triangles: holes that touch the outline or one another at corners") {
    check({square(0, 0, 10), {{{0, 0}, {2, 4}, {4, 2}}}});
    check({square(0, 0, 10), {square_hole(2, 2, 2), square_hole(4, 4, 2), square_hole(6, 6, 2)}});
    check({square(0, 0, 10), {square_hole(2, 6, 2), square_hole(4, 4, 2), square_hole(6, 2, 2)}});
    // Chains of holes, corner to corner; the land between them stays in one piece.
    Polygon chains{square(0, 0, 90), {}};
    for (int row = 0; row < 8; ++row)
        for (int column = row % 4; column < 8; column += 4)
            chains.holes.push_back(square_hole(5 + 10 * column, 5 + 10 * row, 10));
    check(chains);
}

TEST_CASE("Triangles: holes that touch a side") {
    check({square(0, 0, 10), {{{0, 5}, {3, 6}, {3, 4}}}});
    check({square(0, 0, 10), {{{10, 5}, {7, 4}, {7, 6}}}});
    check({square(0, 0, 10), {square_hole(2, 2, 3), {{5, 3}, {6, 4}, {7, 3}, {6, 2}}}});
}

TEST_CASE("Triangles: outlines that touch themselves at a corner") {
    check_covers({{{0, 0}, {5, 5}, {10, 0}, {10, 10}, {5, 5}, {0, 10}}, {}});
    check_covers({{{0, 0}, {10, 0}, {10, 10}, {5, 10}, {7, 7}, {5, 4}, {3, 7}, {5, 10}, {0, 10}}, {}});
}

TEST_CASE("Triangles: cells thrown together at random, full of holes and pinches") {
    for (const unsigned seed : {1u, 2u, 3u, 4u}) {
        sim::Geography geography = built_in().geography;
        std::mt19937 random(seed);
        for (auto& neighbourhood : geography.neighbourhoods)
            neighbourhood.ward = static_cast<int>(random() % (2 + seed));
        const map::CellMap thrown = map::build_cell_map(geography);
        for (const auto& polygons : thrown.at(map::Level::kWard).shapes)
            for (const Polygon& polygon : polygons) check_covers(polygon);
    }
}

TEST_CASE("Triangles: an outline that crosses itself ends, and stays within its points") {
    std::mt19937 random(5);
    std::uniform_int_distribution<int> anywhere(0, 30);  // a coarse net, so that points and sides coincide too
    for (int i = 0; i < 500; ++i) {
        Polygon polygon;
        for (int k = 0; k < 3 + i % 40; ++k)
            polygon.outer.push_back({static_cast<double>(anywhere(random)), static_cast<double>(anywhere(random))});
        if (i % 2 == 1) polygon.holes.push_back(square_hole(anywhere(random), anywhere(random), 3));
        const auto corners = map::triangulate(polygon);
        CHECK(corners.size() % 3 == 0);
        CHECK(std::all_of(corners.begin(), corners.end(),
                          [&](std::uint32_t corner) { return corner < points_of(polygon).size(); }));
    }
}

TEST_CASE("Triangle mesh: units have their own vertices and indices, and their own area") {
    const map::LevelMap& wards = built_in().map.at(map::Level::kWard);
    const map::TriangleMesh mesh = triangle_mesh(wards, mesh_origin(built_in().map));
    REQUIRE(mesh.first_index.size() == wards.shapes.size() + 1);
    REQUIRE(mesh.vertices.size() == 2 * mesh.unit_of_vertex.size());
    CHECK(mesh.first_index.back() == mesh.indices.size());
    for (std::size_t unit = 0; unit < wards.shapes.size(); ++unit) {
        double sum = 0;
        std::size_t strangers = 0;
        for (std::size_t i = mesh.first_index[unit]; i < mesh.first_index[unit + 1]; i += 3) {
            Ring triangle;
            for (std::size_t k = i; k < i + 3; ++k) {
                const std::size_t vertex = mesh.indices[k];
                triangle.push_back({mesh.vertices[2 * vertex], mesh.vertices[2 * vertex + 1]});
                if (mesh.unit_of_vertex[vertex] != unit) ++strangers;
            }
            sum += map::signed_area(triangle);
        }
        CHECK(strangers == 0);
        // Vertices are floats, exact to millimetres: a ward's area to a hundred-thousandth.
        CHECK(sum == Approx(area(wards.shapes[unit])).epsilon(1e-5));
    }
}
