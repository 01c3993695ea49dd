// ImGui's look in the theme of the figures: calm, generous, and with contrast enough for everybody.
#pragma once

#include "viz/figure/colour.h"

struct ImVec4;

namespace concord::explorer {

// Of the text colour in what is pressed.
inline constexpr double kPressed = 0.12;

// Sets every colour and size of the current ImGui context; `scale` is the text scale. Text has a contrast of at least
// 4.5 with whatever it stands on, the marks and outlines of controls at least 3 with what is around them.
void apply_style(const figure::Theme& theme, double scale);

// A thick outline around what the keyboard has reached, for ImGui's own is two pixels wide at every scale. Call last
// before ImGui::Render().
void draw_keyboard_focus(const figure::Theme& theme, double scale);

ImVec4 to_imgui(figure::Colour colour);

}  // namespace concord::explorer
