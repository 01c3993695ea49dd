#include "viz/explorer/window/style.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace concord::explorer {
namespace {

using figure::Colour;
using figure::Theme;

// The first of ever stronger mixtures of the background with the text that has the contrast with all of these.
Colour tone(const Theme& theme, std::initializer_list<Colour> behind, double wanted_contrast) {
    for (int percent = 0; percent < 100; ++percent) {
        const Colour colour = mixed(theme.background, theme.text, percent / 100.0);
        const auto stands_out = [&](Colour other) { return figure::contrast(colour, other) >= wanted_contrast; };
        if (std::ranges::all_of(behind, stands_out)) return colour;
    }
    return theme.text;
}

void set(std::initializer_list<ImGuiCol> which, Colour colour) {
    for (const ImGuiCol index : which) ImGui::GetStyle().Colors[index] = to_imgui(colour);
}

void set_surfaces(const Theme& theme) {
    const Colour clear = figure::with_alpha(theme.background, 0);
    set({ImGuiCol_Text}, theme.text);
    set({ImGuiCol_TextDisabled}, theme.muted);
    set({ImGuiCol_WindowBg, ImGuiCol_PopupBg, ImGuiCol_TableRowBg}, theme.background);
    set({ImGuiCol_ChildBg, ImGuiCol_BorderShadow, ImGuiCol_ScrollbarBg}, clear);
    set({ImGuiCol_TitleBg, ImGuiCol_TitleBgActive, ImGuiCol_TitleBgCollapsed, ImGuiCol_MenuBarBg,
         ImGuiCol_TableHeaderBg, ImGuiCol_TableRowBgAlt},
        theme.panel);
    set({ImGuiCol_TableBorderLight}, theme.grid);
    set({ImGuiCol_NavWindowingDimBg, ImGuiCol_ModalWindowDimBg}, figure::with_alpha(Colour{0, 0, 0, 255}, 0.45));
}

// Fills stay quiet so that text stands out on them; outlines and marks carry the contrast.
void set_controls(const Theme& theme) {
    const Colour rest = theme.panel, hovered = mixed(theme.panel, theme.text, 0.06),
                 active = mixed(theme.panel, theme.text, kPressed);
    set({ImGuiCol_FrameBg, ImGuiCol_Button, ImGuiCol_Tab, ImGuiCol_TabUnfocused}, rest);
    set({ImGuiCol_FrameBgHovered, ImGuiCol_ButtonHovered, ImGuiCol_TabHovered, ImGuiCol_HeaderHovered}, hovered);
    set({ImGuiCol_FrameBgActive, ImGuiCol_ButtonActive, ImGuiCol_TabActive, ImGuiCol_TabUnfocusedActive,
         ImGuiCol_HeaderActive, ImGuiCol_Header},
        active);
    const Colour outline = tone(theme, {theme.background, rest, active}, 3.1), strong = theme.muted;
    set({ImGuiCol_Border, ImGuiCol_Separator, ImGuiCol_TableBorderStrong, ImGuiCol_ScrollbarGrab, ImGuiCol_ResizeGrip},
        outline);
    set({ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive, ImGuiCol_SeparatorHovered,
         ImGuiCol_SeparatorActive, ImGuiCol_ResizeGripHovered, ImGuiCol_ResizeGripActive},
        strong);
    const Colour mark = theme.categorical[0];
    set({ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_PlotLines, ImGuiCol_PlotHistogram}, mark);
    set({ImGuiCol_SliderGrabActive, ImGuiCol_PlotLinesHovered, ImGuiCol_PlotHistogramHovered}, theme.text);
    set({ImGuiCol_TextSelectedBg}, mixed(theme.background, mark, 0.25));
    set({ImGuiCol_NavHighlight, ImGuiCol_NavWindowingHighlight, ImGuiCol_DragDropTarget}, theme.accent);
}

void set_sizes(double scale) {
    ImGuiStyle& style = ImGui::GetStyle();
    style.CircleTessellationMaxError = 0.1f;  // round at every scale
    const auto pixels = [&](double size) { return static_cast<float>(std::round(size * scale)); };
    const auto pair = [&](double x, double y) { return ImVec2(pixels(x), pixels(y)); };
    const float line = std::max(1.0f, pixels(1));
    style.WindowPadding = pair(14, 12);
    style.FramePadding = pair(10, 6);
    style.CellPadding = pair(8, 5);
    style.ItemSpacing = pair(10, 8);
    style.ItemInnerSpacing = pair(8, 6);
    style.IndentSpacing = pixels(22);
    style.ScrollbarSize = pixels(14);
    style.GrabMinSize = pixels(16);
    style.WindowMinSize = pair(64, 48);
    style.WindowRounding = style.PopupRounding = style.ChildRounding = pixels(8);
    style.FrameRounding = style.GrabRounding = style.TabRounding = pixels(6);
    style.ScrollbarRounding = pixels(7);
    style.FrameBorderSize = style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = line;
    style.TabBorderSize = line;
    style.WindowTitleAlign = {0, 0.5f};
    style.WindowMenuButtonPosition = ImGuiDir_None;
    style.DisabledAlpha = 1;  // what is switched off must still be read: it is muted, not faded
    style.MouseCursorScale = static_cast<float>(scale);
}

}  // namespace

ImVec4 to_imgui(Colour colour) {
    const auto part = [](std::uint8_t channel) { return static_cast<float>(channel) / 255; };
    return {part(colour.r), part(colour.g), part(colour.b), part(colour.a)};
}

void apply_style(const Theme& theme, double scale) {
    ImGui::GetStyle() = ImGuiStyle();
    set_surfaces(theme);
    set_controls(theme);
    set_sizes(scale);
}

void draw_keyboard_focus(const Theme& theme, double scale) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiWindow* window = context.NavWindow;
    if (context.NavDisableHighlight || context.NavId == 0 || window == nullptr || !window->Active) return;
    ImRect item = ImGui::WindowRectRelToAbs(window, window->NavRectRel[context.NavLayer]);
    const auto thickness = static_cast<float>(std::max(2.0, std::round(3 * scale)));
    item.Expand(thickness);
    ImRect visible = window->OuterRectClipped;
    if (!visible.Overlaps(item)) return;
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->PushClipRect(visible.Min, visible.Max);
    list->AddRect(item.Min, item.Max, ImGui::GetColorU32(to_imgui(theme.accent)), ImGui::GetStyle().FrameRounding, 0,
                  thickness);
    list->PopClipRect();
}

}  // namespace concord::explorer
