#include "viz/explorer/window/map_picture.h"

#include <algorithm>

namespace concord::explorer {
namespace {

std::array<double, 5> numbers_of(const map::MapView& view) {
    return {view.width(), view.height(), view.metres_per_pixel(), view.centre()[0], view.centre()[1]};
}

auto colours_of(const MapLook& look) {
    return std::array{look.background, look.unit_border, look.district_border, look.accent, look.hatch_line};
}

}  // namespace

bool ShownMap::same_outlines(const MapLook& look) const {
    return shown_ && look.level == look_.level && look.hovered == look_.hovered && look.selected == look_.selected &&
           std::ranges::equal(look.highlight, highlight_);
}

bool ShownMap::same(const map::MapView& view, const MapLook& look) const {
    return same_outlines(look) && numbers_of(view) == view_ && look.text_scale == look_.text_scale &&
           colours_of(look) == colours_of(look_) && std::ranges::equal(look.fill, fill_) &&
           std::ranges::equal(look.hatch, hatch_);
}

void ShownMap::remember(const map::MapView& view, const MapLook& look) {
    view_ = numbers_of(view);
    fill_.assign(look.fill.begin(), look.fill.end());
    hatch_.assign(look.hatch.begin(), look.hatch.end());
    highlight_.assign(look.highlight.begin(), look.highlight.end());
    look_ = look;
    look_.fill = fill_;
    look_.hatch = hatch_;
    look_.highlight = highlight_;
    shown_ = true;
}

}  // namespace concord::explorer
