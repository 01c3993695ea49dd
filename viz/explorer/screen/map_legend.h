// The legend below the maps: what the colours stand for, what hatching means, and that residents are simulated. In one strip that
// wraps, so that it never lies on the map.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/map_values.h"
#include "viz/explorer/screen/ui.h"

namespace concord::explorer {

class MapLegend {
  public:
    // `lever`: kind whose places are marked, -1 for none. `missing`: some units have too few adults.
    MapLegend(const Ui& ui, const MapValues& values, const std::vector<figure::Colour>& classes, bool missing, int lever, float width);
    float height() const { return height_; }
    void draw(const Ui& ui, ImVec2 corner) const;

  private:
    enum class Mark { kNone, kFew, kReached };
    struct Item {
        std::string text;
        Mark mark = Mark::kNone;
        figure::Colour fill;
        bool bold = false;
        ImVec2 at{};
    };
    std::vector<Item> items_;
    std::vector<figure::Colour> classes_;
    std::vector<std::string> limits_;                  // [classes + 1]
    float size_, line_, height_ = 0, step_ = 0;        // pixels; step: width of a class
    ImVec2 ramp_{};

    void place(const Ui& ui, float width);
    float text_width(const Ui& ui, const std::string& text, bool bold) const;
};

// Slanted lines in a box.
void hatch_box(ImDrawList& draw, ImVec2 low, ImVec2 high, ImU32 ink, float step);

}  // namespace concord::explorer
