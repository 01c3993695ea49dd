// Where the keyboard is: Tab goes to every control of a panel in turn, F6 to the next panel, and after an overlay is
// closed it is where it was before. ImGui 1.86 by itself goes by Tab to text fields alone.
#pragma once

struct ImGuiWindow;

namespace concord::explorer {

class KeyboardFocus {
  public:
    // Before and after ImGui::NewFrame().
    void before_frame();
    void after_new_frame();
    // The next panel that is there (-1: the one before).
    void go_to_panel(int step);
    // Whether something lies on top of the panels now.
    void overlay(bool on_top);

  private:
    ImGuiWindow* kept_ = nullptr;  // where it was when the overlay came
    bool kept_visible_ = false, was_on_top_ = false, by_tab_ = false;
};

}  // namespace concord::explorer
