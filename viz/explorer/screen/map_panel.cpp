#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/map_legend.h"
#include "viz/explorer/screen/map_names.h"
#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/indicators.h"
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
    bool few = false, untold = false;  // what is hatched, and why
};

namespace {

map::MapView view_of(const Explorer& explorer, ImVec2 size, double& whole) {
    map::MapView view(map::bounds_of(*explorer.shapes(map::Level::kDistrict)), static_cast<double>(size.x),
                      static_cast<double>(size.y));
    whole = view.metres_per_pixel();
    if (const auto& at = explorer.workspace().map) {
        view.zoom_about({view.width() / 2, view.height() / 2}, at->zoom);
        view.centre_on(at->centre);
    }
    return view;
}

float combo_width(const Ui& ui, const char* widest) { return ImGui::CalcTextSize(widest).x + 3.2f * ui.em(); }

// Of the map's lines: a little thicker with larger text, but thinner on a small map, where they would hide small
// places.
double line_scale(const Ui& ui, const map::MapView& view) {
    constexpr double kFullWidth = 700;  // pixels of land
    const double land = map::bounds_of(*ui.explorer().shapes(map::Level::kDistrict)).width() / view.metres_per_pixel();
    return (0.8 + 0.2 * ui.scale()) * std::clamp(land / kFullWidth, 0.5, 1.0);
}

// Whether the heading says how colours are meant: where height is dear, only that they are magnified.
bool second_line(const Ui& ui, const std::optional<MapValues>& values) {
    return values && !values->warning.empty() && (values->magnified || !ui.compact());
}

// Units of the level that a lever reaches: those most of whose residents live in neighbourhoods reached.
std::vector<std::uint8_t> reached_units(const Explorer& explorer, int lever) {
    const auto& offer = explorer.offers().at(static_cast<std::size_t>(lever));
    const auto setting = setting_at(explorer.shown()->scenario(), offer.info.kind, explorer.workspace().week);
    const Reach reach = reach_of(explorer.geography(), setting ? *setting : offer.usual);
    const map::Level level = explorer.workspace().level;
    const auto unit_of = map::units_of(explorer.geography(), level);
    std::vector<double> all(map::unit_count(explorer.geography(), level), 0), reached(all.size(), 0);
    for (std::size_t n = 0; n < unit_of.size(); ++n)
        all[static_cast<std::size_t>(unit_of[n])] += explorer.geography().neighbourhoods[n].residents;
    for (const int n : reach.neighbourhoods)
        reached[static_cast<std::size_t>(unit_of[static_cast<std::size_t>(n)])] +=
            explorer.geography().neighbourhoods[static_cast<std::size_t>(n)].residents;
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
    for (std::size_t k = 0; k < map::kLevels; ++k)
        pickers_[k] = std::make_unique<map::Picker>(explorer.map().levels[k]);
}

MapPanel::~MapPanel() = default;

void MapPanel::draw(Ui& ui, ImVec2 size) {
    if (!ui.presenting()) draw_controls(ui);
    if (!ui.explorer().shown()) return;
    const MapShows shows = ui.now().map_shows;
    const std::size_t maps = shows == MapShows::kSideBySide ? 2 : 1;
    const int lever = ui.previewed_lever >= 0 ? ui.previewed_lever : ui.now().previewed.value_or(-1);
    for (std::size_t k = 0; k < maps; ++k) prepare(ui, k, shows == MapShows::kDifference, lever);
    if (maps == 2 && slots_[0]->values && slots_[1]->values)
        slots_[0]->values->note = both_note(*slots_[0]->values, *slots_[1]->values);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImVec2 room{size.x, ImGui::GetContentRegionAvail().y};
    if (slots_.front()->values) room = draw_legend(ui, corner, room, maps, lever);
    const Arrangement at = arrange(ui, room, maps);
    draw_slot(ui, 0, at.each);
    if (maps == 1) return;
    ImGui::SetCursorScreenPos(at.beside ? ImVec2{corner.x + room.x - at.each.x, corner.y}
                                        : ImVec2{corner.x, corner.y + room.y - at.each.y});
    draw_slot(ui, 1, at.each);
}

// Below the maps or beside them: whichever leaves the land more room. Returns what is left.
ImVec2 MapPanel::draw_legend(Ui& ui, ImVec2 corner, ImVec2 room, std::size_t maps, int lever) {
    const Slot& first = *slots_.front();
    const float em = ui.em();
    const bool selected = !ui.now().place.whole && ui.now().place.level == ui.now().level;
    MapLegend::Marks marks{first.few, first.untold, lever,
                           selected ? name_of(ui.explorer().geography(), ui.now().place) : std::string()};
    const MapLegend strip(ui, *first.values, first.classes, marks, MapLegend::Shape::kStrip, room.x);
    marks.note = false;  // beside a column there is no room for sentences: they go below
    const MapLegend column(ui, *first.values, first.classes, marks, MapLegend::Shape::kColumn,
                           std::min(12 * em, 0.4f * room.x));
    ImFont& letters = *ui.fonts().small;
    ImGui::PushFont(&letters);
    const std::string note = ui.broken(first.values->note, room.x);
    const float below = note.empty() ? 0 : ImGui::CalcTextSize(note.c_str()).y + 0.5f * em;
    ImGui::PopFont();
    const ImVec2 above{room.x, std::max(room.y - strip.height(), 4 * em)},
        left{room.x - column.width() - em, room.y - below};
    if (column.height() > left.y || arrange(ui, left, maps).scale <= arrange(ui, above, maps).scale) {
        strip.draw(ui, {corner.x, corner.y + above.y});
        return above;
    }
    column.draw(ui, {corner.x + left.x + em, corner.y + 0.3f * em});
    ImGui::GetWindowDrawList()->AddText(&letters, letters.FontSize, {corner.x, corner.y + left.y + 0.3f * em},
                                        ui.colour(ui.theme().text), note.c_str());
    return left;
}

// One map or two in a room: beside each other or above one another, whichever leaves more room for the land, which is
// wider than high.
MapPanel::Arrangement MapPanel::arrange(Ui& ui, ImVec2 room, std::size_t maps) const {
    const map::Bounds land = map::bounds_of(*ui.explorer().shapes(map::Level::kDistrict));
    const float gap = 0.4f * ui.em();
    const auto fit = [&](ImVec2 each, bool beside) {
        const float height = each.y - heading_height(ui, maps, each.x);
        return Arrangement{
            each, beside,
            std::min(static_cast<double>(each.x) / land.width(), static_cast<double>(height) / land.height())};
    };
    if (maps == 1) return fit(room, true);
    const Arrangement beside = fit({(room.x - gap) / 2, room.y}, true),
                      one_above = fit({room.x, (room.y - gap) / 2}, false);
    return beside.scale >= one_above.scale ? beside : one_above;
}

void MapPanel::draw_controls(Ui& ui) {
    const Workspace& now = ui.now();
    // The other controls of the row have their width; this one takes what is left.
    const auto button = [&](const char* label) {
        return ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x + ImGui::GetStyle().ItemSpacing.x;
    };
    const float others =
        button("Map…") +
        (ui.compact() ? 0 : button("Find") + combo_width(ui, "by neighbourhood") + ImGui::GetStyle().ItemSpacing.x);
    ImGui::SetNextItemWidth(std::clamp(ImGui::GetContentRegionAvail().x - others, 8 * ui.em(),
                                       combo_width(ui, "Trust in the prevention programme (state)")));
    if (ImGui::BeginCombo("##indicator", find_indicator(now.indicator)->title.c_str(), ImGuiComboFlags_HeightLarge)) {
        for (const Indicator& indicator : indicators())
            if (ImGui::Selectable(indicator.title.c_str(), indicator.key == now.indicator))
                ui.act("indicator", {indicator.key});
        ImGui::EndCombo();
    }
    if (!ui.compact()) {
        ui.beside(combo_width(ui, "by neighbourhood"));
        draw_level(ui);
        if (ui.button_beside("Find")) ui.act("search");
    }
    if (ui.button_beside("Map…")) ImGui::OpenPopup("map controls");
    if (!ui.compact() && now.against != kNobody) draw_shows(ui);
    if (!ImGui::BeginPopup("map controls")) return;
    draw_more_controls(ui);
    ImGui::EndPopup();
}

void MapPanel::draw_level(Ui& ui) {
    ImGui::SetNextItemWidth(combo_width(ui, "by neighbourhood"));
    if (!ImGui::BeginCombo("##level", fmt::format("by {}", level_name(ui.now().level)).c_str())) return;
    for (std::size_t k = 0; k < map::kLevels; ++k) {
        const char* word = level_name(static_cast<map::Level>(k));
        if (ImGui::Selectable(fmt::format("by {}", word).c_str(), static_cast<map::Level>(k) == ui.now().level))
            ui.act("level", {word});
    }
    ImGui::Separator();
    if (ImGui::MenuItem("Levels of small places", nullptr, ui.now().place_levels)) ui.act("place_levels");
    ImGui::EndCombo();
}

// Which maps there are of two branches, and how their difference is coloured.
void MapPanel::draw_shows(Ui& ui) {
    constexpr const char* kShows[] = {"One map", "Both maps", "Difference"};
    constexpr const char* kScales[] = {"Plain colours", "Fine"};
    const int shows = ui.choose_one("shows", kShows, static_cast<int>(ui.now().map_shows));
    if (shows >= 0) ui.act("map_shows", {std::string(kMapShowsNames[static_cast<std::size_t>(shows)])});
    if (ui.now().map_shows != MapShows::kDifference) return;
    ui.beside(ImGui::CalcTextSize("Plain colours Fine").x + 4 * ui.em());
    const int scale = ui.choose_one("scale", kScales, static_cast<int>(ui.now().difference_scale));
    if (scale >= 0) ui.act("difference_scale", {std::string(kDifferenceScaleNames[static_cast<std::size_t>(scale)])});
}

void MapPanel::draw_more_controls(Ui& ui) {
    const Workspace& now = ui.now();
    if (ui.compact()) {
        draw_level(ui);
        if (now.against != kNobody) draw_shows(ui);
        if (ImGui::MenuItem("Find a place")) ui.act("search");
    }
    if (ui.menu_item("Whole map", nullptr, false, now.map.has_value())) ui.act("whole_map");
    if (ImGui::BeginMenu("Number of colours")) {
        for (const char* classes : {"3", "4", "5", "6", "7"})
            if (ImGui::MenuItem(classes, nullptr, std::to_string(now.classes) == classes)) ui.act("classes", {classes});
        ImGui::EndMenu();
    }
    if (ImGui::BeginMenu("Class breaks")) {
        if (ImGui::MenuItem("Equal steps", nullptr, now.breaks == ClassBreaks::kEqual))
            ui.act("class_breaks", {"equal"});
        if (ImGui::MenuItem("As many places in each", nullptr, now.breaks == ClassBreaks::kQuantile))
            ui.act("class_breaks", {"quantile"});
        ImGui::EndMenu();
    }
    ImGui::Separator();
    if (ImGui::MenuItem("Export what is shown…")) ui.ask_export("map");
    if (ImGui::MenuItem("Add to the report")) ui.act("report_add", {"map"});
}

// What the map will show.
void MapPanel::prepare(Ui& ui, std::size_t k, bool difference, int lever) {
    Slot& slot = *slots_[k];
    const Explorer& explorer = ui.explorer();
    const BranchPlan& plan = k == 0 ? *explorer.shown() : *explorer.against();
    const figure::Theme& theme = ui.theme();
    slot.values = difference ? difference_values(explorer) : map_values(explorer, plan.id);
    slot.heading = difference ? fmt::format("{} minus {}", plan.name, explorer.against()->name) : plan.name;
    slot.heading_colour = difference ? theme.text : ui.branch_text(plan);
    const std::size_t units = map::unit_count(explorer.geography(), ui.now().level);
    slot.fill.assign(units, theme.no_data);
    slot.hatch.assign(units, 1);
    slot.highlight = lever >= 0 ? reached_units(explorer, lever) : std::vector<std::uint8_t>(units, 0);
    slot.few = slot.untold = false;
    if (!slot.values && difference) slot.heading += ". " + scenarios::upper_first(why_no_difference(explorer));
    if (!slot.values) return;
    const auto classes = static_cast<int>(slot.values->breaks.size()) - 1;
    slot.classes = slot.values->scale == figure::ScaleKind::kDiverging ? figure::diverging_classes(theme, classes)
                                                                       : figure::sequential_classes(theme, classes);
    for (std::size_t u = 0; u < units; ++u) {
        const int at = figure::class_of(slot.values->value[u], slot.values->breaks);
        slot.few = slot.few || at < 0;
        if (at < 0) continue;
        slot.fill[u] = slot.classes[static_cast<std::size_t>(at)];
        slot.hatch[u] = !slot.values->hatched.empty() && slot.values->hatched[u];
        slot.untold = slot.untold || slot.hatch[u];
        if (lever >= 0 && !slot.highlight[u]) slot.fill[u] = not_reached(theme);
    }
}

void MapPanel::draw_slot(Ui& ui, std::size_t k, ImVec2 size) {
    Slot& slot = *slots_[k];
    const figure::Theme& theme = ui.theme();
    const float heading = heading_height(ui, ui.now().map_shows == MapShows::kSideBySide ? 2 : 1, size.x);
    draw_heading(ui, slot, size.x);
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
                       .accent = theme.text,  // outlines say which place, not that something is wrong there
                       .hatch_line = theme.hatch,
                       .text_scale = line_scale(ui, slot.view)};
    const ImTextureID picture = renderer_.draw(static_cast<int>(k), slot.view, look);
    const auto pixels = MapRenderer::picture_size(slot.view);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddImage(picture, slot.corner,
                  {slot.corner.x + static_cast<float>(pixels[0]), slot.corner.y + static_cast<float>(pixels[1])});
    draw.PushClipRect(slot.corner, {slot.corner.x + slot.size.x, slot.corner.y + slot.size.y}, true);
    slot.names.draw(ui, slot.view, slot.corner);
    draw.PopClipRect();
    tooltip(ui, slot);
}

