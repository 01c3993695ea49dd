// The window on the desktop.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui/backends/imgui_impl_glfw.h>

#include <algorithm>
#include <string>

#include "viz/explorer/window/imgui_session.h"
#include "viz/explorer/window/key_queue.h"
#include "viz/explorer/window/picture_target.h"
#include "viz/explorer/window/surface.h"

namespace concord::explorer {
namespace {

std::string last_glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "no reason given";
}

class Glfw {
  public:
    Glfw() {
        if (glfwInit() != GLFW_TRUE)
            throw SurfaceError(
                fmt::format("There is no display to open a window on ({}): {}.", last_glfw_error(), kWithoutWindow));
    }
    ~Glfw() { glfwTerminate(); }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
};

struct Rectangle {
    int x = 0, y = 0, width = 0, height = 0;
};

Rectangle work_area(GLFWmonitor* monitor) {
    Rectangle area;
    glfwGetMonitorWorkarea(monitor, &area.x, &area.y, &area.width, &area.height);
    return area;
}

class Window {
  public:
    Window(const char* title, int width, int height) {
        glfwDefaultWindowHints();
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
        if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
            float across = 1, down = 1;
            glfwGetMonitorContentScale(monitor, &across, &down);
            const Rectangle area = work_area(monitor);
            if (area.width > 0) width = std::min(width, static_cast<int>(static_cast<float>(area.width) / across));
            if (area.height > 0) height = std::min(height, static_cast<int>(static_cast<float>(area.height) / down));
        }
        window_ = glfwCreateWindow(std::max(width, 1), std::max(height, 1), title, nullptr, nullptr);
        if (window_ == nullptr)
            throw SurfaceError(
                fmt::format("The desktop did not open a window with OpenGL 3.3 ({}); update the graphics "
                            "driver, or set LIBGL_ALWAYS_SOFTWARE=1 to draw without it.",
                            last_glfw_error()));
        glfwMakeContextCurrent(window_);
        glfwSwapInterval(1);
        glfwSetWindowSizeLimits(window_, 480, 320, GLFW_DONT_CARE, GLFW_DONT_CARE);
    }
    ~Window() { glfwDestroyWindow(window_); }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    GLFWwindow* get() const { return window_; }

  private:
    GLFWwindow* window_ = nullptr;
};

class GlfwBackend {
  public:
    explicit GlfwBackend(GLFWwindow* window) : window_(window) {
        ImGui_ImplGlfw_InitForOpenGL(window, true);
        glfwSetWindowUserPointer(window, this);
        glfwSetKeyCallback(window, [](GLFWwindow* of, int key, int scancode, int action, int modifiers) {
            if (key >= 0) keys_of(of).add({key, scancode, action, modifiers, 0});  // not: a key that GLFW does not know
        });
        glfwSetCharCallback(window, [](GLFWwindow* of, unsigned letter) { keys_of(of).add({-1, 0, 0, 0, letter}); });
    }
    ~GlfwBackend() { ImGui_ImplGlfw_Shutdown(); }
    GlfwBackend(const GlfwBackend&) = delete;
    GlfwBackend& operator=(const GlfwBackend&) = delete;

    bool keys_wait() const { return !keys_.empty(); }
    void hand_on_keys() {
        keys_.take(ImGui::GetIO().WantTextInput, [this](const KeyEvent& event) {
            if (event.key < 0)
                ImGui_ImplGlfw_CharCallback(window_, event.letter);
            else
                ImGui_ImplGlfw_KeyCallback(window_, event.key, event.scancode, event.action, event.modifiers);
        });
    }

  private:
    static KeyQueue& keys_of(GLFWwindow* window) {
        return static_cast<GlfwBackend*>(glfwGetWindowUserPointer(window))->keys_;
    }

    GLFWwindow* window_;
    KeyQueue keys_;
};

struct CheckedLibraries {
    CheckedLibraries() { require_library("libGL.so.1", "libgl1"); }
};
struct CheckedVersion {
    CheckedVersion() { require_opengl_3_3(); }
};

// The monitor that holds the window's middle.
GLFWmonitor* monitor_of(GLFWwindow* window) {
    int x = 0, y = 0, width = 0, height = 0, count = 0;
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    for (int i = 0; i < count; ++i) {
        int left = 0, top = 0;
        glfwGetMonitorPos(monitors[i], &left, &top);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        const int dx = x + width / 2 - left, dy = y + height / 2 - top;
        if (mode != nullptr && dx >= 0 && dx < mode->width && dy >= 0 && dy < mode->height) return monitors[i];
    }
    return glfwGetPrimaryMonitor();
}

class GlfwSurface final : public Surface {
  public:
    GlfwSurface(const char* title, int width, int height) : window_(title, width, height), backend_(window_.get()) {}

    void begin_frame() override {
        glfwPollEvents();
        backend_.hand_on_keys();
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        renderer_.begin_frame(size());
        ImGui_ImplGlfw_NewFrame();
    }
    void end_frame() override {
        renderer_.draw();
        glfwSwapBuffers(window_.get());
    }
    bool wants_close() const override { return glfwWindowShouldClose(window_.get()) != 0; }
    void stay_open() override { glfwSetWindowShouldClose(window_.get(), GLFW_FALSE); }
    void wait_for_events(double seconds) override {
        if (seconds > 0 && !backend_.keys_wait()) glfwWaitEventsTimeout(seconds);
    }
    std::array<int, 2> size() const override {
        std::array<int, 2> size{};
        glfwGetFramebufferSize(window_.get(), &size[0], &size[1]);
        return size;
    }

    // What is shown cannot be read back everywhere (a hidden or covered window has no pixels), so it is drawn again.
    std::vector<std::uint8_t> pixels() override {
        if (size()[0] == 0 || size()[1] == 0) return {};  // an iconified window
        PictureTarget picture;
        picture.resize(size());
        picture.bind();
        renderer_.clear(size());
        renderer_.draw();
        std::vector<std::uint8_t> pixels = read_pixels(size());
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        return pixels;
    }
    double display_scale() const override {
        float across = 1, down = 1;
        glfwGetWindowContentScale(window_.get(), &across, &down);
        return static_cast<double>(std::max(across, down));
    }
    void set_title(const char* title) override { glfwSetWindowTitle(window_.get(), title); }
    void set_fullscreen(bool on) override;
    bool fullscreen() const override { return glfwGetWindowMonitor(window_.get()) != nullptr; }

  private:
    [[no_unique_address]] CheckedLibraries libraries_;
    Glfw glfw_;
    Window window_;
    [[no_unique_address]] CheckedVersion version_;
    ImGuiContextOwner context_;
    GlfwBackend backend_;
    ImGuiRenderer renderer_;
    Rectangle windowed_;  // where to go back to from the full screen
};

void GlfwSurface::set_fullscreen(bool on) {
    if (on == fullscreen()) return;
    GLFWwindow* window = window_.get();
    if (!on) {
        glfwSetWindowMonitor(window, nullptr, windowed_.x, windowed_.y, windowed_.width, windowed_.height,
                             GLFW_DONT_CARE);
        return;
    }
    GLFWmonitor* monitor = monitor_of(window);
    const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
    if (mode == nullptr) return;
    glfwGetWindowPos(window, &windowed_.x, &windowed_.y);
    glfwGetWindowSize(window, &windowed_.width, &windowed_.height);
    glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

}  // namespace

std::unique_ptr<Surface> open_window(const char* title, int width, int height) {
    return std::make_unique<GlfwSurface>(title, width, height);
}

}  // namespace concord::explorer
