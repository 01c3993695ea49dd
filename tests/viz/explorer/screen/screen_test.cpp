// The window's contents without a window: everything by keyboard, clicks on the map, every layout at every size of
// text.
#include "viz/explorer/screen/screen.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>

#include "scenarios/files/text_checks.h"
#include "tests/support/pictures.h"
#include "tests/support/source_folder.h"
#include "tests/viz/explorer/screen/off_screen_session.h"
#include "viz/explorer/window/png_file.h"

using namespace concord;
using namespace concord::explorer;
using concord::tests::OffScreen;

namespace {

std::size_t colours_of(const std::vector<std::uint8_t>& pixels) {
    std::set<std::uint32_t> seen;
    for (std::size_t k = 0; k + 3 < pixels.size(); k += 4 * 7)
        seen.insert(pixels[k] | pixels[k + 1] << 8 | pixels[k + 2] << 16);
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

TEST_CASE("Every action is reached by keyboard: Ctrl+P, its name, Enter, and its form's fields", "[large]") {
    OffScreen on;
    auto& explorer = on.session.explorer;
    on.session.play("open status_quo_today; save_branch own.toml");
    std::ofstream(on.session.folder / "earlier.concord") << "open trust_led\n";
    for (const Action& action : action_table()) {
        if (action.effect == Effect::kSession && action.name != "open_session") continue;  // keys of their own, below
        if (action.name == "palette" || action.name == "close") continue;
        INFO(action.name);
        auto words = split_line(action.example);
        if (action.name == "open_file") words = {(on.session.folder / "own.toml").string()};
        if (action.name == "open_session") words = {(on.session.folder / "earlier.concord").string()};
        if (!action.before.empty()) on.session.play(std::string(action.before));
        if (explorer.workspace().overlay != Overlay::kNone) explorer.perform("close");
        std::filesystem::remove(on.session.folder / "branch.toml");
        std::filesystem::remove(on.session.folder / "map.svg");
        std::filesystem::remove(on.session.folder / "window.png");
        const std::string logged = explorer.log().text();
        on.frames(2);
        on.press(parse_shortcut("Ctrl+P"));
        REQUIRE(explorer.workspace().overlay == Overlay::kPalette);
        on.frames(2);
        on.type(std::string(action.name));
        on.press({GLFW_KEY_ENTER});
        on.frames(3);
        CHECK(explorer.workspace().overlay != Overlay::kPalette);
        for (std::size_t k = 0; k < words.size(); ++k) {
            on.type(words[k]);  // each field begins with its text selected
            if (k + 1 < words.size()) on.press({GLFW_KEY_TAB});
        }
        if (!words.empty()) on.press({GLFW_KEY_ENTER});
        on.frames(2);
        INFO(explorer.message().text);
        CHECK(on.quiet());
        // The log tells what was done: the action, in its own words.
        const std::string more = explorer.log().text().substr(logged.size());
        const std::string_view told = action.name == "play"           ? "# playing"
                                      : action.name == "open_session" ? "# Session"
                                                                      : action.name;
        CHECK_THAT(more, Catch::Matchers::Contains(std::string(1, '\n').append(told)));
        if (explorer.workspace().playing) explorer.perform("play");
        on.press({GLFW_KEY_ESCAPE});
    }
}

TEST_CASE("On the start screen Enter begins with the first card, and forms wait for a scenario") {
    OffScreen on;
    on.frames(2);
    on.press(parse_shortcut("Ctrl+K"));  // ask the room
    on.frames(2);
    CHECK(on.session.explorer.message().problem);
    CHECK(on.session.explorer.message().text == "no scenario is open: choose a card first");
    on.press({GLFW_KEY_ESCAPE});
    on.press({GLFW_KEY_ENTER});
    on.frames(2);
    REQUIRE(on.session.now().branches.size() == 1);
    CHECK(on.session.now().branches.front().name == on.session.explorer.cards().front().name);
    on.press({GLFW_KEY_ENTER});  // begins once
    CHECK(on.session.now().branches.size() == 1);
}

TEST_CASE("What one types stands where it is typed: names and notes need no quotation marks") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.press(parse_shortcut("Ctrl+R"));
    on.frames(2);
    on.type("Sooner, \"and\" better");
    on.press({GLFW_KEY_ENTER});
    CHECK(on.session.explorer.shown()->name == "Sooner, \"and\" better");
    on.press(parse_shortcut("Ctrl+N"));
    on.frames(2);
    on.type("Safer streets first # table 2");
    on.press({GLFW_KEY_ENTER});
    CHECK(on.session.now().notes == std::vector<std::string>{"Safer streets first # table 2"});
    on.press(parse_shortcut("Ctrl+N"));
    on.frames(2);
    on.type("never");
    on.press({GLFW_KEY_ESCAPE});
    CHECK(on.session.now().notes.size() == 1);
    CHECK(on.quiet());
}

TEST_CASE("A form with two fields takes the row that is marked, and Enter goes on to what is missing") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.press(parse_shortcut("Ctrl+L"));
    on.frames(2);
    on.type("bridg");
    on.press({GLFW_KEY_ENTER});
    on.frames(2);
    on.type("9");
    on.press({GLFW_KEY_ENTER});
    on.frames(1);
    const auto set = setting_at(on.session.explorer.shown()->scenario(), sim::LeverKind::kBridgingProgrammes, 0);
    REQUIRE(set);
    CHECK(set->intensity() == 9);
    on.press(parse_shortcut("Ctrl+L"));
    on.frames(2);
    on.press({GLFW_KEY_DOWN});
    on.press({GLFW_KEY_DOWN});
    on.press({GLFW_KEY_TAB});
    on.frames(1);
    on.type("2");
    on.press({GLFW_KEY_ENTER});
    on.frames(1);
    CHECK(setting_at(on.session.explorer.shown()->scenario(), sim::LeverKind::kNeighbourhoodPolicing, 0)->intensity() ==
          2);
}

