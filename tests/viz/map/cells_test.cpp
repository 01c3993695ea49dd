// The map's geometry: every neighbourhood has a place, places do not overlap, merged outlines are exactly their cells.
#include "viz/map/cells.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "tests/viz/map/greater_manchester.h"

using namespace concord;
using map::CellMap;
using map::Level;
using map::Point;

namespace {

constexpr Level kAllLevels[] = {Level::kNeighbourhood, Level::kArea, Level::kWard, Level::kDistrict};

// A made-up place: one neighbourhood of 0.5 km2 at each point; the first half in one district, the others in a second.
sim::Geography made_up_place(const std::vector<Point>& centroids) {
    sim::Geography geography;
    geography.districts.resize(2);
    geography.wards.resize(2);
    geography.areas.resize(2);
    for (std::size_t i = 0; i < centroids.size(); ++i) {
        sim::Neighbourhood neighbourhood;
        neighbourhood.easting = 380000 + centroids[i][0];
        neighbourhood.northing = 400000 + centroids[i][1];
        neighbourhood.area_km2 = 0.5;
        neighbourhood.area = neighbourhood.ward = neighbourhood.district = 2 * i < centroids.size() ? 0 : 1;
        geography.neighbourhoods.push_back(neighbourhood);
    }
    return geography;
}

Point centroid_of(const sim::Neighbourhood& neighbourhood) {
    return {std::round(neighbourhood.easting), std::round(neighbourhood.northing)};
}

std::size_t cells_holding(const CellMap& map, Point point) {
    const auto& cells = map.at(Level::kNeighbourhood).shapes;
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [&](const auto& cell) { return contains(cell, point); }));
}

// Claims that hold for any place, however small or odd.
void check_lists_are_symmetric(const CellMap& map) {
    for (const Level level : kAllLevels) {
        const auto& neighbours = map.at(level).neighbours;
        std::size_t wrong = 0;
        for (std::size_t here = 0; here < neighbours.size(); ++here) {
            if (!std::is_sorted(neighbours[here].begin(), neighbours[here].end())) ++wrong;
            for (const int other : neighbours[here]) {
                const auto& back = neighbours[other];
                const bool mutual = std::count(back.begin(), back.end(), static_cast<int>(here)) == 1;
                if (!mutual || other == static_cast<int>(here)) ++wrong;
            }
        }
        CHECK(wrong == 0);
    }
}

void check_merged_areas_are_sums(const sim::Geography& geography, const CellMap& map) {
    for (const Level level : kAllLevels) {
        const std::vector<int> units = units_of(geography, level);
        std::vector<double> sums(unit_count(geography, level), 0.0);
        for (std::size_t i = 0; i < units.size(); ++i) sums[units[i]] += area(map.at(Level::kNeighbourhood).shapes[i]);
        REQUIRE(map.at(level).shapes.size() == sums.size());
        double worst = 0;
        for (std::size_t unit = 0; unit < sums.size(); ++unit)
            worst =
                std::max(worst, std::abs(area(map.at(level).shapes[unit]) - sums[unit]) / std::max(1.0, sums[unit]));
        CHECK(worst < 1e-6);
    }
}

void check_place(const sim::Geography& geography, const CellMap& map) {
    REQUIRE(map.at(Level::kNeighbourhood).shapes.size() == geography.neighbourhoods.size());
    for (const auto& shapes : map.at(Level::kNeighbourhood).shapes) {
        REQUIRE(shapes.size() == 1);
        REQUIRE(shapes.front().holes.empty());
        REQUIRE(area(shapes) > 0);
    }
    check_lists_are_symmetric(map);
    check_merged_areas_are_sums(geography, map);
}

// How many sides of a cell have, a little beyond their middle, land of somebody who is not on its list of neighbours.
std::size_t strangers_across(const CellMap& map, std::size_t here) {
    const auto& [cells, neighbours] = map.at(Level::kNeighbourhood);
    const map::Ring& outline = cells[here].front().outer;
    std::size_t strangers = 0;
    for (std::size_t corner = 0; corner < outline.size(); ++corner) {
        const Point from = outline[corner], to = outline[(corner + 1) % outline.size()];
        const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
        if (length < 5) continue;
        // An anticlockwise outline has the outside on its right.
        const Point beyond{(from[0] + to[0]) / 2 + (to[1] - from[1]) / length,
                           (from[1] + to[1]) / 2 - (to[0] - from[0]) / length};
        for (std::size_t other = 0; other < cells.size(); ++other) {
            if (!contains(cells[other], beyond)) continue;
            const auto& list = neighbours[here];
            if (std::find(list.begin(), list.end(), static_cast<int>(other)) == list.end()) ++strangers;
        }
    }
    return strangers;
}

