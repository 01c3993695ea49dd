// The canvas on a cairo context: PNG and PDF.
#pragma once

#include "viz/figure/canvas.h"
#include "viz/figure/pango_text.h"

namespace concord::figure {

class CairoCanvas final : public Canvas {
  public:
    explicit CairoCanvas(cairo_t* cairo) : cairo_(cairo) {}  // the caller keeps and frees the context

    void rect(const Rect& rect, Colour fill) override;
    void polyline(std::span<const Vec2> points, const Stroke& stroke) override;
    void segments(std::span<const Vec2> points, const Stroke& stroke) override;
    void polygon(std::span<const Outline> rings, Colour fill) override;
    void band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) override;
    void circle(Vec2 centre, double radius, Colour fill) override;
    void text(Vec2 at, std::string_view text, const TextStyle& style) override;
    double text_width(std::string_view text, double size, Weight weight) const override {
        return text_.width(text, size, weight);
    }
    void push_clip(const Rect& rect) override;
    void pop_clip() override;

  private:
    void set(const Stroke& stroke);
    void set(Colour colour);

    cairo_t* cairo_;
    PangoText text_;
};

}  // namespace concord::figure
