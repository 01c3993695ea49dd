// The picture in memory: EGL without a display (Mesa's surfaceless platform), on the graphics card or in software.
#define EGL_NO_X11
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <string_view>

#include "viz/explorer/window/imgui_session.h"
#include "viz/explorer/window/picture_target.h"
#include "viz/explorer/window/surface.h"

namespace concord::explorer {
namespace {

constexpr const char* kPackages = "install the Debian packages libegl1, libgl1 and libgl1-mesa-dri";

[[noreturn]] void fail(std::string_view what) {
    throw SurfaceError(
        fmt::format("Cannot draw without a window: {} (EGL error {:#x}); {}.", what, eglGetError(), kPackages));
}

EGLDisplay open_display() {
    require_library("libEGL.so.1", "libegl1");
    require_library("libGL.so.1", "libgl1");
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (extensions == nullptr ||
        std::string_view(extensions).find("EGL_MESA_platform_surfaceless") == std::string_view::npos)
        fail("this EGL draws only on displays");
    EGLDisplay display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE) fail("EGL does not start");
    return display;
}

EGLContext create_context(EGLDisplay display) {
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) fail("this EGL has no desktop OpenGL");
    const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, wanted, &config, 1, &count) != EGL_TRUE || count == 0)
        fail("there is no pixel format");
    const EGLint version[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, version);
    if (context == EGL_NO_CONTEXT) fail("the graphics driver has no OpenGL 3.3");
    return context;
}

class EglContext {
  public:
    EglContext() : display_(open_display()) {
        try {
            context_ = create_context(display_);
            if (eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) != EGL_TRUE)
                fail("the context needs a surface");
            require_opengl_3_3();
        } catch (...) {
            close();
            throw;
        }
    }
    ~EglContext() { close(); }
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;

  private:
    void close() {
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
        eglTerminate(display_);
    }

    EGLDisplay display_;
    EGLContext context_ = EGL_NO_CONTEXT;
};

// As ImGui's GLFW back end does, so that one set of shortcuts serves both.
void map_keys(ImGuiIO& io) {
    io.KeyMap[ImGuiKey_Tab] = GLFW_KEY_TAB;
    io.KeyMap[ImGuiKey_LeftArrow] = GLFW_KEY_LEFT;
    io.KeyMap[ImGuiKey_RightArrow] = GLFW_KEY_RIGHT;
    io.KeyMap[ImGuiKey_UpArrow] = GLFW_KEY_UP;
    io.KeyMap[ImGuiKey_DownArrow] = GLFW_KEY_DOWN;
    io.KeyMap[ImGuiKey_PageUp] = GLFW_KEY_PAGE_UP;
    io.KeyMap[ImGuiKey_PageDown] = GLFW_KEY_PAGE_DOWN;
    io.KeyMap[ImGuiKey_Home] = GLFW_KEY_HOME;
    io.KeyMap[ImGuiKey_End] = GLFW_KEY_END;
    io.KeyMap[ImGuiKey_Insert] = GLFW_KEY_INSERT;
    io.KeyMap[ImGuiKey_Delete] = GLFW_KEY_DELETE;
    io.KeyMap[ImGuiKey_Backspace] = GLFW_KEY_BACKSPACE;
    io.KeyMap[ImGuiKey_Space] = GLFW_KEY_SPACE;
    io.KeyMap[ImGuiKey_Enter] = GLFW_KEY_ENTER;
    io.KeyMap[ImGuiKey_Escape] = GLFW_KEY_ESCAPE;
    io.KeyMap[ImGuiKey_KeyPadEnter] = GLFW_KEY_KP_ENTER;
    io.KeyMap[ImGuiKey_A] = GLFW_KEY_A;
    io.KeyMap[ImGuiKey_C] = GLFW_KEY_C;
    io.KeyMap[ImGuiKey_V] = GLFW_KEY_V;
    io.KeyMap[ImGuiKey_X] = GLFW_KEY_X;
    io.KeyMap[ImGuiKey_Y] = GLFW_KEY_Y;
    io.KeyMap[ImGuiKey_Z] = GLFW_KEY_Z;
}

class EglSurface final : public Surface {
  public:
    EglSurface(int width, int height) {
        picture_.resize({std::max(width, 1), std::max(height, 1)});
        ImGuiIO& io = ImGui::GetIO();
        io.BackendPlatformName = "off-screen";
        io.MousePos = {-FLT_MAX, -FLT_MAX};
        map_keys(io);
    }

    void begin_frame() override {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(size()[0]), static_cast<float>(size()[1])};
        io.DeltaTime = 1.0f / 60;  // animations in scripts are the same on every machine
        picture_.bind();
        renderer_.begin_frame(size());
    }
    void end_frame() override {
        picture_.bind();
        renderer_.draw();
        glFinish();  // as showing it would: otherwise frames queue up in the driver faster than they are drawn
    }
    bool wants_close() const override { return false; }
    void stay_open() override {}
    void wait_for_events(double) override {}
    std::array<int, 2> size() const override { return picture_.size(); }
    std::vector<std::uint8_t> pixels() override {
        picture_.bind();
        return read_pixels(size());
    }
    double display_scale() const override { return 1; }
    void set_title(const char*) override {}
    void set_fullscreen(bool) override {}
    bool fullscreen() const override { return false; }

  private:
    EglContext egl_;
    ImGuiContextOwner context_;
    ImGuiRenderer renderer_;
    PictureTarget picture_;
};

}  // namespace

std::unique_ptr<Surface> open_off_screen(int width, int height) { return std::make_unique<EglSurface>(width, height); }

}  // namespace concord::explorer
