#include "viz/map/keyboard_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace concord::map {

namespace {

using Steps = std::vector<std::array<int, 4>>;
using Centres = std::vector<InteriorPoint>;

constexpr std::array<Point, 4> kAlong = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

bool has_land(const InteriorPoint& centre) { return centre.clearance > 0; }

// Of the way from one point to another: metres along the direction, and metres to the side of it.
struct Way {
    double along, aside;
};
Way way(Point from, Point to, std::size_t direction) {
    const double x = to[0] - from[0], y = to[1] - from[1];
    const Point& d = kAlong[direction];
    return {x * d[0] + y * d[1], std::abs(x * d[1] - y * d[0])};
}

// The neighbour most nearly in the direction, at most 60 degrees off.
int neighbour_towards(const LevelMap& level, const Centres& centres, std::size_t unit, std::size_t direction) {
    int best = kNoUnit;
    double least = std::tan(std::acos(0.5));
    for (const int other : level.neighbours[unit]) {
        const auto& there = centres[static_cast<std::size_t>(other)];
        const Way to = way(centres[unit].point, there.point, direction);
        if (!has_land(there) || to.along <= 0 || to.aside / to.along >= least) continue;
        least = to.aside / to.along;
        best = other;
    }
    return best;
}

// The nearest unit of all in the quarter around the direction.
int nearest_towards(const Centres& centres, std::size_t unit, std::size_t direction) {
    int best = kNoUnit;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t other = 0; other < centres.size(); ++other) {
        if (other == unit || !has_land(centres[other])) continue;
        const Way to = way(centres[unit].point, centres[other].point, direction);
        const double distance = std::hypot(to.along, to.aside);
        if (to.along <= 0 || to.aside > to.along || distance >= least) continue;
        least = distance;
        best = static_cast<int>(other);
    }
    return best;
}

Steps natural_steps(const LevelMap& level, const Centres& centres) {
    Steps steps(centres.size());
    for (std::size_t unit = 0; unit < centres.size(); ++unit)
        for (std::size_t direction = 0; direction < kAlong.size(); ++direction) {
            int to = kNoUnit;
            if (has_land(centres[unit])) {
                to = neighbour_towards(level, centres, unit, direction);
                if (to == kNoUnit) to = nearest_towards(centres, unit, direction);
            }
            steps[unit][direction] = to == kNoUnit ? static_cast<int>(unit) : to;
        }
    return steps;
}

// Who can be reached from the first unit, and who can reach it.
struct Reach {
    std::vector<char> from_first, to_first;
    long score = 0;
};

std::vector<char> flood(const std::vector<std::vector<int>>& links, std::size_t first) {
    std::vector<char> reached(links.size(), 0);
    std::vector<std::size_t> open{first};
    reached[first] = 1;
    while (!open.empty()) {
        const std::size_t here = open.back();
        open.pop_back();
        for (const int other : links[here]) {
            const auto there = static_cast<std::size_t>(other);
            if (reached[there]) continue;
            reached[there] = 1;
            open.push_back(there);
        }
    }
    return reached;
}

Reach reach_of(const Steps& steps, std::size_t first) {
    std::vector<std::vector<int>> forwards(steps.size()), backwards(steps.size());
    for (std::size_t unit = 0; unit < steps.size(); ++unit)
        for (const int to : steps[unit]) {
            forwards[unit].push_back(to);
            backwards[static_cast<std::size_t>(to)].push_back(static_cast<int>(unit));
        }
    Reach reach{flood(forwards, first), flood(backwards, first)};
    reach.score = std::count(reach.from_first.begin(), reach.from_first.end(), 1) +
                  std::count(reach.to_first.begin(), reach.to_first.end(), 1);
    return reach;
}

// Units near one another, nearest first: where a detour is least surprising.
std::vector<std::size_t> around(const Centres& centres, std::size_t unit) {
    constexpr std::size_t kConsidered = 12;
    std::vector<std::pair<double, std::size_t>> by_distance;
    for (std::size_t other = 0; other < centres.size(); ++other)
        if (other != unit && has_land(centres[other]))
            by_distance.emplace_back(std::hypot(centres[other].point[0] - centres[unit].point[0],
                                                centres[other].point[1] - centres[unit].point[1]),
                                     other);
    std::sort(by_distance.begin(), by_distance.end());
    std::vector<std::size_t> nearest;
    for (std::size_t i = 0; i < std::min(kConsidered, by_distance.size()); ++i)
        nearest.push_back(by_distance[i].second);
    return nearest;
}

// Redirects one step from `from` to `to`, if that lets more units be reached and still goes roughly its own way.
bool redirect(Steps& steps, Reach& reach, const Centres& centres, std::size_t from, std::size_t to, std::size_t first) {
    for (std::size_t direction = 0; direction < kAlong.size(); ++direction) {
        if (way(centres[from].point, centres[to].point, direction).along <= 0) continue;
        const int before = std::exchange(steps[from][direction], static_cast<int>(to));
        Reach after = reach_of(steps, first);
        if (after.score > reach.score) {
            reach = std::move(after);
            return true;
        }
        steps[from][direction] = before;
    }
    return false;
}

bool repair_one(Steps& steps, Reach& reach, const Centres& centres, std::size_t first) {
    for (std::size_t unit = 0; unit < steps.size(); ++unit) {
        if (!has_land(centres[unit]) || (reach.from_first[unit] && reach.to_first[unit])) continue;
        for (const std::size_t other : around(centres, unit)) {
            if (!reach.from_first[unit] && redirect(steps, reach, centres, other, unit, first)) return true;
            if (!reach.to_first[unit] && redirect(steps, reach, centres, unit, other, first)) return true;
        }
    }
    return false;
}

}  // namespace

KeyboardSteps::KeyboardSteps(const LevelMap& level, const Centres& centres) {
    steps_ = natural_steps(level, centres);
    const auto land = std::find_if(centres.begin(), centres.end(), has_land);
    if (land == centres.end()) return;
    // A few units are nobody's best in any direction; one of the steps beside each is redirected to them.
    const auto first = static_cast<std::size_t>(land - centres.begin());
    Reach reach = reach_of(steps_, first);
    while (repair_one(steps_, reach, centres, first)) {
    }
}

}  // namespace concord::map
