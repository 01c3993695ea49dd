#include "viz/boundaries/boundaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include "scenarios/files/csv_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/text.h"
#include "viz/boundaries/geojson.h"
#include "viz/boundaries/merged_shapes.h"
#include "viz/boundaries/national_grid.h"

namespace concord::map {

namespace {

constexpr std::uintmax_t kLargestFile = 1'000'000'000;  // bytes
constexpr double kFarFromResidents = 2000;              // metres beyond a unit's rectangle
constexpr double kSmallestRing = 1;                     // square metres

// The level whose codes a property holds, by its name: "LSOA21CD", "wd24_code".
std::optional<Level> level_of_property(std::string_view property) {
    constexpr std::pair<std::string_view, Level> kBeginnings[] = {{"lsoa", Level::kNeighbourhood},
                                                                  {"msoa", Level::kArea},
                                                                  {"wd", Level::kWard},
                                                                  {"ward", Level::kWard},
                                                                  {"lad", Level::kDistrict}};
    if (property.size() > 20) return std::nullopt;
    const std::string name = scenarios::lower(property);
    for (const auto& [beginning, level] : kBeginnings) {
        if (name.compare(0, beginning.size(), beginning) != 0) continue;
        const std::string_view rest = std::string_view(name).substr(beginning.size());
        const bool has_year = rest.size() > 2 && std::isdigit(static_cast<unsigned char>(rest[0])) &&
                              std::isdigit(static_cast<unsigned char>(rest[1]));
        if (has_year && (rest.substr(2) == "cd" || rest.substr(2) == "_code")) return level;
    }
    return std::nullopt;
}

std::vector<std::string> codes_of(const sim::Geography& geography, Level level) {
    std::vector<std::string> codes;
    const auto add = [&](const auto& places) {
        for (const auto& place : places) codes.push_back(place.code);
    };
    if (level == Level::kNeighbourhood) add(geography.neighbourhoods);
    if (level == Level::kArea) add(geography.areas);
    if (level == Level::kWard) add(geography.wards);
    if (level == Level::kDistrict) add(geography.districts);
    return codes;
}

std::string_view plural(Level level) {
    constexpr std::string_view kNames[] = {"neighbourhoods (LSOA)", "areas (MSOA)", "wards", "districts"};
    return kNames[static_cast<std::size_t>(level)];
}

enum class Coordinates { kUnknown, kLongitudeLatitude, kNationalGrid };

class BoundaryReader {
  public:
    BoundaryReader(const std::string& file, std::string_view text, const sim::Geography& geography)
        : file_(file), text_(text), geography_(geography) {}

    Boundaries read() {
        const GeoJsonReading reading =
            read_geojson(file_, text_, [this](GeoJsonFeature&& feature) { take(std::move(feature)); });
        if (reading.features == 0)
            throw scenarios::InputError(file_, 0, 0, "has no features: there is nothing to draw");
        require_all_units();
        const Coordinates coordinates = coordinates_named(reading.crs);
        for (const Unit& unit : units_)
            add_shapes(unit, coordinates == Coordinates::kUnknown ? guessed() : coordinates);
        require_near_residents();
        return std::move(found_);
    }

  private:
    struct Unit {
        GeoJsonFeature feature;
        std::size_t index = 0;  // in the geography
    };

    [[noreturn]] void fail(const GeoJsonFeature& feature, const std::string& problem) const {
        const TextPlace place = place_in(text_, feature.begin);
        const std::string* code = text_of(feature, found_.property);
        throw scenarios::InputError(file_, place.line, place.column,
                                    fmt::format("feature {}{}: {}", feature.number,
                                                code ? fmt::format(" ({})", code->substr(0, 20)) : "", problem));
    }

    static const std::string* text_of(const GeoJsonFeature& feature, std::string_view property) {
        for (const auto& [name, value] : feature.texts)
            if (name == property) return &value;
        return nullptr;
    }

