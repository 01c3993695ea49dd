#include "viz/figure/cairo_canvas.h"

#include <cairo.h>

#include <numbers>

namespace concord::figure {

void CairoCanvas::set(Colour colour) {
    cairo_set_source_rgba(cairo_, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, colour.a / 255.0);
}

void CairoCanvas::set(const Stroke& stroke) {
    set(stroke.colour);
    cairo_set_line_width(cairo_, stroke.width);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cairo_, stroke.dash.data(), static_cast<int>(stroke.dash.size()), 0);
}

void CairoCanvas::rect(const Rect& rect, Colour fill) {
    set(fill);
    cairo_rectangle(cairo_, rect.x, rect.y, rect.width, rect.height);
    cairo_fill(cairo_);
}

void CairoCanvas::polyline(std::span<const Vec2> points, const Stroke& stroke) {
    set(stroke);
    cairo_new_path(cairo_);
    for (const Vec2 p : points) cairo_line_to(cairo_, p.x, p.y);
    if (stroke.closed) cairo_close_path(cairo_);
    cairo_stroke(cairo_);
}

void CairoCanvas::segments(std::span<const Vec2> points, const Stroke& stroke) {
    set(stroke);
    for (std::size_t k = 0; k + 1 < points.size(); k += 2) {
        cairo_move_to(cairo_, points[k].x, points[k].y);
        cairo_line_to(cairo_, points[k + 1].x, points[k + 1].y);
    }
    cairo_stroke(cairo_);
}

void CairoCanvas::polygon(std::span<const Outline> rings, Colour fill) {
    set(fill);
    cairo_new_path(cairo_);
    for (const Outline& ring : rings) {
        cairo_new_sub_path(cairo_);
        for (const Vec2 p : ring) cairo_line_to(cairo_, p.x, p.y);
        cairo_close_path(cairo_);
    }
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cairo_);
}

void CairoCanvas::band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) {
    set(fill);
    cairo_new_path(cairo_);
    for (const Vec2 p : upper) cairo_line_to(cairo_, p.x, p.y);
    for (auto p = lower.rbegin(); p != lower.rend(); ++p) cairo_line_to(cairo_, p->x, p->y);
    cairo_close_path(cairo_);
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
    cairo_fill(cairo_);
}

void CairoCanvas::circle(Vec2 centre, double radius, Colour fill) {
    set(fill);
    cairo_new_path(cairo_);
    cairo_arc(cairo_, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    cairo_fill(cairo_);
}

void CairoCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    const double shift = style.anchor == Anchor::kStart
                             ? 0
                             : text_width(text, style.size, style.weight) * (style.anchor == Anchor::kEnd ? 1 : 0.5);
    if (style.halo.a > 0) {
        cairo_move_to(cairo_, at.x - shift, at.y);
        text_.show(cairo_, text, style.size, style.weight, true);
        set({style.halo, 0.28 * style.size, {}, false});
        cairo_stroke(cairo_);
    }
    cairo_move_to(cairo_, at.x - shift, at.y);
    set(style.colour);
    text_.show(cairo_, text, style.size, style.weight, false);
}

void CairoCanvas::push_clip(const Rect& rect) {
    cairo_save(cairo_);
    cairo_new_path(cairo_);
    cairo_rectangle(cairo_, rect.x, rect.y, rect.width, rect.height);
    cairo_clip(cairo_);
}

void CairoCanvas::pop_clip() { cairo_restore(cairo_); }

}  // namespace concord::figure
