// The legend beside or below the maps: what the colours stand for, what hatching means, and that residents are
// simulated. It never lies on the map.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/screen/ui.h"

namespace concord::explorer {

class MapLegend {
  public:
    enum class Shape { kStrip, kColumn };
    // What is said of it besides its colours.
    struct Marks {
        bool few = false;      // some units have too few adults
        bool untold = false;   // some differences are neither gain nor harm
        int lever = -1;        // kind whose places are marked; -1: none
        std::string selected;  // name of the place outlined; empty: none
        bool note = true;      // with what is to be said of the colours
    };
    // `width`: of the strip, or at most of the column.
    MapLegend(const Ui& ui, const MapValues& values, const std::vector<figure::Colour>& classes, const Marks& marks,
              Shape shape, float width);
    float width() const { return width_; }
    float height() const { return height_; }
    void draw(const Ui& ui, ImVec2 corner) const;

  private:
    enum class Mark { kNone, kPlain, kHatch, kOutline };
    struct Item {
        std::string text;
        Mark mark = Mark::kNone;
        figure::Colour fill;
        bool bold = false, muted = false;
        ImVec2 at{};
    };
    std::vector<Item> items_;
    std::vector<figure::Colour> classes_;
    std::vector<std::string> limits_;  // [classes + 1]
    Shape shape_;
    float width_, line_, widest_ = 0, height_ = 0, step_ = 0;  // pixels; widest: of the limits; step: of a class
    ImVec2 ramp_{};

    void place_strip(const Ui& ui);
    void place_column(const Ui& ui);
    void draw_ramp(const Ui& ui, ImVec2 corner) const;
    ImFont* font(const Ui& ui, bool bold) const {  // larger for a whole room
        if (ui.presenting() && !ui.compact()) return bold ? ui.fonts().bold : ui.fonts().regular;
        return bold ? ui.fonts().small_bold : ui.fonts().small;
    }
    ImVec2 text_size(const Ui& ui, const std::string& text, bool bold) const;
    float box_width(const Ui& ui, const Item& item) const { return item.mark == Mark::kNone ? 0 : 1.8f * ui.em(); }
};

// Of units that the lever marked on the map does not reach: paler than those without a value, and not hatched.
figure::Colour not_reached(const figure::Theme& theme);

// Slanted lines in a box.
void hatch_box(ImDrawList& draw, ImVec2 low, ImVec2 high, ImU32 ink, float step);

}  // namespace concord::explorer
