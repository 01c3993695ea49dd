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
    for (std::size_t b = 1; b < values.breaks.size(); ++b)
        smallest = std::min(smallest, values.breaks[b] - values.breaks[b - 1]);
    std::vector<std::string> texts;
    for (int decimals = figure::decimals_for(smallest); decimals <= 6; ++decimals) {
        texts.clear();
        for (const double limit : values.breaks) texts.push_back(figure::format_short(limit, values.style, decimals));
        const double unit = std::pow(10.0, decimals);
        const auto exact = [&](double limit) {
            return std::abs(std::round(limit * unit) / unit - limit) < 0.01 * smallest;
        };
        if (std::all_of(values.breaks.begin(), values.breaks.end(), exact)) break;
    }
    return texts;
}

}  // namespace

figure::Colour not_reached(const figure::Theme& theme) { return figure::mixed(theme.no_data, theme.background, 0.3); }

void hatch_box(ImDrawList& draw, ImVec2 low, ImVec2 high, ImU32 ink, float step) {
    draw.PushClipRect(low, high, true);
    for (float x = low.x - (high.y - low.y); x < high.x; x += step)
        draw.AddLine({x, high.y}, {x + (high.y - low.y), low.y}, ink, std::max(1.0f, step / 6));
    draw.PopClipRect();
}

MapLegend::MapLegend(const Ui& ui, const MapValues& values, const std::vector<figure::Colour>& classes,
                     const Marks& marks, Shape shape, float width)
    : classes_(classes), limits_(limits_of(values)), shape_(shape), width_(width), line_(1.4f * ui.em()) {
    items_.push_back({values.title, Mark::kNone, {}, true});
    items_.push_back({fmt::format("{}, by {}", values.axis, level_name(ui.now().level)), Mark::kNone, {}, false, true});
    if (!values.note.empty() && marks.note) items_.push_back({values.note, Mark::kNone, {}});
    if (marks.untold) items_.push_back({kNeitherGainNorHarm, Mark::kHatch, ui.theme().background});
    if (marks.few)
        items_.push_back({"fewer than 10 simulated residents or incidents", Mark::kHatch, ui.theme().no_data});
    if (marks.lever >= 0)
        items_.push_back({fmt::format("outlined: reached by {}",
                                      ui.explorer().offers()[static_cast<std::size_t>(marks.lever)].info.title),
                          Mark::kOutline, ui.theme().background});
    if (marks.lever >= 0) items_.push_back({"not reached", Mark::kPlain, not_reached(ui.theme())});
    if (!marks.selected.empty())
        items_.push_back({fmt::format("selected: {}", marks.selected), Mark::kOutline, ui.theme().background});
    if (ui.now().level != map::Level::kDistrict) items_.push_back({figure::kSimulatedNotice, Mark::kNone, {}, true});
    for (Item& item : items_) {
        ImGui::PushFont(font(ui, item.bold));
        item.text = ui.broken(item.text, width_ - box_width(ui, item));
        ImGui::PopFont();
    }
    for (const std::string& limit : limits_) widest_ = std::max(widest_, text_size(ui, limit, false).x);
    if (shape_ == Shape::kStrip) {
        place_strip(ui);
    } else {
        place_column(ui);
    }
}

ImVec2 MapLegend::text_size(const Ui& ui, const std::string& text, bool bold) const {
    ImFont* letters = font(ui, bold);
    return letters->CalcTextSizeA(letters->FontSize, 1e6f, 0, text.c_str());
}

// The colours in one row with their limits below; the texts around it, wrapped.
void MapLegend::place_strip(const Ui& ui) {
    const float gap = 1.1f * ui.em(), count = static_cast<float>(std::max<std::size_t>(classes_.size(), 1));
    step_ = std::min(std::max(widest_ + 0.6f * ui.em(), 3.2f * ui.em()), (width_ - widest_) / count);
    ImVec2 at{0, 0};
    float row = line_;  // height of the row begun
    const auto wrap = [&](float wide) {
        if (at.x == 0 || at.x + wide <= width_) return;
        at = {0, at.y + row};
        row = line_;
    };
    for (std::size_t k = 0; k < items_.size(); ++k) {
        Item& item = items_[k];
        const float box = box_width(ui, item), wide = text_size(ui, item.text, item.bold).x + box;
        wrap(wide);
        item.at = at;
        row = std::max(row, text_size(ui, item.text, item.bold).y + 0.4f * ui.em());
        at.x += wide + gap;
        if (k != 1) continue;  // the colours follow title and unit
        const float ramp = step_ * count + widest_;
        wrap(ramp);
        ramp_ = {at.x + widest_ / 2, at.y};
        row = std::max(row, 2.1f * line_);
        at.x += ramp + gap;
    }
    height_ = at.y + row + 0.3f * ui.em();
}

