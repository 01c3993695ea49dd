// The window's contents: menus, cards, panels, map, timeline, overlays, laid out by splitters of our own. Draws one
// frame of widgets between ImGui::NewFrame and ImGui::Render.
#pragma once

#include <memory>

#include "viz/explorer/screen/ui.h"
#include "viz/explorer/window/surface.h"

namespace concord::explorer {

class Screen {
  public:
    // The surface's context must be current; both must outlive this. Throws SurfaceError.
    Screen(Explorer& explorer, Surface& surface);
    ~Screen();

    // One whole frame: input, widgets, picture, then the actions that were asked for; `seconds` moves the clock.
    void frame(double seconds);
    // Takes the pictures that were asked for, of the frame just drawn. What cannot be written is told; `strict` throws
    // it.
    void take_pictures(bool strict);
    int map_redraws() const;
    // Leaves, or asks first when something is not saved.
    void ask_leave();

  private:
    struct Parts;
    Explorer& explorer_;
    Surface& surface_;
    std::unique_ptr<Parts> parts_;
};

// Larger in the presenter's layout, as far as a window of that width has room; within the limits of the fonts.
double shown_scale(const Workspace& workspace, double display_scale, int width);

}  // namespace concord::explorer
