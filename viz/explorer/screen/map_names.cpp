#include "viz/explorer/screen/map_names.h"

#include <algorithm>
#include <array>

#include "viz/figure/imgui_canvas.h"

namespace concord::explorer {
namespace {

// 0: districts; 1: and areas; 2: and neighbourhoods.
int detail_of(const map::MapView& view, double scale) {
    const double metres_per_em = view.metres_per_pixel() * kBaseTextSize * scale;
    return metres_per_em > 420 ? 0 : metres_per_em > 110 ? 1 : 2;
}

constexpr double kPinSize = 1;         // em

constexpr std::array<double, 4> kSizes = {1, 0.82, 0.66, 0.5};   // em, of districts: the largest at which all have their place
constexpr double kLeastPixels = 12, kSmallPlace = 0.82, kLeastShare = 0.7;   // share of names that must be there

double size_of(map::Level level, double district, double em) { return (level == map::Level::kDistrict ? district : kSmallPlace) * em; }

figure::Weight weight_of(map::Level level) { return level == map::Level::kDistrict ? figure::Weight::kBold : figure::Weight::kRegular; }

}  // namespace

void MapNames::place(Ui& ui, const map::MapView& view, int detail) {
    const bool same = centre_ == view.centre() && metres_per_pixel_ == view.metres_per_pixel() && width_ == view.width() && height_ == view.height() && scale_ == ui.scale() &&
                      detail_ == detail;
    if (same) return;
    const auto em = static_cast<double>(ui.em());
    if (detail > 0) {   // close to: districts are large
        make_labels(ui, detail, kSizes.front());
        put(ui, view, false);
    } else {
        std::size_t wanted = 0;
        for (const map::InteriorPoint& centre : ui.explorer().centres(map::Level::kDistrict)) {
            const map::Pixel at = view.to_pixel(centre.point);
            wanted += at[0] >= 0 && at[1] >= 0 && at[0] <= view.width() && at[1] <= view.height();
        }
        for (std::size_t k = 0; k < kSizes.size(); ++k) {
            const bool last = k + 1 == kSizes.size() || kSizes[k + 1] * em < kLeastPixels;
            make_labels(ui, detail, kSizes[k]);
            put(ui, view, !last);
            if (last || placed_.size() == wanted) break;
        }
        // Some names would make the others look forgotten.
        if (placed_.size() < wanted && static_cast<double>(placed_.size()) < kLeastShare * static_cast<double>(wanted)) placed_.clear();
    }
    centre_ = view.centre();
    metres_per_pixel_ = view.metres_per_pixel();
    width_ = view.width();
    height_ = view.height();
    scale_ = ui.scale();
    detail_ = detail;
}

// Measured for the current fonts; nothing to do when they are there already.
void MapNames::make_labels(Ui& ui, int detail, double size) {
    if (detail_ == detail && scale_ == ui.scale() && size_ == size && !labels_.empty()) return;
    const Explorer& explorer = ui.explorer();
    labels_.clear();
    constexpr map::Level kShown[] = {map::Level::kDistrict, map::Level::kArea, map::Level::kNeighbourhood};
    const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    for (int k = 0; k <= detail; ++k)
        for (map::Label& label : map::labels_of(explorer.geography(), explorer.map(), kShown[k], explorer.centres(kShown[k]))) {
            const double letters = size_of(label.level, size, static_cast<double>(ui.em()));
            label.width = canvas.text_width(label.text, letters, weight_of(label.level));
            label.height = 1.2 * letters;
            labels_.push_back(std::move(label));
        }
    size_ = size;
}

// Where they stand apart. A name that stands mostly off its own district would be read as another's: better none.
void MapNames::put(Ui& ui, const map::MapView& view, bool strict) {
    placed_ = map::place_labels(labels_, view, 0.2 * static_cast<double>(ui.em()));
    std::erase_if(placed_, [&](const map::PlacedLabel& at) {
        const map::Label& label = labels_[at.label];
        if (label.level != map::Level::kDistrict) return false;
        const auto& shape = ui.explorer().map().at(map::Level::kDistrict).shapes[static_cast<std::size_t>(label.unit)];
        const auto inside = [&](double across, double down) {
            return map::contains(shape, view.to_metres({at.low[0] + across * label.width, at.low[1] + down * label.height}));
        };
        int points = 0;
        for (const double across : {0.1, 0.3, 0.7, 0.9}) points += inside(across, 0.5);
        return points < (strict ? 3 : 2) || !inside(0.5, 0.1) || !inside(0.5, 0.9);
    });
}

void MapNames::draw(Ui& ui, const map::MapView& view, ImVec2 corner) {
    place(ui, view, detail_of(view, ui.scale()));
    figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    const std::vector<Pin> pins = pins_of(ui, view);
    for (const map::PlacedLabel& at : placed_) {
        const map::Label& label = labels_[at.label];
        const double size = size_of(label.level, size_, static_cast<double>(ui.em()));
        const auto covers = [&](const Pin& pin) {
            return pin.low[0] < at.low[0] + label.width && at.low[0] < pin.high[0] && pin.low[1] < at.low[1] + label.height && at.low[1] < pin.high[1];
        };
        if (std::any_of(pins.begin(), pins.end(), covers)) continue;   // what was picked out is the name to read
        canvas.text({static_cast<double>(corner.x) + at.low[0], static_cast<double>(corner.y) + at.low[1] + 0.95 * size}, label.text,
                    {size, ui.theme().text, weight_of(label.level), figure::Anchor::kStart, ui.theme().background});
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
