// The window's contents without a window: everything by keyboard, clicks on the map, every layout at every size of text.
#include "viz/explorer/screen/screen.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "tests/explorer/session.h"
#include "tests/support/pictures.h"
#include "tests/window/off_screen.h"
#include "viz/explorer/actions.h"
#include "viz/explorer/screen/shortcuts.h"
#include "viz/explorer/window/png_file.h"

using namespace concord;
using namespace concord::explorer;

namespace {

struct OffScreen {
    std::unique_ptr<Surface> surface;
    tests::Session session;
    Screen screen{session.explorer, *surface};

    explicit OffScreen(int scale = 1000, int width = 1280, int height = 720) : surface(open(width, height)), session(scale) {}
    static std::unique_ptr<Surface> open(int width, int height) {
        auto made = open_off_screen(width, height);
        keep_drivers_loaded();
        return made;
    }
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
    static bool menu_is_there() {
        const ImGuiWindow* bar = ImGui::FindWindowByName("##MainMenuBar");
        return bar && bar->Active;
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

TEST_CASE("While presenting there is no menu, until the mouse goes to the upper edge; Escape leaves") {
    OffScreen on;
    on.session.play("open status_quo_today; layout present");
    ImGui::GetIO().MousePos = {640, 400};
    on.frames(3);
    CHECK_FALSE(on.menu_is_there());
    ImGui::GetIO().MousePos = {640, 4};
    on.frames(3);
    CHECK(on.menu_is_there());
    on.press(parse_shortcut("Escape"));
    CHECK(on.session.now().layout == Layout::kExplore);
}

TEST_CASE("The tour begins a session before it speaks of one, and can be ended") {
    OffScreen on;
    on.press(parse_shortcut("F2"));
    CHECK(on.session.now().stage == Stage::kCards);
    on.press(parse_shortcut("F3"));
    CHECK(on.session.now().stage == Stage::kSession);
    CHECK(on.session.now().tour_step == 1);
    on.press(parse_shortcut("Ctrl+Z"));
    CHECK(on.session.now().stage == Stage::kCards);
    on.press(parse_shortcut("Escape"));
    CHECK(on.session.now().tour_step == -1);
}

// CONCORD_UPDATE_GOLDEN=1 writes the pictures anew; look at them before committing.
TEST_CASE("The explorer looks as it did", "[golden]") {
    OffScreen on(300, 1000, 600);
    const std::filesystem::path golden = std::filesystem::path(CONCORD_SOURCE_DIR) / "tests" / "golden";
    const bool update = std::getenv("CONCORD_UPDATE_GOLDEN") != nullptr;
    on.session.play("text_scale 75");
    const std::pair<const char*, const char*> pictures[] = {
        {"start", "cards"},
        {"levers", "open engagement_led; show_week 8; preview_lever community_engagement; level ward"},
        {"side_by_side", "preview_none; fork Other; lever bridging_programmes 9; show_week 30; layout compare; indicator belong"},
        {"difference", "map_shows difference; difference_scale fine; level district"},
        {"why", "theme dark; layout why; select Oldham; why_state voice; why_since start"},
        {"predict", "theme light; select gm; predict get_on_well gm 30 level; guess \"Table 1\" 72; reveal"},
        {"present", "layout present; theme high_contrast; right_tab headlines"},
    };
    for (const auto& [name, script] : pictures) {
        INFO(name);
        on.session.play(script);
        ImGui::GetIO().MousePos = {-1, -1};
        on.session.explorer.hush();
        on.frames(4);
        const auto picture = golden / (std::string("explorer_") + name + ".png"), drawn = on.session.folder / (std::string(name) + ".png");
        auto pixels = on.surface->pixels();
        for (std::uint8_t& channel : pixels) channel = (channel & 0xF0) | 0x08;   // sixteen shades are enough to compare, and a third of the file
        write_png(drawn, pixels, 1000, 600);
        if (update) std::filesystem::copy_file(drawn, picture, std::filesystem::copy_options::overwrite_existing);
        CHECK(tests::largest_difference(drawn, picture) < tests::kNotable);
        CHECK(std::filesystem::file_size(picture) < 160 * 1024);
    }
}
