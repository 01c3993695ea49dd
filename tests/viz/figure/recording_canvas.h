// A canvas that draws nothing and remembers where text went, measured as on paper: for tests of layout.
#pragma once

#include <string>
#include <vector>

#include "viz/figure/canvas.h"
#include "viz/figure/pango_text.h"

namespace concord::figure {

struct TextBox {
    std::string text;
    Rect rect;  // from the height of capitals to the depth of a "p"
};

class RecordingCanvas final : public Canvas {
  public:
    void rect(const Rect&, Colour) override {}
    void polyline(std::span<const Vec2> points, const Stroke&) override {
        polylines.emplace_back(points.begin(), points.end());
    }
    void segments(std::span<const Vec2> points, const Stroke&) override { segment_count += points.size() / 2; }
    void polygon(std::span<const Outline>, Colour fill) override { fills.push_back(fill); }
    void band(std::span<const Vec2> upper, std::span<const Vec2>, Colour) override {
        band_sizes.push_back(upper.size());
    }
    void circle(Vec2, double, Colour) override {}
    void text(Vec2 at, std::string_view text, const TextStyle& style) override {
        const double width = text_width(text, style.size, style.weight);
        const double x = style.anchor == Anchor::kStart ? at.x
                         : style.anchor == Anchor::kEnd ? at.x - width
                                                        : at.x - width / 2;
        texts.push_back({std::string(text), {x, at.y - 0.73 * style.size, width, 0.93 * style.size}});
    }
    double text_width(std::string_view text, double size, Weight weight) const override {
        return pango_.width(text, size, weight);
    }
    void push_clip(const Rect&) override { ++clips; }
    void pop_clip() override { --clips; }

    bool has_text(std::string_view part) const {
        for (const TextBox& box : texts) {
            if (box.text.find(part) != std::string::npos) return true;
        }
        return false;
    }

    std::vector<TextBox> texts;
    std::vector<std::vector<Vec2>> polylines;
    std::vector<std::size_t> band_sizes;
    std::vector<Colour> fills;
    std::size_t segment_count = 0;
    int clips = 0;

  private:
    PangoText pango_;
};

}  // namespace concord::figure
