// The canvas that writes SVG elements, text as <text>.
#pragma once

#include <string>

#include "viz/figure/canvas.h"
#include "viz/figure/pango_text.h"

namespace concord::figure {

class SvgCanvas final : public Canvas {
  public:
    // Ids in one page must differ: clip paths are named prefix0, prefix1, ...
    explicit SvgCanvas(std::string prefix) : prefix_(std::move(prefix)) {}

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

    const std::string& elements() const { return out_; }
    const std::string& regular_text() const { return regular_; }  // all characters set in each weight
    const std::string& bold_text() const { return bold_; }

  private:
    void stroke(const Stroke& stroke);

    std::string prefix_, out_, regular_, bold_;
    int clips_ = 0;
    PangoText text_;
};

}  // namespace concord::figure
