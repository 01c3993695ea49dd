#include "viz/boundaries/coordinates.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "scenarios/files/text.h"

namespace concord::map {

namespace {

constexpr std::size_t kDeepest = 4;  // a MultiPolygon: polygons of rings of positions

}  // namespace

CoordinatesBuilder::Problem CoordinatesBuilder::open() {
    if (open_.size() == kDeepest)
        return "coordinates are nested deeper than those of a MultiPolygon: four arrays are the most";
    if (!open_.empty() && open_.back().held == 0) return "an array stands among the numbers of a position";
    open_.emplace_back();
    return std::nullopt;
}

CoordinatesBuilder::Problem CoordinatesBuilder::number(double value) {
    if (open_.empty()) return "coordinates are a number; an array is expected";
    if (!std::isfinite(value)) return fmt::format("coordinate {} is not finite", value);
    if (const Problem problem = hold(0)) return problem;
    if (position_.size() == 3) return "a position has more than three numbers; two or three are expected";
    position_.push_back(value);
    return std::nullopt;
}

CoordinatesBuilder::Problem CoordinatesBuilder::hold(int height) {
    Open& around = open_.back();
    if (around.held != -1 && around.held != height) return "coordinates mix arrays of different depth";
    around.held = height;
    ++around.count;
    return std::nullopt;
}

CoordinatesBuilder::Problem CoordinatesBuilder::close() {
    const Open closed = open_.back();
    if (closed.held == -1) return "an array of coordinates is empty";
    const int height = closed.held + 1;
    Problem problem;
    if (height == 1) problem = close_position();
    if (height == 2) problem = close_ring();
    if (height == 3) polygons_.push_back(std::exchange(rings_, {}));
    open_.pop_back();
    if (problem) return problem;
    if (open_.empty()) {
        height_ = height;
        return std::nullopt;
    }
    return hold(height);
}

CoordinatesBuilder::Problem CoordinatesBuilder::close_position() {
    const std::size_t numbers = position_.size();
    if (numbers < 2) return "a position has one number; two or three are expected";
    ring_.push_back({position_[0], position_[1]});
    position_.clear();
    return std::nullopt;
}

CoordinatesBuilder::Problem CoordinatesBuilder::close_ring() {
    if (ring_.size() < 4)
        return fmt::format("a ring has {}; four are the least (the last repeats the first)",
                           scenarios::counted(ring_.size(), "position"));
    if (ring_.front() != ring_.back())
        return fmt::format("a ring is not closed: it starts at [{}, {}] and ends at [{}, {}]", ring_.front()[0],
                           ring_.front()[1], ring_.back()[0], ring_.back()[1]);
    ring_.pop_back();
    rings_.push_back(std::exchange(ring_, {}));
    return std::nullopt;
}

std::vector<std::vector<Ring>> CoordinatesBuilder::take() {
    height_ = 0;
    ring_.clear();
    rings_.clear();
    return std::exchange(polygons_, {});
}

}  // namespace concord::map
