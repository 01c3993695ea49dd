// Names on the map: districts always, smaller places when one is close enough, pinned places and the selected one by all means.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/screen/ui.h"
#include "viz/map/labels.h"

namespace concord::explorer {

class MapNames {
  public:
    void draw(Ui& ui, const map::MapView& view, ImVec2 corner);

  private:
    std::vector<map::Label> labels_;
    std::vector<map::PlacedLabel> placed_;
    // What the labels were placed for.
    map::Point centre_{};
    double metres_per_pixel_ = 0, width_ = 0, height_ = 0, scale_ = 0;
    int detail_ = -1;
    double size_ = 0;                     // em, of districts'

    void place(Ui& ui, const map::MapView& view, int detail);
    void make_labels(Ui& ui, int detail, double size);
    void put(Ui& ui, const map::MapView& view, bool strict);
    struct Pin {
        std::string name;
        map::Pixel at{}, low{}, high{};   // the dot; what dot and name take
        bool leftwards = false;           // the name stands to its left
    };
    std::vector<Pin> pins_of(Ui& ui, const map::MapView& view) const;
};

}  // namespace concord::explorer
