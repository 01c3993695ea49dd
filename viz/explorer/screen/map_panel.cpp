#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/explorer/indicators.h"
#include "viz/explorer/map_values.h"
#include "viz/explorer/results.h"
#include "viz/explorer/screen/map_legend.h"
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
    if (!ui.presenting()) draw_controls(ui);
    if (!ui.explorer().shown()) return;
    const MapShows shows = ui.now().map_shows;
    const std::size_t maps = shows == MapShows::kSideBySide ? 2 : 1;
    const int lever = ui.previewed_lever >= 0 ? ui.previewed_lever : ui.now().previewed.value_or(-1);
    for (std::size_t k = 0; k < maps; ++k) prepare(ui, k, shows == MapShows::kDifference, lever);
    const Slot& first = *slots_.front();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    float room = ImGui::GetContentRegionAvail().y;
    if (first.values) {
        const bool missing = std::any_of(first.hatch.begin(), first.hatch.end(), [](auto h) { return h != 0; });
        const MapLegend legend(ui, *first.values, first.classes, missing, lever, size.x);
        room = std::max(room - legend.height(), 4 * ui.em());
        legend.draw(ui, {corner.x, corner.y + room});
    }
    if (maps == 1) return draw_slot(ui, 0, {size.x, room});
    // Beside each other or above one another: whichever leaves more room for the land, which is wider than high.
    const float gap = 0.4f * ui.em();
    const map::Bounds land = map::bounds_of(*ui.explorer().shapes(map::Level::kDistrict));
    const auto scale = [&](float width, float height) { return std::min(static_cast<double>(width) / land.width(), static_cast<double>(height) / land.height()); };
    const bool beside = scale((size.x - gap) / 2, room) >= scale(size.x, (room - gap) / 2);
    const ImVec2 each = beside ? ImVec2{(size.x - gap) / 2, room} : ImVec2{size.x, (room - gap) / 2};
    draw_slot(ui, 0, each);
    ImGui::SetCursorScreenPos(beside ? ImVec2{corner.x + each.x + gap, corner.y} : ImVec2{corner.x, corner.y + each.y + gap});
    draw_slot(ui, 1, each);
}

void MapPanel::draw_controls(Ui& ui) {
    const Workspace& now = ui.now();
    const auto combo_width = [&](const char* widest) { return ImGui::CalcTextSize(widest).x + 3.2f * ui.em(); };
    ImGui::SetNextItemWidth(std::min(combo_width("Trust in the prevention programme (state)"), (ui.compact() ? 0.66f : 0.5f) * ImGui::GetContentRegionAvail().x));
    if (ImGui::BeginCombo("##indicator", find_indicator(now.indicator)->title.c_str(), ImGuiComboFlags_HeightLarge)) {
        for (const Indicator& indicator : indicators())
            if (ImGui::Selectable(indicator.title.c_str(), indicator.key == now.indicator)) ui.act("indicator", {indicator.key});
        ImGui::EndCombo();
    }
    if (ui.compact()) {
        ImGui::SameLine();
        if (ImGui::Button("Map…")) ImGui::OpenPopup("map controls");
        if (!ImGui::BeginPopup("map controls")) return;
        draw_more_controls(ui);
        ImGui::EndPopup();
        return;
    }
    ui.beside(combo_width("by neighbourhood"));
    draw_more_controls(ui);
}

void MapPanel::draw_more_controls(Ui& ui) {
    const Workspace& now = ui.now();
    ImGui::SetNextItemWidth(ImGui::CalcTextSize("by neighbourhood").x + 3.2f * ui.em());
    if (ImGui::BeginCombo("##level", fmt::format("by {}", level_name(now.level)).c_str())) {
        for (std::size_t k = 0; k < map::kLevels; ++k) {
            const char* word = level_name(static_cast<map::Level>(k));
            if (ImGui::Selectable(fmt::format("by {}", word).c_str(), static_cast<map::Level>(k) == now.level)) ui.act("level", {word});
        }
        ImGui::EndCombo();
    }
    if (now.against != kNobody) {
        constexpr std::pair<const char*, const char*> kShows[] = {{"One", "one"}, {"Side by side", "side_by_side"}, {"Difference", "difference"}};
        for (std::size_t k = 0; k < 3; ++k) {
            ui.beside(ImGui::CalcTextSize(kShows[k].first).x + 2.6f * ui.em());
            if (ImGui::RadioButton(kShows[k].first, static_cast<std::size_t>(now.map_shows) == k)) ui.act("map_shows", {kShows[k].second});
        }
    }
    if (ui.button_beside("Find")) ui.act("search");
    if (now.map && ui.button_beside("Whole map")) ui.act("whole_map");
    ui.beside(ImGui::CalcTextSize("Export Add to report").x + 3 * ui.em());
    ui.panel_menu(now.map_shows == MapShows::kDifference ? "difference_map" : "map");
}

// What the map will show.
void MapPanel::prepare(Ui& ui, std::size_t k, bool difference, int lever) {
    Slot& slot = *slots_[k];
    const Explorer& explorer = ui.explorer();
    const BranchPlan& plan = k == 0 ? *explorer.shown() : *explorer.against();
    const figure::Theme& theme = ui.theme();
    slot.values = difference ? difference_values(explorer) : map_values(explorer, plan.id);
    slot.heading = difference ? fmt::format("{} minus {}", plan.name, explorer.against()->name) : plan.name;
    slot.heading_colour = difference ? theme.text : ui.branch_colour(plan);
    const std::size_t units = map::unit_count(explorer.geography(), ui.now().level);
    slot.fill.assign(units, theme.no_data);
    slot.hatch.assign(units, 1);
    slot.highlight = lever >= 0 ? reached_units(explorer, lever) : std::vector<std::uint8_t>(units, 0);
    if (!slot.values) return;
    const auto classes = static_cast<int>(slot.values->breaks.size()) - 1;
    slot.classes = slot.values->scale == figure::ScaleKind::kDiverging ? figure::diverging_classes(theme, classes) : figure::sequential_classes(theme, classes);
    for (std::size_t u = 0; u < units; ++u) {
        const int at = figure::class_of(slot.values->value[u], slot.values->breaks);
        if (at < 0) continue;
        slot.fill[u] = slot.classes[static_cast<std::size_t>(at)];
        slot.hatch[u] = 0;
    }
}

void MapPanel::draw_slot(Ui& ui, std::size_t k, ImVec2 size) {
    Slot& slot = *slots_[k];
    const figure::Theme& theme = ui.theme();
    draw_heading(ui, slot);
    const float heading = 1.7f * ui.em();
    slot.corner = ImGui::GetCursorScreenPos();
    slot.corner.y += heading;
    slot.size = {std::max(size.x, 8.0f), std::max(size.y - heading, 8.0f)};
    slot.view = view_of(ui.explorer(), slot.size, slot.whole_metres_per_pixel);
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

// Which branch this map is of.
void MapPanel::draw_heading(Ui& ui, const Slot& slot) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddText(ui.fonts().bold, ui.em(), {at.x, at.y + 0.3f * ui.em()}, ui.colour(slot.heading_colour), slot.heading.c_str());
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