std::pair<Point, Point> bounds(const CellMap& map) {
    Point low = map.at(Level::kDistrict).shapes.front().front().outer.front(), high = low;
    for (const auto& shapes : map.at(Level::kDistrict).shapes)
        for (const auto& polygon : shapes)
            for (const Point& point : polygon.outer)
                for (std::size_t axis = 0; axis < 2; ++axis) {
                    low[axis] = std::min(low[axis], point[axis]);
                    high[axis] = std::max(high[axis], point[axis]);
                }
    return {low, high};
}

double published_area(const sim::Geography& geography, int district) {
    double sum = 0;
    for (const sim::Neighbourhood& neighbourhood : geography.neighbourhoods)
        if (neighbourhood.district == district) sum += neighbourhood.area_km2 * 1e6;
    return sum;
}

}  // namespace

TEST_CASE("Map: every neighbourhood of Greater Manchester has one cell, around its own centroid") {
    const auto& [geography, map] = built_in();
    check_place(geography, map);
    std::size_t outside = 0;
    for (std::size_t i = 0; i < geography.neighbourhoods.size(); ++i)
        if (!contains(map.at(Level::kNeighbourhood).shapes[i], centroid_of(geography.neighbourhoods[i]))) ++outside;
    CHECK(outside == 0);
}

TEST_CASE("Map: a point is in one cell at most, and in a cell exactly when it is in a district") {
    const auto& map = built_in().map;
    const auto [low, high] = bounds(map);
    std::mt19937 random(1);  // only where to look; any points will do
    std::uniform_real_distribution<double> easting(low[0], high[0]), northing(low[1], high[1]);
    std::size_t in_two_cells = 0, disagree = 0, inside = 0;
    for (int i = 0; i < 2000; ++i) {
        const Point point{easting(random), northing(random)};
        const std::size_t cells = cells_holding(map, point);
        std::size_t districts = 0;
        for (const auto& shapes : map.at(Level::kDistrict).shapes) districts += contains(shapes, point) ? 1 : 0;
        in_two_cells += cells > 1 ? 1 : 0;
        disagree += cells != districts ? 1 : 0;
        inside += cells;
    }
    CHECK(in_two_cells == 0);
    CHECK(disagree == 0);
    CHECK(inside > 1000);  // Greater Manchester fills more than half of its own rectangle
}

TEST_CASE("Map: Greater Manchester has its published area within 2 %, and each district within 16 %") {
    const auto& [geography, map] = built_in();
    double drawn = 0, published = 0;
    for (std::size_t district = 0; district < geography.districts.size(); ++district) {
        const double here = area(map.at(Level::kDistrict).shapes[district]);
        const double wanted = published_area(geography, static_cast<int>(district));
        INFO(geography.districts[district].name);
        CHECK(here == Approx(wanted).epsilon(0.16));
        drawn += here;
        published += wanted;
    }
    CHECK(drawn == Approx(published).epsilon(0.02));
}

TEST_CASE("Map: nobody in Greater Manchester is without neighbours, and the districts touch as they do on the ground") {
    const auto& map = built_in().map;
    for (const Level level : kAllLevels) {
        const auto& lists = map.at(level).neighbours;
        CHECK(std::none_of(lists.begin(), lists.end(), [](const auto& list) { return list.empty(); }));
    }
    // In order of code: Bolton, Bury, Manchester, Oldham, Rochdale, Salford, Stockport, Tameside, Trafford, Wigan.
    const auto& districts = map.at(Level::kDistrict).neighbours;
    CHECK(districts[0] == std::vector<int>{1, 5, 9});
    CHECK(districts[2] == std::vector<int>{1, 3, 4, 5, 6, 7, 8});
    CHECK(districts[7] == std::vector<int>{2, 3, 6});
}

TEST_CASE("Map: neighbours have a border in common, and across every border lies a neighbour or nobody's land") {
    const auto& map = built_in().map;
    const auto& [cells, neighbours] = map.at(Level::kNeighbourhood);
    std::size_t without_border = 0, strangers = 0;
    for (std::size_t here = 0; here < cells.size(); ++here) {
        const map::Ring& outline = cells[here].front().outer;
        for (const int other : neighbours[here]) {
            const map::Ring& across = cells[other].front().outer;
            const auto shared = std::count_if(outline.begin(), outline.end(), [&](const Point& corner) {
                return std::find(across.begin(), across.end(), corner) != across.end();
            });
            if (shared < 2) ++without_border;
        }
        if (here % 20 == 0) strangers += strangers_across(map, here);
    }
    CHECK(without_border == 0);
    CHECK(strangers == 0);
}

