// Where the explorer draws: a window on the desktop, or a picture in memory for scripts and tests, which needs no
// display. Either way an OpenGL 3.3 core context and the ImGui context live as long as the surface; one at a time.
// A frame: begin_frame(), ImGui::NewFrame(), widgets, ImGui::Render(), end_frame().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

namespace concord::explorer {

// One sentence for the user: what is missing and what to do about it.
struct SurfaceError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Surface {
  public:
    virtual ~Surface() = default;

    // Polls events, feeds ImGui's IO and clears the frame to the window background of ImGui's style. Off-screen the
    // caller feeds the IO (MousePos, MouseDown, KeysDown, AddInputCharacter), before or after this call. In both kinds
    // KeysDown is indexed by GLFW_KEY_* codes.
    virtual void begin_frame() = 0;
    virtual void end_frame() = 0;  // draws ImGui::GetDrawData() and shows it
    virtual bool wants_close() const = 0;
    virtual void stay_open() = 0;                      // takes back the wish: something is still to be asked
    virtual void wait_for_events(double seconds) = 0;  // returns early when something happens; off-screen at once
    virtual std::array<int, 2> size() const = 0;       // of the framebuffer, pixels
    // RGBA of the last frame, top row first. Call between end_frame() and the next NewFrame(), and before fonts are
    // baked anew.
    virtual std::vector<std::uint8_t> pixels() = 0;
    virtual double display_scale() const = 0;  // what the desktop magnifies text by; 1 off-screen
    virtual void set_title(const char* title) = 0;
    virtual void set_fullscreen(bool on) = 0;
    virtual bool fullscreen() const = 0;
};

// Both throw SurfaceError. The window is `width` x `height` at a display scale of 1, and never larger than the screen.
std::unique_ptr<Surface> open_window(const char* title, int width, int height);
std::unique_ptr<Surface> open_off_screen(int width, int height);

}  // namespace concord::explorer
