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

constexpr double kPinSize = 1;  // em

constexpr std::array<double, 4> kSizes = {1, 0.82, 0.66,
                                          0.5};  // em, of districts: the largest at which all have their place
constexpr double kLeastPixels = 12, kSmallPlace = 0.82, kLeastShare = 0.7;  // share of names that must be there

figure::Weight weight_of(map::Level level) {
    return level == map::Level::kDistrict ? figure::Weight::kBold : figure::Weight::kRegular;
}

}  // namespace

void MapNames::place(Ui& ui, const map::MapView& view, int detail) {
    const bool same = centre_ == view.centre() && metres_per_pixel_ == view.metres_per_pixel() &&
                      width_ == view.width() && height_ == view.height() && scale_ == ui.scale() && detail_ == detail;
    if (same) return;
    make_labels(ui, detail);
    std::vector<std::size_t> level(labels_.size(), 0);  // of kSizes, for each
    for (std::size_t round = 0; round < kSizes.size(); ++round) {
        placed_ = map::place_labels(labels_, view, 0.2 * static_cast<double>(ui.em()));
        std::vector<char> stands(labels_.size(), 0);
        std::erase_if(placed_, [&](const map::PlacedLabel& at) {
            const bool smallest = !can_shrink(ui, level[at.label]);
            if (!on_its_own(ui, view, at, !smallest)) return true;
            stands[at.label] = 1;
            return false;
        });
        // Those without a place try a smaller size; close to, districts are large enough.
        bool again = false;
        for (std::size_t k = 0; detail == 0 && k < labels_.size(); ++k) {
            if (stands[k] || !can_shrink(ui, level[k])) continue;
            measure(ui, k, kSizes[++level[k]]);
            again = true;
        }
        if (!again) break;
    }
    // Some names would make the others look forgotten.
    if (detail == 0 && static_cast<double>(placed_.size()) < kLeastShare * static_cast<double>(in_view(ui, view)))
        placed_.clear();
    centre_ = view.centre();
    metres_per_pixel_ = view.metres_per_pixel();
    width_ = view.width();
    height_ = view.height();
    scale_ = ui.scale();
    detail_ = detail;
}

// Whether a name of that size has a smaller one that can be read.
bool MapNames::can_shrink(const Ui& ui, std::size_t level) {
    return level + 1 < kSizes.size() && kSizes[level + 1] * static_cast<double>(ui.em()) >= kLeastPixels;
}

// Districts whose middle is on the picture.
std::size_t MapNames::in_view(const Ui& ui, const map::MapView& view) {
    const auto& centres = ui.explorer().centres(map::Level::kDistrict);
    return static_cast<std::size_t>(std::count_if(centres.begin(), centres.end(), [&](const auto& centre) {
        const map::Pixel at = view.to_pixel(centre.point);
        return at[0] >= 0 && at[1] >= 0 && at[0] <= view.width() && at[1] <= view.height();
    }));
}

void MapNames::measure(const Ui& ui, std::size_t k, double size) {
    const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    map::Label& label = labels_[k];
    sizes_[k] = size * static_cast<double>(ui.em());
    label.width = canvas.text_width(label.text, sizes_[k], weight_of(label.level));
    label.height = 1.2 * sizes_[k];
}

// All at their first size.
void MapNames::make_labels(const Ui& ui, int detail) {
    const Explorer& explorer = ui.explorer();
    if (detail_ != detail || scale_ != ui.scale() || labels_.empty()) {
        labels_.clear();
        constexpr map::Level kShown[] = {map::Level::kDistrict, map::Level::kArea, map::Level::kNeighbourhood};
        for (int k = 0; k <= detail; ++k) {
            auto more = map::labels_of(explorer.geography(), explorer.map(), kShown[k], explorer.centres(kShown[k]));
            labels_.insert(labels_.end(), more.begin(), more.end());
        }
    } else if (detail > 0) {
        return;  // measured already, and none was shrunk
    }
    sizes_.resize(labels_.size());
    for (std::size_t k = 0; k < labels_.size(); ++k)
        measure(ui, k, labels_[k].level == map::Level::kDistrict ? kSizes.front() : kSmallPlace);
}

// A name that stands mostly off its own district would be read as another's: better none.
bool MapNames::on_its_own(const Ui& ui, const map::MapView& view, const map::PlacedLabel& at, bool strict) const {
    const map::Label& label = labels_[at.label];
    if (label.level != map::Level::kDistrict) return true;
    const auto& shape = ui.explorer().map().at(map::Level::kDistrict).shapes[static_cast<std::size_t>(label.unit)];
    const auto inside = [&](double across, double down) {
        return map::contains(shape,
                             view.to_metres({at.low[0] + across * label.width, at.low[1] + down * label.height}));
    };
    int points = 0;
    for (const double across : {0.1, 0.3, 0.7, 0.9}) points += inside(across, 0.5);
    return points >= (strict ? 3 : 2) && inside(0.5, 0.1) && inside(0.5, 0.9);
}

void MapNames::draw(Ui& ui, const map::MapView& view, ImVec2 corner) {
    place(ui, view, detail_of(view, ui.scale()));
    figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    const std::vector<Pin> pins = pins_of(ui, view);
    for (const map::PlacedLabel& at : placed_) {
        const map::Label& label = labels_[at.label];
        const double size = sizes_[at.label];
        const auto covers = [&](const Pin& pin) {
            return pin.low[0] < at.low[0] + label.width && at.low[0] < pin.high[0] &&
                   pin.low[1] < at.low[1] + label.height && at.low[1] < pin.high[1];
        };
        if (std::any_of(pins.begin(), pins.end(), covers)) continue;  // what was picked out is the name to read
        canvas.text(
            {static_cast<double>(corner.x) + at.low[0], static_cast<double>(corner.y) + at.low[1] + 0.95 * size},
            label.text, {size, ui.theme().text, weight_of(label.level), figure::Anchor::kStart, ui.theme().background});
    }
    const auto em = static_cast<double>(ui.em());
    for (const Pin& pin : pins) {
        const figure::Vec2 at{static_cast<double>(corner.x) + pin.at[0], static_cast<double>(corner.y) + pin.at[1]};
        canvas.circle(at, 0.36 * em, ui.theme().background);
        canvas.circle(at, 0.26 * em, ui.theme().accent);
        canvas.text({at.x + (pin.leftwards ? -0.6 : 0.6) * em, at.y + 0.3 * em}, pin.name,
                    {kPinSize * em, ui.theme().text, figure::Weight::kBold,
                     pin.leftwards ? figure::Anchor::kEnd : figure::Anchor::kStart, ui.theme().background});
    }
}

// Places marked by name, with the boxes that dot and name take.
std::vector<MapNames::Pin> MapNames::pins_of(Ui& ui, const map::MapView& view) const {
    std::vector<Place> marked = ui.now().pinned;
    if (!ui.now().place.whole && std::find(marked.begin(), marked.end(), ui.now().place) == marked.end())
        marked.push_back(ui.now().place);
    const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), ui.fonts().figure());
    const auto em = static_cast<double>(ui.em());
    std::vector<Pin> pins;
    for (const Place& place : marked) {
        if (place.level == map::Level::kDistrict) continue;  // named already
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