TEST_CASE("A form says what is wrong and stays, with what was typed") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.press(parse_shortcut("Ctrl+G"));
    on.frames(2);
    on.type("9999");
    on.press({GLFW_KEY_ENTER});
    CHECK(on.session.now().week == 0);
    CHECK(on.quiet());  // it stands in the form
    on.press({GLFW_KEY_ENTER});
    const ImGuiWindow* form = ImGui::FindWindowByName("form");
    REQUIRE(form);
    CHECK(form->Active);
    on.press({GLFW_KEY_ESCAPE});
    on.frames(2);
    CHECK_FALSE(form->Active);
    CHECK(on.session.now().overlay == Overlay::kNone);
}

TEST_CASE("Undo and redo have keys of their own: five edits go by five Ctrl+Z, also after the palette was used",
          "[large]") {
    OffScreen on;
    on.session.play(
        "open status_quo_today; show_week 100; lever stop_and_search 2; rename_branch Mine; note x; fork Two; lever "
        "bridging_programmes 9; show_week 520");
    on.press(parse_shortcut("Ctrl+P"));
    on.frames(2);
    on.type("layout compare");
    on.press({GLFW_KEY_ENTER});
    on.frames(2);
    REQUIRE(on.session.now().layout == Layout::kCompare);
    for (int k = 0; k < 5; ++k) {
        on.press(parse_shortcut("Ctrl+Z"));
        CHECK(on.session.now().overlay == Overlay::kNone);
        CHECK(on.session.now().week == 520);
        CHECK(on.session.now().layout == Layout::kCompare);
    }
    CHECK(on.session.now().branches.size() == 1);
    CHECK(on.session.now().branches[0].path.size() == 1);
    CHECK(on.session.now().notes.empty());
    for (int k = 0; k < 5; ++k) on.press(parse_shortcut("Ctrl+Y"));
    CHECK(on.session.now().branches.size() == 2);
    CHECK(on.session.now().notes.size() == 1);
}

TEST_CASE("Leaving asks when something is not saved, and only then") {
    OffScreen on;
    on.session.play("open status_quo_today");
    on.press(parse_shortcut("Ctrl+Q"));
    CHECK(on.session.explorer.wishes().leave);
    on.session.explorer.wishes().leave = false;
    on.session.play("lever stop_and_search 2");
    for (const bool by_frame : {false, true}) {
        if (by_frame)
            on.screen.ask_leave();
        else
            on.press(parse_shortcut("Ctrl+Q"));
        on.frames(3);
        CHECK_FALSE(on.session.explorer.wishes().leave);
        on.press({GLFW_KEY_ESCAPE});
        on.frames(2);
    }
    on.press(parse_shortcut("Ctrl+Q"));
    on.frames(2);
    on.press({GLFW_KEY_ENTER});
    on.frames(1);
    CHECK(on.session.explorer.wishes().leave);
}

