#include "viz/map/exact_points.h"

#include <algorithm>
#include <cmath>

namespace concord::map {

ExactGrid::ExactGrid(const Bounds& bounds) : low_(bounds.low), steps_per_metre_(1) {
    constexpr double kSteps = 536870912;  // 2^29: a product of two differences stays below 2^60
    const double longer = std::max(bounds.width(), bounds.height());
    if (longer > 0) steps_per_metre_ = kSteps / longer;
}

GridPoint ExactGrid::at(Point point) const {
    return {std::llround((point[0] - low_[0]) * steps_per_metre_),
            std::llround((point[1] - low_[1]) * steps_per_metre_)};
}

bool strictly_between(GridPoint a, GridPoint b, GridPoint p) {
    if (turn(a, b, p) != 0 || p == a || p == b) return false;
    return std::min(a, b) < p && p < std::max(a, b);
}

bool segments_meet(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    if (strictly_between(a, b, c) || strictly_between(a, b, d)) return true;
    if (strictly_between(c, d, a) || strictly_between(c, d, b)) return true;
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

}  // namespace concord::map
