// What part of the map a window shows: metres to pixels and back, panning, zooming about a point, never losing the map.
#pragma once

#include "viz/map/polygon.h"

namespace concord::map {

using Pixel = std::array<double, 2>;  // x to the right, y down, from the window's top left corner

class MapView {
  public:
    // Shows all of `map_bounds`, with a margin, in a window of the given size in pixels (at least 1 x 1).
    MapView(Bounds map_bounds, double width, double height);

    double width() const { return width_; }
    double height() const { return height_; }
    double metres_per_pixel() const { return metres_per_pixel_; }
    Point centre() const { return centre_; }
    Bounds visible() const;

    Pixel to_pixel(Point point) const;
    Point to_metres(Pixel pixel) const;

    void fit() { fit(map_bounds_); }  // the whole map
    void fit(Bounds bounds);          // a rectangle of it, in the middle and with a margin
    void pan(double dx, double dy);   // pixels; what was under the pointer moves with it
    // Zooms in (factor above 1) or out, keeping what is under the pixel where it is as far as the limits allow.
    void zoom_about(Pixel pixel, double factor);
    void centre_on(Point point);
    // A new window size; the centre and the scale stay, but a map that was shown whole is shown whole again.
    void resize(double width, double height);

    // The window's middle always shows a point of the map's rectangle, and the scale stays between these, metres a
    // pixel.
    static constexpr double kFinest = 0.5;
    double coarsest() const;  // the whole map at two thirds of the window

  private:
    void keep_within_limits();
    double scale_to_show(Bounds bounds) const;

    Bounds map_bounds_;
    double width_, height_;
    Point centre_{};
    double metres_per_pixel_ = 1;
};

}  // namespace concord::map
