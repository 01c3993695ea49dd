// The few strokes that figures are drawn with. Each renderer (SVG, cairo, the ImGui draw list, a recorder in tests) is
// one subclass; everything above it is shared, so a figure looks the same on screen and on paper. Units are pixels
// (points on paper), x to the right, y downwards.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "viz/figure/colour.h"

namespace concord::figure {

struct Vec2 {
    double x = 0, y = 0;
};

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool contains(Vec2 point) const { return point.x >= x && point.x < right() && point.y >= y && point.y < bottom(); }
};

using Outline = std::vector<Vec2>;

struct Stroke {
    Colour colour;
    double width = 1;
    std::span<const double> dash;  // lengths on, off, on, ... in pixels; empty: a whole line
    bool closed = false;
};

enum class Anchor { kStart, kMiddle, kEnd };
enum class Weight { kRegular, kBold };

struct TextStyle {
    double size = 12;  // em, pixels
    Colour colour;
    Weight weight = Weight::kRegular;
    Anchor anchor = Anchor::kStart;
    Colour halo = {0, 0, 0, 0};  // outline behind names on maps; none when transparent
};

class Canvas {
  public:
    virtual ~Canvas() = default;

    virtual void rect(const Rect& rect, Colour fill) = 0;
    virtual void polyline(std::span<const Vec2> points, const Stroke& stroke) = 0;
    // Separate lines, points 0-1, 2-3, ...: hatching, grids.
    virtual void segments(std::span<const Vec2> points, const Stroke& stroke) = 0;
    // Outlines and holes together, filled by the even-odd rule.
    virtual void polygon(std::span<const Outline> rings, Colour fill) = 0;
    // Between two lines with the same number of points and the same x, ascending.
    virtual void band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) = 0;
    virtual void circle(Vec2 centre, double radius, Colour fill) = 0;
    // One line of UTF-8 text, `at` on its baseline at the anchor. Text is always level: it must be readable from afar.
    virtual void text(Vec2 at, std::string_view text, const TextStyle& style) = 0;
    virtual double text_width(std::string_view text, double size, Weight weight) const = 0;
    virtual void push_clip(const Rect& rect) = 0;
    virtual void pop_clip() = 0;
};

}  // namespace concord::figure
