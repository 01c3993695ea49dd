#include "viz/figure/svg_tooltips.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <iterator>

#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"

namespace concord::figure {
namespace {

constexpr double kReach = 6;             // pixels about a point
constexpr std::size_t kMostUnits = 400;  // of a map: more would weigh more than the page they are in

// A point just inside the outline, for which an edge's left side is searched; its first corner where there is none.
map::Point inside_point(const map::Polygon& polygon) {
    constexpr double kAway = 1;  // metres
    const map::Ring& ring = polygon.outer;
    for (std::size_t k = 0; k < ring.size(); ++k) {
        const map::Point &from = ring[k], &to = ring[(k + 1) % ring.size()];
        const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
        const map::Point point = {(from[0] + to[0]) / 2 - kAway * (to[1] - from[1]) / length,
                                  (from[1] + to[1]) / 2 + kAway * (to[0] - from[0]) / length};
        if (length > kAway && map::contains(polygon, point)) return point;
    }
    return ring.front();
}

class Tooltips {
  public:
    Tooltips(const HitMap& hits, const Figure& figure) : hits_(hits), figure_(figure) {}

    void rows() {
        for (const HitRegion& region : hits_.regions) {
            if (region.kind != HitKind::kRow) continue;
            const Rect& at = region.rect;
            add(fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"", at.x, at.y, at.width,
                            at.height),
                {at.x + at.width / 2, at.y + at.height / 2});
        }
    }
    void of(const LineChart& chart) { series(chart.series, hits_.plots.at(0)); }
    void of(const SmallMultiples& chart) {
        for (const PlotArea& plot : hits_.plots)
            series(chart.panels[static_cast<std::size_t>(plot.panel)].series, plot);
    }
    void of(const Scatter& chart) {
        for (const ScatterSeries& one : chart.series)
            for (const ScatterPoint& point : one.points) mark(hits_.plots.at(0), point.x, point.y);
    }
    void of(const Choropleth& chart) {
        if (!hits_.map || chart.shapes->size() > kMostUnits) return;
        for (std::size_t unit = 0; unit < chart.shapes->size(); ++unit)
            for (const map::Polygon& polygon : (*chart.shapes)[unit])
                if (!polygon.outer.empty()) outline(polygon);
    }
    template <class Other>
    void of(const Other&) {}

    const std::string& elements() const { return out_; }

  private:
    // The words are those of a mouse at the point.
    void add(const std::string& shape, Vec2 at) {
        const auto hit = find_hit(hits_, figure_, at, kReach / 2);
        if (hit)
            fmt::format_to(std::back_inserter(out_), "{}><title>{}</title></{}>\n", shape,
                           scenarios::xml_escaped(scenarios::printable(hit->tooltip)),
                           shape.substr(1, shape.find(' ') - 1));
    }
    void mark(const PlotArea& plot, double x, double y) {
        if (!std::isfinite(x) || !std::isfinite(y)) return;
        const Vec2 at = {plot.to_x(x), plot.to_y(y)};
        add(fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:g}\"", at.x, at.y, kReach), at);
    }
    void series(const std::vector<Series>& all, const PlotArea& plot) {
        for (const Series& one : all) {
            double last = -kReach;
            for (std::size_t k = 0; k < one.x.size(); ++k) {
                if (plot.to_x(one.x[k]) < last + kReach) continue;
                last = plot.to_x(one.x[k]);
                mark(plot, one.x[k], one.y[k]);
            }
        }
    }
    void outline(const map::Polygon& polygon) {
        std::string path = "<path d=\"";
        for (std::size_t k = 0; k < polygon.outer.size(); ++k) {
            const Vec2 at = hits_.map->to_screen(polygon.outer[k]);
            fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", k == 0 ? 'M' : 'L', at.x, at.y);
        }
        add(path + "Z\"", hits_.map->to_screen(inside_point(polygon)));
    }

    const HitMap& hits_;
    const Figure& figure_;
    std::string out_;
};

}  // namespace

std::string svg_tooltips(const HitMap& hits, const Figure& figure) {
    Tooltips tooltips(hits, figure);
    tooltips.rows();
    if (!hits.plots.empty() || hits.map) std::visit([&](const auto& content) { tooltips.of(content); }, figure.content);
    if (tooltips.elements().empty()) return {};
    return fmt::format("<g fill=\"#000\" fill-opacity=\"0\">\n{}</g>\n", tooltips.elements());
}

}  // namespace concord::figure
