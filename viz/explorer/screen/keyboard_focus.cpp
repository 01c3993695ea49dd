#include "viz/explorer/screen/keyboard_focus.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace concord::explorer {
namespace {

constexpr std::array<const char*, 5> kPanels = {"cards", "left", "map", "right", "timeline"};  // in the order of F6

std::vector<ImGuiWindow*> panels_there() {
    std::vector<ImGuiWindow*> there;
    for (const char* name : kPanels)
        if (ImGuiWindow* window = ImGui::FindWindowByName(name); window && window->WasActive && window->Hidden == false)
            there.push_back(window);
    return there;
}

bool in_panel(const ImGuiWindow* window) {
    return window && std::any_of(kPanels.begin(), kPanels.end(),
                                 [&](std::string_view name) { return name == window->RootWindow->Name; });
}

void show_focus() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.NavDisableHighlight = false;
    context.NavDisableMouseHover = true;
}

}  // namespace

// Tab brings the keyboard to a control; it does not press a button or begin to type over a slider's number.
void KeyboardFocus::before_frame() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    if (!by_tab_) return;
    by_tab_ = false;
    for (ImGuiNavItemData* found :
         {&context.NavMoveResultLocal, &context.NavMoveResultOther, &context.NavTabbingResultFirst})
        found->InFlags &= ~ImGuiItemFlags_Inputable;
}

void KeyboardFocus::after_new_frame() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    const ImGuiIO& io = ImGui::GetIO();
    if (!ImGui::IsKeyPressed(io.KeyMap[ImGuiKey_Tab]) || io.KeyCtrl || io.KeyAlt) return;
    if (!context.NavWindow) return go_to_panel(1);
    const bool tabbing = context.NavMoveSubmitted && (context.NavMoveFlags & ImGuiNavMoveFlags_Tabbing) != 0;
    if (!tabbing || !in_panel(context.NavWindow)) return;
    context.NavMoveFlags |= ImGuiNavMoveFlags_FocusApi;  // every item, not only text fields
    context.NavTabbingDir = io.KeyShift ? -1 : 1;
    by_tab_ = true;
    show_focus();
}

void KeyboardFocus::go_to_panel(int step) {
    const auto there = panels_there();
    if (there.empty()) return;
    const ImGuiWindow* now = ImGui::GetCurrentContext()->NavWindow;
    const auto at = std::find_if(there.begin(), there.end(),
                                 [&](const ImGuiWindow* window) { return now && window == now->RootWindow; });
    const auto count = static_cast<int>(there.size());
    const int k = at == there.end() || ImGui::GetCurrentContext()->NavDisableHighlight
                      ? 0
                      : (static_cast<int>(at - there.begin()) + step + count) % count;
    ImGui::ClearActiveID();
    ImGui::FocusWindow(there[static_cast<std::size_t>(k)]);
    ImGui::NavInitWindow(there[static_cast<std::size_t>(k)], true);
    show_focus();
}

void KeyboardFocus::overlay(bool on_top) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    if (on_top && !was_on_top_) {
        kept_ = in_panel(context.NavWindow) ? context.NavWindow : nullptr;
        kept_visible_ = !context.NavDisableHighlight;
    }
    if (!on_top && was_on_top_ && kept_ && kept_->WasActive) {
        ImGui::FocusWindow(kept_);
        context.NavDisableHighlight = !kept_visible_;
    }
    was_on_top_ = on_top;
}

}  // namespace concord::explorer
