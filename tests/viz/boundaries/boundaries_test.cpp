// Official outlines: what is read from good files, and what is said about bad ones.
#include "viz/boundaries/boundaries.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/files/input_error.h"
#include "viz/boundaries/merged_shapes.h"
#include "viz/boundaries/national_grid.h"

using namespace concord;
using map::Boundaries;
using map::Level;
using map::Point;
using scenarios::InputError;

namespace {

// Two neighbourhoods a kilometre apart near the middle of Manchester, one area, ward and district each.
sim::Geography two_places() {
    sim::Geography geography;
    for (int i = 0; i < 2; ++i) {
        geography.districts.push_back({fmt::format("E0800000{}", i + 1), "", 0, 0});
        geography.wards.push_back({fmt::format("E0500000{}", i + 1), "", i});
        geography.areas.emplace_back();
        geography.areas.back().code = fmt::format("E0200000{}", i + 1);
        geography.areas.back().district = i;
        sim::Neighbourhood here;
        here.code = fmt::format("E0100000{}", i + 1);
        here.area = here.ward = here.district = i;
        here.easting = 384500 + 1000 * i;
        here.northing = 398500;
        here.area_km2 = 1;
        geography.neighbourhoods.push_back(here);
    }
    return geography;
}

std::string square(double x, double y, double size) {
    return fmt::format("[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]", x, y, x + size, y + size);
}
std::string polygon(const std::string& rings) {
    return fmt::format(R"({{"type":"Polygon","coordinates":[{}]}})", rings);
}
std::string feature(const std::string& code, const std::string& geometry, const std::string& property = "LSOA21CD") {
    return fmt::format(R"({{"type":"Feature","properties":{{"{}":"{}"}},"geometry":{}}})", property, code, geometry);
}
std::string collection(const std::vector<std::string>& features, const std::string& more = "") {
    std::string text = R"({"type":"FeatureCollection",)";
    text.append(more).append("\n\"features\":[\n");
    for (std::size_t i = 0; i < features.size(); ++i) text.append(i == 0 ? "" : ",\n").append(features[i]);
    return text.append("\n]}");
}

const std::string kFirst = feature("E01000001", polygon(square(384000, 398000, 1000)));
const std::string kSecond = feature("E01000002", polygon(square(385000, 398000, 1000)));
const std::string kGood = collection({kFirst, kSecond});

Boundaries parsed(const std::string& text) { return map::parse_boundaries("file.geojson", text, two_places()); }

// What is wrong with a text; empty when nothing is.
std::string complaint(const std::string& text) {
    try {
        parsed(text);
        return "";
    } catch (const InputError& error) {
        CHECK(error.file == "file.geojson");
        return error.what();
    }
}
std::string complaint_about(const std::string& first_feature) {
    return complaint(collection({first_feature, kSecond}));
}

#define CHECK_SAYS(message, words) CHECK_THAT(message, Catch::Contains(words))

}  // namespace

TEST_CASE("National Grid: the guide's worked example of the projection") {
    // OS, A guide to coordinate systems in Great Britain, annex C: 52 39 27.2531 N, 1 43 4.5177 E.
    const double latitude = 52 + 39.0 / 60 + 27.2531 / 3600, longitude = 1 + 43.0 / 60 + 4.5177 / 3600;
    const Point there = map::project_airy(longitude, latitude);
    CHECK(there[0] == Approx(651409.903).margin(0.001));
    CHECK(there[1] == Approx(313177.270).margin(0.001));
}

TEST_CASE("National Grid: the example of EPSG guidance note 7-2, method 9807") {
    const Point there = map::project_airy(0.5, 50.5);
    CHECK(there[0] == Approx(577274.99).margin(0.01));
    CHECK(there[1] == Approx(69740.50).margin(0.01));
}

TEST_CASE("National Grid: the guide's worked example of the Helmert transformation") {
    const map::Cartesian there = map::wgs84_to_osgb36({3790644.900, -110149.210, 5111482.970});
    CHECK(there[0] == Approx(3790269.549).margin(0.001));
    CHECK(there[1] == Approx(-110038.064).margin(0.001));
    CHECK(there[2] == Approx(5111050.261).margin(0.001));
}

