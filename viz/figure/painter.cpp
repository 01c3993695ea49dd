#include "viz/figure/painter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "scenarios/files/text.h"

namespace concord::figure {
namespace {

constexpr double kSwatchWidth = 1.7, kSwatchGap = 0.45, kEntryGap = 1.3;  // em

struct PlacedEntry {
    Rect rect;
    std::vector<std::string> lines;
};

std::vector<PlacedEntry> place(const Words& words, std::span<const LegendEntry> entries, double width) {
    std::vector<PlacedEntry> out;
    const double em = words.em, indent = (kSwatchWidth + kSwatchGap) * em;
    double x = 0, y = 0, row = 0;
    for (const LegendEntry& entry : entries) {
        PlacedEntry placed;
        placed.lines = words.wrap(entry.name, std::max(width - indent, 2 * em), kTickSize);
        placed.rect = {x, y, indent + words.width(placed.lines, kTickSize),
                       words.height(placed.lines.size(), kTickSize) + 0.15 * em};
        if (x > 0 && placed.rect.right() > width) {
            y += row;
            placed.rect.x = x = row = 0;
            placed.rect.y = y;
        }
        x = placed.rect.right() + kEntryGap * em;
        row = std::max(row, placed.rect.height);
        out.push_back(std::move(placed));
    }
    return out;
}

}  // namespace

bool Painter::is_hidden(const std::string& series) const {
    return std::find(interaction.hidden.begin(), interaction.hidden.end(), series) != interaction.hidden.end();
}

bool Painter::is_hovered(HitKind kind, int panel, int series, int index) const {
    const auto& hovered = interaction.hovered;
    return hovered && hovered->kind == kind && hovered->panel == panel && hovered->series == series &&
           hovered->index == index;
}

void Painter::text(Vec2 baseline, std::string_view words_to_draw, double size, Colour colour, Anchor anchor,
                   Weight weight) {
    if (!words_to_draw.empty()) canvas.text(baseline, words_to_draw, {size * em, colour, weight, anchor, {0, 0, 0, 0}});
}

double Painter::lines(double x, double top, const std::vector<std::string>& all, double size, Colour colour,
                      Anchor anchor, Weight weight) {
    for (const std::string& one : all) {
        text({x, top + (0.5 * kLeading + kMiddle) * size * em}, one, size, colour, anchor, weight);
        top += kLeading * size * em;
    }
    return top;
}

void Painter::line(Vec2 from, Vec2 to, Colour colour, double width, std::span<const double> dash) {
    const std::array<Vec2, 2> points = {from, to};
    canvas.polyline(points, {colour, width, dash, false});
}

void Painter::marker(Vec2 at, Marker shape, double radius, Colour colour, bool hollow) {
    const double r = radius, thick = std::max(1.2, 0.35 * radius);
    const auto shape_of = [&](std::vector<Vec2> corners) {
        for (Vec2& corner : corners) corner = {at.x + r * corner.x, at.y + r * corner.y};
        if (!hollow) {
            const std::array<Outline, 1> rings = {corners};
            canvas.polygon(rings, colour);
        } else {
            const std::array<Outline, 1> rings = {corners};
            canvas.polygon(rings, theme.background);
            canvas.polyline(corners, {colour, thick, {}, true});
        }
    };
    const auto strokes = [&](std::vector<Vec2> ends) {
        for (Vec2& end : ends) end = {at.x + r * end.x, at.y + r * end.y};
        canvas.segments(ends, {colour, thick, {}, false});
    };
    switch (shape) {
        case Marker::kCircle:
            canvas.circle(at, r, colour);
            if (hollow) canvas.circle(at, r - thick, theme.background);
            break;
        case Marker::kRing:
            canvas.circle(at, r, colour);
            canvas.circle(at, r - thick, theme.background);
            break;
        case Marker::kSquare: shape_of({{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}}); break;
        case Marker::kTriangle: shape_of({{0, -1.1}, {1, 0.8}, {-1, 0.8}}); break;
        case Marker::kTriangleDown: shape_of({{0, 1.1}, {1, -0.8}, {-1, -0.8}}); break;
        case Marker::kDiamond: shape_of({{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}}); break;
        case Marker::kCross: strokes({{-0.8, -0.8}, {0.8, 0.8}, {-0.8, 0.8}, {0.8, -0.8}}); break;
        case Marker::kPlus: strokes({{-1, 0}, {1, 0}, {0, -1}, {0, 1}}); break;
    }
}

// Lines at 45 degrees, cut at the outline by the even-odd rule, so that no canvas needs patterns.
void Painter::hatch(std::span<const Outline> rings, Colour colour, double spacing) {
    double low = 1e300, high = -1e300;
    for (const Outline& ring : rings) {
        for (const Vec2 p : ring) {
            low = std::min(low, p.x + p.y);
            high = std::max(high, p.x + p.y);
        }
    }
    std::vector<Vec2> out;
    std::vector<double> crossings;
    // Lines at multiples of the spacing: the hatching of neighbours joins up.
    for (double at = std::ceil(low / spacing) * spacing; at < high; at += spacing) {
        crossings.clear();
        for (const Outline& ring : rings) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Vec2 a = ring[i], b = ring[(i + 1) % ring.size()];
                const double one = a.x + a.y - at, other = b.x + b.y - at;
                if ((one > 0) == (other > 0)) continue;
                crossings.push_back(a.x + (b.x - a.x) * one / (one - other));
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            out.push_back({crossings[k], at - crossings[k]});
            out.push_back({crossings[k + 1], at - crossings[k + 1]});
        }
    }
    if (!out.empty()) canvas.segments(out, {colour, std::max(1.0, 0.06 * em), {}, false});
}

