// The window's contents without a window: everything by keyboard, clicks on the map, every layout at every size of text.
#include "viz/explorer/screen/screen.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <catch2/catch.hpp>
#include <set>

#include "tests/explorer/session.h"
#include "viz/explorer/actions.h"
#include "viz/explorer/screen/shortcuts.h"

using namespace concord;
using namespace concord::explorer;

namespace {

struct OffScreen {
    std::unique_ptr<Surface> surface = open_off_screen(1280, 720);
    tests::Session session{1000};
    Screen screen{session.explorer, *surface};

    void frames(int count) {
        for (int k = 0; k < count; ++k) screen.frame(0);
    }
    void press(const KeyChord& chord) {
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
    bool quiet() {   // nothing was refused since
        return !session.explorer.message().problem;
    }
};

std::size_t colours_of(const std::vector<std::uint8_t>& pixels) {
    std::set<std::uint32_t> seen;
    for (std::size_t k = 0; k + 3 < pixels.size(); k += 4 * 7) seen.insert(pixels[k] | pixels[k + 1] << 8 | pixels[k + 2] << 16);
    return seen.size();
}

}  // namespace

TEST_CASE("Every shortcut of the table names a key, and no two are the same") {
    std::set<std::tuple<int, bool, bool, bool>> chords;
    for (const Action& action : action_table()) {
        if (action.shortcut.empty()) continue;
        const KeyChord chord = parse_shortcut(action.shortcut);
        CHECK(chords.insert({chord.key, chord.ctrl, chord.shift, chord.alt}).second);
    }
    CHECK_THROWS(parse_shortcut("Ctrl+Nothing"));
}

TEST_CASE("Every action is reached by keyboard: Ctrl+P, its line, Enter does what the action does") {
    OffScreen on;
    auto& explorer = on.session.explorer;
    on.session.play("open status_quo_today; save_branch own.toml");
    for (const Action& action : action_table()) {
        if (action.name == "quit" || action.name == "undo" || action.name == "redo" || action.name == "palette" || action.name == "close") continue;   // keys of their own, below
        INFO(action.name);
        std::string line = std::string(action.name).append(" ").append(action.example);
        if (action.name == "open_file") line = std::string("open_file ").append((on.session.folder / "own.toml").string());
        if (!action.before.empty()) on.session.play(std::string(action.before));
        if (explorer.workspace().overlay != Overlay::kNone) explorer.perform("close");
        std::filesystem::remove(on.session.folder / "branch.toml");
        const std::string logged = explorer.log().text();
        on.frames(2);
        on.press(parse_shortcut("Ctrl+P"));
        REQUIRE(explorer.workspace().overlay == Overlay::kPalette);
        on.frames(2);
        on.type(line);
        on.press({GLFW_KEY_ENTER});
        on.frames(1);
        // The log tells what was done: the action, in its own words.
        const std::string more = explorer.log().text().substr(logged.size());
        CHECK_THAT(more, Catch::Matchers::Contains(std::string(1, '\n').append(action.name)));
        CHECK(explorer.workspace().overlay != Overlay::kPalette);
        if (explorer.workspace().playing) explorer.perform("play");
    }
}

TEST_CASE("Undo, redo, close and leave have keys of their own") {
    OffScreen on;
    on.session.play("open status_quo_today; layout compare");
    on.press(parse_shortcut("Ctrl+Z"));
    CHECK(on.session.now().layout == Layout::kExplore);
    on.press(parse_shortcut("Ctrl+Y"));
    CHECK(on.session.now().layout == Layout::kCompare);
    on.press(parse_shortcut("F1"));
    CHECK(on.session.now().overlay == Overlay::kHelp);
    on.press(parse_shortcut("Escape"));
    CHECK(on.session.now().overlay == Overlay::kNone);
    CHECK_FALSE(on.session.explorer.wishes().leave);
    on.press(parse_shortcut("Ctrl+Q"));
    CHECK(on.session.explorer.wishes().leave);
}

TEST_CASE("A click on the map selects the place under it; one beside the land selects all of Greater Manchester") {
    OffScreen on;
    on.session.play("open status_quo_today; level district");
    on.frames(3);
    on.click(620, 330);
    CHECK_FALSE(on.session.now().place.whole);
    CHECK(on.session.now().place.level == map::Level::kDistrict);
    on.click(330, 160);
    CHECK(on.session.now().place.whole);
}

TEST_CASE("Every layout, theme and size of text draws something, at small windows too") {
    OffScreen on;
    on.session.play("open engagement_led; show_week 3; fork Other; show_week 5; predict get_on_well gm 4 level; guess a 3");
    for (const std::string layout : {"explore", "compare", "why", "present"})
        for (const std::string theme : {"light", "dark", "high_contrast"})
            for (const std::string scale : {"75", "100", "200", "300"}) {
                INFO(layout << " " << theme << " " << scale);
                on.session.play("layout " + layout + "; theme " + theme + "; text_scale " + scale);
                on.frames(4);
                CHECK(colours_of(on.surface->pixels()) > 20);
                CHECK(on.quiet());
            }
    for (const std::string tab : {"left_tab costs", "left_tab assumptions", "right_tab over_time", "right_tab predictions", "help", "search", "tour", "cards"}) {
        on.session.play("text_scale 100; " + tab);
        on.frames(3);
        CHECK(on.quiet());
    }
}

TEST_CASE("Nothing is drawn anew on the map while nothing changes") {
    OffScreen on;
    on.session.play("open status_quo_today; level district; show_week 2");
    on.frames(5);
    const int before = on.screen.map_redraws();
    on.frames(10);
    CHECK(on.screen.map_redraws() == before);
    on.session.play("indicator cohesion_index");
    on.frames(1);
    CHECK(on.screen.map_redraws() > before);
}