// One thing below the other, the colours upright with the high ones above.
void MapLegend::place_column(const Ui& ui) {
    const float em = ui.em();
    float y = 0, used = 0;
    for (std::size_t k = 0; k < items_.size(); ++k) {
        Item& item = items_[k];
        const float box = box_width(ui, item);
        const ImVec2 size = text_size(ui, item.text, item.bold);
        item.at = {0, y};
        y += size.y + 0.25f * em;
        used = std::max(used, size.x + box);
        if (k != 1) continue;
        ramp_ = {0, y + 0.4f * em};
        step_ = 1.15f * em;
        y += step_ * static_cast<float>(classes_.size()) + 1.1f * em;
        used = std::max(used, 2.2f * em + widest_);
    }
    width_ = std::min(width_, used);
    height_ = y;
}

void MapLegend::draw_ramp(const Ui& ui, ImVec2 corner) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em(), line = std::max(1.0f, em / 16);
    const ImU32 axis = ui.colour(ui.theme().axis), ink = ui.colour(ui.theme().text);
    ImFont* letters = font(ui, false);
    for (std::size_t k = 0; k <= classes_.size(); ++k) {
        const float at = step_ * static_cast<float>(k);
        if (shape_ == Shape::kStrip) {
            const float x = corner.x + ramp_.x + at, y = corner.y + ramp_.y + 0.3f * em;
            if (k < classes_.size()) draw.AddRectFilled({x, y}, {x + step_, y + 0.95f * em}, ui.colour(classes_[k]));
            draw.AddLine({x, y}, {x, y + 1.25f * em}, axis, line);
            draw.AddText(letters, letters->FontSize, {x - text_size(ui, limits_[k], false).x / 2, y + 1.3f * em}, ink,
                         limits_[k].c_str());
        } else {
            const float x = corner.x + ramp_.x,
                        y = corner.y + ramp_.y + step_ * static_cast<float>(classes_.size()) - at;
            if (k < classes_.size()) draw.AddRectFilled({x, y - step_}, {x + 1.3f * em, y}, ui.colour(classes_[k]));
            draw.AddLine({x, y}, {x + 1.65f * em, y}, axis, line);
            draw.AddText(letters, letters->FontSize, {x + 1.9f * em, y - 0.5f * letters->FontSize}, ink,
                         limits_[k].c_str());
        }
    }
}

void MapLegend::draw(const Ui& ui, ImVec2 corner) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em();
    draw_ramp(ui, corner);
    for (const Item& item : items_) {
        float x = corner.x + item.at.x;
        const float y = corner.y + item.at.y + (shape_ == Shape::kStrip ? 0.3f * em : 0);
        if (item.mark != Mark::kNone) {
            const ImVec2 low{x, y}, high{x + 1.4f * em, y + 0.85f * em};
            draw.AddRectFilled(low, high, ui.colour(item.fill));
            if (item.mark == Mark::kHatch) hatch_box(draw, low, high, ui.colour(ui.theme().hatch), 0.35f * em);
            draw.AddRect(low, high, ui.colour(item.mark == Mark::kOutline ? ui.theme().text : ui.theme().axis), 0, 0,
                         item.mark == Mark::kOutline ? 0.16f * em : 1.0f);
            x += box_width(ui, item);
        }
        ImFont* letters = font(ui, item.bold);
        draw.AddText(letters, letters->FontSize, {x, y}, ui.colour(item.muted ? ui.theme().muted : ui.theme().text),
                     item.text.c_str());
    }
}

}  // namespace concord::explorer
