#include "viz/explorer/screen/map_legend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/figure/class_breaks.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

// Numbers of the class limits, with as many decimals as they have: rounded ones would make equal steps look unequal.
std::vector<std::string> limits_of(const MapValues& values) {
    double smallest = values.breaks.back() - values.breaks.front();
    for (std::size_t b = 1; b < values.breaks.size(); ++b) smallest = std::min(smallest, values.breaks[b] - values.breaks[b - 1]);
    std::vector<std::string> texts;
    for (int decimals = figure::decimals_for(smallest); decimals <= 6; ++decimals) {
        texts.clear();
        for (const double limit : values.breaks) texts.push_back(figure::format_short(limit, values.style, decimals));
        const double unit = std::pow(10.0, decimals);
        const auto exact = [&](double limit) { return std::abs(std::round(limit * unit) / unit - limit) < 0.01 * smallest; };
        if (std::all_of(values.breaks.begin(), values.breaks.end(), exact)) break;
    }
    return texts;
}

}  // namespace

void hatch_box(ImDrawList& draw, ImVec2 low, ImVec2 high, ImU32 ink, float step) {
    draw.PushClipRect(low, high, true);
    for (float x = low.x - (high.y - low.y); x < high.x; x += step) draw.AddLine({x, high.y}, {x + (high.y - low.y), low.y}, ink, std::max(1.0f, step / 6));
    draw.PopClipRect();
}

MapLegend::MapLegend(const Ui& ui, const MapValues& values, const std::vector<figure::Colour>& classes, bool missing, int lever, float width)
    : classes_(classes), limits_(limits_of(values)), size_(0.88f * ui.em()), line_(1.4f * ui.em()) {
    items_.push_back({values.title, Mark::kNone, {}, true});
    items_.push_back({values.axis, Mark::kNone, {}, false});
    if (values.scale == figure::ScaleKind::kDiverging) items_.push_back({"main run only: not held against the members", Mark::kNone, {}, false});
    if (missing) items_.push_back({"fewer than 10 simulated adults", Mark::kFew, ui.theme().no_data, false});
    if (lever >= 0)
        items_.push_back({fmt::format("reached by {}", ui.explorer().offers()[static_cast<std::size_t>(lever)].info.title), Mark::kReached, ui.theme().background, false});
    if (ui.now().level != map::Level::kDistrict) items_.push_back({figure::kSimulatedNotice, Mark::kNone, {}, true});
    place(ui, width);
}

float MapLegend::text_width(const Ui& ui, const std::string& text, bool bold) const {
    return (bold ? ui.fonts().bold : ui.fonts().regular)->CalcTextSizeA(size_, 1e6f, 0, text.c_str()).x;
}

// The colours in one row with their limits below; the texts around it, wrapped.
void MapLegend::place(const Ui& ui, float width) {
    const float gap = 1.1f * ui.em();
    float widest = 0;
    for (const std::string& limit : limits_) widest = std::max(widest, text_width(ui, limit, false));
    const auto count = static_cast<float>(classes_.size());
    step_ = std::min(std::max(widest + 0.6f * ui.em(), 3.2f * ui.em()), (width - widest) / std::max(count, 1.0f));
    ImVec2 at{0, 0};
    float row = line_;   // height of the row begun
    const auto wrap = [&](float wide) {
        if (at.x == 0 || at.x + wide <= width) return;
        at = {0, at.y + row};
        row = line_;
    };
    for (std::size_t k = 0; k < items_.size(); ++k) {
        Item& item = items_[k];
        const float wide = text_width(ui, item.text, item.bold) + (item.mark == Mark::kNone ? 0 : 1.8f * ui.em());
        wrap(wide);
        item.at = at;
        at.x += wide + gap;
        if (k != 1) continue;   // the colours follow title and unit
        const float ramp = step_ * count + widest;
        wrap(ramp);
        ramp_ = {at.x + widest / 2, at.y};
        row = 2.1f * line_;
        at.x += ramp + gap;
    }
    height_ = at.y + row + 0.3f * ui.em();
}

void MapLegend::draw(const Ui& ui, ImVec2 corner) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em();
    for (std::size_t k = 0; k <= classes_.size(); ++k) {
        const float x = corner.x + ramp_.x + step_ * static_cast<float>(k), y = corner.y + ramp_.y + 0.3f * em;
        if (k < classes_.size()) draw.AddRectFilled({x, y}, {x + step_, y + 0.95f * em}, ui.colour(classes_[k]));
        draw.AddLine({x, y}, {x, y + 1.25f * em}, ui.colour(ui.theme().axis), std::max(1.0f, em / 16));
        draw.AddText(ui.fonts().regular, size_, {x - text_width(ui, limits_[k], false) / 2, y + 1.3f * em}, ui.colour(ui.theme().text), limits_[k].c_str());
    }
    for (const Item& item : items_) {
        float x = corner.x + item.at.x;
        const float y = corner.y + item.at.y + 0.3f * em;
        if (item.mark != Mark::kNone) {
            const ImVec2 low{x, y + 0.1f * em}, high{x + 1.4f * em, y + 0.95f * em};
            const bool reached = item.mark == Mark::kReached;
            draw.AddRectFilled(low, high, ui.colour(item.fill));
            hatch_box(draw, low, high, ui.colour(reached ? ui.theme().accent : ui.theme().hatch), 0.35f * em);
            draw.AddRect(low, high, ui.colour(reached ? ui.theme().accent : ui.theme().axis));
            x += 1.8f * em;
        }
        const bool axis = item.mark == Mark::kNone && !item.bold;
        draw.AddText(item.bold ? ui.fonts().bold : ui.fonts().regular, size_, {x, y}, ui.colour(axis ? ui.theme().muted : ui.theme().text), item.text.c_str());
    }
}

}  // namespace concord::explorer