TEST_CASE("National Grid: from the Earth's centre to degrees is the inverse of the way there") {
    const auto [longitude, latitude] = map::osgb36_degrees_of({3874938.849, 116218.624, 5047168.208});
    CHECK(latitude == Approx(52 + 39.0 / 60 + 27.2531 / 3600).margin(1e-8));  // the guide, annex B
    CHECK(longitude == Approx(1 + 43.0 / 60 + 4.5177 / 3600).margin(1e-8));
}

TEST_CASE("Boundaries: British National Grid, recognised by its numbers or its name") {
    for (const char* crs : {"", R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)"}) {
        const Boundaries found = parsed(collection({kFirst, kSecond}, crs));
        CHECK(found.level == Level::kNeighbourhood);
        CHECK(found.property == "LSOA21CD");
        REQUIRE(found.shapes.size() == 2);
        CHECK(map::area(found.shapes[0]) == Approx(1e6));
        CHECK(contains(found.shapes[1], {385500, 398500}));
    }
}

TEST_CASE("Boundaries: longitude and latitude become metres") {
    const std::string first = feature("E01000001", polygon(square(-2.245, 53.478, 0.01)));
    const std::string second = feature("E01000002", polygon(square(-2.230, 53.478, 0.01)));
    for (const char* crs : {"", R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)"}) {
        const Boundaries found = parsed(collection({first, second}, crs));
        // A hundredth of a degree at this latitude: 664 m by 1113 m.
        CHECK(map::area(found.shapes[0]) == Approx(664.0 * 1113).epsilon(0.01));
        CHECK(contains(found.shapes[0], {384100, 398300}));
    }
}

TEST_CASE("Boundaries: the coordinate system may be named after the features, and members come in any order") {
    std::string text = collection({kFirst, kSecond});
    text.insert(text.size() - 1, R"(,"crs":{"properties":{"name":"EPSG:27700"},"type":"name"})");
    CHECK(complaint(text).empty());
    const std::string turned = fmt::format(
        R"({{"geometry":{{"coordinates":[{}],"type":"Polygon"}},"properties":{{"a":{{"b":[1,{{"c":null}}]}},"n":1,)"
        R"("LSOA21CD":"E01000001"}},"id":7,"bbox":[1,2,3,4],"type":"Feature"}})",
        square(384000, 398000, 1000));
    CHECK(complaint_about(turned).empty());
}

TEST_CASE("Boundaries: the level is told by the name of a property, of any year, the finest of several") {
    const auto level_of = [](const std::string& property, const std::string& code) {
        return parsed(collection({feature(code + "1", polygon(square(384000, 398000, 1000)), property),
                                  feature(code + "2", polygon(square(385000, 398000, 1000)), property)}))
            .level;
    };
    CHECK(level_of("LSOA21CD", "E0100000") == Level::kNeighbourhood);
    CHECK(level_of("msoa21_code", "E0200000") == Level::kArea);
    CHECK(level_of("MSOA21CD", "E0200000") == Level::kArea);
    CHECK(level_of("WD23CD", "E0500000") == Level::kWard);
    CHECK(level_of("WD24CD", "E0500000") == Level::kWard);
    CHECK(level_of("LAD31CD", "E0800000") == Level::kDistrict);
    CHECK(level_of("LAD23CD\":\"E99\",\"WD24CD", "E0500000") == Level::kWard);
}

TEST_CASE("Boundaries: islands, holes and heights") {
    const std::string islands =
        fmt::format(R"({{"type":"MultiPolygon","coordinates":[[{},{}],[{}]]}})", square(384000, 398000, 400),
                    square(384100, 398100, 100), square(384600, 398600, 200));
    const Boundaries found = parsed(collection({feature("E01000001", islands), kSecond}));
    REQUIRE(found.shapes[0].size() == 2);
    CHECK(map::area(found.shapes[0]) == Approx(400 * 400 - 100 * 100 + 200 * 200));
    CHECK(map::signed_area(found.shapes[0][0].outer) > 0);
    CHECK(map::signed_area(found.shapes[0][0].holes[0]) < 0);
    const std::string high = polygon("[[384000,398000,9],[385000,398000,9],[385000,399000,9],[384000,398000,9]]");
    CHECK(complaint_about(feature("E01000001", high)).empty());
}

