#include "viz/map/labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace concord::map {

namespace {

struct Box {
    double left, top, right, bottom;

    bool overlaps(const Box& other, double gap) const {
        return left < other.right + gap && other.left < right + gap && top < other.bottom + gap &&
               other.top < bottom + gap;
    }
};

// Lower is written first. Wards and areas are alternatives to one another, and one rank.
int rank(Level level) {
    switch (level) {
        case Level::kDistrict: return 0;
        case Level::kArea:
        case Level::kWard: return 1;
        case Level::kNeighbourhood: break;
    }
    return 2;
}

std::vector<std::size_t> by_importance(std::span<const Label> labels) {
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const int first = rank(labels[a].level), second = rank(labels[b].level);
        return first != second ? first < second : labels[a].size > labels[b].size;
    });
    return order;
}

// Moves to try, in heights of the text, nearest first: up and down before sideways, since names are wide.
constexpr std::array<std::array<double, 2>, 21> kMoves = {
    {{0, 0},    {0, -0.5}, {0, 0.5},   {0, -1},   {0, 1},    {-1, 0},  {1, 0},  // within a height
     {0, -1.5}, {0, 1.5},  {-1.5, -1}, {1.5, -1}, {-1.5, 1}, {1.5, 1}, {0, -2},
     {0, 2},    {-2.5, 0}, {2.5, 0},   {-2, -2},  {2, -2},   {-2, 2},  {2, 2}}};
constexpr std::size_t kSmallMoves = 7;

class Placer {
  public:
    Placer(const MapView& view, double gap) : view_(view), gap_(gap) {}

    std::optional<Box> place(const Label& label) {
        const bool is_district = label.level == Level::kDistrict;
        if (!is_district && !suits(label)) return std::nullopt;
        const std::size_t moves = is_district ? kMoves.size() : kSmallMoves;
        const Pixel middle = view_.to_pixel(label.place.point);
        for (std::size_t i = 0; i < moves; ++i) {
            const Box box =
                box_at(label, middle[0] + kMoves[i][0] * label.height, middle[1] + kMoves[i][1] * label.height);
            if (!in_window(box) || taken(box)) continue;
            boxes_.push_back(box);
            return box;
        }
        return std::nullopt;
    }

  private:
    static Box box_at(const Label& label, double x, double y) {
        const double left = std::round(x - label.width / 2), top = std::round(y - label.height / 2);
        return {left, top, left + label.width, top + label.height};
    }
    // A name much wider than its unit would seem to belong to the neighbours as well.
    bool suits(const Label& label) const {
        constexpr double kWidest = 1.1;
        return label.width <= kWidest * label.size / view_.metres_per_pixel();
    }
    bool in_window(const Box& box) const {
        return box.left >= 0 && box.top >= 0 && box.right <= view_.width() && box.bottom <= view_.height();
    }
    bool taken(const Box& box) const {
        return std::any_of(boxes_.begin(), boxes_.end(), [&](const Box& other) { return box.overlaps(other, gap_); });
    }

    const MapView& view_;
    double gap_;
    std::vector<Box> boxes_;
};

std::string name_of(const sim::Geography& geography, Level level, std::size_t unit) {
    switch (level) {
        case Level::kArea: return geography.areas[unit].name;
        case Level::kWard: return geography.wards[unit].name;
        case Level::kDistrict: return geography.districts[unit].name;
        case Level::kNeighbourhood: break;
    }
    return geography.neighbourhoods[unit].name;
}

}  // namespace

std::vector<Label> labels_of(const sim::Geography& geography, const CellMap& map, Level level,
                             const std::vector<InteriorPoint>& places) {
    const LevelMap& units = map.at(level);
    std::vector<Label> labels;
    for (std::size_t unit = 0; unit < units.shapes.size(); ++unit) {
        if (units.shapes[unit].empty()) continue;
        Label label;
        label.level = level;
        label.unit = static_cast<int>(unit);
        label.text = name_of(geography, level, unit);
        label.place = places[unit];
        label.size = std::sqrt(area(units.shapes[unit]));
        labels.push_back(std::move(label));
    }
    return labels;
}

std::vector<PlacedLabel> place_labels(std::span<const Label> labels, const MapView& view, double gap) {
    Placer placer(view, gap);
    std::vector<PlacedLabel> placed;
    for (const std::size_t i : by_importance(labels))
        if (const std::optional<Box> box = placer.place(labels[i])) placed.push_back({i, {box->left, box->top}});
    return placed;
}

}  // namespace concord::map
