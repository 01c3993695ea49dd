// What both kinds of surface share: the ImGui context with its OpenGL back end, and checks of the libraries around it.
// Not part of the library's interface.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace concord::explorer {

// libepoxy and GLFW abort or mumble when a library is not there: look first, and name the package to install.
void require_library(const char* file, const char* package);

// Throws SurfaceError when the current context is older than OpenGL 3.3.
void require_opengl_3_3();

inline constexpr const char* kWithoutWindow =
    "start the explorer on a desktop, or with --script FILE --out DIR, which needs no window";

// An ImGui context without files of its own, navigable by keyboard.
class ImGuiContextOwner {
  public:
    ImGuiContextOwner();
    ~ImGuiContextOwner();
    ImGuiContextOwner(const ImGuiContextOwner&) = delete;
    ImGuiContextOwner& operator=(const ImGuiContextOwner&) = delete;
};

// ImGui's OpenGL back end, for the current contexts of both.
class ImGuiRenderer {
  public:
    ImGuiRenderer();
    ~ImGuiRenderer();
    ImGuiRenderer(const ImGuiRenderer&) = delete;
    ImGuiRenderer& operator=(const ImGuiRenderer&) = delete;

    void begin_frame(std::array<int, 2> size);  // clears as well
    // The bound framebuffer: clears it to the style's window background; draws ImGui's draw data into it.
    void clear(std::array<int, 2> size);
    void draw();
};

// The bound framebuffer, top row first.
std::vector<std::uint8_t> read_pixels(std::array<int, 2> size);

}  // namespace concord::explorer
