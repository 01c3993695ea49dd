#include "viz/map/picker.h"

#include <algorithm>
#include <cmath>

namespace concord::map {

namespace {

constexpr double kCellsAcross = 128;  // a cell of Greater Manchester is half a kilometre wide

}  // namespace

Picker::Picker(const LevelMap& level) : level_(level), bounds_(bounds_of(level.shapes)) {
    cell_ = std::max(bounds_.width(), bounds_.height()) / kCellsAcross;
    if (!(cell_ > 0)) return;
    columns_ = static_cast<std::size_t>(bounds_.width() / cell_) + 1;
    rows_ = static_cast<std::size_t>(bounds_.height() / cell_) + 1;
    cells_.resize(columns_ * rows_);
    for (std::uint32_t unit = 0; unit < level.shapes.size(); ++unit)
        for (std::uint32_t part = 0; part < level.shapes[unit].size(); ++part) {
            const Bounds around = bounds_of(std::vector<Polygon>{level.shapes[unit][part]});
            for (std::size_t r = row(around.low[1]); r <= row(around.high[1]); ++r)
                for (std::size_t c = column(around.low[0]); c <= column(around.high[0]); ++c)
                    cells_[r * columns_ + c].push_back({unit, part, around});
        }
}

std::size_t Picker::column(double x) const {
    return std::min(columns_ - 1, static_cast<std::size_t>((x - bounds_.low[0]) / cell_));
}
std::size_t Picker::row(double y) const {
    return std::min(rows_ - 1, static_cast<std::size_t>((y - bounds_.low[1]) / cell_));
}

int Picker::at(Point point) const {
    if (cells_.empty() || !bounds_.contains(point)) return kNoUnit;
    for (const Entry& entry : cells_[row(point[1]) * columns_ + column(point[0])])
        if (entry.bounds.contains(point) && contains(level_.shapes[entry.unit][entry.polygon], point))
            return static_cast<int>(entry.unit);
    return kNoUnit;
}

int pick(const LevelMap& level, Point point) {
    for (std::size_t unit = 0; unit < level.shapes.size(); ++unit)
        if (contains(level.shapes[unit], point)) return static_cast<int>(unit);
    return kNoUnit;
}

}  // namespace concord::map