    void learn_level(const GeoJsonFeature& feature) {
        std::optional<Level> finest;
        for (const auto& [name, value] : feature.texts) {
            const std::optional<Level> level = level_of_property(name);
            if (!level || (finest && *finest <= *level)) continue;
            finest = level;
            found_.property = name;
        }
        if (!finest) {
            std::string names;
            for (const auto& [name, value] : feature.texts)
                names.append(names.empty() ? "" : ", ").append(name.substr(0, 40));
            fail(feature,
                 fmt::format("no property tells the level; one named like LSOA21CD, MSOA21CD, WD24CD or LAD24CD "
                             "is expected, and there {}",
                             names.empty() ? "are none that hold text" : "are " + names.substr(0, 200)));
        }
        found_.level = *finest;
        const std::vector<std::string> codes = codes_of(geography_, found_.level);
        for (std::size_t i = 0; i < codes.size(); ++i) index_.emplace(codes[i], i);
        seen_.assign(codes.size(), 0);
        found_.shapes.resize(codes.size());
    }

    void take(GeoJsonFeature&& feature) {
        if (found_.property.empty()) learn_level(feature);
        const std::string* code = text_of(feature, found_.property);
        if (code == nullptr)
            fail(feature,
                 fmt::format("has no property \"{}\" that is text, as the first feature has", found_.property));
        const auto place = index_.find(*code);
        if (place == index_.end()) {
            ++found_.ignored;
            return;
        }
        if (seen_[place->second])
            fail(feature, fmt::format("the code {} was there before; each is expected once", *code));
        seen_[place->second] = 1;
        units_.push_back({std::move(feature), place->second});
    }

    void require_all_units() const {
        const auto missing = std::count(seen_.begin(), seen_.end(), 0);
        if (missing == 0) return;
        const auto first = static_cast<std::size_t>(std::find(seen_.begin(), seen_.end(), 0) - seen_.begin());
        throw scenarios::InputError(
            file_, 0, 0,
            fmt::format("{} of {} {} are not in the file, the first being {}; \"{}\" holds codes of {} other places. "
                        "Is it of the same year as the geography, and not cut to another region?",
                        missing, seen_.size(), plural(found_.level), codes_of(geography_, found_.level)[first],
                        found_.property, found_.ignored));
    }

    Coordinates coordinates_named(const std::string& crs) const {
        if (crs.empty()) return Coordinates::kUnknown;
        const auto ends_with = [&](std::string_view end) {
            return crs.size() >= end.size() && crs.compare(crs.size() - end.size(), end.size(), end) == 0;
        };
        if (ends_with(":27700")) return Coordinates::kNationalGrid;
        if (ends_with("CRS84") || ends_with(":4326") || ends_with(":4258")) return Coordinates::kLongitudeLatitude;
        throw scenarios::InputError(
            file_, 0, 0,
            fmt::format(
                "the coordinate system is {}; WGS84 (CRS84, EPSG:4326) or the British National Grid (EPSG:27700) is "
                "expected",
                crs));
    }

    // Without a name: degrees are never above 180, and metres in Greater Manchester never below.
    Coordinates guessed() const {
        const Point first = units_.front().feature.polygons.front().front().front();
        return std::abs(first[0]) <= 180 && std::abs(first[1]) <= 180 ? Coordinates::kLongitudeLatitude
                                                                      : Coordinates::kNationalGrid;
    }

    Point on_the_grid(const GeoJsonFeature& feature, Point given, Coordinates coordinates) const {
        if (coordinates == Coordinates::kLongitudeLatitude) {
            if (is_near_great_britain(given[0], given[1])) return to_national_grid(given[0], given[1]);
            fail(feature,
                 fmt::format("the position [{}, {}] is not near Great Britain in degrees{}", given[0], given[1],
                             is_near_great_britain(given[1], given[0])
                                 ? ": longitude comes first in GeoJSON, and here latitude does"
                                 : "; longitude in [-9, 2.5] and latitude in [49, 61.5] are expected"));
        }
        if (is_on_national_grid(given)) return given;
        fail(feature,
             fmt::format("the position [{}, {}] is not on the British National Grid; eastings in [0, 700000] and "
                         "northings in [0, 1300000] metres are expected",
                         given[0], given[1]));
    }

