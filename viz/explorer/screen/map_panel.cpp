#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/explorer/indicators.h"
#include "viz/explorer/map_values.h"
#include "viz/explorer/results.h"
#include "viz/explorer/screen/map_names.h"
#include "viz/explorer/screen/panels.h"
#include "viz/figure/class_breaks.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {

// One map on the screen: what it shows in this frame.
struct MapPanel::Slot {
    std::size_t number = 0;
    std::optional<MapValues> values;
    std::string heading;
    figure::Colour heading_colour;
    std::vector<figure::Colour> classes, fill;
    std::vector<std::uint8_t> hatch, highlight;
    map::MapView view{{}, 1, 1};
    double whole_metres_per_pixel = 1;
    ImVec2 corner{}, size{};
    MapNames names;
    bool dragging = false;
};

namespace {

map::MapView view_of(const Explorer& explorer, ImVec2 size, double& whole) {
    map::MapView view(map::bounds_of(*explorer.shapes(map::Level::kDistrict)), static_cast<double>(size.x), static_cast<double>(size.y));
    whole = view.metres_per_pixel();
    if (const auto& at = explorer.workspace().map) {
        view.zoom_about({view.width() / 2, view.height() / 2}, at->zoom);
        view.centre_on(at->centre);
    }
    return view;
}

// Units of the level that a lever reaches: those most of whose residents live in neighbourhoods reached.
std::vector<std::uint8_t> reached_units(const Explorer& explorer, int lever) {
    const auto& offer = explorer.offers().at(static_cast<std::size_t>(lever));
    const auto setting = setting_at(explorer.shown()->scenario(), offer.info.kind, explorer.workspace().week);
    const Reach reach = reach_of(explorer.geography(), setting ? *setting : offer.usual);
    const map::Level level = explorer.workspace().level;
    const auto unit_of = map::units_of(explorer.geography(), level);
    std::vector<double> all(map::unit_count(explorer.geography(), level), 0), reached(all.size(), 0);
    for (std::size_t n = 0; n < unit_of.size(); ++n) all[static_cast<std::size_t>(unit_of[n])] += explorer.geography().neighbourhoods[n].residents;
    for (const int n : reach.neighbourhoods)
        reached[static_cast<std::size_t>(unit_of[static_cast<std::size_t>(n)])] += explorer.geography().neighbourhoods[static_cast<std::size_t>(n)].residents;
    std::vector<std::uint8_t> marks(all.size());
    for (std::size_t u = 0; u < all.size(); ++u) marks[u] = all[u] > 0 && reached[u] > 0.5 * all[u];
    return marks;
}

std::string class_words(const MapValues& values, std::size_t k) {
    const double step = values.breaks[1] - values.breaks[0];
    const int decimals = figure::decimals_for(std::abs(step));
    const auto text = [&](double value) { return figure::format_short(value, values.style, decimals); };
    return fmt::format("{} to {}", text(values.breaks[k]), text(values.breaks[k + 1]));
}

void hatch_box(ImDrawList& draw, ImVec2 low, ImVec2 high, ImU32 ink, float step) {
    draw.PushClipRect(low, high, true);
    for (float x = low.x - (high.y - low.y); x < high.x; x += step) draw.AddLine({x, high.y}, {x + (high.y - low.y), low.y}, ink, std::max(1.0f, step / 6));
    draw.PopClipRect();
}

}  // namespace

MapPanel::MapPanel(const Explorer& explorer) : renderer_(explorer.map()) {
    for (std::size_t k = 0; k < 2; ++k) {
        slots_.push_back(std::make_unique<Slot>());
        slots_.back()->number = k;
    }
    for (std::size_t k = 0; k < map::kLevels; ++k) pickers_[k] = std::make_unique<map::Picker>(explorer.map().levels[k]);
}

MapPanel::~MapPanel() = default;

void MapPanel::draw(Ui& ui, ImVec2 size) {
    draw_controls(ui);
    if (!ui.explorer().shown()) return;
    const ImVec2 room{size.x, ImGui::GetContentRegionAvail().y};
    const MapShows shows = ui.now().map_shows;
    if (shows != MapShows::kSideBySide) return draw_slot(ui, 0, room, shows == MapShows::kDifference);
    const float gap = 0.4f * ui.em(), half = (room.x - gap) / 2;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    draw_slot(ui, 0, {half, room.y}, false);
    ImGui::SetCursorScreenPos({corner.x + half + gap, corner.y});
    draw_slot(ui, 1, {half, room.y}, false);
}

