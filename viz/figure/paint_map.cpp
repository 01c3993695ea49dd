// Maps: units filled by class, hatched where nothing may be said, district borders and names on top, and a legend that
// gives every class its limits.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/numbers.h"
#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

constexpr double kRoomForSide = 36;     // em of width from which the legend stands beside the map
constexpr std::size_t kFewUnits = 400;  // up to here each unit gets an outline of its own
constexpr double kLeastMap = 15;        // em

std::vector<Colour> class_colours(const Theme& theme, const Choropleth& chart) {
    const int n = static_cast<int>(chart.breaks.size()) - 1;
    return chart.scale == ScaleKind::kDiverging ? diverging_classes(theme, n) : sequential_classes(theme, n);
}

int break_decimals(const Choropleth& chart) {
    int decimals = 0;
    for (const double limit : chart.breaks) {
        while (decimals < 3 &&
               std::abs(limit * std::pow(10, decimals) - std::round(limit * std::pow(10, decimals))) > 1e-6)
            ++decimals;
    }
    return decimals;
}

std::vector<LegendEntry> legend_of(const Theme& theme, const Choropleth& chart) {
    std::vector<LegendEntry> out;
    const auto colours = class_colours(theme, chart);
    const int decimals = break_decimals(chart);
    // High values on top, as on an axis.
    for (std::size_t k = colours.size(); k-- > 0;) {
        NumberStyle bare = chart.value.style;
        if (bare.unit == Unit::kPercent) bare.unit = Unit::kNumber;  // once is enough
        std::string name = format_short(chart.breaks[k], bare, decimals)
                               .append(" to ")
                               .append(format_short(chart.breaks[k + 1], bare, decimals));
        if (chart.value.style.unit == Unit::kPercent) name += " %";
        out.push_back({LegendEntry::Swatch::kArea, std::move(name), colours[k], 0, false, -1, false});
    }
    bool missing = false, few = false;
    for (std::size_t unit = 0; unit < chart.values.size(); ++unit) {
        const bool is_few = !chart.few.empty() && chart.few[unit];
        few = few || is_few;
        missing = missing || (!is_few && std::isnan(chart.values[unit]));
    }
    if (missing || few) {
        const char* words = !few ? "no data" : missing ? "no data, or too few residents" : "too few residents to show";
        out.push_back({LegendEntry::Swatch::kHatch, words, theme.no_data, 0, false, -1, false});
    }
    if (std::find(chart.hatched.begin(), chart.hatched.end(), 1) != chart.hatched.end())
        out.push_back({LegendEntry::Swatch::kHatch, chart.hatched_meaning, theme.background, 0, false, -1, false});
    return out;
}

MapFrame frame_of(const Choropleth& chart, const Rect& area, const std::optional<MapView>& view) {
    double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
    for (const auto& shape : *chart.shapes) {
        for (const map::Polygon& polygon : shape) {
            for (const map::Point& p : polygon.outer) {
                west = std::min(west, p[0]);
                east = std::max(east, p[0]);
                south = std::min(south, p[1]);
                north = std::max(north, p[1]);
            }
        }
    }
    MapFrame frame;
    frame.area = area;
    if (west > east) return {area, {0, 0}, 1};
    frame.centre = {(west + east) / 2, (south + north) / 2};
    frame.pixels_per_metre =
        0.98 * std::min(area.width / std::max(east - west, 1.0), area.height / std::max(north - south, 1.0));
    if (view) {
        frame.centre = view->centre;
        frame.pixels_per_metre *= view->zoom;
    }
    return frame;
}

std::vector<Outline> to_screen(const MapFrame& frame, const map::Polygon& polygon) {
    std::vector<Outline> out;
    const auto add = [&](const map::Ring& ring) {
        Outline outline;
        for (const map::Point& p : ring) outline.push_back(frame.to_screen(p));
        out.push_back(std::move(outline));
    };
    add(polygon.outer);
    for (const map::Ring& hole : polygon.holes) add(hole);
    return out;
}