    // The ring in metres, without repeated points, running as wanted; empty when it encloses next to nothing.
    Ring prepared(const Unit& unit, const Ring& given, Coordinates coordinates, bool anticlockwise) const {
        Ring ring;
        for (const Point& point : given) {
            const Point metres = on_the_grid(unit.feature, point, coordinates);
            if (ring.empty() || ring.back() != metres) ring.push_back(metres);
        }
        while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        if (std::abs(signed_area(ring)) < kSmallestRing) return {};
        if ((signed_area(ring) > 0) != anticlockwise) std::reverse(ring.begin(), ring.end());
        return ring;
    }

    void add_shapes(const Unit& unit, Coordinates coordinates) {
        for (const std::vector<Ring>& rings : unit.feature.polygons) {
            Polygon polygon;
            polygon.outer = prepared(unit, rings.front(), coordinates, true);
            if (polygon.outer.empty()) continue;
            for (std::size_t i = 1; i < rings.size(); ++i) {
                Ring hole = prepared(unit, rings[i], coordinates, false);
                if (!hole.empty()) polygon.holes.push_back(std::move(hole));
            }
            found_.shapes[unit.index].push_back(std::move(polygon));
        }
        if (found_.shapes[unit.index].empty()) fail(unit.feature, "encloses no land: its rings have no area");
    }

    // Swapped axes on the National Grid still look like places in Britain, and a wrong code like the right one.
    void require_near_residents() const {
        const std::vector<int> unit_of = units_of(geography_, found_.level);
        std::vector<char> near(found_.shapes.size(), 0), inhabited(found_.shapes.size(), 0);
        std::vector<Bounds> bounds;
        for (const auto& shapes : found_.shapes) {
            bounds.push_back(bounds_of(shapes));
            for (std::size_t axis = 0; axis < 2; ++axis) {
                bounds.back().low[axis] -= kFarFromResidents;
                bounds.back().high[axis] += kFarFromResidents;
            }
        }
        for (std::size_t i = 0; i < unit_of.size(); ++i) {
            const auto unit = static_cast<std::size_t>(unit_of[i]);
            inhabited[unit] = 1;
            if (bounds[unit].contains({geography_.neighbourhoods[i].easting, geography_.neighbourhoods[i].northing}))
                near[unit] = 1;
        }
        for (const Unit& unit : units_) {
            if (!inhabited[unit.index] || near[unit.index]) continue;
            const Point centre = bounds[unit.index].centre();
            fail(unit.feature,
                 fmt::format("lies around easting {:.0f}, northing {:.0f}, far from where its residents live: "
                             "are the axes swapped, or the codes of another list?",
                             centre[0], centre[1]));
        }
    }

    const std::string& file_;
    std::string_view text_;
    const sim::Geography& geography_;
    Boundaries found_;
    std::unordered_map<std::string, std::size_t> index_;
    std::vector<char> seen_;
    std::vector<Unit> units_;
};

}  // namespace

Boundaries parse_boundaries(const std::string& file, std::string_view text, const sim::Geography& geography) {
    return BoundaryReader(file, text, geography).read();
}

Boundaries read_boundaries(const std::filesystem::path& path, const sim::Geography& geography) {
    std::error_code unknown;
    const bool is_folder = std::filesystem::is_directory(path, unknown);
    if (std::filesystem::exists(path, unknown) && !is_folder && !std::filesystem::is_regular_file(path, unknown))
        throw scenarios::InputError(path.string(), 0, 0, "is no ordinary file");
    const std::uintmax_t size = std::filesystem::file_size(path, unknown);
    if (!unknown && size > kLargestFile)
        throw scenarios::InputError(
            path.string(), 0, 0, "is larger than 1 GB: take generalised outlines (BGC), which are plenty for a screen");
    const std::string text = scenarios::read_text(path);
    return parse_boundaries(path.string(), text, geography);
}

void replace_shapes(CellMap& map, const Boundaries& boundaries) {
    map.levels[static_cast<std::size_t>(boundaries.level)].shapes = boundaries.shapes;
}

void merge_parents(CellMap& map, const sim::Geography& geography) {
    const auto& cells = map.at(Level::kNeighbourhood).shapes;
    for (const Level level : {Level::kArea, Level::kWard, Level::kDistrict})
        map.levels[static_cast<std::size_t>(level)].shapes =
            merged_shapes(cells, units_of(geography, level), unit_count(geography, level));
}

}  // namespace concord::map