TEST_CASE("Map: the same figures give the same map") {
    const auto& [geography, map] = built_in();
    const CellMap again = map::build_cell_map(geography);
    for (const Level level : kAllLevels) {
        CHECK(again.at(level).neighbours == map.at(level).neighbours);
        for (std::size_t unit = 0; unit < map.at(level).shapes.size(); ++unit) {
            REQUIRE(again.at(level).shapes[unit].size() == map.at(level).shapes[unit].size());
            CHECK(again.at(level).shapes[unit].front().outer == map.at(level).shapes[unit].front().outer);
        }
    }
}

TEST_CASE("Map: a lone neighbourhood is a disc of its area without neighbours") {
    const auto geography = made_up_place({{0, 0}});
    const CellMap map = map::build_cell_map(geography);
    check_place(geography, map);
    CHECK(area(map.at(Level::kNeighbourhood).shapes[0]) == Approx(0.5e6).epsilon(0.05));
    CHECK(map.at(Level::kNeighbourhood).neighbours[0].empty());
    CHECK(map.at(Level::kDistrict).shapes[1].empty());  // no neighbourhood, no land
}

TEST_CASE("Map: two close neighbourhoods touch; two far ones do not") {
    const auto close = made_up_place({{0, 0}, {600, 100}}), far = made_up_place({{0, 0}, {20000, 0}});
    const CellMap together = map::build_cell_map(close), apart = map::build_cell_map(far);
    check_place(close, together);
    check_place(far, apart);
    CHECK(together.at(Level::kNeighbourhood).neighbours == std::vector<std::vector<int>>{{1}, {0}});
    CHECK(apart.at(Level::kNeighbourhood).neighbours == std::vector<std::vector<int>>{{}, {}});
}

TEST_CASE("Map: three neighbourhoods, in a triangle and in a row") {
    const auto triangle = made_up_place({{0, 0}, {700, 0}, {350, 600}}),
               row = made_up_place({{0, 0}, {700, 0}, {1400, 0}});
    const CellMap corner = map::build_cell_map(triangle), line = map::build_cell_map(row);
    check_place(triangle, corner);
    check_place(row, line);
    CHECK(corner.at(Level::kNeighbourhood).neighbours == std::vector<std::vector<int>>{{1, 2}, {0, 2}, {0, 1}});
    CHECK(line.at(Level::kNeighbourhood).neighbours == std::vector<std::vector<int>>{{1}, {0, 2}, {1}});
}

TEST_CASE("Map: four cells that meet in a point touch along sides, not across the corner") {
    const auto square = made_up_place({{0, 0}, {700, 0}, {0, 700}, {700, 700}});
    const CellMap map = map::build_cell_map(square);
    check_place(square, map);
    CHECK(map.at(Level::kNeighbourhood).neighbours == std::vector<std::vector<int>>{{1, 2}, {0, 3}, {0, 3}, {1, 2}});
}

TEST_CASE("Map: neighbourhoods that share a centroid each get a cell") {
    const auto geography = made_up_place({{0, 0}, {0, 0}, {0, 0}, {900, 0}, {900, 0}});
    const CellMap map = map::build_cell_map(geography);
    check_place(geography, map);
    CHECK(contains(map.at(Level::kNeighbourhood).shapes[0], centroid_of(geography.neighbourhoods[0])));
    CHECK(contains(map.at(Level::kNeighbourhood).shapes[3], centroid_of(geography.neighbourhoods[3])));
}

TEST_CASE("Map: a district around another has a hole where the other is") {
    std::vector<Point> around;
    for (const double x : {-800.0, 0.0, 800.0})
        for (const double y : {-800.0, 0.0, 800.0})
            if (x != 0 || y != 0) around.push_back({x, y});
    around.push_back({0, 0});
    auto geography = made_up_place(around);
    for (auto& neighbourhood : geography.neighbourhoods) neighbourhood.district = 0;
    geography.neighbourhoods.back().district = 1;
    const CellMap map = map::build_cell_map(geography);
    check_place(geography, map);
    REQUIRE(map.at(Level::kDistrict).shapes[0].size() == 1);
    CHECK(map.at(Level::kDistrict).shapes[0].front().holes.size() == 1);
    CHECK_FALSE(contains(map.at(Level::kDistrict).shapes[0], centroid_of(geography.neighbourhoods.back())));
    CHECK(contains(map.at(Level::kDistrict).shapes[1], centroid_of(geography.neighbourhoods.back())));
}

TEST_CASE("Map: no neighbourhoods, no map, no crash") {
    const CellMap map = map::build_cell_map({});
    for (const Level level : kAllLevels) CHECK(map.at(level).shapes.empty());
}
