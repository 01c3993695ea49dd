#include "viz/explorer/screen/map_names.h"

#include <algorithm>

#include "viz/figure/imgui_canvas.h"

namespace concord::explorer {
namespace {

// 0: districts; 1: and areas; 2: and neighbourhoods.
int detail_of(const map::MapView& view, double scale) {
    const double metres_per_em = view.metres_per_pixel() * kBaseTextSize * scale;
    return metres_per_em > 420 ? 0 : metres_per_em > 110 ? 1 : 2;
}

constexpr double kPinSize = 1;         // em

// Names of districts are smaller on a map of few letters' width.
double size_of(map::Level level, const map::MapView& view, double em) {
    constexpr double kSmallMap = 24, kSmaller = 0.82;   // em
    return level == map::Level::kDistrict && std::min(view.width(), 1.3 * view.height()) > kSmallMap * em ? em : kSmaller * em;
}

}  // namespace

void MapNames::place(Ui& ui, const map::MapView& view, int detail) {
    const bool same = centre_ == view.centre() && metres_per_pixel_ == view.metres_per_pixel() && width_ == view.width() && height_ == view.height() && scale_ == ui.scale() &&
                      detail_ == detail;
    if (same) return;
    const Explorer& explorer = ui.explorer();
    if (detail_ != detail || scale_ != ui.scale() || width_ != view.width() || height_ != view.height()) {
        labels_.clear();
        constexpr map::Level kShown[] = {map::Level::kDistrict, map::Level::kArea, map::Level::kNeighbourhood};
        const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
        for (int k = 0; k <= detail; ++k)
            for (map::Label& label : map::labels_of(explorer.geography(), explorer.map(), kShown[k], explorer.centres(kShown[k]))) {
                const double size = size_of(label.level, view, static_cast<double>(ui.em()));
                label.width = canvas.text_width(label.text, size, label.level == map::Level::kDistrict ? figure::Weight::kBold : figure::Weight::kRegular);
                label.height = 1.2 * size;
                labels_.push_back(std::move(label));
            }
    }
    placed_ = map::place_labels(labels_, view, 0.2 * static_cast<double>(ui.em()));
    // A name that stands mostly off its own district would be read as another's: better none.
    std::erase_if(placed_, [&](const map::PlacedLabel& at) {
        const map::Label& label = labels_[at.label];
        if (label.level != map::Level::kDistrict) return false;
        const auto& shape = explorer.map().at(map::Level::kDistrict).shapes[static_cast<std::size_t>(label.unit)];
        const auto inside = [&](double across, double down) {
            return map::contains(shape, view.to_metres({at.low[0] + across * label.width, at.low[1] + down * label.height}));
        };
        int points = 0;
        for (const double across : {0.1, 0.3, 0.7, 0.9}) points += inside(across, 0.5);
        return points < 2 || !inside(0.5, 0.1) || !inside(0.5, 0.9);
    });
    centre_ = view.centre();
    metres_per_pixel_ = view.metres_per_pixel();
    width_ = view.width();
    height_ = view.height();
    scale_ = ui.scale();
    detail_ = detail;
}

void MapNames::draw(Ui& ui, const map::MapView& view, ImVec2 corner) {
    place(ui, view, detail_of(view, ui.scale()));
    figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    const std::vector<Pin> pins = pins_of(ui, view);
    constexpr double kLeastMap = 12;   // em of width below which names would hide what they name
    const map::Bounds land = map::bounds_of(*ui.explorer().shapes(map::Level::kDistrict));
    const bool named = land.width() / view.metres_per_pixel() > kLeastMap * static_cast<double>(ui.em());
    for (const map::PlacedLabel& at : named ? placed_ : std::vector<map::PlacedLabel>{}) {
        const map::Label& label = labels_[at.label];
        const double size = size_of(label.level, view, static_cast<double>(ui.em()));
        const auto covers = [&](const Pin& pin) {
            return pin.low[0] < at.low[0] + label.width && at.low[0] < pin.high[0] && pin.low[1] < at.low[1] + label.height && at.low[1] < pin.high[1];
        };
        if (std::any_of(pins.begin(), pins.end(), covers)) continue;   // what was picked out is the name to read
        canvas.text({static_cast<double>(corner.x) + at.low[0], static_cast<double>(corner.y) + at.low[1] + 0.95 * size}, label.text,
                    {size, ui.theme().text, label.level == map::Level::kDistrict ? figure::Weight::kBold : figure::Weight::kRegular, figure::Anchor::kStart, ui.theme().background});
    }
    const auto em = static_cast<double>(ui.em());
    for (const Pin& pin : pins) {
        const figure::Vec2 at{static_cast<double>(corner.x) + pin.at[0], static_cast<double>(corner.y) + pin.at[1]};
        canvas.circle(at, 0.36 * em, ui.theme().background);
        canvas.circle(at, 0.26 * em, ui.theme().accent);
        canvas.text({at.x + (pin.leftwards ? -0.6 : 0.6) * em, at.y + 0.3 * em}, pin.name,
                    {kPinSize * em, ui.theme().text, figure::Weight::kBold, pin.leftwards ? figure::Anchor::kEnd : figure::Anchor::kStart, ui.theme().background});
    }
}

// Places marked by name, with the boxes that dot and name take.
std::vector<MapNames::Pin> MapNames::pins_of(Ui& ui, const map::MapView& view) const {
    std::vector<Place> marked = ui.now().pinned;
    if (!ui.now().place.whole && std::find(marked.begin(), marked.end(), ui.now().place) == marked.end()) marked.push_back(ui.now().place);
    const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    const auto em = static_cast<double>(ui.em());
    std::vector<Pin> pins;
    for (const Place& place : marked) {
        if (place.level == map::Level::kDistrict) continue;   // named already
        Pin pin;
        pin.at = view.to_pixel(ui.explorer().centres(place.level)[static_cast<std::size_t>(place.unit)].point);
        pin.name = name_of(ui.explorer().geography(), place);
        const double wide = canvas.text_width(pin.name, kPinSize * em, figure::Weight::kBold) + em;
        pin.leftwards = pin.at[0] + wide > view.width() && pin.at[0] - wide > 0;
        pin.low = {pin.at[0] - (pin.leftwards ? wide : 0.4 * em), pin.at[1] - 0.6 * em};
        pin.high = {pin.at[0] + (pin.leftwards ? 0.4 * em : wide), pin.at[1] + 0.6 * em};
        pins.push_back(std::move(pin));
    }
    return pins;
}

}  // namespace concord::explorer