void MapPanel::draw_controls(Ui& ui) {
    const Workspace& now = ui.now();
    ImGui::SetNextItemWidth(std::min(17 * ui.em(), 0.4f * ImGui::GetContentRegionAvail().x));
    if (ImGui::BeginCombo("##indicator", find_indicator(now.indicator)->title.c_str(), ImGuiComboFlags_HeightLarge)) {
        for (const Indicator& indicator : indicators())
            if (ImGui::Selectable(indicator.title.c_str(), indicator.key == now.indicator)) ui.act("indicator", {indicator.key});
        ImGui::EndCombo();
    }
    ImGui::SameLine();
    constexpr const char* kLevelWords[] = {"neighbourhood", "area", "ward", "district"};
    ImGui::SetNextItemWidth(std::min(10 * ui.em(), 0.25f * ImGui::GetContentRegionAvail().x));
    if (ImGui::BeginCombo("##level", fmt::format("by {}", level_name(now.level)).c_str())) {
        for (const char* word : kLevelWords)
            if (ImGui::Selectable(fmt::format("by {}", word).c_str(), word == std::string(level_name(now.level)))) ui.act("level", {word});
        ImGui::EndCombo();
    }
    if (now.against != kNobody) {
        constexpr std::pair<const char*, const char*> kShows[] = {{"One", "one"}, {"Side by side", "side_by_side"}, {"Difference", "difference"}};
        for (std::size_t k = 0; k < 3; ++k) {
            ImGui::SameLine();
            if (ImGui::RadioButton(kShows[k].first, static_cast<std::size_t>(now.map_shows) == k)) ui.act("map_shows", {kShows[k].second});
        }
    }
    ImGui::SameLine();
    if (ImGui::Button("Find")) ui.act("search");
    if (now.map) {
        ImGui::SameLine();
        if (ImGui::Button("Whole map")) ui.act("whole_map");
    }
    ImGui::SameLine();
    ui.panel_menu(now.map_shows == MapShows::kDifference ? "difference_map" : "map");
}

void MapPanel::draw_slot(Ui& ui, std::size_t k, ImVec2 size, bool difference) {
    Slot& slot = *slots_[k];
    const Explorer& explorer = ui.explorer();
    const BranchPlan& plan = k == 0 ? *explorer.shown() : *explorer.against();
    const figure::Theme& theme = ui.theme();
    slot.corner = ImGui::GetCursorScreenPos();
    slot.size = {std::max(size.x, 8.0f), std::max(size.y, 8.0f)};
    slot.values = difference ? difference_values(explorer) : map_values(explorer, plan.id);
    slot.heading = difference ? fmt::format("{} minus {}", plan.name, explorer.against()->name) : plan.name;
    slot.heading_colour = difference ? theme.text : ui.branch_colour(plan);
    const std::size_t units = map::unit_count(explorer.geography(), ui.now().level);
    slot.fill.assign(units, theme.no_data);
    slot.hatch.assign(units, 1);
    if (slot.values) {
        const auto classes = static_cast<int>(slot.values->breaks.size()) - 1;
        slot.classes = slot.values->scale == figure::ScaleKind::kDiverging ? figure::diverging_classes(theme, classes) : figure::sequential_classes(theme, classes);
        for (std::size_t u = 0; u < units; ++u) {
            const int at = figure::class_of(slot.values->value[u], slot.values->breaks);
            if (at < 0) continue;
            slot.fill[u] = slot.classes[static_cast<std::size_t>(at)];
            slot.hatch[u] = 0;
        }
    }
    const int lever = ui.previewed_lever >= 0 ? ui.previewed_lever : ui.now().previewed.value_or(-1);
    slot.highlight = lever >= 0 ? reached_units(explorer, lever) : std::vector<std::uint8_t>(units, 0);
    slot.view = view_of(explorer, slot.size, slot.whole_metres_per_pixel);
    interact(ui, slot);
    const bool selected = !ui.now().place.whole && ui.now().place.level == ui.now().level;
    const MapLook look{.level = ui.now().level,
                       .fill = slot.fill,
                       .hatch = slot.hatch,
                       .highlight = slot.highlight,
                       .hovered = ui.hovered_unit,
                       .selected = selected ? ui.now().place.unit : map::kNoUnit,
                       .background = theme.background,
                       .unit_border = theme.unit_border,
                       .district_border = theme.border,
                       .accent = theme.accent,
                       .hatch_line = theme.hatch,
                       .text_scale = ui.scale()};
    const ImTextureID picture = renderer_.draw(static_cast<int>(k), slot.view, look);
    const auto pixels = MapRenderer::picture_size(slot.view);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddImage(picture, slot.corner, {slot.corner.x + static_cast<float>(pixels[0]), slot.corner.y + static_cast<float>(pixels[1])});
    draw.PushClipRect(slot.corner, {slot.corner.x + slot.size.x, slot.corner.y + slot.size.y}, true);
    slot.names.draw(ui, slot.view, slot.corner);
    draw_legend(ui, slot, lever);
    draw.PopClipRect();
    tooltip(ui, slot);
}

