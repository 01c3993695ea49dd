// Which unit is under a point, fast enough to ask on every movement of the mouse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "viz/map/cells.h"
#include "viz/map/polygon.h"

namespace concord::map {

// A uniform grid over a level. It keeps a reference to the level, which must outlive it and not change.
class Picker {
  public:
    explicit Picker(const LevelMap& level);

    // The unit at a point in British National Grid metres, the lowest if several overlap there; kNoUnit where there is
    // none.
    int at(Point point) const;

  private:
    struct Entry {
        std::uint32_t unit, polygon;
        Bounds bounds;
    };

    std::size_t column(double x) const;
    std::size_t row(double y) const;

    const LevelMap& level_;
    Bounds bounds_;
    double cell_ = 1;  // metres
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<std::vector<Entry>> cells_;  // rows * columns: whose bounds reach into the cell, ascending by unit
};

// The unit at a point without an index: for a single question.
int pick(const LevelMap& level, Point point);

}  // namespace concord::map
