// The nested arrays of a GeoJSON geometry, put together value by value as the parser meets them. Part of the reader.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "viz/map/polygon.h"

namespace concord::map {

// Each call returns what is wrong, as part of a sentence, or nothing.
class CoordinatesBuilder {
  public:
    using Problem = std::optional<std::string>;

    Problem open();
    Problem number(double value);
    Problem close();

    std::size_t depth() const { return open_.size(); }
    // Of a finished geometry: how deep its arrays go (3 Polygon, 4 MultiPolygon); 0 when there were none.
    int height() const { return height_; }
    std::vector<std::vector<Ring>> take();

  private:
    // An array that is still open: how deep what it holds goes (numbers 0), and how many of these there are.
    struct Open {
        int held = -1;
        std::size_t count = 0;
    };

    Problem close_position();
    Problem close_ring();
    Problem hold(int height);

    std::vector<Open> open_;
    std::vector<double> position_;
    Ring ring_;
    std::vector<Ring> rings_;
    std::vector<std::vector<Ring>> polygons_;
    int height_ = 0;
};

}  // namespace concord::map
