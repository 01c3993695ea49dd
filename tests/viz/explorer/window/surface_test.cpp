// Surfaces show what ImGui draws, take input, and say in a sentence what is missing.
#include "viz/explorer/window/surface.h"

#include "tests/support/scratch_folder.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <cairo.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "tests/viz/explorer/window/off_screen.h"
#include "viz/explorer/window/imgui_session.h"
#include "viz/explorer/window/png_file.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;

namespace {

// Takes a variable out of the environment until the end of its scope.
class Unset {
  public:
    explicit Unset(const char* name) : name_(name) {
        if (const char* value = std::getenv(name)) value_ = value;
        ::unsetenv(name);
    }
    ~Unset() {
        if (value_) ::setenv(name_, value_->c_str(), 1);
    }

  private:
    const char* name_;
    std::optional<std::string> value_;
};

void red_square() { ImGui::GetBackgroundDrawList()->AddRectFilled({10, 20}, {50, 40}, IM_COL32(200, 30, 40, 255)); }

}  // namespace

TEST_CASE("The pixels of an off-screen frame hold what was drawn, top row first", "[window]") {
    const auto surface = off_screen(200, 100);
    if (!surface) return;
    CHECK(surface->size() == std::array{200, 100});
    const Picture picture = frame(*surface, red_square);
    REQUIRE(picture.rgba.size() == 200 * 100 * 4);
    CHECK(picture.at(30, 30) == figure::Colour{200, 30, 40, 255});
    CHECK(picture.at(30, 60) != figure::Colour{200, 30, 40, 255});
    const Picture next = frame(*surface, [] {});
    CHECK(next.at(30, 30) != figure::Colour{200, 30, 40, 255});
    CHECK(next.at(30, 30).a == 255);
}

TEST_CASE("Off-screen widgets answer to mouse, keys and text fed by the caller", "[window]") {
    const auto surface = off_screen(300, 200);
    if (!surface) return;
    int clicks = 0, escapes = 0;
    char text[16] = "";
    const auto widgets = [&] {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({300, 200});
        ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoTitleBar);
        if (ImGui::Button("press", {100, 50})) ++clicks;
        ImGui::SetNextItemWidth(100);
        ImGui::InputText("text", text, sizeof text);
        if (ImGui::IsKeyPressed(GLFW_KEY_ESCAPE)) ++escapes;
        ImGui::End();
    };
    ImGuiIO& io = ImGui::GetIO();
    const auto click = [&](float x, float y) {
        io.MousePos = {x, y};
        for (const bool down : {false, true, false}) {
            io.MouseDown[0] = down;
            frame(*surface, widgets);
        }
    };
    frame(*surface, widgets);
    click(50, 30);
    CHECK(clicks == 1);
    click(50, 72);
    io.AddInputCharacter('h');
    io.AddInputCharacter('i');
    frame(*surface, widgets);
    frame(*surface, widgets);
    CHECK(std::string(text) == "hi");
    io.KeysDown[GLFW_KEY_ESCAPE] = true;
    frame(*surface, widgets);
    CHECK(escapes == 1);
    const std::set<int> keys(std::begin(io.KeyMap), std::end(io.KeyMap));
    CHECK(keys.size() == ImGuiKey_COUNT);
    CHECK(io.KeyMap[ImGuiKey_Escape] == GLFW_KEY_ESCAPE);
}

TEST_CASE("A second surface can be opened after the first", "[window]") {
    for (int i = 0; i < 2; ++i) {
        const auto surface = off_screen(64, 48);
        if (!surface) return;
        CHECK(frame(*surface, red_square).at(30, 30) == figure::Colour{200, 30, 40, 255});
    }
    CHECK(ImGui::GetCurrentContext() == nullptr);
}

TEST_CASE("Without a display a window is refused with a sentence, and nothing is left behind", "[window]") {
    const Unset display("DISPLAY"), wayland("WAYLAND_DISPLAY");
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_WITH(open_window("Concord", 800, 600),
                          Contains("no display") && Contains("DISPLAY") && Contains("--script FILE --out DIR"));
        CHECK_THROWS_AS(open_window("Concord", 800, 600), SurfaceError);
    }
    CHECK(ImGui::GetCurrentContext() == nullptr);
    CHECK(glfwGetPrimaryMonitor() == nullptr);
    CHECK(glfwGetError(nullptr) == GLFW_NOT_INITIALIZED);
}

