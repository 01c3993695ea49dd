#include "viz/map/triangulation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "viz/map/exact_points.h"
#include "viz/map/hole_bridges.h"

namespace concord::map {

namespace {

// Which corners of a ring lie near a place: only corners that are not convex can keep a triangle from being an ear.
class CornerGrid {
  public:
    CornerGrid(const std::vector<GridPoint>& at, const std::vector<char>& listed) {
        bool first = true;
        std::size_t count = 0;
        for (std::size_t i = 0; i < at.size(); ++i) {
            if (!listed[i]) continue;
            ++count;
            low_ = first ? at[i] : GridPoint{std::min(low_.x, at[i].x), std::min(low_.y, at[i].y)};
            high_ = first ? at[i] : GridPoint{std::max(high_.x, at[i].x), std::max(high_.y, at[i].y)};
            first = false;
        }
        if (count == 0) return;
        across_ = std::max<std::int64_t>(1, std::llround(std::sqrt(static_cast<double>(count))));
        cells_.resize(static_cast<std::size_t>(across_ * across_));
        for (std::size_t i = 0; i < at.size(); ++i)
            if (listed[i]) cells_[cell(column(at[i].x), row(at[i].y))].push_back(i);
    }

    // Whether any listed corner in or near the rectangle satisfies the question.
    template <class Question>
    bool any_of(GridPoint low, GridPoint high, Question&& question) const {
        if (cells_.empty() || high.x < low_.x || high.y < low_.y || low.x > high_.x || low.y > high_.y) return false;
        for (std::int64_t r = row(low.y); r <= row(high.y); ++r)
            for (std::int64_t c = column(low.x); c <= column(high.x); ++c)
                for (const std::size_t corner : cells_[cell(c, r)])
                    if (question(corner)) return true;
        return false;
    }

  private:
    std::int64_t along(std::int64_t value, std::int64_t from, std::int64_t to) const {
        return std::clamp<std::int64_t>((value - from) * across_ / (to - from + 1), 0, across_ - 1);
    }
    std::int64_t column(std::int64_t x) const { return along(x, low_.x, high_.x); }
    std::int64_t row(std::int64_t y) const { return along(y, low_.y, high_.y); }
    std::size_t cell(std::int64_t c, std::int64_t r) const { return static_cast<std::size_t>(r * across_ + c); }

    GridPoint low_, high_;
    std::int64_t across_ = 0;
    std::vector<std::vector<std::size_t>> cells_;
};

// How strict to be about what may be cut off; the later ones are for polygons that touch or cross themselves.
enum class Care { kProperEars, kTouchedEars, kAnyConvex };

class EarCutter {
  public:
    EarCutter(const Corners& ring, const std::vector<GridPoint>& points)
        : ring_(ring), left_(ring.size()), next_(ring.size()), previous_(ring.size()), removed_(ring.size(), 0) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            at_.push_back(points[ring[i]]);
            next_[i] = i + 1 == ring.size() ? 0 : i + 1;
            previous_[i] = i == 0 ? ring.size() - 1 : i - 1;
        }
        std::vector<char> not_convex(ring.size());
        for (std::size_t i = 0; i < ring.size(); ++i) not_convex[i] = bend(i) <= 0 ? 1 : 0;
        in_the_way_ = CornerGrid(at_, not_convex);
    }

    std::vector<std::uint32_t> cut() {
        for (std::size_t i = 0; i < ring_.size(); ++i)
            if (!removed_[i]) tidy(i);
        while (left_ >= 3) {
            if (cut_ears(Care::kProperEars) || drop_flat_corner()) continue;
            if (cut_ears(Care::kTouchedEars) || cut_ears(Care::kAnyConvex)) continue;
            remove(start_);  // only a ring that crosses itself comes here
        }
        return std::move(triangles_);
    }

  private:
    std::int64_t bend(std::size_t i) const { return turn(at_[previous_[i]], at_[i], at_[next_[i]]); }

    void remove(std::size_t i) {
        next_[previous_[i]] = next_[i];
        previous_[next_[i]] = previous_[i];
        removed_[i] = 1;
        start_ = next_[i];
        --left_;
    }

    // A corner where the ring goes back the way it came encloses nothing, and would hide that its two ends touch.
    bool goes_back(std::size_t i) const {
        const GridPoint from = at_[previous_[i]], here = at_[i], to = at_[next_[i]];
        if (turn(from, here, to) != 0) return false;
        return (here.x - from.x) * (to.x - here.x) + (here.y - from.y) * (to.y - here.y) <= 0;
    }

    void tidy(std::size_t i) {
        while (left_ >= 3 && goes_back(i)) {
            const std::size_t before = previous_[i];
            remove(i);
            tidy(next_[before]);
            i = before;
            if (removed_[i]) return;
        }
    }

