// Points on a grid of whole numbers, fine enough that nobody sees the difference and small enough that "which side of
// this line" is answered exactly in 64 bits: triangulation must never get two answers to one question.
#pragma once

#include <cstdint>

#include "viz/map/polygon.h"

namespace concord::map {

struct GridPoint {
    std::int64_t x = 0, y = 0;
    friend bool operator==(const GridPoint&, const GridPoint&) = default;
    friend auto operator<=>(const GridPoint&, const GridPoint&) = default;  // by x, then y
};

// Puts points within `bounds` on a grid with 2^29 steps along the longer side: under a tenth of a millimetre for a
// district.
class ExactGrid {
  public:
    explicit ExactGrid(const Bounds& bounds);
    GridPoint at(Point point) const;

  private:
    Point low_;
    double steps_per_metre_;
};

// Twice the area of the triangle, exact: positive when c lies left of the line from a to b, 0 when on it.
inline std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) {
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

inline int side(GridPoint a, GridPoint b, GridPoint c) {
    const std::int64_t twice_area = turn(a, b, c);
    return twice_area > 0 ? 1 : twice_area < 0 ? -1 : 0;
}

// Whether p lies on the segment from a to b, its ends left out.
bool strictly_between(GridPoint a, GridPoint b, GridPoint p);

// Whether the segments have a point in common other than an end that both share.
bool segments_meet(GridPoint a, GridPoint b, GridPoint c, GridPoint d);

}  // namespace concord::map