void Painter::hatch(const Rect& rect, Colour colour, double spacing) {
    const std::array<Outline, 1> rings = {
        Outline{{rect.x, rect.y}, {rect.right(), rect.y}, {rect.right(), rect.bottom()}, {rect.x, rect.bottom()}}};
    hatch(rings, colour, spacing);
}

void Painter::swatch(const LegendEntry& entry, const Rect& rect) {
    const double middle = rect.y + rect.height / 2;
    const double width = 0.16 * em;
    switch (entry.swatch) {
        case LegendEntry::Swatch::kLine:
            line({rect.x, middle}, {rect.right(), middle}, entry.colour, width, scaled_dash(entry.style, width));
            break;
        case LegendEntry::Swatch::kMarker:
            marker({rect.x + rect.width / 2, middle}, marker_of(entry.style), 0.36 * em, entry.colour);
            break;
        case LegendEntry::Swatch::kArea:
        case LegendEntry::Swatch::kHatch: {
            const Rect box = {rect.x, middle - 0.42 * em, rect.width, 0.84 * em};
            canvas.rect(box, entry.colour);
            if (entry.swatch == LegendEntry::Swatch::kHatch) hatch(box, theme.hatch, 0.35 * em);
            if (entry.hatched) hatch(box, theme.background, 0.35 * em);
            break;
        }
    }
}

void Painter::left_out(int count, std::string_view what, double x, double baseline, double width) {
    hits.complete = false;
    const auto note =
        fmt::format("+ {}", scenarios::counted(static_cast<std::size_t>(count), fmt::format("more {}", what)));
    text({x, baseline}, words.elide(note, width, kSmallSize), kSmallSize, theme.muted);
}

std::vector<double> scaled_dash(int index, double width) {
    std::vector<double> out = dash_pattern(index);
    for (double& length : out) length *= width;
    return out;
}

double legend_height(const Words& words, std::span<const LegendEntry> entries, double width) {
    double bottom = 0;
    for (const PlacedEntry& entry : place(words, entries, width)) bottom = std::max(bottom, entry.rect.bottom());
    return entries.empty() ? 0 : bottom + 0.3 * words.em;
}

void paint_legend(Painter& painter, std::span<const LegendEntry> entries, const Rect& rect) {
    const double em = painter.em;
    const auto placed = place(painter.words, entries, rect.width);
    const auto fits = [&](const PlacedEntry& entry) { return entry.rect.bottom() <= rect.height + 0.01; };
    const auto shown = static_cast<std::size_t>(std::count_if(placed.begin(), placed.end(), fits));
    if (shown < placed.size()) painter.hits.complete = false;
    for (std::size_t k = 0; k < shown; ++k) {
        Rect box = placed[k].rect;
        box.x += rect.x;
        box.y += rect.y;
        const LegendEntry& entry = entries[k];
        const bool hidden = painter.is_hidden(entry.name);
        LegendEntry drawn = entry;
        if (hidden) drawn.colour = painter.theme.grid;
        painter.swatch(drawn, {box.x, box.y, kSwatchWidth * em, kLeading * kTickSize * em});
        const double x = box.x + (kSwatchWidth + kSwatchGap) * em;
        painter.lines(x, box.y, placed[k].lines, kTickSize, hidden ? painter.theme.muted : painter.theme.text);
        if (hidden) {  // struck through: colour alone would not say it
            const double y = box.y + 0.5 * kLeading * kTickSize * em;
            painter.line({x, y}, {box.right(), y}, painter.theme.muted, 1);
        }
        if (entry.toggles) painter.hits.regions.push_back({HitKind::kLegend, box, -1, entry.series, -1, 0, entry.name});
    }
}

}  // namespace concord::figure
