// One slot of the map renderer: its picture, and what that shows.
#pragma once

#include <array>
#include <vector>

#include "viz/explorer/window/map_meshes.h"
#include "viz/explorer/window/map_renderer.h"
#include "viz/explorer/window/picture_target.h"

namespace concord::explorer {

// A copy of everything a picture depends on, to tell whether it must be drawn again.
class ShownMap {
  public:
    bool same_outlines(const MapLook& look) const;  // level, highlighted, hovered, selected
    bool same(const map::MapView& view, const MapLook& look) const;
    void remember(const map::MapView& view, const MapLook& look);
    void forget() { shown_ = false; }

  private:
    bool shown_ = false;
    std::array<double, 5> view_{};
    MapLook look_;  // its spans are those below
    std::vector<figure::Colour> fill_;
    std::vector<std::uint8_t> hatch_, highlight_;
};

struct MapPicture {
    explicit MapPicture(int samples) : picture(samples) {}

    PictureTarget picture, coverage;
    GpuMesh highlight, hovered, selected;
    ShownMap shown;
};

}  // namespace concord::explorer
