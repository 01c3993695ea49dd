#include "viz/map/hole_bridges.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace concord::map {

namespace {

using Points = std::vector<GridPoint>;

std::size_t following(const Corners& ring, std::size_t place) { return place + 1 == ring.size() ? 0 : place + 1; }
std::size_t preceding(const Corners& ring, std::size_t place) { return place == 0 ? ring.size() - 1 : place - 1; }

// Adds the corners of `other` that lie on sides of `ring` to `ring`.
void split_sides(Corners& ring, const Corners& other, const Points& points) {
    Corners split;
    for (std::size_t place = 0; place < ring.size(); ++place) {
        const GridPoint from = points[ring[place]], to = points[ring[following(ring, place)]];
        split.push_back(ring[place]);
        Corners between;
        std::copy_if(other.begin(), other.end(), std::back_inserter(between),
                     [&](std::uint32_t corner) { return strictly_between(from, to, points[corner]); });
        std::sort(between.begin(), between.end(), [&](std::uint32_t a, std::uint32_t b) {
            return from < to ? points[a] < points[b] : points[b] < points[a];
        });
        split.insert(split.end(), between.begin(), between.end());
    }
    ring = std::move(split);
}

std::size_t farthest_corner(const Corners& ring, const Points& points) {
    std::size_t best = 0;
    for (std::size_t place = 1; place < ring.size(); ++place)
        if (points[ring[best]] < points[ring[place]]) best = place;
    return best;
}

bool crosses(const Corners& ring, GridPoint from, GridPoint to, const Points& points) {
    for (std::size_t place = 0; place < ring.size(); ++place)
        if (segments_meet(from, to, points[ring[place]], points[ring[following(ring, place)]])) return true;
    return false;
}

// Whether a bridge from the ring's corner at `place` to the hole's farthest corner starts out inside the ring. When
// both are the same point, the hole's next corner tells.
bool faces(const Corners& ring, std::size_t place, const Corners& hole, std::size_t far, const Points& points) {
    const GridPoint corner = points[ring[place]];
    GridPoint target = points[hole[far]];
    if (target == corner) target = points[hole[following(hole, far)]];
    return starts_inside(points[ring[preceding(ring, place)]], corner, points[ring[following(ring, place)]], target);
}

// Where to bridge from: the nearest corner of the ring beyond the hole's farthest corner that sees it. There always is
// one in a sound polygon; in any other the nearest corner must do.
std::size_t bridge_place(const Corners& ring, const Corners& hole, std::size_t far, const Points& points) {
    const GridPoint tip = points[hole[far]];
    const auto distance = [&](std::size_t place) {
        const double dx = static_cast<double>(points[ring[place]].x - tip.x);
        const double dy = static_cast<double>(points[ring[place]].y - tip.y);
        return dx * dx + dy * dy;
    };
    std::vector<std::pair<double, std::size_t>> beyond;
    for (std::size_t place = 0; place < ring.size(); ++place)
        if (points[ring[place]] >= tip) beyond.emplace_back(distance(place), place);
    std::sort(beyond.begin(), beyond.end());
    for (const auto& [length, place] : beyond)
        if (faces(ring, place, hole, far, points) && !crosses(ring, points[ring[place]], tip, points)) return place;
    return beyond.empty() ? 0 : beyond.front().second;
}

void join(Corners& ring, const Corners& hole, const Points& points) {
    const std::size_t far = farthest_corner(hole, points);
    const std::size_t place = bridge_place(ring, hole, far, points);
    Corners detour;
    for (std::size_t step = 0; step <= hole.size(); ++step) detour.push_back(hole[(far + step) % hole.size()]);
    detour.push_back(ring[place]);
    ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(place) + 1, detour.begin(), detour.end());
}

}  // namespace

bool starts_inside(GridPoint before, GridPoint corner, GridPoint after, GridPoint target) {
    const bool left_of_arrival = turn(before, corner, target) > 0, left_of_leaving = turn(corner, after, target) > 0;
    return turn(before, corner, after) > 0 ? left_of_arrival && left_of_leaving : left_of_arrival || left_of_leaving;
}

Corners bridged_ring(Corners outer, std::vector<Corners> holes, const Points& points) {
    std::erase_if(holes, [](const Corners& hole) { return hole.size() < 3; });
    for (std::size_t i = 0; i < holes.size(); ++i) {
        split_sides(outer, holes[i], points);
        split_sides(holes[i], outer, points);
        for (std::size_t k = 0; k < holes.size(); ++k)
            if (k != i) split_sides(holes[i], holes[k], points);
    }
    // From the far side inwards, so that what lies beyond a hole's farthest corner is in the ring already.
    std::sort(holes.begin(), holes.end(), [&](const Corners& a, const Corners& b) {
        return points[b[farthest_corner(b, points)]] < points[a[farthest_corner(a, points)]];
    });
    for (const Corners& hole : holes) join(outer, hole, points);
    return outer;
}

}  // namespace concord::map
