// A session with its window in memory, driven by keys and clicks.
#pragma once

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <memory>
#include <string>

#include "tests/support/session.h"
#include "tests/viz/explorer/window/off_screen.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/screen/screen.h"
#include "viz/explorer/screen/shortcuts.h"

namespace concord::tests {

struct OffScreen {
    std::unique_ptr<explorer::Surface> surface;
    Session session;
    explorer::Screen screen{session.explorer, *surface};

    explicit OffScreen(int scale = 1000, int width = 1280, int height = 720)
        : surface(open(width, height)), session(scale) {}
    static std::unique_ptr<explorer::Surface> open(int width, int height) {
        auto made = explorer::open_off_screen(width, height);
        keep_drivers_loaded();
        return made;
    }
    void frames(int count) {
        for (int k = 0; k < count; ++k) screen.frame(0);
    }
    void press(const explorer::KeyChord& chord) {
        ImGuiIO& io = ImGui::GetIO();
        io.KeyCtrl = chord.ctrl;
        io.KeyShift = chord.shift;
        io.KeyAlt = chord.alt;
        io.KeysDown[chord.key] = true;
        frames(1);
        io.KeysDown[chord.key] = false;
        io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
        frames(1);
    }
    void type(const std::string& text) {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        frames(2);
    }
    void click(float x, float y) {
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {x, y};
        frames(2);
        io.MouseDown[0] = true;
        frames(1);
        io.MouseDown[0] = false;
        frames(2);
    }
    static bool menu_is_there() {
        const ImGuiWindow* bar = ImGui::FindWindowByName("##MainMenuBar");
        return bar && bar->Active;
    }
    bool quiet() {  // nothing was refused since
        return !session.explorer.message().problem;
    }
};

}  // namespace concord::tests