void MapPanel::interact(Ui& ui, Slot& slot) {
    ImGui::SetCursorScreenPos(slot.corner);
    ImGui::InvisibleButton(fmt::format("map {}", slot.number).c_str(), slot.size);
    const ImGuiIO& io = ImGui::GetIO();
    const map::Pixel mouse{static_cast<double>(io.MousePos.x - slot.corner.x), static_cast<double>(io.MousePos.y - slot.corner.y)};
    const auto look_at = [&](const char* gesture) {
        ui.act("look_at", {fmt::format("{:.1f}", slot.view.centre()[0]), fmt::format("{:.1f}", slot.view.centre()[1]),
                           fmt::format("{:.4f}", std::clamp(slot.whole_metres_per_pixel / slot.view.metres_per_pixel(), 1.0, 60.0))}, gesture);
    };
    if (ImGui::IsItemHovered()) {
        ui.hovered_unit = pickers_[static_cast<std::size_t>(ui.now().level)]->at(slot.view.to_metres(mouse));
        if (io.MouseWheel != 0) {
            slot.view.zoom_about(mouse, std::pow(1.25, static_cast<double>(io.MouseWheel)));
            look_at("zoom");
        }
    }
    if (ImGui::IsItemActivated()) slot.dragging = false;
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4)) {
        slot.dragging = true;
        if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
            slot.view.pan(static_cast<double>(io.MouseDelta.x), static_cast<double>(io.MouseDelta.y));
            look_at("pan");
        }
    }
    if (ImGui::IsItemDeactivated() && !slot.dragging) {
        const Place clicked = place_of(ui.now().level, ui.hovered_unit);
        ui.act("select", {ui.hovered_unit == map::kNoUnit ? "gm" : code_of(ui.explorer().geography(), clicked)});
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && ui.hovered_unit != map::kNoUnit) ui.act("pin");
}

