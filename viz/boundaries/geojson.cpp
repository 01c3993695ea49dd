#include "viz/boundaries/geojson.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "scenarios/files/input_error.h"
#include "viz/boundaries/coordinates.h"

namespace concord::map {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 64;       // arrays and objects within one another, whatever they hold
constexpr std::size_t kLongestTold = 200;  // bytes of the parser's own words in a message

// Walks the text and leaves behind how far it has come, which the parser does not tell while all goes well.
class TrackedByte {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    TrackedByte(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    TrackedByte& operator++() {
        *reached_ = ++at_;
        return *this;
    }
    TrackedByte operator++(int) {
        TrackedByte before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const TrackedByte& a, const TrackedByte& b) { return a.at_ == b.at_; }

  private:
    const char* at_;
    const char** reached_;
};

enum class Within { kCollection, kCrs, kCrsProperties, kFeatures, kFeature, kProperties, kGeometry, kOther };

class Reader {
  public:
    Reader(const std::string& file, std::string_view text, const std::function<void(GeoJsonFeature&&)>& take)
        : file_(file), text_(text), take_(take), reached_(text.data()) {}

    GeoJsonReading read() {
        const char* const end = text_.data() + text_.size();
        Json::sax_parse(TrackedByte(text_.data(), &reached_), TrackedByte(end, &reached_), this);
        if (type_ != "FeatureCollection")
            throw scenarios::InputError(
                file_, 0, 0, fmt::format("\"type\" is \"{}\"; a GeoJSON FeatureCollection is expected", type_));
        if (!has_features_)
            throw scenarios::InputError(file_, 0, 0, "has no \"features\"; is it a GeoJSON FeatureCollection?");
        return reading_;
    }

    // What nlohmann's parser calls.
    bool start_object(std::size_t) {
        if (in_coordinates()) fail("an object stands in the coordinates; arrays of numbers are expected");
        Within inside = Within::kOther;
        if (frames_.empty())
            inside = Within::kCollection;
        else if (at(Within::kCollection, "crs"))
            inside = Within::kCrs;
        else if (at(Within::kCrs, "properties"))
            inside = Within::kCrsProperties;
        else if (here() == Within::kFeatures)
            inside = begin_feature();
        else if (at(Within::kFeature, "properties"))
            inside = begin_properties();
        else if (at(Within::kFeature, "geometry"))
            inside = begin_geometry();
        else
            refuse_value("an object");
        push(inside);
        return true;
    }

    bool end_object() {
        if (here() == Within::kFeature) end_feature();
        if (here() == Within::kGeometry) end_geometry();
        frames_.pop_back();
        return true;
    }

    bool start_array(std::size_t) {
        if (in_coordinates()) {
            told(coordinates_.open());
            return true;
        }
        if (frames_.empty()) fail("the file holds an array; a GeoJSON FeatureCollection, an object, is expected");
        if (at(Within::kCollection, "features")) {
            if (has_features_) fail("\"features\" is given twice");
            has_features_ = true;
            push(Within::kFeatures);
            return true;
        }
        if (at(Within::kGeometry, "coordinates")) {
            if (coordinates_.height() > 0) fail("\"coordinates\" is given twice");
            told(coordinates_.open());
            return true;
        }
        refuse_value("an array");
        push(Within::kOther);
        return true;
    }

    bool end_array() {
        if (in_coordinates())
            told(coordinates_.close());
        else
            frames_.pop_back();
        return true;
    }

    bool key(std::string& name) {
        frames_.back().key.swap(name);
        return true;
    }

    bool string(std::string& value) {
        if (in_coordinates()) fail("a text stands in the coordinates; numbers are expected");
        if (frames_.empty()) fail("the file holds a text; a GeoJSON FeatureCollection, an object, is expected");
        if (at(Within::kCollection, "type"))
            type_ = value.substr(0, kLongestTold);
        else if (at(Within::kCrsProperties, "name"))
            reading_.crs = value.substr(0, kLongestTold);
        else if (at(Within::kGeometry, "type"))
            geometry_type_ = value.substr(0, kLongestTold);
        else if (here() == Within::kProperties)
            feature_.texts.emplace_back(frames_.back().key, std::move(value));
        else
            refuse_value("a text");
        return true;
    }

    bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
    bool number_float(double value, const std::string&) { return number(value); }
    bool boolean(bool) { return other_value("true or false"); }
    bool null() { return other_value("null"); }
    bool binary(Json::binary_t&) { return other_value("binary data"); }

    bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..."
        std::string_view words = error.what();
        words.remove_prefix(
            std::min(words.size(), words.find("] ") == std::string_view::npos ? 0 : words.find("] ") + 2));
        if (words.substr(0, 11) == "parse error" && words.find(": ") != std::string_view::npos)
            words.remove_prefix(words.find(": ") + 2);
        fail(fmt::format("is not JSON from here on: {}", words.substr(0, kLongestTold)));
    }

