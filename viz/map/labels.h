// Which names to write on the map and where, so that none lies on another: the most important first, each moved a
// little where its place is taken, or left out.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sim/world/geography.h"
#include "viz/map/cells.h"
#include "viz/map/interior_point.h"
#include "viz/map/view.h"

namespace concord::map {

struct Label {
    Level level = Level::kDistrict;
    int unit = 0;
    std::string text;
    InteriorPoint place;
    double size = 0;               // metres: the root of the unit's area; larger ones come first within a level
    double width = 0, height = 0;  // of the text, pixels; to be filled in by whoever knows the font
};

// The names of a level: districts, wards and areas by name, neighbourhoods by theirs ("Bolton 005A"). Units without
// land have no label. `places` are the level's interior_points. Width and height are left for the caller.
std::vector<Label> labels_of(const sim::Geography& geography, const CellMap& map, Level level,
                             const std::vector<InteriorPoint>& places);

struct PlacedLabel {
    std::size_t label = 0;  // position in the list given
    Pixel low{};            // top left corner of the text, whole pixels
};

// Districts come before areas and wards, those before neighbourhoods, and within a level the larger units before the
// smaller. All boxes lie in the window and at least `gap` pixels apart. A district's name may move by up to three times
// its height to find room; others by their height, and are written only where they are not much wider than their unit.
// The same labels and view always give the same places.
std::vector<PlacedLabel> place_labels(std::span<const Label> labels, const MapView& view, double gap = 2);

}  // namespace concord::map
