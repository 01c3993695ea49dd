// Everything is reached without a mouse: F6 from panel to panel, Tab within one, and back to where one was after an
// overlay.
#include <catch2/catch.hpp>
#include <set>

#include "tests/viz/explorer/screen/off_screen_session.h"

using namespace concord;
using namespace concord::explorer;
using concord::tests::OffScreen;

namespace {

std::string panel_with_keyboard() {
    const ImGuiWindow* window = ImGui::GetCurrentContext()->NavWindow;
    return window ? window->RootWindow->Name : "";
}

bool ring_is_shown() {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    return !context.NavDisableHighlight && context.NavId != 0;
}

}  // namespace

TEST_CASE("F6 goes from panel to panel and round, Shift+F6 back, with the ring on a control") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.frames(3);
    std::vector<std::string> visited;
    for (int k = 0; k < 5; ++k) {
        on.press(parse_shortcut("F6"));
        on.frames(2);
        visited.push_back(panel_with_keyboard());
        CHECK(ring_is_shown());
    }
    CHECK(visited == std::vector<std::string>{"left", "map", "right", "timeline", "left"});
    on.press(parse_shortcut("Shift+F6"));
    on.frames(2);
    CHECK(panel_with_keyboard() == "timeline");
}

TEST_CASE("Tab goes through every control of a panel in turn and presses none; Shift+Tab goes back; Space presses") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.frames(3);
    on.press(parse_shortcut("F6"));
    on.frames(2);
    const auto before = on.session.now();
    std::vector<ImGuiID> stops;
    for (int k = 0; k < 60 && (stops.size() < 2 || stops.back() != stops.front()); ++k) {
        on.press({GLFW_KEY_TAB});
        on.frames(2);
        stops.push_back(ImGui::GetCurrentContext()->NavId);
        CHECK(ring_is_shown());
        CHECK(panel_with_keyboard() == "left");
    }
    // Three tabs, and the slider of each of the levers at least; then round.
    CHECK(stops.size() > 3 + on.session.explorer.offers().size());
    CHECK(stops.back() == stops.front());
    CHECK(std::set<ImGuiID>(stops.begin(), stops.end()).size() == stops.size() - 1);
    CHECK(on.session.now() == before);
    KeyChord back{GLFW_KEY_TAB};
    back.shift = true;
    on.press(back);
    on.frames(2);
    CHECK(ImGui::GetCurrentContext()->NavId == stops[stops.size() - 2]);
    for (int k = 0; k < 60 && on.session.now().left_tab == LeftTab::kLevers; ++k) {  // the tab "Costs" among them
        on.press({GLFW_KEY_TAB});
        on.frames(2);
        const ImGuiID at = ImGui::GetCurrentContext()->NavId;
        if (at == stops[0] || at == stops[1]) {
            on.press({GLFW_KEY_SPACE});
            on.frames(2);
        }
    }
    CHECK(on.session.now().left_tab != LeftTab::kLevers);
    CHECK_FALSE(on.session.now().playing);  // Space pressed the tab alone
}

TEST_CASE("After the palette, help or a form the keyboard is where it was") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.frames(3);
    for (int k = 0; k < 3; ++k) on.press(parse_shortcut("F6"));
    on.press({GLFW_KEY_TAB});
    on.frames(2);
    const std::string panel = panel_with_keyboard();
    const ImGuiID control = ImGui::GetCurrentContext()->NavId;
    REQUIRE(panel == "right");
    for (const char* key : {"Ctrl+P", "F1", "Ctrl+S", "Ctrl+N"}) {
        INFO(key);
        on.press(parse_shortcut(key));
        on.frames(3);
        CHECK(panel_with_keyboard() != panel);
        on.press({GLFW_KEY_ESCAPE});
        on.frames(3);
        CHECK(panel_with_keyboard() == panel);
        CHECK(ImGui::GetCurrentContext()->NavId == control);
        CHECK(ring_is_shown());
    }
}
