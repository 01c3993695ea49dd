#include "viz/figure/figure_widget.h"

#include <algorithm>
#include <cmath>

namespace concord::figure {
namespace {

void toggle(std::vector<std::string>& hidden, const std::string& name) {
    const auto at = std::find(hidden.begin(), hidden.end(), name);
    if (at == hidden.end()) {
        hidden.push_back(name);
    } else {
        hidden.erase(at);
    }
}

void tooltip(const Hit& hit, double em, const Theme& theme, const FigureFonts& fonts) {
    const auto colour = [](Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); };
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colour(theme.panel));
    ImGui::PushStyleColor(ImGuiCol_Text, colour(theme.text));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {static_cast<float>(0.6 * em), static_cast<float>(0.5 * em)});
    ImGui::PushFont(fonts.regular);
    ImGui::BeginTooltip();
    ImGui::SetWindowFontScale(static_cast<float>(em) / fonts.regular->FontSize);
    ImGui::TextUnformatted(hit.tooltip.c_str());
    ImGui::EndTooltip();
    ImGui::PopFont();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

// The whole ranges, to which zooming out returns, are those of the plot while nothing is zoomed.
void zoom_and_move(const PlotArea& plot, Interaction& interaction, ImGuiStorage& storage, ImGuiID id) {
    const ImGuiIO& io = ImGui::GetIO();
    const auto keep = [&](unsigned slot, double value) { storage.SetFloat(id + slot, static_cast<float>(value)); };
    const auto kept = [&](unsigned slot) { return static_cast<double>(storage.GetFloat(id + slot)); };
    if (!interaction.x_zoom && !interaction.y_zoom) {
        keep(1, plot.x.low);
        keep(2, plot.x.high);
        keep(3, plot.y.low);
        keep(4, plot.y.high);
    }
    const Range whole_x = {kept(1), kept(2)}, whole_y = {kept(3), kept(4)};
    const Vec2 mouse = {static_cast<double>(io.MousePos.x), static_cast<double>(io.MousePos.y)};
    if (io.MouseWheel != 0 && ImGui::IsItemHovered() && plot.area.contains(mouse)) {
        const double factor = std::pow(0.8, static_cast<double>(io.MouseWheel));
        interaction.x_zoom = zoomed(plot.x, plot.from_x(mouse.x), factor, whole_x);
        // With Shift the height as well: mostly one looks closer at a time, with heights kept.
        if (io.KeyShift) interaction.y_zoom = zoomed(plot.y, plot.from_y(mouse.y), factor, whole_y);
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left) && interaction.x_zoom) {
        interaction.x_zoom =
            moved(plot.x, -static_cast<double>(io.MouseDelta.x) / plot.area.width * plot.x.span(), whole_x);
        if (interaction.y_zoom)
            interaction.y_zoom =
                moved(plot.y, static_cast<double>(io.MouseDelta.y) / plot.area.height * plot.y.span(), whole_y);
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        interaction.x_zoom.reset();
        interaction.y_zoom.reset();
    }
}

}  // namespace

Range zoomed(Range range, double about, double factor, Range whole) {
    const double span = std::clamp(range.span() * factor, 0.01 * whole.span(), whole.span());
    const double share = (about - range.low) / range.span();
    const double low = std::clamp(about - share * span, whole.low, whole.high - span);
    return {low, low + span};
}

Range moved(Range range, double by, Range whole) {
    const double low = std::clamp(range.low + by, whole.low, std::max(whole.low, whole.high - range.span()));
    return {low, low + range.span()};
}

std::optional<Hit> show(const char* id, const Figure& figure, ImVec2 size, double em, WidgetState& state,
                        const Theme& theme, const FigureFonts& fonts) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const Rect rect = {static_cast<double>(corner.x), static_cast<double>(corner.y), static_cast<double>(size.x),
                       static_cast<double>(size.y)};
    ImGuiCanvas canvas(ImGui::GetWindowDrawList(), fonts);
    const auto problems = check(figure);
    ImGui::InvisibleButton(id, size);
    if (!problems.empty()) {
        canvas.rect(rect, theme.background);
        canvas.text({rect.x + em, rect.y + 2 * em}, problems.front(),
                    {em, theme.text, Weight::kRegular, Anchor::kStart, {0, 0, 0, 0}});
        return {};
    }
    state.hits = paint(canvas, figure, rect, em, theme, state.interaction);
    state.interaction.hovered.reset();
    if (!std::holds_alternative<Choropleth>(figure.content) && !state.hits.plots.empty()) {
        zoom_and_move(state.hits.plots.front(), state.interaction, *ImGui::GetStateStorage(), ImGui::GetID(id));
    }
    if (!ImGui::IsItemHovered()) return {};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    auto hit = find_hit(state.hits, figure, {static_cast<double>(mouse.x), static_cast<double>(mouse.y)}, 1.2 * em,
                        state.interaction);
    if (!hit) return {};
    if (!hit->tooltip.empty()) tooltip(*hit, em, theme, fonts);
    state.interaction.hovered = hit;
    if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left) || ImGui::GetIO().MouseDragMaxDistanceSqr[0] > 9) return {};
    if (hit->kind == HitKind::kLegend) toggle(state.interaction.hidden, hit->series_name);
    return hit;
}

}  // namespace concord::figure