TEST_CASE("Boundaries: places elsewhere are counted and left out, even far away ones") {
    const std::string text = collection({feature("E01033333", polygon(square(100000, 50000, 1000))), kFirst, kSecond,
                                         feature("W01000001", polygon(square(1e7, 1e7, 1000)))});
    const Boundaries found = parsed(text);
    CHECK(found.ignored == 2);
    CHECK(found.shapes.size() == 2);
}

TEST_CASE("Boundaries: only the level of the file changes on the map") {
    const sim::Geography geography = two_places();
    map::CellMap drawn = map::build_cell_map(geography);
    const auto districts = drawn.at(Level::kDistrict).shapes;
    const auto neighbours = drawn.at(Level::kNeighbourhood).neighbours;
    replace_shapes(drawn, parsed(kGood));
    CHECK(map::area(drawn.at(Level::kNeighbourhood).shapes[0]) == Approx(1e6));
    CHECK(drawn.at(Level::kNeighbourhood).neighbours == neighbours);
    CHECK(drawn.at(Level::kDistrict).shapes[0][0].outer == districts[0][0].outer);
    merge_parents(drawn, geography);
    CHECK(map::area(drawn.at(Level::kDistrict).shapes[0]) == Approx(1e6));
}

TEST_CASE("Boundaries: merged shapes are one where they share a side, and two where they touch in a point") {
    const auto cell = [](double x, double y) {
        return std::vector<map::Polygon>{{{{x, y}, {x + 10, y}, {x + 10, y + 10}, {x, y + 10}}, {}}};
    };
    const auto joined = map::merged_shapes({cell(0, 0), cell(10, 0), cell(0, 10)}, {0, 0, 0}, 1);
    REQUIRE(joined[0].size() == 1);
    CHECK(map::area(joined[0]) == Approx(300));
    CHECK(map::merged_shapes({cell(0, 0), cell(10, 10)}, {0, 0}, 1)[0].size() == 2);
    std::vector<std::vector<map::Polygon>> ring_of_eight;
    for (int i = 0; i < 9; ++i)
        if (i != 4) ring_of_eight.push_back(cell(10 * (i % 3), 10 * (i / 3)));
    const auto around = map::merged_shapes(ring_of_eight, std::vector<int>(8, 0), 1);
    REQUIRE(around[0].size() == 1);
    CHECK(around[0][0].holes.size() == 1);
}

TEST_CASE("Bad boundaries: not JSON, or not all of it") {
    CHECK_SAYS(complaint(""), "is not JSON");
    CHECK_SAYS(complaint("   \n "), "is not JSON");
    CHECK_SAYS(complaint("lsoa,code\nE01,1\n"), "file.geojson:1:1: is not JSON");
    CHECK_SAYS(complaint(kGood.substr(0, kGood.size() / 2)), "is not JSON");
    CHECK_SAYS(complaint(kGood + "{}"), "is not JSON");
    CHECK_SAYS(complaint("\x89PNG\r\n\x1a\n"), "is not JSON");
    for (std::size_t length = 0; length < kGood.size(); ++length)
        CHECK_FALSE(complaint(kGood.substr(0, length)).empty());
}

TEST_CASE("Bad boundaries: another kind of JSON") {
    CHECK_SAYS(complaint("[]"), "an array");
    CHECK_SAYS(complaint("7"), "a number");
    CHECK_SAYS(complaint("\"text\""), "a text");
    CHECK_SAYS(complaint("{}"), "FeatureCollection");
    CHECK_SAYS(complaint(R"({"type":"Topology","objects":{}})"), "\"Topology\"");
    CHECK_SAYS(complaint(R"({"type":"FeatureCollection"})"), "no \"features\"");
    CHECK_SAYS(complaint(R"({"type":"FeatureCollection","features":{}})"), "an array is expected");
    CHECK_SAYS(complaint(R"({"type":"FeatureCollection","features":[]})"), "no features");
    CHECK_SAYS(complaint(R"({"type":"FeatureCollection","features":[1]})"), "a number stands among the features");
    CHECK_SAYS(complaint(R"({"type":["FeatureCollection"],"features":[]})"), "a text is expected");
}

