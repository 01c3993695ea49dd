#include "viz/figure/imgui_canvas.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace concord::figure {
namespace {

ImVec2 vec(Vec2 p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }
ImU32 colour_of(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

struct Edge {
    Vec2 top, bottom;
    double at(double y) const { return top.x + (bottom.x - top.x) * (y - top.y) / (bottom.y - top.y); }
};

// The parts of a line that a dash pattern leaves, handed on one by one.
template <class Draw>
void each_dash(std::span<const Vec2> points, std::span<const double> dash, const Draw& draw) {
    std::size_t part = 0;
    double left = dash[0];
    std::vector<Vec2> run = {points[0]};
    for (std::size_t k = 0; k + 1 < points.size(); ++k) {
        Vec2 from = points[k];
        const Vec2 to = points[k + 1];
        for (double rest = std::hypot(to.x - from.x, to.y - from.y); rest > 0;) {
            const double step = std::min(rest, left);
            from = {from.x + (to.x - from.x) * step / rest, from.y + (to.y - from.y) * step / rest};
            rest -= step;
            left -= step;
            if (part % 2 == 0) run.push_back(from);
            if (left > 0) continue;
            if (part % 2 == 0 && run.size() > 1) draw(run);
            part = (part + 1) % dash.size();
            left = std::max(dash[part], 0.1);
            run = {from};
        }
    }
    if (part % 2 == 0 && run.size() > 1) draw(run);
}

}  // namespace

std::vector<std::array<Vec2, 4>> trapezoids(std::span<const Outline> rings) {
    std::vector<Edge> edges;
    std::vector<double> levels;
    for (const Outline& ring : rings) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const Vec2 a = ring[k], b = ring[(k + 1) % ring.size()];
            levels.push_back(a.y);
            if (a.y != b.y) edges.push_back(a.y < b.y ? Edge{a, b} : Edge{b, a});
        }
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::sort(edges.begin(), edges.end(), [](const Edge& one, const Edge& other) { return one.top.y < other.top.y; });

    std::vector<std::array<Vec2, 4>> out;
    std::vector<const Edge*> active;
    std::size_t next = 0;
    for (std::size_t k = 0; k + 1 < levels.size(); ++k) {
        const double upper = levels[k], lower = levels[k + 1], middle = (upper + lower) / 2;
        std::erase_if(active, [&](const Edge* edge) { return edge->bottom.y <= upper; });
        for (; next < edges.size() && edges[next].top.y <= upper; ++next) active.push_back(&edges[next]);
        std::sort(active.begin(), active.end(),
                  [&](const Edge* one, const Edge* other) { return one->at(middle) < other->at(middle); });
        for (std::size_t e = 0; e + 1 < active.size(); e += 2) {
            const Edge &left = *active[e], &right = *active[e + 1];
            out.push_back({Vec2{left.at(upper), upper},
                           {right.at(upper), upper},
                           {right.at(lower), lower},
                           {left.at(lower), lower}});
        }
    }
    return out;
}

void ImGuiCanvas::rect(const Rect& rect, Colour fill) {
    list_->AddRectFilled(vec({rect.x, rect.y}), vec({rect.right(), rect.bottom()}), colour_of(fill));
}

void ImGuiCanvas::polyline(std::span<const Vec2> points, const Stroke& stroke) {
    if (points.size() < 2) return;
    const auto draw = [&](std::span<const Vec2> run, bool closed) {
        list_->PathClear();
        for (const Vec2 p : run) list_->PathLineTo(vec(p));
        list_->PathStroke(colour_of(stroke.colour), closed ? ImDrawFlags_Closed : ImDrawFlags_None,
                          static_cast<float>(stroke.width));
    };
    if (stroke.dash.empty()) {
        draw(points, stroke.closed);
    } else {
        each_dash(points, stroke.dash, [&](const std::vector<Vec2>& run) { draw(run, false); });
    }
}

void ImGuiCanvas::segments(std::span<const Vec2> points, const Stroke& stroke) {
    // AddLine puts a line between pixels, half a pixel beside AddPolyline; figures must not wobble between the two.
    for (std::size_t k = 0; k + 1 < points.size(); k += 2) polyline(points.subspan(k, 2), stroke);
}

void ImGuiCanvas::polygon(std::span<const Outline> rings, Colour fill) {
    // Without smoothing, which would draw a seam along every cut.
    const ImDrawListFlags flags = list_->Flags;
    list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (const auto& t : trapezoids(rings))
        list_->AddQuadFilled(vec(t[0]), vec(t[1]), vec(t[2]), vec(t[3]), colour_of(fill));
    list_->Flags = flags;
}

void ImGuiCanvas::band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour fill) {
    const ImDrawListFlags flags = list_->Flags;
    list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (std::size_t k = 0; k + 1 < upper.size(); ++k) {
        list_->AddQuadFilled(vec(upper[k]), vec(upper[k + 1]), vec(lower[k + 1]), vec(lower[k]), colour_of(fill));
    }
    list_->Flags = flags;
}

void ImGuiCanvas::circle(Vec2 centre, double radius, Colour fill) {
    list_->AddCircleFilled(vec(centre), static_cast<float>(radius), colour_of(fill));
}

void ImGuiCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    const auto [font, size] = face(style.weight, style.size);
    if (style.anchor != Anchor::kStart)
        at.x -= text_width(text, style.size, style.weight) * (style.anchor == Anchor::kEnd ? 1 : 0.5);
    // ImGui places the top of the line; the baseline is its ascent below. Whole pixels keep letters sharp.
    const Vec2 top = {std::round(at.x), std::round(at.y - static_cast<double>(font->Ascent / font->FontSize * size))};
    const auto draw = [this, top, text, letters = Face{font, size}](Vec2 shift, Colour colour) {
        list_->AddText(letters.font, letters.size, vec({top.x + shift.x, top.y + shift.y}), colour_of(colour),
                       text.data(), text.data() + text.size());
    };
    if (style.halo.a > 0) {
        for (int k = 0; k < 8; ++k) {
            const double angle = k * std::numbers::pi / 4, reach = 0.12 * style.size;
            draw({reach * std::cos(angle), reach * std::sin(angle)}, style.halo);
        }
    }
    draw({0, 0}, style.colour);
}

ImGuiCanvas::Face ImGuiCanvas::face(Weight weight, double size) const {
    const auto wanted = static_cast<float>(size);
    const bool bold = weight == Weight::kBold;
    const auto misfit = [&](const ImFont* font) { return std::abs(std::log(font->FontSize / wanted)); };
    ImFont* best = bold ? fonts_.bold : fonts_.regular;
    for (ImFont* other : {bold ? fonts_.small_bold : fonts_.small, bold ? fonts_.title : nullptr}) {
        if (other && misfit(other) < misfit(best)) best = other;
    }
    constexpr float kSnap = 0.1f;
    return {best, misfit(best) < kSnap ? best->FontSize : wanted};
}

double ImGuiCanvas::text_width(std::string_view text, double size, Weight weight) const {
    const Face letters = face(weight, size);
    return static_cast<double>(
        letters.font->CalcTextSizeA(letters.size, 1e9f, 0, text.data(), text.data() + text.size()).x);
}

void ImGuiCanvas::push_clip(const Rect& rect) {
    list_->PushClipRect(vec({rect.x, rect.y}), vec({rect.right(), rect.bottom()}), true);
}
void ImGuiCanvas::pop_clip() { list_->PopClipRect(); }

}  // namespace concord::figure
