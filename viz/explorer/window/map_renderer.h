// The map as a retained picture: geometry goes to the graphics driver once, colours with each redraw, and a redraw
// happens only when something to be seen has changed. For the current OpenGL context.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "viz/figure/colour.h"
#include "viz/map/cells.h"
#include "viz/map/view.h"

namespace concord::explorer {

// Spans hold one value for each unit of the level; units beyond their end have the background colour and no marks.
struct MapLook {
    map::Level level = map::Level::kDistrict;
    std::span<const figure::Colour> fill;
    std::span<const std::uint8_t> hatch;                  // 1: hatched over its fill (no data, or too few people)
    std::span<const std::uint8_t> highlight;              // 1: outlined, together with their neighbours that are
    int hovered = map::kNoUnit, selected = map::kNoUnit;  // outlined; the selected one thicker
    figure::Colour background, unit_border, district_border, accent, hatch_line;
    double text_scale = 1;  // line widths go with it
};

class MapRenderer {
  public:
    static constexpr int kSlots = 4;  // maps side by side, each with a picture of its own
    using Look = MapLook;

    // Throws SurfaceError when the driver does not accept a shader, with its message.
    explicit MapRenderer(const map::CellMap& map);
    ~MapRenderer();
    MapRenderer(const MapRenderer&) = delete;
    MapRenderer& operator=(const MapRenderer&) = delete;

    // The slot's picture, of the view's size in whole pixels (picture_size). Its first row is the top of the map, so
    // ImGui::Image needs no other texture coordinates than its own. OpenGL's state is left as it was.
    ImTextureID draw(int slot, const map::MapView& view, const MapLook& look);

    static std::array<int, 2> picture_size(const map::MapView& view);
    int redraws() const;  // of all slots so far
    int samples() const;  // a pixel, for the edges of fills

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace concord::explorer