void MapPanel::interact(Ui& ui, Slot& slot) {
    ImGui::SetCursorScreenPos(slot.corner);
    ImGui::InvisibleButton(fmt::format("map {}", slot.number).c_str(), slot.size);
    const ImGuiIO& io = ImGui::GetIO();
    const map::Pixel mouse{static_cast<double>(io.MousePos.x - slot.corner.x),
                           static_cast<double>(io.MousePos.y - slot.corner.y)};
    const auto look_at = [&](const char* gesture) {
        ui.act(
            "look_at",
            {fmt::format("{:.1f}", slot.view.centre()[0]), fmt::format("{:.1f}", slot.view.centre()[1]),
             fmt::format("{:.4f}", std::clamp(slot.whole_metres_per_pixel / slot.view.metres_per_pixel(), 1.0, 60.0))},
            gesture);
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
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && ui.hovered_unit != map::kNoUnit)
        ui.act("pin");
}

// Which branch a map is of, and how its colours are meant.
void MapPanel::draw_heading(Ui& ui, const Slot& slot, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float y = at.y + 0.3f * ui.em();
    const auto line = [&](const std::string& text, figure::Colour colour) {
        const std::string lines = ui.broken(text, width);
        ImGui::GetWindowDrawList()->AddText({at.x, y}, ui.colour(colour), lines.c_str());
        y += ImGui::CalcTextSize(lines.c_str()).y + 0.2f * ui.em();
    };
    ImGui::PushFont(ui.fonts().bold);
    line(slot.heading, slot.heading_colour);
    if (second_line(ui, slot.values))
        line(slot.values->warning, slot.values->magnified ? ui.theme().accent : ui.theme().muted);
    ImGui::PopFont();
}

