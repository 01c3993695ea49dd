// Controls and text stand out from what they lie on, in every theme.
#include "viz/explorer/window/style.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "tests/viz/explorer/window/off_screen.h"

using namespace concord;
using namespace concord::explorer;

namespace {

figure::Colour colour_of(ImGuiCol index) {
    const ImVec4 colour = ImGui::GetStyle().Colors[index];
    const auto channel = [](float value) { return static_cast<std::uint8_t>(std::lround(255 * value)); };
    return {channel(colour.x), channel(colour.y), channel(colour.z), channel(colour.w)};
}

void check_contrast(std::initializer_list<ImGuiCol> fronts, std::initializer_list<ImGuiCol> backs, double least) {
    for (const ImGuiCol front : fronts) {
        for (const ImGuiCol back : backs) {
            INFO(ImGui::GetStyleColorName(front) << " on " << ImGui::GetStyleColorName(back));
            CHECK(colour_of(back).a == 255);
            CHECK(figure::contrast(colour_of(front), colour_of(back)) >= least);
        }
    }
}

}  // namespace

TEST_CASE("Text and controls have contrast enough in every theme", "[window]") {
    ImGui::CreateContext();
    for (const figure::Theme* theme : {&figure::light_theme(), &figure::dark_theme(), &figure::high_contrast_theme()}) {
        INFO(theme->name);
        apply_style(*theme, 1);
        check_contrast(
            {ImGuiCol_Text},
            {ImGuiCol_WindowBg,      ImGuiCol_PopupBg,       ImGuiCol_FrameBg,       ImGuiCol_FrameBgHovered,
             ImGuiCol_FrameBgActive, ImGuiCol_TitleBg,       ImGuiCol_TitleBgActive, ImGuiCol_TitleBgCollapsed,
             ImGuiCol_MenuBarBg,     ImGuiCol_Button,        ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive,
             ImGuiCol_Header,        ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive,  ImGuiCol_Tab,
             ImGuiCol_TabHovered,    ImGuiCol_TabActive,     ImGuiCol_TabUnfocused,  ImGuiCol_TabUnfocusedActive,
             ImGuiCol_TableHeaderBg, ImGuiCol_TableRowBg,    ImGuiCol_TableRowBgAlt, ImGuiCol_TextSelectedBg},
            4.5);
        check_contrast(
            {ImGuiCol_TextDisabled},
            {ImGuiCol_WindowBg, ImGuiCol_PopupBg, ImGuiCol_FrameBg, ImGuiCol_MenuBarBg, ImGuiCol_TableRowBgAlt}, 4.5);
        // The outline is what shows a button or field; marks lie on its fill.
        check_contrast(
            {ImGuiCol_Border, ImGuiCol_Separator, ImGuiCol_SeparatorHovered, ImGuiCol_SeparatorActive,
             ImGuiCol_ScrollbarGrab, ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive, ImGuiCol_ResizeGrip,
             ImGuiCol_ResizeGripHovered, ImGuiCol_ResizeGripActive, ImGuiCol_TableBorderStrong, ImGuiCol_PlotLines,
             ImGuiCol_PlotHistogram, ImGuiCol_NavHighlight, ImGuiCol_NavWindowingHighlight, ImGuiCol_DragDropTarget},
            {ImGuiCol_WindowBg, ImGuiCol_PopupBg}, 3);
        check_contrast({ImGuiCol_Border, ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive,
                        ImGuiCol_NavHighlight},
                       {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive}, 3);
    }
    ImGui::DestroyContext();
}

TEST_CASE("Sizes grow with the text, and controls have outlines", "[window]") {
    ImGui::CreateContext();
    apply_style(figure::light_theme(), 1);
    const ImGuiStyle small = ImGui::GetStyle();
    apply_style(figure::light_theme(), 2);
    const ImGuiStyle& large = ImGui::GetStyle();
    CHECK(small.FrameBorderSize >= 1);
    CHECK(large.FramePadding.x == Approx(2 * small.FramePadding.x));
    CHECK(large.ScrollbarSize == Approx(2 * small.ScrollbarSize));
    CHECK(large.FrameBorderSize == Approx(2));
    ImGui::DestroyContext();
}

TEST_CASE("What the keyboard has reached has a thick outline in the accent colour", "[window]") {
    const auto surface = off_screen(300, 120);
    if (!surface) return;
    const figure::Theme& theme = figure::light_theme();
    apply_style(theme, 2);
    const auto accents = [&](bool draw) {
        const Picture picture = frame(*surface, [&] {
            ImGui::SetNextWindowPos({0, 0});
            ImGui::SetNextWindowSize({300, 120});
            ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoTitleBar);
            ImGui::Button("one");
            ImGui::Button("two");
            ImGui::End();
            if (draw) draw_keyboard_focus(theme, 2);
        });
        int found = 0;
        for (int y = 0; y < 120; ++y) {
            for (int x = 0; x < 300; ++x) found += picture.at(x, y) == theme.accent;
        }
        return found;
    };
    accents(true);
    CHECK(accents(true) == 0);  // nothing while the mouse is in use
    ImGuiIO& io = ImGui::GetIO();
    for (const bool down : {true, false, true, false}) {
        io.KeysDown[io.KeyMap[ImGuiKey_DownArrow]] = down;
        accents(true);
    }
    const int thin = accents(false), thick = accents(true);
    CHECK(thin > 0);
    CHECK(thick > 2 * thin);
}
