#include "viz/map/outlines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "viz/map/picker.h"

namespace concord::map {

namespace {

struct PointHash {
    std::size_t operator()(const Point& point) const {
        return std::hash<double>{}(point[0]) * 31 + std::hash<double>{}(point[1]);
    }
};

using Id = std::uint32_t;  // of a point

// A side of a unit, walked with the unit on its left.
struct Side {
    Id from, to;
    int left, right = kNoUnit;
    bool matched = false;
};

struct Sides {
    std::vector<Point> points;
    std::vector<Side> sides;
};

class SideCollector {
  public:
    void add(const Ring& ring, int unit) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Id from = id_of(ring[i]), to = id_of(ring[(i + 1) % ring.size()]);
            if (from != to) found_.sides.push_back({from, to, unit});
        }
    }
    Sides take() { return std::move(found_); }

  private:
    Id id_of(Point point) {
        const auto [place, is_new] = ids_.emplace(point, static_cast<Id>(found_.points.size()));
        if (is_new) found_.points.push_back(point);
        return place->second;
    }
    Sides found_;
    std::unordered_map<Point, Id, PointHash> ids_;
};

Sides sides_of(const LevelMap& level) {
    SideCollector collector;
    for (std::size_t unit = 0; unit < level.shapes.size(); ++unit)
        for (const Polygon& polygon : level.shapes[unit]) {
            collector.add(polygon.outer, static_cast<int>(unit));
            for (const Ring& hole : polygon.holes) collector.add(hole, static_cast<int>(unit));
        }
    return collector.take();
}

// Fills in who is on the right of a side that somebody walks the other way.
void match(std::vector<Side>& sides) {
    std::unordered_map<std::uint64_t, std::size_t> walked;
    const auto key = [](Id from, Id to) { return (std::uint64_t{from} << 32) | to; };
    for (std::size_t i = 0; i < sides.size(); ++i) walked.emplace(key(sides[i].from, sides[i].to), i);
    for (Side& side : sides) {
        const auto back = walked.find(key(side.to, side.from));
        if (back == walked.end()) continue;
        side.right = sides[back->second].left;
        side.matched = true;
    }
}

// Who is just beyond a side that nobody walks back: a neighbour with other corners, or nobody.
int beyond(const Side& side, const std::vector<Point>& points, const Picker& picker) {
    constexpr double kBeyond = 1;  // metres
    const Point from = points[side.from], to = points[side.to];
    const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
    return picker.at({(from[0] + to[0]) / 2 + kBeyond * (to[1] - from[1]) / length,
                      (from[1] + to[1]) / 2 - kBeyond * (to[0] - from[0]) / length});
}

// Joins sides with the same units on both sides into lines.
class Chainer {
  public:
    Chainer(const std::vector<Point>& points, std::vector<Side> sides) : points_(points), sides_(std::move(sides)) {
        std::stable_sort(sides_.begin(), sides_.end(), [](const Side& a, const Side& b) {
            return std::tie(a.left, a.right) < std::tie(b.left, b.right);
        });
        used_.resize(sides_.size());
    }

    std::vector<Polyline> lines() {
        for (std::size_t first = 0; first < sides_.size();) {
            std::size_t last = first;
            while (last < sides_.size() && sides_[last].left == sides_[first].left &&
                   sides_[last].right == sides_[first].right)
                ++last;
            chain(first, last);
            first = last;
        }
        return std::move(lines_);
    }

  private:
    void chain(std::size_t first, std::size_t last) {
        leaving_.clear();
        std::unordered_map<Id, int> surplus;  // sides leaving a point less those arriving
        for (std::size_t i = last; i-- > first;) {
            leaving_[sides_[i].from].push_back(i);  // the last in the list is the first in order
            ++surplus[sides_[i].from];
            --surplus[sides_[i].to];
        }
        // Open lines from where they start, then what is left: closed ones.
        for (std::size_t i = first; i < last; ++i)
            if (!used_[i] && surplus[sides_[i].from] > 0) {
                --surplus[sides_[i].from];
                walk(i);
            }
        for (std::size_t i = first; i < last; ++i)
            if (!used_[i]) walk(i);
    }

    void walk(std::size_t start) {
        Polyline line;
        line.left = sides_[start].left;
        line.right = sides_[start].right;
        line.points.push_back(points_[sides_[start].from]);
        std::size_t side = start;
        while (true) {
            used_[side] = 1;
            const Id here = sides_[side].to;
            std::vector<std::size_t>& on = leaving_[here];
            while (!on.empty() && used_[on.back()]) on.pop_back();
            if (here == sides_[start].from) {
                line.closed = true;
                break;
            }
            line.points.push_back(points_[here]);
            if (on.empty()) break;
            side = on.back();
        }
        lines_.push_back(std::move(line));
    }

    const std::vector<Point>& points_;
    std::vector<Side> sides_;
    std::vector<char> used_;
    std::unordered_map<Id, std::vector<std::size_t>> leaving_;
    std::vector<Polyline> lines_;
};

}  // namespace

Outlines outlines(const LevelMap& level) {
    Sides all = sides_of(level);
    match(all.sides);
    const Picker picker(level);
    std::vector<Side> between, outer;
    for (Side side : all.sides) {
        if (!side.matched) side.right = beyond(side, all.points, picker);
        if (side.right == kNoUnit) outer.push_back(side);
        // Each border from its lower unit; a seam between two parts of one unit is no border.
        if (side.left < side.right) between.push_back(side);
    }
    return {Chainer(all.points, std::move(between)).lines(), Chainer(all.points, std::move(outer)).lines()};
}

}  // namespace concord::map