  private:
    struct Frame {
        Within within;
        std::string key;
    };

    [[noreturn]] void fail(const std::string& problem) const {
        const TextPlace place = place_in(text_, static_cast<std::size_t>(reached_ - text_.data()));
        throw scenarios::InputError(file_, place.line, place.column,
                                    in_feature_ ? fmt::format("feature {}: {}", feature_.number, problem) : problem);
    }
    void told(const CoordinatesBuilder::Problem& problem) const {
        if (problem) fail(*problem);
    }

    Within here() const { return frames_.empty() ? Within::kOther : frames_.back().within; }
    bool at(Within within, std::string_view key) const {
        return !frames_.empty() && frames_.back().within == within && frames_.back().key == key;
    }
    bool in_coordinates() const { return coordinates_.depth() > 0; }
    void push(Within within) {
        if (frames_.size() == kDeepest) fail("arrays and objects are nested more than 64 deep; no map needs that");
        frames_.push_back({within, {}});
    }

    // Complains where this place needs another kind of value.
    void refuse_value(std::string_view what) const {
        const auto expected = [&](std::string_view wanted) {
            fail(fmt::format("\"{}\" is {}; {} is expected", frames_.back().key.substr(0, kLongestTold), what, wanted));
        };
        if (here() == Within::kFeatures) fail(fmt::format("{} stands among the features; objects are expected", what));
        if (at(Within::kCollection, "features") || at(Within::kGeometry, "coordinates")) expected("an array");
        if (at(Within::kCollection, "type") || at(Within::kGeometry, "type")) expected("a text");
        if (at(Within::kFeature, "properties") || at(Within::kFeature, "geometry")) expected("an object");
    }

    bool number(double value) {
        if (in_coordinates())
            told(coordinates_.number(value));
        else
            other_value("a number");
        return true;
    }
    bool other_value(std::string_view what) {
        if (in_coordinates()) fail(fmt::format("{} stands in the coordinates; numbers are expected", what));
        if (frames_.empty()) fail(fmt::format("the file holds {}; a GeoJSON FeatureCollection is expected", what));
        refuse_value(what);
        return true;
    }

    Within begin_feature() {
        feature_ = {};
        feature_.number = ++reading_.features;
        feature_.begin = static_cast<std::size_t>(reached_ - text_.data());
        in_feature_ = true;
        has_properties_ = has_geometry_ = false;
        return Within::kFeature;
    }
    Within begin_properties() {
        if (has_properties_) fail("\"properties\" is given twice");
        has_properties_ = true;
        return Within::kProperties;
    }
    Within begin_geometry() {
        if (has_geometry_) fail("\"geometry\" is given twice");
        has_geometry_ = true;
        geometry_type_.clear();
        coordinates_ = {};
        return Within::kGeometry;
    }

    void end_geometry() {
        const bool is_polygon = geometry_type_ == "Polygon";
        if (!is_polygon && geometry_type_ != "MultiPolygon")
            fail(geometry_type_.empty()
                     ? std::string("the geometry has no type; Polygon or MultiPolygon is expected")
                     : fmt::format("the geometry is a {}; Polygon or MultiPolygon is expected", geometry_type_));
        const int wanted = is_polygon ? 3 : 4;
        if (coordinates_.height() == 0) fail("the geometry has no coordinates");
        if (coordinates_.height() != wanted)
            fail(fmt::format("the coordinates are nested {} deep; a {} has {}", coordinates_.height(), geometry_type_,
                             wanted));
        feature_.polygons = coordinates_.take();
    }
    void end_feature() {
        if (!has_properties_) fail("has no \"properties\"");
        if (!has_geometry_) fail("has no \"geometry\"");
        take_(std::move(feature_));
        in_feature_ = false;
    }

    const std::string& file_;
    std::string_view text_;
    const std::function<void(GeoJsonFeature&&)>& take_;
    const char* reached_;

    GeoJsonReading reading_;
    std::string type_, geometry_type_;
    bool has_features_ = false, has_properties_ = false, has_geometry_ = false, in_feature_ = false;
    std::vector<Frame> frames_;
    GeoJsonFeature feature_;
    CoordinatesBuilder coordinates_;
};

}  // namespace

TextPlace place_in(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, byte);
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            std::max(1, static_cast<int>(before.size() - line_start))};
}

GeoJsonReading read_geojson(const std::string& file, std::string_view text,
                            const std::function<void(GeoJsonFeature&&)>& take) {
    return Reader(file, text, take).read();
}

}  // namespace concord::map
