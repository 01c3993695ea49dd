// A figure as an ImGui widget: tooltips, a legend that hides and shows series, and for plots of lines and points wheel
// to zoom, drag to move, double click to see all again.
#pragma once

#include <imgui.h>

#include "viz/figure/imgui_canvas.h"
#include "viz/figure/paint.h"

namespace concord::figure {

// What the user has done, kept by the caller from frame to frame.
struct WidgetState {
    Interaction interaction;
    HitMap hits;  // of the last frame: where the map lies, which unit is under the mouse (interaction.hovered)
};

// Draws the figure at the cursor of the current window, `size` in pixels, `em` the size of running text. Returns what
// was clicked in this frame (a unit of a map, a row, a point). Problems of the figure (check) are shown in its place.
// The wheel zooms: give the window ImGuiWindowFlags_NoScrollWithMouse where it would scroll as well.
std::optional<Hit> show(const char* id, const Figure& figure, ImVec2 size, double em, WidgetState& state,
                        const Theme& theme, const FigureFonts& fonts);

// The ranges after zooming by `factor` (below 1: in) about a point, and after a move in pixels; never beyond `whole`.
// Public for tests.
Range zoomed(Range range, double about, double factor, Range whole);
Range moved(Range range, double by, Range whole);

}  // namespace concord::figure
