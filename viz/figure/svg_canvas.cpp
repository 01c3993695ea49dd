#include "viz/figure/svg_canvas.h"

#include <fmt/format.h>

#include <iterator>

#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"

namespace concord::figure {
namespace {

// Two decimals are a hundredth of a pixel; fixed, so that files do not differ for nothing.
void add_point(std::string& out, char command, Vec2 p) {
    fmt::format_to(std::back_inserter(out), "{}{:.2f} {:.2f}", command, p.x, p.y);
}

void add_ring(std::string& out, std::span<const Vec2> ring, bool closed) {
    for (std::size_t k = 0; k < ring.size(); ++k) add_point(out, k == 0 ? 'M' : 'L', ring[k]);
    if (closed) out += 'Z';
}

void add_fill(std::string& out, Colour colour) {
    fmt::format_to(std::back_inserter(out), " fill=\"{}\"", to_hex(colour));
    if (colour.a != 255) fmt::format_to(std::back_inserter(out), " fill-opacity=\"{:.3f}\"", colour.a / 255.0);
}

}  // namespace

void SvgCanvas::rect(const Rect& rect, Colour fill) {
    fmt::format_to(std::back_inserter(out_), "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\"",
                   rect.x, rect.y, rect.width, rect.height);
    add_fill(out_, fill);
    out_ += "/>\n";
}

void SvgCanvas::stroke(const Stroke& stroke) {
    fmt::format_to(std::back_inserter(out_),
                   "\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:.2f}\" stroke-linejoin=\"round\"",
                   to_hex(stroke.colour), stroke.width);
    if (stroke.colour.a != 255)
        fmt::format_to(std::back_inserter(out_), " stroke-opacity=\"{:.3f}\"", stroke.colour.a / 255.0);
    if (!stroke.dash.empty()) {
        out_ += " stroke-dasharray=\"";
        for (const double length : stroke.dash) fmt::format_to(std::back_inserter(out_), "{:.2f} ", length);
        out_.back() = '"';
    }
    out_ += "/>\n";
}

void SvgCanvas::polyline(std::span<const Vec2> points, const Stroke& style) {
    out_ += "<path d=\"";
    add_ring(out_, points, style.closed);
    stroke(style);
}

void SvgCanvas::segments(std::span<const Vec2> points, const Stroke& style) {
    out_ += "<path d=\"";
    for (std::size_t k = 0; k + 1 < points.size(); k += 2) add_ring(out_, points.subspan(k, 2), false);
    stroke(style);
}

void SvgCanvas::polygon(std::span<const Outline> rings, Colour fill) {
    out_ += "<path fill-rule=\"evenodd\" d=\"";
    for (const Outline& ring : rings) add_ring(out_, ring, true);
    out_ += '"';
    add_fill(out_, fill);
    out_ += "/>\n";
}

void SvgCanvas::band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) {
    Outline ring(upper.begin(), upper.end());
    ring.insert(ring.end(), lower.rbegin(), lower.rend());
    out_ += "<path d=\"";
    add_ring(out_, ring, true);
    out_ += '"';
    add_fill(out_, fill);
    out_ += "/>\n";
}

void SvgCanvas::circle(Vec2 centre, double radius, Colour fill) {
    fmt::format_to(std::back_inserter(out_), "<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"{:.2f}\"", centre.x, centre.y,
                   radius);
    add_fill(out_, fill);
    out_ += "/>\n";
}

void SvgCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    (style.weight == Weight::kBold ? bold_ : regular_) += text;
    fmt::format_to(std::back_inserter(out_), "<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{:.2f}\"", at.x, at.y,
                   style.size);
    if (style.weight == Weight::kBold) out_ += " font-weight=\"600\"";
    if (style.anchor != Anchor::kStart)
        out_ += style.anchor == Anchor::kEnd ? " text-anchor=\"end\"" : " text-anchor=\"middle\"";
    add_fill(out_, style.colour);
    if (style.halo.a > 0) {
        fmt::format_to(std::back_inserter(out_),
                       " stroke=\"{}\" stroke-opacity=\"{:.3f}\" stroke-width=\"{:.2f}\" stroke-linejoin=\"round\" "
                       "paint-order=\"stroke\"",
                       to_hex(style.halo), style.halo.a / 255.0, 0.28 * style.size);
    }
    // What is no UTF-8, or hidden, would make no SVG, or another than it seems.
    out_.append(">").append(scenarios::xml_escaped(scenarios::printable(text))).append("</text>\n");
}

void SvgCanvas::push_clip(const Rect& rect) {
    fmt::format_to(std::back_inserter(out_),
                   "<clipPath id=\"{0}{1}\"><rect x=\"{2:.2f}\" y=\"{3:.2f}\" width=\"{4:.2f}\" "
                   "height=\"{5:.2f}\"/></clipPath><g clip-path=\"url(#{0}{1})\">\n",
                   prefix_, clips_, rect.x, rect.y, rect.width, rect.height);
    ++clips_;
}

void SvgCanvas::pop_clip() { out_ += "</g>\n"; }

}  // namespace concord::figure