TEST_CASE("Escape closes help and never errs, whatever is open") {
    OffScreen on;
    for (int k = 0; k < 3; ++k) on.press({GLFW_KEY_ESCAPE});
    on.session.play("open status_quo_today; select Oldham; help");
    on.frames(2);
    for (int k = 0; k < 5; ++k) on.press({GLFW_KEY_ESCAPE});
    CHECK(on.session.now().overlay == Overlay::kNone);
    CHECK(on.session.now().place.whole);
    CHECK(on.quiet());
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

TEST_CASE("Levels of small places are switched on and off by key and by mouse, and the map follows", "[places]") {
    OffScreen on;
    on.session.play("open status_quo_today; fork Other");
    on.press(parse_shortcut("Ctrl+Shift+M"));
    CHECK(on.session.now().place_levels);
    on.session.play("level ward");
    on.frames(2);
    on.press(parse_shortcut("Ctrl+Shift+M"));
    CHECK_FALSE(on.session.now().place_levels);
    CHECK(on.session.now().level == map::Level::kDistrict);
    // In the list of levels it stands last, below all of them.
    ImGui::GetIO().MousePos = {-1, -1};
    on.frames(2);
    on.click(697, 54);
    const ImGuiWindow* list = ImGui::FindWindowByName("##Combo_00");

    REQUIRE(list);
    REQUIRE(list->Active);
    on.click(list->Pos.x + list->Size.x / 2, list->Pos.y + list->Size.y - 1.4f * ImGui::GetFontSize());
    CHECK(on.session.now().place_levels);
    CHECK(on.quiet());
}

TEST_CASE("Every layout, theme and size of text draws something, at small windows too") {
    OffScreen on;
    on.session.play(
        "open engagement_led; show_week 3; fork Other; show_week 5; predict get_on_well gm 4 level; guess a 3");
    for (const std::string layout : {"explore", "compare", "why", "present"})
        for (const std::string theme : {"light", "dark", "high_contrast"})
            for (const std::string scale : {"75", "100", "200", "300"}) {
                INFO(layout << " " << theme << " " << scale);
                on.session.play("layout " + layout + "; theme " + theme + "; text_scale " + scale);
                on.frames(4);
                CHECK(colours_of(on.surface->pixels()) > 20);
                CHECK(on.quiet());
            }
    for (const std::string tab :
         {"left_tab costs", "left_tab assumptions", "right_tab over_time", "monitored feel_safe", "right_tab who",
          "who_shows equality", "right_tab predictions", "help", "search", "tour", "cards"}) {
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
    on.press(parse_shortcut("F4"));
    CHECK(on.session.now().tour_step == 0);
    on.press(parse_shortcut("Escape"));
    CHECK(on.session.now().tour_step == -1);
}

TEST_CASE("Text too long for its place is cut between letters, never within one") {
    OffScreen on;
    const Ui ui{on.session.explorer};
    const ImFont& font = *ImGui::GetIO().Fonts->Fonts[0];
    std::set<std::string> seen;
    for (int width = 10; width < 200; width += 2)
        seen.insert(ui.elided("● Städte, Straßen – Öfen", font, static_cast<float>(width)));
    CHECK(seen.size() > 10);
    for (const std::string& text : seen) CHECK(scenarios::problem_of_text(text) == "");
}

// CONCORD_UPDATE_GOLDEN=1 writes the pictures anew; look at them before committing.
TEST_CASE("The explorer looks as it did", "[golden]") {
    OffScreen on(300, 1000, 600);
    const std::filesystem::path golden = tests::source_folder() / "tests" / "golden";
    const bool update = std::getenv("CONCORD_UPDATE_GOLDEN") != nullptr;
    on.session.play("text_scale 75");
    const std::pair<const char*, const char*> pictures[] = {
        {"start", "cards"},
        {"levers", "open engagement_led; place_levels; show_week 8; preview_lever community_engagement; level ward"},
        {"side_by_side",
         "preview_none; fork Other; lever community_engagement 110; show_week 60; layout compare; indicator influence"},
        {"difference", "map_shows difference; difference_scale fine; level district"},
        {"why", "theme dark; layout why; select Oldham; why_state voice; why_since start"},
        {"predict", "theme light; select gm; predict get_on_well gm 60 level; guess \"Table 1\" 72; reveal"},
        {"who", "right_tab who; outcome influence"},
        {"monitored", "right_tab over_time; monitored influence"},
        {"line_up", "line_up influence"},
        {"present", "layout present; theme high_contrast; right_tab headlines"},
    };
    for (const auto& [name, script] : pictures) {
        INFO(name);
        on.session.play(script);
        ImGui::GetIO().MousePos = {-1, -1};
        on.session.explorer.hush();
        on.frames(4);
        const auto picture = golden / (std::string("explorer_") + name + ".png"),
                   drawn = on.session.folder / (std::string(name) + ".png");
        auto pixels = on.surface->pixels();
        for (std::uint8_t& channel : pixels)
            channel = (channel & 0xF0) | 0x08;  // sixteen shades are enough to compare, and a third of the file
        write_png(drawn, pixels, 1000, 600);
        if (update) std::filesystem::copy_file(drawn, picture, std::filesystem::copy_options::overwrite_existing);
        CHECK(tests::largest_difference(drawn, picture) < tests::kNotable);
        CHECK(std::filesystem::file_size(picture) < 160 * 1024);
    }
}
