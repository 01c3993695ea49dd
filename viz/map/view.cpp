#include "viz/map/view.h"

#include <algorithm>
#include <cmath>

namespace concord::map {

namespace {

constexpr double kMargin = 1.06;       // of what is shown, against what was asked for
constexpr double kSmallestSide = 200;  // metres: a lone point is shown with something around it
constexpr double kFarthestOut = 1.5;   // of the scale that shows the whole map

}  // namespace

MapView::MapView(Bounds map_bounds, double width, double height)
    : map_bounds_(map_bounds), width_(std::max(1.0, width)), height_(std::max(1.0, height)) {
    fit();
}

Bounds MapView::visible() const { return {to_metres({0, height_}), to_metres({width_, 0})}; }

Pixel MapView::to_pixel(Point point) const {
    return {width_ / 2 + (point[0] - centre_[0]) / metres_per_pixel_,
            height_ / 2 - (point[1] - centre_[1]) / metres_per_pixel_};
}

Point MapView::to_metres(Pixel pixel) const {
    return {centre_[0] + (pixel[0] - width_ / 2) * metres_per_pixel_,
            centre_[1] - (pixel[1] - height_ / 2) * metres_per_pixel_};
}

void MapView::fit(Bounds bounds) {
    centre_ = bounds.centre();
    metres_per_pixel_ = scale_to_show(bounds);
    keep_within_limits();
}

void MapView::pan(double dx, double dy) {
    centre_[0] -= dx * metres_per_pixel_;
    centre_[1] += dy * metres_per_pixel_;
    keep_within_limits();
}

void MapView::zoom_about(Pixel pixel, double factor) {
    if (!(factor > 0) || !std::isfinite(factor)) return;
    const Point under = to_metres(pixel);
    metres_per_pixel_ = std::clamp(metres_per_pixel_ / factor, std::min(kFinest, coarsest()), coarsest());
    const Point now = to_metres(pixel);
    centre_[0] += under[0] - now[0];
    centre_[1] += under[1] - now[1];
    keep_within_limits();
}

void MapView::centre_on(Point point) {
    centre_ = point;
    keep_within_limits();
}

void MapView::resize(double width, double height) {
    const bool whole = metres_per_pixel_ == scale_to_show(map_bounds_) && centre_ == map_bounds_.centre();
    width_ = std::max(1.0, width);
    height_ = std::max(1.0, height);
    if (whole) fit();
    keep_within_limits();
}

double MapView::coarsest() const { return kFarthestOut * scale_to_show(map_bounds_); }

double MapView::scale_to_show(Bounds bounds) const {
    const double across = std::max(kSmallestSide, bounds.width()), up = std::max(kSmallestSide, bounds.height());
    return kMargin * std::max(across / width_, up / height_);
}

void MapView::keep_within_limits() {
    metres_per_pixel_ = std::clamp(metres_per_pixel_, std::min(kFinest, coarsest()), coarsest());
    for (std::size_t axis = 0; axis < 2; ++axis)
        centre_[axis] = std::clamp(centre_[axis], map_bounds_.low[axis], map_bounds_.high[axis]);
}

}  // namespace concord::map