void MapPanel::draw_legend(Ui& ui, const Slot& slot, int lever) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const figure::Theme& theme = ui.theme();
    const float em = ui.em(), small = 0.82f * em, line = 1.15f * em, pad = 0.6f * em;
    ImFont* font = ui.fonts().regular;
    const auto width_of = [&](const std::string& text, ImFont* f, float size) { return f->CalcTextSizeA(size, 1e6f, 0, text.c_str()).x; };
    // Heading: which branch.
    const float heading_width = width_of(slot.heading, ui.fonts().bold, em);
    draw.AddRectFilled({slot.corner.x + pad, slot.corner.y + pad}, {slot.corner.x + 3 * pad + heading_width, slot.corner.y + pad + 1.7f * em},
                       ui.colour(theme.background, 0.92), 0.3f * em);
    draw.AddText(ui.fonts().bold, em, {slot.corner.x + 2 * pad, slot.corner.y + pad + 0.3f * em}, ui.colour(slot.heading_colour), slot.heading.c_str());
    if (!slot.values) return;
    std::vector<std::string> rows;
    for (std::size_t k = 0; k < slot.classes.size(); ++k) rows.push_back(class_words(*slot.values, k));
    const bool missing = std::any_of(slot.hatch.begin(), slot.hatch.end(), [](auto h) { return h != 0; });
    const std::string few = "fewer than 10 simulated adults", marked = lever >= 0 ? "reached by " + std::string(ui.explorer().offers()[static_cast<std::size_t>(lever)].info.title) : "";
    const std::string notice = ui.now().level == map::Level::kDistrict ? "" : figure::kSimulatedNotice;
    float width = std::max({width_of(slot.values->title, ui.fonts().bold, small), width_of(slot.values->axis, font, small), missing ? width_of(few, font, small) + 2 * em : 0.0f,
                            marked.empty() ? 0.0f : width_of(marked, font, small) + 2 * em});
    for (const auto& row : rows) width = std::max(width, width_of(row, font, small) + 2 * em);
    const float height = line * static_cast<float>(2 + rows.size() + missing + !marked.empty()) + 2 * pad;
    const ImVec2 low{slot.corner.x + pad, slot.corner.y + slot.size.y - pad - height - (notice.empty() ? 0 : 1.5f * em)};
    draw.AddRectFilled(low, {low.x + width + 2 * pad, low.y + height}, ui.colour(theme.background, 0.92), 0.3f * em);
    float y = low.y + pad;
    const float x = low.x + pad;
    draw.AddText(ui.fonts().bold, small, {x, y}, ui.colour(theme.text), slot.values->title.c_str());
    draw.AddText(font, small, {x, y += line}, ui.colour(theme.muted), slot.values->axis.c_str());
    const auto swatch = [&](figure::Colour fill, const std::string& text) {
        y += line;
        draw.AddRectFilled({x, y + 0.1f * em}, {x + 1.4f * em, y + 0.9f * em}, ui.colour(fill));
        draw.AddRect({x, y + 0.1f * em}, {x + 1.4f * em, y + 0.9f * em}, ui.colour(theme.axis));
        draw.AddText(font, small, {x + 2 * em, y}, ui.colour(theme.text), text.c_str());
    };
    for (std::size_t k = rows.size(); k-- > 0;) swatch(slot.classes[k], rows[k]);
    if (missing) {
        swatch(theme.no_data, few);
        hatch_box(draw, {x, y + 0.1f * em}, {x + 1.4f * em, y + 0.9f * em}, ui.colour(theme.hatch), 0.35f * em);
    }
    if (!marked.empty()) {
        swatch(theme.background, marked);
        hatch_box(draw, {x, y + 0.1f * em}, {x + 1.4f * em, y + 0.9f * em}, ui.colour(theme.accent), 0.35f * em);
    }
    if (notice.empty()) return;
    const ImVec2 at{slot.corner.x + pad, slot.corner.y + slot.size.y - 1.7f * em};
    draw.AddRectFilled(at, {at.x + width_of(notice, font, small) + 2 * pad, at.y + 1.4f * em}, ui.colour(theme.background, 0.92), 0.3f * em);
    draw.AddText(font, small, {at.x + pad, at.y + 0.2f * em}, ui.colour(theme.text), notice.c_str());
}

void MapPanel::tooltip(Ui& ui, const Slot& slot) {
    if (ui.hovered_unit == map::kNoUnit || !slot.values || !ImGui::IsMouseHoveringRect(slot.corner, {slot.corner.x + slot.size.x, slot.corner.y + slot.size.y})) return;
    const double value = slot.values->value[static_cast<std::size_t>(ui.hovered_unit)];
    ImGui::BeginTooltip();
    ImGui::PushFont(ui.fonts().bold);
    ImGui::TextUnformatted(name_of(ui.explorer().geography(), place_of(ui.now().level, ui.hovered_unit)).c_str());
    ImGui::PopFont();
    if (std::isnan(value)) {
        ImGui::TextUnformatted("fewer than ten simulated adults: nothing is shown of so few");
    } else {
        const bool difference = slot.values->scale == figure::ScaleKind::kDiverging;
        ImGui::Text("%s: %s", slot.values->title.c_str(), figure::format_number(value, slot.values->style, difference ? 2 : 1).c_str());
    }
    if (ui.now().level != map::Level::kDistrict) ImGui::TextUnformatted(figure::kSimulatedNotice);
    ImGui::EndTooltip();
}

}  // namespace concord::explorer
