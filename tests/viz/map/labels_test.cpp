// Names on the map: inside their units, never on one another, and the districts' always there.
#include "viz/map/labels.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <vector>

#include "tests/viz/map/greater_manchester.h"

using namespace concord;
using map::Label;
using map::Level;
using map::MapView;
using map::Pixel;
using map::PlacedLabel;
using map::Point;

namespace {

// Text about as wide as a bold sans-serif font draws it.
std::vector<Label> sized(std::vector<Label> labels, double text_height) {
    for (Label& label : labels) {
        label.width = 0.62 * text_height * static_cast<double>(label.text.size());
        label.height = 1.2 * text_height;
    }
    return labels;
}

std::vector<Label> labels_at(std::initializer_list<Level> levels, double text_height) {
    std::vector<Label> all;
    for (const Level level : levels) {
        const auto some =
            sized(labels_of(built_in().geography, built_in().map, level, interior_points(built_in().map.at(level))),
                  text_height);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

map::Bounds whole() { return map::bounds_of(built_in().map.at(Level::kDistrict).shapes); }

std::size_t districts_in(const std::vector<Label>& labels, const std::vector<PlacedLabel>& placed) {
    return static_cast<std::size_t>(std::count_if(placed.begin(), placed.end(), [&](const PlacedLabel& one) {
        return labels[one.label].level == Level::kDistrict;
    }));
}

std::size_t overlaps(const std::vector<Label>& labels, const std::vector<PlacedLabel>& placed) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < placed.size(); ++i)
        for (std::size_t k = i + 1; k < placed.size(); ++k) {
            const Label &a = labels[placed[i].label], &b = labels[placed[k].label];
            const Pixel at = placed[i].low, other = placed[k].low;
            if (at[0] < other[0] + b.width && other[0] < at[0] + a.width && at[1] < other[1] + b.height &&
                other[1] < at[1] + a.height)
                ++found;
        }
    return found;
}

}  // namespace

TEST_CASE("Labels: every unit's name has its place inside the unit") {
    for (const auto& level : built_in().map.levels) {
        const auto places = interior_points(level);
        std::size_t outside = 0;
        for (std::size_t unit = 0; unit < places.size(); ++unit)
            if (!contains(level.shapes[unit], places[unit].point) || places[unit].clearance <= 0) ++outside;
        CHECK(outside == 0);
    }
}

TEST_CASE("Labels: the place in a horseshoe is in its thickest part, in a square in the middle") {
    const map::Ring horseshoe{{0, 0}, {100, 0}, {100, 100}, {60, 100}, {60, 10}, {20, 10}, {20, 100}, {0, 100}};
    const auto bent = map::interior_point({{horseshoe, {}}});
    CHECK(bent.clearance == Approx(20).margin(3));
    CHECK(bent.point[0] == Approx(80).margin(4));
    const auto square = map::interior_point({{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {}}});
    CHECK(square.point[0] == Approx(5));
    CHECK(square.point[1] == Approx(5));
}

TEST_CASE("Labels: all ten districts are named whenever the whole map is in a window of 600 pixels or more") {
    for (const auto& [width, height] :
         {std::pair{600, 600}, {640, 600}, {600, 900}, {1280, 720}, {1920, 1080}, {3840, 2160}}) {
        const auto labels = labels_at({Level::kDistrict, Level::kWard, Level::kNeighbourhood}, 14);
        const auto placed = place_labels(labels, MapView(whole(), width, height));
        CHECK(districts_in(labels, placed) == 10);
    }
}

TEST_CASE("Labels: none overlap, none leave the window, at any zoom") {
    const auto labels = labels_at({Level::kDistrict, Level::kArea, Level::kNeighbourhood}, 12);
    MapView view(whole(), 800, 600);
    for (int zoom = 0; zoom < 12; ++zoom, view.zoom_about({420, 310}, 1.6)) {
        const auto placed = place_labels(labels, view);
        CHECK(overlaps(labels, placed) == 0);
        for (const PlacedLabel& one : placed) {
            const Label& label = labels[one.label];
            CHECK((one.low[0] >= 0 && one.low[1] >= 0));
            CHECK((one.low[0] + label.width <= 800 && one.low[1] + label.height <= 600));
        }
    }
}

TEST_CASE("Labels: smaller units' names come with zooming in") {
    const auto labels = labels_at({Level::kDistrict, Level::kWard}, 12);
    MapView view(whole(), 800, 600);
    const std::size_t from_afar = place_labels(labels, view).size();
    view.zoom_about({400, 300}, 5);
    CHECK(from_afar < 20);
    CHECK(place_labels(labels, view).size() > from_afar);
}

TEST_CASE("Labels: a crowded name moves, and where there is no room it is left out") {
    const auto named = [](Level level, double x, double size) {
        return Label{level, 0, "name", {{x, 0}, 100}, size, 60, 14};
    };
    const MapView view({{-1000, -1000}, {1000, 1000}}, 400, 400);
    const std::vector<Label> two{named(Level::kDistrict, 0, 10), named(Level::kDistrict, 0, 20)};
    const auto both = place_labels(two, view);
    REQUIRE(both.size() == 2);
    CHECK(both[0].label == 1);  // the larger keeps its place
    CHECK(both[1].low != both[0].low);
    const std::vector<Label> many(40, named(Level::kDistrict, 0, 10));
    CHECK(place_labels(many, view).size() < 20);
}

TEST_CASE("Labels: the same view gives the same names in the same places") {
    const auto labels = labels_at({Level::kDistrict, Level::kWard}, 14);
    const MapView view(whole(), 900, 700);
    const auto first = place_labels(labels, view), second = place_labels(labels, view);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].label == second[i].label);
        CHECK(first[i].low == second[i].low);
    }
}