    // Once round the ring, cutting every ear met; skipping the corner after each keeps triangles from fanning out from
    // one corner. The less careful stop at their first.
    bool cut_ears(Care care) {
        bool found = false;
        std::size_t corner = start_;
        for (std::size_t seen = 0, round = left_; seen < round && left_ >= 3; ++seen) {
            const std::size_t before = previous_[corner], after = next_[corner];
            if (!is_ear(corner, care)) {
                corner = after;
                continue;
            }
            triangles_.insert(triangles_.end(), {ring_[before], ring_[corner], ring_[after]});
            remove(corner);
            tidy(before);
            if (!removed_[after]) tidy(after);
            found = true;
            if (care != Care::kProperEars) return true;
            corner = next_[removed_[after] ? start_ : after];
        }
        return found;
    }

    bool drop_flat_corner() {
        for (std::size_t corner = start_, seen = 0; seen < left_; ++seen, corner = next_[corner]) {
            if (bend(corner) != 0) continue;
            remove(corner);
            return true;
        }
        return false;
    }

    bool is_ear(std::size_t corner, Care care) const {
        if (bend(corner) <= 0) return false;
        if (care == Care::kAnyConvex) return true;
        const GridPoint a = at_[previous_[corner]], b = at_[corner], c = at_[next_[corner]];
        const GridPoint low{std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y})};
        const GridPoint high{std::max({a.x, b.x, c.x}), std::max({a.y, b.y, c.y})};
        const std::int64_t least = care == Care::kProperEars ? 0 : 1;
        return !in_the_way_.any_of(low, high, [&](std::size_t other) {
            if (removed_[other] || bend(other) > 0) return false;
            const GridPoint p = at_[other];
            if (p == a) return leads_between(other, a, b, c);
            if (p == b) return leads_between(other, b, c, a);
            if (p == c) return leads_between(other, c, a, b);
            return turn(a, b, p) >= least && turn(b, c, p) >= least && turn(c, a, p) >= least;
        });
    }

    // Whether a side at the other corner, which lies on `tip`, runs into the angle from `first` round to `last` there.
    bool leads_between(std::size_t other, GridPoint tip, GridPoint first, GridPoint last) const {
        const auto between = [&](GridPoint to) { return turn(tip, first, to) > 0 && turn(last, tip, to) > 0; };
        return between(at_[previous_[other]]) || between(at_[next_[other]]);
    }

    const Corners& ring_;
    std::vector<GridPoint> at_;
    std::size_t left_ = 0, start_ = 0;
    std::vector<std::size_t> next_, previous_;
    std::vector<char> removed_;
    CornerGrid in_the_way_{{}, {}};
    std::vector<std::uint32_t> triangles_;
};

// The ring's corners, a point that repeats the one before left out, running as wanted.
Corners corners_of(const Ring& ring, std::uint32_t first, bool anticlockwise, const std::vector<GridPoint>& points) {
    Corners corners;
    for (std::uint32_t i = 0; i < ring.size(); ++i)
        if (corners.empty() || points[first + i] != points[corners.back()]) corners.push_back(first + i);
    while (corners.size() > 1 && points[corners.front()] == points[corners.back()]) corners.pop_back();
    if ((signed_area(ring) > 0) != anticlockwise) std::reverse(corners.begin(), corners.end());
    return corners;
}

}  // namespace

std::vector<std::uint32_t> triangulate(const Polygon& polygon) {
    const ExactGrid grid(bounds_of(std::vector<Polygon>{polygon}));
    std::vector<GridPoint> points;
    for (const Point& point : polygon.outer) points.push_back(grid.at(point));
    const Corners outer = corners_of(polygon.outer, 0, true, points);
    std::vector<Corners> holes;
    for (const Ring& hole : polygon.holes) {
        const std::size_t first = points.size();
        for (const Point& point : hole) points.push_back(grid.at(point));
        holes.push_back(corners_of(hole, static_cast<std::uint32_t>(first), false, points));
    }
    if (outer.size() < 3) return {};
    const Corners ring = bridged_ring(outer, std::move(holes), points);
    return EarCutter(ring, points).cut();
}

Point mesh_origin(const CellMap& map) {
    const Point middle = bounds_of(map.at(Level::kDistrict).shapes).centre();
    return {std::round(middle[0] / 1000) * 1000, std::round(middle[1] / 1000) * 1000};
}

TriangleMesh triangle_mesh(const LevelMap& level, Point origin) {
    TriangleMesh mesh;
    mesh.origin = origin;
    mesh.first_index.push_back(0);
    for (std::size_t unit = 0; unit < level.shapes.size(); ++unit) {
        for (const Polygon& polygon : level.shapes[unit]) {
            const auto first = static_cast<std::uint32_t>(mesh.vertex_count());
            const auto add = [&](const Ring& ring) {
                for (const Point& point : ring) {
                    mesh.vertices.push_back(static_cast<float>(point[0] - origin[0]));
                    mesh.vertices.push_back(static_cast<float>(point[1] - origin[1]));
                    mesh.unit_of_vertex.push_back(static_cast<std::uint32_t>(unit));
                }
            };
            add(polygon.outer);
            for (const Ring& hole : polygon.holes) add(hole);
            for (const std::uint32_t corner : triangulate(polygon)) mesh.indices.push_back(first + corner);
        }
        mesh.first_index.push_back(static_cast<std::uint32_t>(mesh.indices.size()));
    }
    return mesh;
}

}  // namespace concord::map
