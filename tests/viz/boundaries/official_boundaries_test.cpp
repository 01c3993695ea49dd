// The ONS's own files of Greater Manchester, where they are at hand: every unit found, with its published area, and
// its residents inside.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/source_folder.h"
#include "tests/viz/map/greater_manchester.h"
#include "viz/boundaries/boundaries.h"
#include "viz/boundaries/merged_shapes.h"
#include "viz/map/outlines.h"
#include "viz/map/triangulation.h"

using namespace concord;
using map::Boundaries;
using map::Level;

namespace fs = std::filesystem;

namespace {

// $CONCORD_SHARED_DATA, else ../shared/data beside the source. Not part of the project.
std::optional<Boundaries> official(const std::string& level, const std::string& detail = "generalised") {
    const char* given = std::getenv("CONCORD_SHARED_DATA");
    const fs::path folder = given ? fs::path(given) : tests::source_folder() / "../shared/data";
    const fs::path file = folder / ("boundaries_" + level + "_" + detail + ".geojson");
    if (fs::exists(file)) return map::read_boundaries(file, built_in().geography);
    std::cout << "skipped: no " << file << "; set CONCORD_SHARED_DATA to test against it\n";
    return std::nullopt;
}

double published_area(const std::vector<int>& units, std::size_t unit) {
    double sum = 0;
    for (std::size_t i = 0; i < units.size(); ++i)
        if (units[i] == static_cast<int>(unit)) sum += built_in().geography.neighbourhoods[i].area_km2 * 1e6;
    return sum;
}

// Share of neighbourhoods whose centroid lies in the unit they belong to.
double share_inside(const std::vector<std::vector<map::Polygon>>& shapes, Level level) {
    const auto& neighbourhoods = built_in().geography.neighbourhoods;
    const std::vector<int> units = units_of(built_in().geography, level);
    double inside = 0;
    for (std::size_t i = 0; i < units.size(); ++i)
        if (contains(shapes[units[i]], {neighbourhoods[i].easting, neighbourhoods[i].northing})) ++inside;
    return inside / static_cast<double>(units.size());
}

double worst_area(const std::vector<std::vector<map::Polygon>>& shapes, Level level) {
    const std::vector<int> units = units_of(built_in().geography, level);
    double worst = 0;
    for (std::size_t unit = 0; unit < shapes.size(); ++unit)
        worst = std::max(worst, std::abs(area(shapes[unit]) / published_area(units, unit) - 1));
    return worst;
}

void check_triangles(const Boundaries& found) {
    const map::LevelMap level{found.shapes, {}};
    std::size_t wrong = 0;
    for (const auto& polygons : level.shapes)
        for (const map::Polygon& polygon : polygons) {
            std::vector<map::Point> points = polygon.outer;
            for (const map::Ring& hole : polygon.holes) points.insert(points.end(), hole.begin(), hole.end());
            const auto corners = map::triangulate(polygon);
            double sum = 0;
            for (std::size_t i = 0; i < corners.size(); i += 3)
                sum += std::abs(map::signed_area({points[corners[i]], points[corners[i + 1]], points[corners[i + 2]]}));
            if (std::abs(sum - area(polygon)) > 1e-6 * area(polygon)) ++wrong;
        }
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("Official outlines of neighbourhoods: their areas within 2 %, residents' centroids inside", "[official]") {
    const auto found = official("lsoa21");
    if (!found) return;
    CHECK(found->level == Level::kNeighbourhood);
    CHECK(found->ignored == 0);
    CHECK(worst_area(found->shapes, found->level) < 0.02);
    CHECK(share_inside(found->shapes, found->level) > 0.98);
    check_triangles(*found);
}

TEST_CASE("Official outlines of areas and districts: their areas within 2 %", "[official]") {
    for (const char* level : {"msoa21", "lad23"}) {
        const auto found = official(level);
        if (!found) return;
        CHECK(worst_area(found->shapes, found->level) < 0.02);
        CHECK(share_inside(found->shapes, found->level) > 0.99);
        check_triangles(*found);
    }
}

TEST_CASE("Official outlines of wards: neighbourhoods fit them best, not exactly", "[official]") {
    const auto found = official("ward23");
    if (!found) return;
    CHECK(found->level == Level::kWard);
    CHECK(share_inside(found->shapes, found->level) > 0.93);
    check_triangles(*found);
}

TEST_CASE("Official outlines at 200 m: read and drawn as well", "[official]") {
    for (const char* level : {"lsoa21", "msoa21", "ward23", "lad23"}) {
        const auto found = official(level, "super_generalised");
        if (!found) return;
        check_triangles(*found);
    }
}

TEST_CASE("Official neighbourhoods merged are the official areas and districts", "[official]") {
    const auto neighbourhoods = official("lsoa21"), areas = official("msoa21");
    if (!neighbourhoods || !areas) return;
    map::CellMap drawn = built_in().map;
    replace_shapes(drawn, *neighbourhoods);
    merge_parents(drawn, built_in().geography);
    const auto& merged = drawn.at(Level::kArea).shapes;
    std::size_t wrong = 0;
    for (std::size_t unit = 0; unit < merged.size(); ++unit)
        if (std::abs(area(merged[unit]) / area(areas->shapes[unit]) - 1) > 0.002) ++wrong;
    CHECK(wrong == 0);
    CHECK(worst_area(drawn.at(Level::kDistrict).shapes, Level::kDistrict) < 0.002);
}

TEST_CASE("Official outlines: nearly all borders inside Greater Manchester are shared", "[official]") {
    const auto found = official("lad23");
    if (!found) return;
    const map::Outlines lines = map::outlines({found->shapes, {}});
    std::size_t pairs = 0;
    const auto& neighbours = built_in().map.at(Level::kDistrict).neighbours;
    for (std::size_t here = 0; here < neighbours.size(); ++here)
        for (const int other : neighbours[here]) {
            const bool drawn = std::any_of(lines.between.begin(), lines.between.end(), [&](const map::Polyline& line) {
                return line.left == std::min<int>(static_cast<int>(here), other) &&
                       line.right == std::max<int>(static_cast<int>(here), other);
            });
            if (drawn) ++pairs;
        }
    CHECK(pairs >= 30);  // of 17 pairs, both ways
}
