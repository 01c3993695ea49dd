// Reads GeoJSON FeatureCollections of polygons, as the Office for National Statistics' Open Geography portal gives
// them: features with a few text properties and a Polygon or MultiPolygon. It reads as it goes, so that a file of a
// hundred megabytes needs only the memory of the features that are kept.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "viz/map/polygon.h"

namespace concord::map {

// A place in the text of a file; both counted from 1.
struct TextPlace {
    int line = 1, column = 1;
};

struct GeoJsonFeature {
    std::size_t number = 0;                                  // in the file, from 1
    std::vector<std::pair<std::string, std::string>> texts;  // properties that are text, in order
    std::vector<std::vector<Ring>> polygons;                 // of each, its rings as in the file: first the outer one
    std::size_t begin = 0;                                   // where it begins, in bytes from the file's beginning
};

struct GeoJsonReading {
    std::string crs;  // the name in the "crs" member; empty without one
    std::size_t features = 0;
};

// Calls `take` with each feature in order. Throws scenarios::InputError, naming file, line, column and feature, for
// text that is not JSON or ends early, a top level that is no FeatureCollection, a feature without properties or
// geometry, any other kind of geometry, positions with other than two or three finite numbers, rings of fewer than four
// positions or not closed (first and last position equal), and nesting deeper than any map needs. Rings come with their
// last, repeated position taken off.
GeoJsonReading read_geojson(const std::string& file, std::string_view text,
                            const std::function<void(GeoJsonFeature&&)>& take);

// Line and column of a byte.
TextPlace place_in(std::string_view text, std::size_t byte);

}  // namespace concord::map