void paint_units(Painter& painter, const Choropleth& chart, const MapFrame& frame) {
    const auto colours = class_colours(painter.theme, chart);
    const bool outlined = chart.shapes->size() <= kFewUnits;
    for (std::size_t unit = 0; unit < chart.shapes->size(); ++unit) {
        const bool known = has_value(chart, unit);
        const Colour fill = known ? colours[static_cast<std::size_t>(class_of(chart.values[unit], chart.breaks))]
                                  : painter.theme.no_data;
        for (const map::Polygon& polygon : (*chart.shapes)[unit]) {
            const auto rings = to_screen(frame, polygon);
            painter.canvas.polygon(rings, fill);
            // Many small units are outlined in their own colour: else the page shows through where edges are smoothed.
            if (!outlined) painter.canvas.polyline(rings[0], {fill, 0.6, {}, true});
            if (!known || (!chart.hatched.empty() && chart.hatched[unit]))
                painter.hatch(rings, painter.theme.hatch, 0.35 * painter.em);
            if (outlined) painter.canvas.polyline(rings[0], {painter.theme.unit_border, 0.07 * painter.em, {}, true});
        }
    }
}

void outline(Painter& painter, const MapFrame& frame, const std::vector<map::Polygon>& shape, Colour colour,
             double width) {
    for (const map::Polygon& polygon : shape) {
        for (const Outline& ring : to_screen(frame, polygon)) painter.canvas.polyline(ring, {colour, width, {}, true});
    }
}

// Each name at its point, or a little above or below where another name is in the way; one without room is left out.
void paint_names(Painter& painter, const Choropleth& chart, const MapFrame& frame) {
    const double em = painter.em, size = frame.area.width < 30 * em ? kSmallSize : 0.95;
    std::vector<Rect> taken;
    // On a map the size of a few words, names would hide what they name; the tooltip has them.
    if (std::min(frame.area.width, 1.4 * frame.area.height) < 17 * em) {
        if (!chart.labels.empty()) painter.hits.complete = false;
        return;
    }
    for (const PlaceLabel& label : chart.labels) {
        const Vec2 at = frame.to_screen(label.at);
        if (!frame.area.contains(at)) continue;
        const double width = painter.words.width(label.name, size, Weight::kBold), height = 1.05 * size * em;
        const double x = std::clamp(at.x, frame.area.x + width / 2,
                                    std::max(frame.area.right() - width / 2, frame.area.x + width / 2));
        bool placed = false;
        for (const double shift : {0.0, -1.1, 1.1, -2.2, 2.2}) {
            const Rect box = {x - width / 2 - 0.2 * em, at.y + (shift - 0.55) * size * em, width + 0.4 * em, height};
            if (box.y < frame.area.y || box.bottom() > frame.area.bottom() || width > frame.area.width) continue;
            const auto overlaps = [&](const Rect& other) {
                return box.x < other.right() && other.x < box.right() && box.y < other.bottom() &&
                       other.y < box.bottom();
            };
            if (std::any_of(taken.begin(), taken.end(), overlaps)) continue;
            painter.canvas.text({x, box.y + height / 2 + kMiddle * size * em}, label.name,
                                {size * em, painter.theme.text, Weight::kBold, Anchor::kMiddle,
                                 with_alpha(painter.theme.background, 0.85)});
            taken.push_back(box);
            placed = true;
            break;
        }
        if (!placed) painter.hits.complete = false;
    }
}

// Below a map the classes are one strip, low to high, with their limits under it.
double strip_height(const Words& words) { return 0.9 * words.em + words.height(1, kTickSize) + 0.2 * words.em; }

void paint_strip(Painter& painter, const Choropleth& chart, double x, double y, double width) {
    const double em = painter.em;
    const auto colours = class_colours(painter.theme, chart);
    std::vector<std::string> labels;
    for (const double limit : chart.breaks)
        labels.push_back(format_short(limit, chart.value.style, break_decimals(chart)));
    const double widest_label = painter.words.width(labels, kTickSize);
    const double first = painter.words.width(labels.front(), kTickSize) / 2,
                 last = painter.words.width(labels.back(), kTickSize) / 2;
    const double step =
        std::min((width - first - last) / static_cast<double>(colours.size()), std::max(widest_label + em, 4 * em));
    double taken = -1e9;
    for (std::size_t k = 0; k <= colours.size(); ++k) {
        const double at = x + first + step * static_cast<double>(k);
        if (k < colours.size()) painter.canvas.rect({at, y, step, 0.9 * em}, colours[k]);
        const double half = painter.words.width(labels[k], kTickSize) / 2;
        // The highest limit is always told; one before it gives way.
        const bool hits_last =
            k < colours.size() && at + half > x + first + step * static_cast<double>(colours.size()) - last - 0.3 * em;
        if (at - half < taken + 0.3 * em || hits_last) continue;
        painter.lines(at, y + em, {labels[k]}, kTickSize, painter.theme.text, Anchor::kMiddle);
        taken = at + half;
    }
}

