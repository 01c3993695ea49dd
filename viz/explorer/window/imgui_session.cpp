#include "viz/explorer/window/imgui_session.h"

#include <dlfcn.h>
#include <epoxy/gl.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui/backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cstddef>

#include "viz/explorer/window/surface.h"

namespace concord::explorer {

void require_library(const char* file, const char* package) {
    // Kept open: epoxy and ImGui open it again at once.
    if (dlopen(file, RTLD_LAZY | RTLD_LOCAL) == nullptr) {
        throw SurfaceError(fmt::format("The explorer needs the library {}, which is not installed (Debian package {}).",
                                       file, package));
    }
}

void require_opengl_3_3() {
    const int version = epoxy_gl_version();
    if (version >= 33) return;
    throw SurfaceError(
        fmt::format("The explorer needs OpenGL 3.3, but the graphics driver offers {}.{}; update the "
                    "driver, or set LIBGL_ALWAYS_SOFTWARE=1 to draw without it.",
                    version / 10, version % 10));
}

ImGuiContextOwner::ImGuiContextOwner() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
}

ImGuiContextOwner::~ImGuiContextOwner() { ImGui::DestroyContext(); }

ImGuiRenderer::ImGuiRenderer() {
    if (!ImGui_ImplOpenGL3_Init("#version 330 core"))
        throw SurfaceError("The explorer cannot load the functions of OpenGL; update the graphics driver.");
    // Now rather than in the first frame, which would leak the texture of fonts baked before it.
    ImGui_ImplOpenGL3_CreateDeviceObjects();
}

ImGuiRenderer::~ImGuiRenderer() { ImGui_ImplOpenGL3_Shutdown(); }

void ImGuiRenderer::begin_frame(std::array<int, 2> size) {
    ImGui_ImplOpenGL3_NewFrame();
    clear(size);
}

void ImGuiRenderer::clear(std::array<int, 2> size) {
    const ImVec4 background = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
    glViewport(0, 0, size[0], size[1]);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(background.x, background.y, background.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void ImGuiRenderer::draw() {
    if (ImDrawData* data = ImGui::GetDrawData()) ImGui_ImplOpenGL3_RenderDrawData(data);
}

std::vector<std::uint8_t> read_pixels(std::array<int, 2> size) {
    const auto row = static_cast<std::ptrdiff_t>(size[0]) * 4;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(row) * static_cast<std::size_t>(size[1]));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, size[0], size[1], GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    for (int low = 0, high = size[1] - 1; low < high; ++low, --high)
        std::swap_ranges(pixels.begin() + low * row, pixels.begin() + (low + 1) * row, pixels.begin() + high * row);
    return pixels;
}

}  // namespace concord::explorer