TEST_CASE("Bad boundaries: a message names the line and the feature") {
    const std::string broken = feature("E01000002", polygon("[[1,2],[3,4]]"));
    const std::string said = complaint(collection({kFirst, broken}));
    CHECK_SAYS(said, "file.geojson:4:");
    CHECK_SAYS(said, "feature 2");
}

TEST_CASE("Bad boundaries: features without what they need") {
    CHECK_SAYS(complaint_about(R"({"type":"Feature"})"), "no \"properties\"");
    CHECK_SAYS(complaint_about(R"({"type":"Feature","properties":{"LSOA21CD":"E01000001"}})"), "no \"geometry\"");
    CHECK_SAYS(complaint_about(feature("E01000001", "null")), "\"geometry\" is null");
    CHECK_SAYS(complaint_about(R"({"type":"Feature","properties":null,"geometry":null})"), "\"properties\" is null");
    CHECK_SAYS(complaint_about(feature("E01000001", "{}")), "no type");
    CHECK_SAYS(complaint_about(feature("E01000001", R"({"type":"Polygon"})")), "no coordinates");
    CHECK_SAYS(complaint_about(feature("E01000001", R"({"type":"Point","coordinates":[1,2]})")), "is a Point");
    CHECK_SAYS(complaint_about(feature("E01000001", R"({"type":"Polygon","coordinates":7})")), "an array is expected");
}

TEST_CASE("Bad boundaries: properties that do not tell the place") {
    CHECK_SAYS(complaint_about(feature("E01000001", polygon(square(384000, 398000, 1000)), "CODE")), "LSOA21CD");
    CHECK_SAYS(complaint_about(feature("E01000001", polygon(square(384000, 398000, 1000)), "CODE")), "there are CODE");
    CHECK_SAYS(complaint(collection({kFirst, feature("E01000002", polygon(square(385000, 398000, 1000)), "LSOA11CD")})),
               "feature 2: has no property \"LSOA21CD\"");
    CHECK_SAYS(complaint(collection({kFirst, kFirst, kSecond})), "was there before");
}

TEST_CASE("Bad boundaries: units missing are counted, and the first is named") {
    const std::string said =
        complaint(collection({kFirst, feature("E01033333", polygon(square(385000, 398000, 1000)))}));
    CHECK_SAYS(said, "1 of 2 neighbourhoods");
    CHECK_SAYS(said, "E01000002");
}

TEST_CASE("Bad boundaries: rings") {
    const auto ring = [](const std::string& text) { return complaint_about(feature("E01000001", polygon(text))); };
    CHECK_SAYS(ring("[[384000,398000],[385000,398000],[384000,398000]]"), "3 positions");
    CHECK_SAYS(ring("[[384000,398000],[385000,398000],[385000,399000],[384000,399000]]"), "not closed");
    CHECK_SAYS(ring("[[384000,398000],[385000,399000],[386000,400000],[384000,398000]]"), "encloses no land");
    CHECK_SAYS(ring("[]"), "empty");
    CHECK_SAYS(ring("[[384000],[385000,398000],[385000,399000],[384000]]"), "one number");
    CHECK_SAYS(ring("[[1,2,3,4],[1,2],[3,4],[1,2]]"), "more than three");
    CHECK_SAYS(ring("[[384000,\"398000\"]]"), "a text stands in the coordinates");
    CHECK_SAYS(ring("[[384000,null]]"), "null stands in the coordinates");
    CHECK_SAYS(ring("[[384000,true]]"), "true or false");
    CHECK_SAYS(ring("[{}]"), "an object stands in the coordinates");
    CHECK_SAYS(ring("[[1,[2]]]"), "among the numbers");
    CHECK_SAYS(ring("[[1,2],3]"), "different depth");
    CHECK_SAYS(ring("[[[1,2],[3,4],[5,6],[1,2]]]"), "nested 4 deep");
    CHECK_SAYS(complaint_about(feature("E01000001", fmt::format(R"({{"type":"MultiPolygon","coordinates":[{}]}})",
                                                                square(384000, 398000, 1000)))),
               "nested 3 deep");
}

