// The explorer's letters: Inter, baked for a text scale. Besides Latin, Latin Extended-A and general punctuation they
// hold the pound and euro signs, arrows (← ↑ → ↓), shapes for icons (▶ ◀ ■ □ ● ○ ▲ △ ▼ ▽ ◆ ◇), ≤ ≥ ≈ − ✓ ✗.
// Inter lacks ⏸ (U+23F8), ⏵ ⏭ ▸ ✕ and ŉ (U+0149): draw a pause sign as two bars.
#pragma once

#include <imgui.h>

#include <filesystem>

#include "viz/figure/imgui_canvas.h"

namespace concord::explorer {

inline constexpr double kBaseTextSize = 16;  // pixels at a scale of 1
inline constexpr double kSmallestTextScale = 0.75, kLargestTextScale = 3;

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* large = nullptr;  // headline numbers: bold, 1.9 times the size
    ImFont* title = nullptr;  // bold, 1.3 times the size
    ImFont* small = nullptr;  // 0.82 times the size, for legends, ticks and footers
    ImFont* small_bold = nullptr;
    ImFont* huge = nullptr;  // for one number in a room: bold, 3.4 times the size; digits and signs only
    figure::FigureFonts figure() const { return {regular, bold, small, small_bold, title}; }
};

// For the current ImGui and OpenGL contexts; one of them for each surface.
class FontAtlas {
  public:
    FontAtlas();  // finds the files; throws SurfaceError when Inter is not installed

    // Bakes and uploads when the scale (clamped to the limits above) has changed. Call between frames, before
    // ImGui::NewFrame(): the fonts of an earlier scale are gone then.
    const Fonts& at(double scale);
    int bakes() const { return bakes_; }

  private:
    void bake(double scale);

    std::filesystem::path regular_, bold_;
    Fonts fonts_;
    double scale_ = 0;
    int bakes_ = 0;
};

// Throws SurfaceError. Looks into `folder` first (the program's own fonts), then where the system has its fonts.
std::filesystem::path find_inter(const std::filesystem::path& folder, bool bold);

}  // namespace concord::explorer