// The entries of what is hatched.
std::vector<LegendEntry> hatch_entries(const std::vector<LegendEntry>& entries) {
    std::vector<LegendEntry> out;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(out),
                 [](const auto& entry) { return entry.swatch == LegendEntry::Swatch::kHatch; });
    return out;
}

// What the legend takes beside the map, or below it.
struct Layout {
    bool beside = false;
    double legend_width = 0, legend_height = 0;
    std::vector<std::string> heading;
};
Layout lay_out(const Words& words, const Choropleth& chart, double width, double height) {
    Layout layout;
    const double em = words.em;
    const auto entries = legend_of(light_theme(), chart);
    double entry = 0;
    for (const LegendEntry& one : entries) entry = std::max(entry, words.width(one.name, kTickSize) + 2.3 * em);
    layout.legend_width = std::min(std::max(entry, 9 * em), 0.34 * width);
    layout.heading = words.wrap(chart.value.label, layout.legend_width, kTickSize);
    // One entry a row, beside the map.
    double tall = words.height(layout.heading.size(), kTickSize) + 0.3 * em;
    for (const LegendEntry& one : entries) tall += legend_height(words, std::span(&one, 1), layout.legend_width);
    layout.beside = width > height && tall <= height && (width >= kRoomForSide * em || height < tall + 5 * em);
    if (!layout.beside) {
        layout.legend_width = width;
        layout.heading = words.wrap(chart.value.label, width, kTickSize);
        tall = words.height(layout.heading.size(), kTickSize) + 0.2 * em + strip_height(words) +
               legend_height(words, hatch_entries(entries), width);
    }
    layout.legend_height = tall;
    return layout;
}

}  // namespace

double content_height(const Words& words, const Choropleth& chart, double width) {
    const Layout layout = lay_out(words, chart, width, 0.75 * width);
    return layout.beside ? std::max(layout.legend_height, kLeastMap * words.em)
                         : layout.legend_height + kLeastMap * words.em;
}

double least_height(const Words& words, const Choropleth& chart, double width) {
    return lay_out(words, chart, width, 0).legend_height + 5 * words.em;
}

void paint_content(Painter& painter, const Choropleth& chart, const Rect& body) {
    const double em = painter.em;
    const Layout layout = lay_out(painter.words, chart, body.width, body.height);
    const auto entries = legend_of(painter.theme, chart);
    const double legend_height_shown =
        layout.beside ? layout.legend_height : std::min(layout.legend_height, std::max(0.0, body.height - 3 * em));
    Rect area = body, legend = {body.x, body.y, layout.legend_width, legend_height_shown};
    if (layout.beside) {
        area.width -= layout.legend_width + em;
        legend.x = area.right() + em;
    } else {
        area.height -= legend_height_shown + 0.3 * em;
        legend.y = area.bottom() + 0.3 * em;
    }
    const MapFrame frame = frame_of(chart, area, painter.interaction.map_view);
    painter.hits.map = frame;
    painter.canvas.push_clip(area);
    if (painter.interaction.draw_shapes) paint_units(painter, chart, frame);
    if (chart.borders) {
        for (const auto& shape : *chart.borders) outline(painter, frame, shape, painter.theme.border, 0.09 * em);
    }
    const auto& hovered = painter.interaction.hovered;
    if (hovered && hovered->kind == HitKind::kUnit && hovered->index >= 0 &&
        static_cast<std::size_t>(hovered->index) < chart.shapes->size()) {
        outline(painter, frame, (*chart.shapes)[static_cast<std::size_t>(hovered->index)], painter.theme.accent,
                0.22 * em);
    }
    paint_names(painter, chart, frame);
    painter.canvas.pop_clip();

    double y = painter.lines(legend.x, legend.y, layout.heading, kTickSize, painter.theme.muted) + 0.3 * em;
    if (!layout.beside) {
        y -= 0.1 * em;
        paint_strip(painter, chart, legend.x, y, legend.width);
        y += strip_height(painter.words);
        paint_legend(painter, hatch_entries(entries), {legend.x, y, legend.width, std::max(legend.bottom() - y, 0.0)});
        return;
    }
    for (const LegendEntry& entry : entries) {
        const double height = legend_height(painter.words, std::span(&entry, 1), legend.width);
        paint_legend(painter, std::span(&entry, 1), {legend.x, y, legend.width, height});
        y += height;
    }
}

}  // namespace concord::figure
