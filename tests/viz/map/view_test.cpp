// Looking around: the view never loses the map, the pointer finds what is under it, the arrow keys get everywhere.
#include "viz/map/view.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include "tests/viz/map/greater_manchester.h"
#include "viz/map/interior_point.h"
#include "viz/map/keyboard_steps.h"
#include "viz/map/picker.h"

using namespace concord;
using map::Direction;
using map::KeyboardSteps;
using map::Level;
using map::LevelMap;
using map::MapView;
using map::Pixel;
using map::Point;

namespace {

const map::Bounds kPlace{{350000, 380000}, {410000, 420000}};

constexpr Direction kDirections[] = {Direction::kEast, Direction::kNorth, Direction::kWest, Direction::kSouth};

std::size_t reachable_from(const KeyboardSteps& steps, std::size_t units, int start) {
    std::vector<char> seen(units, 0);
    std::vector<int> open{start};
    seen[start] = 1;
    std::size_t count = 0;
    while (!open.empty()) {
        const int here = open.back();
        open.pop_back();
        ++count;
        for (const Direction direction : kDirections) {
            const int next = steps.step(here, direction);
            if (seen[next]) continue;
            seen[next] = 1;
            open.push_back(next);
        }
    }
    return count;
}

}  // namespace

TEST_CASE("View: the whole map is in the window, north up") {
    for (const auto& [width, height] : {std::pair{600.0, 600.0}, {1600.0, 300.0}, {200.0, 900.0}}) {
        const MapView view(kPlace, width, height);
        const Pixel south_west = view.to_pixel(kPlace.low), north_east = view.to_pixel(kPlace.high);
        CHECK((south_west[0] > 0 && south_west[1] < height && north_east[0] < width && north_east[1] > 0));
        CHECK((south_west[0] < north_east[0] && south_west[1] > north_east[1]));
    }
}

TEST_CASE("View: pixels and metres are inverse to one another") {
    MapView view(kPlace, 800, 600);
    view.zoom_about({100, 200}, 7);
    const Pixel there = view.to_pixel(view.to_metres({123, 456}));
    CHECK(there[0] == Approx(123));
    CHECK(there[1] == Approx(456));
}

TEST_CASE("View: zooming keeps what is under the pointer, panning moves it along") {
    MapView view(kPlace, 800, 600);
    const Point under = view.to_metres({500, 250});
    view.zoom_about({500, 250}, 3);
    CHECK(view.to_metres({500, 250})[0] == Approx(under[0]));
    CHECK(view.to_metres({500, 250})[1] == Approx(under[1]));
    view.pan(40, -30);
    CHECK(view.to_metres({540, 220})[0] == Approx(under[0]));
    CHECK(view.to_metres({540, 220})[1] == Approx(under[1]));
}

TEST_CASE("View: no zooming or panning loses the map") {
    MapView view(kPlace, 800, 600);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> move(-5000, 5000), where(0, 600), factor(-2, 6);
    for (int i = 0; i < 2000; ++i) {
        view.pan(move(random), move(random));
        view.zoom_about({where(random), where(random)}, factor(random));
        REQUIRE(kPlace.contains(view.centre()));
        REQUIRE(view.metres_per_pixel() >= MapView::kFinest);
        REQUIRE(view.metres_per_pixel() <= view.coarsest());
    }
    view.zoom_about({0, 0}, std::numeric_limits<double>::infinity());
    view.zoom_about({0, 0}, std::numeric_limits<double>::quiet_NaN());
    CHECK(std::isfinite(view.metres_per_pixel()));
}

TEST_CASE("View: a resized window still shows the whole map if it did, else the same middle") {
    MapView view(kPlace, 800, 600);
    view.resize(400, 300);
    CHECK(view.to_pixel(kPlace.low)[0] > 0);
    view.zoom_about({100, 100}, 8);
    const Point centre = view.centre();
    view.resize(1000, 900);
    CHECK(view.centre() == centre);
    view.resize(0, 0);  // a minimised window
    CHECK(std::isfinite(view.metres_per_pixel()));
}

TEST_CASE("Picker: finds the same unit as looking at every one, inside and outside") {
    std::mt19937 random(2);
    for (const LevelMap& level : built_in().map.levels) {
        const map::Picker picker(level);
        const map::Bounds bounds = map::bounds_of(level.shapes);
        std::uniform_real_distribution<double> x(bounds.low[0] - 500, bounds.high[0] + 500),
            y(bounds.low[1] - 500, bounds.high[1] + 500);
        std::size_t wrong = 0;
        for (int i = 0; i < 500; ++i) {
            const Point point{x(random), y(random)};
            if (picker.at(point) != pick(level, point)) ++wrong;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("Picker: nothing is found on an empty map, or at places that are no numbers") {
    const LevelMap nothing;
    CHECK(map::Picker(nothing).at({0, 0}) == map::kNoUnit);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(map::Picker(built_in().map.at(Level::kDistrict)).at({nan, nan}) == map::kNoUnit);
}

TEST_CASE("Arrow keys: every unit can be reached from every other, at every level") {
    for (const LevelMap& level : built_in().map.levels) {
        const KeyboardSteps steps(level, interior_points(level));
        const std::size_t units = level.shapes.size();
        std::size_t stuck = 0;
        for (std::size_t start = 0; start<units; start += units> 400 ? 17 : 1)
            if (reachable_from(steps, units, static_cast<int>(start)) != units) ++stuck;
        CHECK(stuck == 0);
    }
}

TEST_CASE("Arrow keys: a step goes the way of its key") {
    const LevelMap& level = built_in().map.at(Level::kNeighbourhood);
    const auto centres = interior_points(level);
    const KeyboardSteps steps(level, centres);
    std::size_t backwards = 0, not_a_neighbour = 0;
    for (std::size_t unit = 0; unit < centres.size(); ++unit) {
        const auto moved = [&](Direction direction, std::size_t axis) {
            const int to = steps.step(static_cast<int>(unit), direction);
            const auto& list = level.neighbours[unit];
            if (to != static_cast<int>(unit) && std::count(list.begin(), list.end(), to) == 0) ++not_a_neighbour;
            return centres[to].point[axis] - centres[unit].point[axis];
        };
        if (moved(Direction::kEast, 0) < 0 || moved(Direction::kWest, 0) > 0) ++backwards;
        if (moved(Direction::kNorth, 1) < 0 || moved(Direction::kSouth, 1) > 0) ++backwards;
    }
    CHECK(backwards == 0);
    CHECK(not_a_neighbour < 4 * centres.size() / 20);
}

TEST_CASE("Arrow keys: between districts as on the ground") {
    // In order of code: Bolton, Bury, Manchester, Oldham, Rochdale, Salford, Stockport, Tameside, Trafford, Wigan.
    const LevelMap& districts = built_in().map.at(Level::kDistrict);
    const KeyboardSteps steps(districts, interior_points(districts));
    CHECK(steps.step(9, Direction::kEast) == 5);   // Wigan to Salford
    CHECK(steps.step(0, Direction::kEast) == 1);   // Bolton to Bury
    CHECK(steps.step(7, Direction::kNorth) == 3);  // Tameside to Oldham
    CHECK(steps.step(9, Direction::kWest) == 9);   // nothing beyond Wigan
}