TEST_CASE("A library or an OpenGL that is missing is named, with what to do", "[window]") {
    CHECK_THROWS_WITH(require_library("libnowhere.so.1", "nowhere1"),
                      Contains("libnowhere.so.1") && Contains("Debian package nowhere1"));
    CHECK_THROWS_AS(require_library("libnowhere.so.1", "nowhere1"), SurfaceError);
    CHECK_NOTHROW(require_library("libc.so.6", "libc6"));
}

// Mesa reads the version to pretend once in a process, so the test below runs this one in another.
TEST_CASE("An older OpenGL is refused", "[window][old_opengl]") {
    if (std::getenv("MESA_GL_VERSION_OVERRIDE") == nullptr) return;
    CHECK_THROWS_WITH(open_off_screen(64, 48), Contains("OpenGL 3.3") && Contains("install"));
    CHECK_THROWS_AS(open_off_screen(64, 48), SurfaceError);
    CHECK(ImGui::GetCurrentContext() == nullptr);
}

TEST_CASE("An OpenGL older than 3.3 is refused with a sentence", "[window]") {
    if (!off_screen(64, 48)) return;
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    // Leaks are looked for in this process, where the driver stays loaded.
    const std::string environment = "MESA_GL_VERSION_OVERRIDE=3.1 ASAN_OPTIONS=detect_leaks=0";
    CHECK(std::system((environment + " '" + program + "' '[old_opengl]' > /dev/null").c_str()) == 0);
}

// Run by hand or under xvfb-run; elsewhere there is no display to open it on.
TEST_CASE("A window shows a frame whose pixels can be read", "[window]") {
    if (std::getenv("DISPLAY") == nullptr) return;
    const auto surface = open_window("Concord", 640, 480);
    keep_drivers_loaded();
    CHECK(surface->display_scale() > 0);
    frame(*surface, red_square);
    const Picture picture = frame(*surface, red_square);
    REQUIRE(picture.rgba.size() == 4 * static_cast<std::size_t>(surface->size()[0] * surface->size()[1]));
    CHECK(picture.at(30, 30) == figure::Colour{200, 30, 40, 255});
    surface->set_title("Concord Explorer");
    surface->wait_for_events(0.01);
    CHECK_FALSE(surface->wants_close());
    CHECK_FALSE(surface->fullscreen());
    surface->set_fullscreen(true);
    CHECK(surface->fullscreen());
    frame(*surface, red_square);
    surface->set_fullscreen(false);
    CHECK_FALSE(surface->fullscreen());
}

TEST_CASE("A PNG file holds the pixels and appears whole or not at all", "[window]") {
    const std::vector<std::uint8_t> rgba = {255, 0, 0, 255, 0, 128, 0, 255, 0, 0, 0, 0, 10, 20, 30, 255};
    const tests::ScratchFolder folder;
    const std::filesystem::path path = folder / "picture.png";
    write_png(path, rgba, 2, 2);
    cairo_surface_t* image = cairo_image_surface_create_from_png(path.c_str());
    REQUIRE(cairo_surface_status(image) == CAIRO_STATUS_SUCCESS);
    const auto* words = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(image));
    CHECK(words[0] == 0xffff0000);
    CHECK(words[1] == 0xff008000);
    const auto second = static_cast<std::size_t>(cairo_image_surface_get_stride(image)) / 4;
    CHECK(words[second] == 0);
    CHECK(words[second + 1] == 0xff0a141e);
    cairo_surface_destroy(image);
    CHECK_THROWS_AS(write_png(path, rgba, 3, 2), std::invalid_argument);
    const std::filesystem::path nowhere = folder.path / "missing" / "picture.png";
    CHECK_THROWS_WITH(write_png(nowhere, rgba, 2, 2), Contains(nowhere.string()) && Contains("No such file"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path)) CHECK(entry.path() == path);
}