TEST_CASE("Bad boundaries: numbers that are none, too large, or in the wrong order") {
    const auto first = [](const std::string& geometry) { return complaint_about(feature("E01000001", geometry)); };
    CHECK_SAYS(first(polygon("[[NaN,1],[2,3],[4,5],[NaN,1]]")), "is not JSON");
    CHECK_SAYS(first(polygon("[[1e999,1],[2,3],[4,5],[1e999,1]]")), "overflow");
    CHECK_SAYS(first(polygon(square(1e300, 398000, 1000))), "not on the British National Grid");
    CHECK_SAYS(first(polygon(square(-5000000, 398000, 1000))), "not on the British National Grid");
    CHECK_SAYS(first(polygon(square(53.478, -2.245, 0.01))), "longitude comes first");
    CHECK_SAYS(first(polygon(square(13.4, 52.5, 0.01))), "not near Great Britain");
    // Easting and northing swapped are a place in Britain still, but not where anybody of this neighbourhood lives.
    CHECK_SAYS(first(polygon(square(398000, 384000, 1000))), "axes swapped");
    CHECK_SAYS(complaint(collection({kFirst, kSecond}, R"("crs":{"type":"name","properties":{"name":"EPSG:3857"}},)")),
               "EPSG:3857");
    CHECK_SAYS(complaint(collection({kFirst, kSecond}, R"("crs":{"type":"name","properties":{"name":"EPSG:4326"}},)")),
               "not near Great Britain in degrees");
}

TEST_CASE("Bad boundaries: depth without end") {
    CHECK_SAYS(complaint(std::string(100000, '[')), "an array");
    CHECK_SAYS(complaint(std::string("{\"a\":").append(100000, '[')), "64 deep");
    std::string objects;
    for (int i = 0; i < 100000; ++i) objects.append("{\"a\":");
    CHECK_SAYS(complaint(objects), "64 deep");
    CHECK_SAYS(complaint_about(feature("E01000001", polygon(std::string(100000, '[')))), "nested deeper");
}

TEST_CASE("Bad boundaries: whatever happens to a file, it is read or refused") {
    const std::string text =
        collection({kFirst, feature("E01000002", fmt::format(R"({{"type":"MultiPolygon","coordinates":[[{}]]}})",
                                                             square(385000, 398000, 1000)))},
                   R"("crs":{"type":"name","properties":{"name":"EPSG:27700"}},)");
    const std::string signs("[]{},:\"0e-.9\\\n\0\xFFtn", 18);
    std::mt19937 random(1);
    std::size_t refused = 0;
    for (int i = 0; i < 2000; ++i) {
        std::string changed = text;
        for (unsigned change = random() % 4 + 1; change > 0; --change) {
            const std::size_t place = random() % changed.size(), length = random() % 12;
            switch (random() % 4) {
                case 0: changed[place] = signs[random() % signs.size()]; break;
                case 1: changed.erase(place, length); break;
                case 2: changed.insert(place, changed.substr(random() % changed.size(), length)); break;
                default: changed.insert(place, 1, signs[random() % signs.size()]);
            }
            if (changed.empty()) changed.push_back(' ');
        }
        if (!complaint(changed).empty()) ++refused;
    }
    CHECK(refused > 1000);
}

TEST_CASE("Bad boundaries: files that cannot be read") {
    const auto says = [](const std::filesystem::path& path) {
        try {
            map::read_boundaries(path, two_places());
            return std::string();
        } catch (const InputError& error) {
            return std::string(error.what());
        }
    };
    CHECK_SAYS(says("/nowhere/at/all.geojson"), "cannot be opened");
    CHECK_SAYS(says(std::filesystem::temp_directory_path()), "is a folder");
    CHECK_SAYS(says("/dev/zero"), "no ordinary file");
}