// The same for all maps shown, so that they lie level.
float MapPanel::heading_height(Ui& ui, std::size_t maps, float width) const {
    float most = 0;
    ImGui::PushFont(ui.fonts().bold);
    for (std::size_t k = 0; k < maps; ++k) {
        const Slot& slot = *slots_[k];
        float height = ImGui::CalcTextSize(ui.broken(slot.heading, width).c_str()).y + 0.7f * ui.em();
        if (second_line(ui, slot.values))
            height += ImGui::CalcTextSize(ui.broken(slot.values->warning, width).c_str()).y + 0.2f * ui.em();
        most = std::max(most, height);
    }
    ImGui::PopFont();
    return most;
}

void MapPanel::tooltip(Ui& ui, const Slot& slot) {
    if (ui.hovered_unit == map::kNoUnit || !slot.values ||
        !ImGui::IsMouseHoveringRect(slot.corner, {slot.corner.x + slot.size.x, slot.corner.y + slot.size.y}))
        return;
    const double value = slot.values->value[static_cast<std::size_t>(ui.hovered_unit)];
    ImGui::BeginTooltip();
    ImGui::PushFont(ui.fonts().bold);
    ImGui::TextUnformatted(name_of(ui.explorer().geography(), place_of(ui.now().level, ui.hovered_unit)).c_str());
    ImGui::PopFont();
    if (std::isnan(value)) {
        ImGui::TextUnformatted("fewer than ten simulated residents or incidents: nothing is shown of so few");
    } else {
        const auto unit = static_cast<std::size_t>(ui.hovered_unit);
        const bool difference = slot.values->scale == figure::ScaleKind::kDiverging;
        ImGui::Text("%s: %s", slot.values->title.c_str(),
                    figure::format_number(value, slot.values->style, difference ? 2 : 1).c_str());
        if (!slot.values->findings.empty()) ImGui::TextUnformatted(finding_words(slot.values->findings[unit]).c_str());
    }
    if (ui.now().level != map::Level::kDistrict) ImGui::TextUnformatted(figure::kSimulatedNotice);
    ImGui::EndTooltip();
}

}  // namespace concord::explorer
