// The canvas on a Dear ImGui draw list: the explorer's panels.
#pragma once

#include <array>
#include <vector>

#include "viz/figure/canvas.h"

struct ImDrawList;
struct ImFont;

namespace concord::figure {

// Baked by the caller; regular and bold must be there. Letters are sharp at the sizes that were baked: text within a
// tenth of one is drawn, and measured, at exactly that size.
struct FigureFonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* small = nullptr;  // regular, for ticks and footers
    ImFont* small_bold = nullptr;
    ImFont* title = nullptr;  // bold
};

class ImGuiCanvas final : public Canvas {
  public:
    ImGuiCanvas(ImDrawList* list, const FigureFonts& fonts) : list_(list), fonts_(fonts) {}

    void rect(const Rect& rect, Colour fill) override;
    void polyline(std::span<const Vec2> points, const Stroke& stroke) override;
    void segments(std::span<const Vec2> points, const Stroke& stroke) override;
    // Cut into trapezoids at every corner: for figures of some hundred corners, not for a whole map in every frame.
    void polygon(std::span<const Outline> rings, Colour fill) override;
    void band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) override;
    void circle(Vec2 centre, double radius, Colour fill) override;
    void text(Vec2 at, std::string_view text, const TextStyle& style) override;
    double text_width(std::string_view text, double size, Weight weight) const override;
    void push_clip(const Rect& rect) override;
    void pop_clip() override;

  private:
    struct Face {
        ImFont* font;
        float size;  // pixels
    };
    Face face(Weight weight, double size) const;

    ImDrawList* list_;
    FigureFonts fonts_;
};

// Trapezoids with level upper and lower sides that together cover the rings by the even-odd rule; four corners each:
// upper left, upper right, lower right, lower left.
std::vector<std::array<Vec2, 4>> trapezoids(std::span<const Outline> rings);

}  // namespace concord::figure
