// Draws any figure on any canvas, and tells what stands where, so that a mouse can ask. The layout adapts to the room
// it is given: legends move, ticks thin out, footers fold away, and what still has no room is counted ("+ 4 more rows")
// rather than cut. At fitting_height nothing is left out; exports use it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/figure/canvas.h"
#include "viz/figure/class_breaks.h"
#include "viz/figure/figure.h"

namespace concord::figure {

enum class HitKind { kLegend, kPoint, kRow, kUnit };

// What the mouse is over. Indices are -1 where they mean nothing.
struct Hit {
    HitKind kind = HitKind::kPoint;
    int panel = -1, series = -1, index = -1;  // index: of the point, row or unit
    double value = 0;                         // NaN: no data
    std::string series_name;                  // of a legend entry or point
    std::string tooltip;                      // lines of text
    Vec2 at;                                  // where the value is drawn
};

struct HitRegion {
    HitKind kind = HitKind::kRow;
    Rect rect;
    int panel = -1, series = -1, index = -1;
    double value = 0;
    std::string series_name;
};

// Where the plot of a line chart, a scatter or a panel lies, and the data it spans.
struct PlotArea {
    Rect area;
    Range x, y;
    int panel = -1;
    double to_x(double value) const { return area.x + (value - x.low) / x.span() * area.width; }
    double to_y(double value) const { return area.bottom() - (value - y.low) / y.span() * area.height; }
    double from_x(double pixel) const { return x.low + (pixel - area.x) / area.width * x.span(); }
    double from_y(double pixel) const { return y.low + (area.bottom() - pixel) / area.height * y.span(); }
};

// Where the map lies, for whoever draws the shapes below it.
struct MapFrame {
    Rect area;
    map::Point centre{};  // of the area, metres
    double pixels_per_metre = 0;
    Vec2 to_screen(map::Point at) const {
        return {area.x + area.width / 2 + (at[0] - centre[0]) * pixels_per_metre,
                area.y + area.height / 2 - (at[1] - centre[1]) * pixels_per_metre};
    }
    map::Point to_map(Vec2 at) const {
        return {centre[0] + (at.x - area.x - area.width / 2) / pixels_per_metre,
                centre[1] - (at.y - area.y - area.height / 2) / pixels_per_metre};
    }
};

struct HitMap {
    std::vector<HitRegion> regions;
    std::vector<PlotArea> plots;
    std::optional<MapFrame> map;
    bool complete = true;  // whether there was room for everything
};

struct MapView {
    map::Point centre{};
    double zoom = 1;  // 1: the whole map
};

// What a user has done to the figure.
struct Interaction {
    std::vector<std::string> hidden;  // names of series switched off in the legend
    std::optional<Range> x_zoom, y_zoom;
    std::optional<Hit> hovered;  // drawn emphasised
    std::optional<MapView> map_view;
    bool draw_shapes = true;  // false: the caller draws the units of a map, beneath
};

inline constexpr double kEm = 13;  // pixels, at text scale 1

// Draws within `rect`. `em` is the size of running text in pixels.
HitMap paint(Canvas& canvas, const Figure& figure, const Rect& rect, double em, const Theme& theme,
             const Interaction& interaction = {});

// The least height at which nothing of the figure is left out.
double fitting_height(const Canvas& canvas, const Figure& figure, double width, double em);

// What is at the point, or for lines and scatters within `reach` pixels of it.
std::optional<Hit> find_hit(const HitMap& hits, const Figure& figure, Vec2 point, double reach,
                            const Interaction& interaction = {});

}  // namespace concord::figure
