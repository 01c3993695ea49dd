// Names on the map: districts always, smaller places when one is close enough, pinned places and the selected one by
// all means.
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
    std::vector<double> sizes_;  // pixels, of each label's letters

    void place(Ui& ui, const map::MapView& view, int detail);
    void make_labels(const Ui& ui, int detail);
    void measure(const Ui& ui, std::size_t k, double size);
    bool on_its_own(const Ui& ui, const map::MapView& view, const map::PlacedLabel& at, bool strict) const;
    static bool can_shrink(const Ui& ui, std::size_t level);
    static std::size_t in_view(const Ui& ui, const map::MapView& view);
    struct Pin {
        std::string name;
        map::Pixel at{}, low{}, high{};  // the dot; what dot and name take
        bool leftwards = false;          // the name stands to its left
    };
    std::vector<Pin> pins_of(Ui& ui, const map::MapView& view) const;
};

}  // namespace concord::explorer
