#include "viz/explorer/screen/shortcuts.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "viz/explorer/screen/panels.h"

namespace concord::explorer {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 17> kNamedKeys = {{{"Space", GLFW_KEY_SPACE},
                                                                          {"Enter", GLFW_KEY_ENTER},
                                                                          {"Escape", GLFW_KEY_ESCAPE},
                                                                          {"Left", GLFW_KEY_LEFT},
                                                                          {"Right", GLFW_KEY_RIGHT},
                                                                          {"Up", GLFW_KEY_UP},
                                                                          {"Down", GLFW_KEY_DOWN},
                                                                          {"Home", GLFW_KEY_HOME},
                                                                          {"PageUp", GLFW_KEY_PAGE_UP},
                                                                          {"PageDown", GLFW_KEY_PAGE_DOWN},
                                                                          {"=", GLFW_KEY_EQUAL},
                                                                          {"-", GLFW_KEY_MINUS},
                                                                          {"F1", GLFW_KEY_F1},
                                                                          {"F2", GLFW_KEY_F2},
                                                                          {"F3", GLFW_KEY_F3},
                                                                          {"F4", GLFW_KEY_F4},
                                                                          {"F6", GLFW_KEY_F6}}};

int key_of(std::string_view name) {
    for (const auto& [known, key] : kNamedKeys)
        if (known == name) return key;
    if (name == "F11") return GLFW_KEY_F11;
    if (name == "F12") return GLFW_KEY_F12;
    if (name.size() == 1 && ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= '0' && name[0] <= '9')))
        return name[0];  // GLFW's codes are ASCII
    throw std::invalid_argument("unknown key " + std::string(name));
}

// While text is typed, letters and arrows belong to the text; keys with F and Escape do not.
bool allowed_while_typing(const KeyChord& chord) {
    return chord.key == GLFW_KEY_ESCAPE || (chord.key >= GLFW_KEY_F1 && chord.key <= GLFW_KEY_F12);
}

bool same_modifiers(const KeyChord& chord, const ImGuiIO& io) {
    return chord.ctrl == io.KeyCtrl && chord.alt == io.KeyAlt && chord.shift == io.KeyShift;
}

// Numeric pads and layouts write plus and minus in several ways.
bool pressed(const KeyChord& chord, const ImGuiIO& io) {
    if (ImGui::IsKeyPressed(chord.key) && same_modifiers(chord, io)) return true;
    if (chord.key == GLFW_KEY_EQUAL && chord.ctrl && io.KeyCtrl)
        return ImGui::IsKeyPressed(GLFW_KEY_KP_ADD) || (io.KeyShift && ImGui::IsKeyPressed(GLFW_KEY_EQUAL));
    if (chord.key == GLFW_KEY_MINUS && chord.ctrl && io.KeyCtrl) return ImGui::IsKeyPressed(GLFW_KEY_KP_SUBTRACT);
    if (chord.key == GLFW_KEY_0 && chord.ctrl && io.KeyCtrl) return ImGui::IsKeyPressed(GLFW_KEY_KP_0);
    return false;
}

}  // namespace

KeyChord parse_shortcut(std::string_view text) {
    KeyChord chord;
    for (;;) {
        const auto take = [&](std::string_view prefix, bool& flag) {
            if (!text.starts_with(prefix)) return false;
            flag = true;
            text.remove_prefix(prefix.size());
            return true;
        };
        if (take("Ctrl+", chord.ctrl) || take("Shift+", chord.shift) || take("Alt+", chord.alt)) continue;
        chord.key = key_of(text);
        return chord;
    }
}

void do_shortcuts(Ui& ui) {
    if (ui.modal) return;  // a form has the keyboard
    const ImGuiIO& io = ImGui::GetIO();
    for (const Action& action : action_table()) {
        if (action.shortcut.empty()) continue;
        const KeyChord chord = parse_shortcut(action.shortcut);
        if (io.WantTextInput && !allowed_while_typing(chord)) continue;
        if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId) && chord.key == GLFW_KEY_ESCAPE)
            continue;  // closes the popup
        if (chord.key == GLFW_KEY_SPACE && ImGui::IsAnyItemFocused() && io.NavVisible)
            continue;  // presses what has the focus
        if (pressed(chord, io)) ui.act_or_ask(action);
    }
}

}  // namespace concord::explorer
