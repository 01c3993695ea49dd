#include "viz/boundaries/merged_shapes.h"

#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <utility>

namespace concord::map {

namespace {

constexpr double kSmallestKept = 1;  // square metres

using Side = std::pair<Point, Point>;

// Sides of all shapes of one parent, each walked with the land on its left; pairs walked both ways cancel.
class SideSet {
  public:
    void add(const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Side side{ring[i], ring[(i + 1) % ring.size()]};
            const auto back = sides_.find({side.second, side.first});
            if (back == sides_.end())
                sides_.insert(side);
            else
                sides_.erase(back);
        }
    }

    std::vector<Ring> rings() {
        std::map<Point, std::vector<Point>> leaving;
        for (const auto& [from, to] : sides_) leaving[from].push_back(to);
        std::vector<Ring> rings;
        for (const auto& [from, to] : sides_) {
            Ring ring = walk(leaving, from, to);
            if (std::abs(signed_area(ring)) >= kSmallestKept) rings.push_back(std::move(ring));
        }
        return rings;
    }

  private:
    // Follows the land's edge from a side until it is back; takes the sides it uses out of the list.
    static Ring walk(std::map<Point, std::vector<Point>>& leaving, Point from, Point to) {
        if (!take(leaving, from, to)) return {};
        Ring ring{from};
        const Point start = from;
        while (to != start) {
            ring.push_back(to);
            const std::vector<Point>& onwards = leaving[to];
            if (onwards.empty()) return {};  // only where sides do not close; their land is lost with them
            const Point next = first_clockwise(from, to, onwards);
            take(leaving, to, next);
            from = to;
            to = next;
        }
        return ring;
    }

    static bool take(std::map<Point, std::vector<Point>>& leaving, Point from, Point to) {
        std::vector<Point>& onwards = leaving[from];
        for (std::size_t i = 0; i < onwards.size(); ++i)
            if (onwards[i] == to) {
                onwards.erase(onwards.begin() + static_cast<std::ptrdiff_t>(i));
                return true;
            }
        return false;
    }

    // Where several parts touch in a point, the side that bounds the land just walked along: the first one clockwise
    // from the way back.
    static Point first_clockwise(Point from, Point here, const std::vector<Point>& onwards) {
        const double back = std::atan2(from[1] - here[1], from[0] - here[0]);
        Point best = onwards.front();
        double least = 10;
        for (const Point& next : onwards) {
            double turned = back - std::atan2(next[1] - here[1], next[0] - here[0]);
            if (turned <= 0) turned += 2 * std::numbers::pi;
            if (turned < least) {
                least = turned;
                best = next;
            }
        }
        return best;
    }

    std::multiset<Side> sides_;
};

}  // namespace

std::vector<std::vector<Polygon>> merged_shapes(const std::vector<std::vector<Polygon>>& shapes,
                                                const std::vector<int>& parent_of, std::size_t parents) {
    std::vector<SideSet> sides(parents);
    for (std::size_t i = 0; i < shapes.size(); ++i)
        for (const Polygon& polygon : shapes[i]) {
            SideSet& of_parent = sides[static_cast<std::size_t>(parent_of[i])];
            of_parent.add(polygon.outer);
            for (const Ring& hole : polygon.holes) of_parent.add(hole);
        }
    std::vector<std::vector<Polygon>> merged;
    merged.reserve(parents);
    for (SideSet& of_parent : sides) merged.push_back(polygons_of(of_parent.rings()));
    return merged;
}

}  // namespace concord::map
