// Layout: in any room, at any text size, no word of a figure is cut off or stands on another.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "scenarios/greater_manchester/table.h"
#include "tests/viz/figure/recording_canvas.h"
#include "viz/figure/paint.h"
#include "viz/gallery/gallery.h"

using namespace concord;
using namespace concord::figure;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
const std::string kLong =
    "A label that goes on for much longer than anybody would wish, with a "
    "Donaudampfschifffahrtsgesellschaftskapit\u00e4n";

// The same figures with the longest words that somebody might put in.
Figure with_long_labels(Figure figure) {
    figure.title.append(": ").append(kLong);
    figure.subtitle = kLong;
    figure.provenance.caveat = kLong;
    if (auto* dots = std::get_if<IntervalDots>(&figure.content)) {
        dots->rows[1].label = dots->rows[4].group = dots->x.label = kLong;
        dots->rows[2].detail = "could not be told by a survey of this size";
    } else if (auto* chart = std::get_if<LineChart>(&figure.content)) {
        chart->series[1].name = chart->y.label = kLong;
        chart->events[0].text = kLong;
        chart->x.label = "Weeks since the start";
    } else if (auto* bars = std::get_if<Bars>(&figure.content)) {
        bars->bars[2].label = kLong;
        bars->bars[0].value = 12345678;
    } else if (auto* ledger = std::get_if<LedgerBars>(&figure.content)) {
        ledger->contributions[1] = kLong;
    } else if (auto* table = std::get_if<Table>(&figure.content)) {
        table->columns[0].title = table->columns[1].title = kLong;
        table->rows[0][0] = kLong;
    } else if (auto* multiples = std::get_if<SmallMultiples>(&figure.content)) {
        multiples->panels[3].title = kLong;
        multiples->events[0].text = kLong;
    } else if (auto* map = std::get_if<Choropleth>(&figure.content)) {
        map->value.label = kLong;
        map->labels[0].name = "Newton-le-Willows and Haydock";
    }
    return figure;
}

const std::vector<GalleryEntry>& everything() {
    static const std::vector<GalleryEntry> entries = [] {
        auto all = gallery();
        for (auto& entry : map_gallery(scenarios::built_in_greater_manchester())) all.push_back(std::move(entry));
        for (std::size_t k = 0, n = all.size(); k < n; ++k)
            all.push_back({fmt::format("{} with long labels", all[k].name), with_long_labels(all[k].figure)});
        return all;
    }();
    return entries;
}

const Figure& find(const std::string& name) {
    return std::find_if(everything().begin(), everything().end(),
                        [&](const GalleryEntry& entry) { return entry.name == name; })
        ->figure;
}

std::string faults(const std::vector<TextBox>& texts, const Rect& figure) {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Rect& a = texts[i].rect;
        if (a.x < figure.x - 0.6 || a.y < figure.y - 0.6 || a.right() > figure.right() + 0.6 ||
            a.bottom() > figure.bottom() + 0.6) {
            out += fmt::format("outside: {}\n", texts[i].text);
        }
        for (std::size_t j = 0; j < i; ++j) {
            const Rect& b = texts[j].rect;
            const double x = std::min(a.right(), b.right()) - std::max(a.x, b.x),
                         y = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
            if (x > 0.6 && y > 0.6) out += fmt::format("overlap: {} | {}\n", texts[i].text, texts[j].text);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("No text leaves the figure or stands on other text, at any size and text scale", "[figure][layout]") {
    const Vec2 sizes[] = {{280, 180}, {400, 260}, {640, 400}, {1000, 300}, {300, 700}, {1600, 900}};
    Interaction interaction;
    interaction.draw_shapes = false;
    for (const auto& entry : everything()) {
        for (const Vec2 size : sizes) {
            for (const double scale : {1.0, 2.0, 3.0}) {
                RecordingCanvas canvas;
                const Rect rect = {10, 20, size.x, size.y};
                paint(canvas, entry.figure, rect, kEm * scale, light_theme(), interaction);
                INFO(entry.name << " in " << size.x << " x " << size.y << " at scale " << scale);
                CHECK(faults(canvas.texts, rect) == "");
                CHECK(canvas.clips == 0);
            }
        }
    }
}

TEST_CASE("At the fitting height nothing is left out, and provenance is there in full", "[figure][layout]") {
    Interaction interaction;
    interaction.draw_shapes = false;
    for (const auto& entry : everything()) {
        for (const double width : {400.0, 640.0, 1200.0}) {
            for (const double scale : {1.0, 2.0}) {
                RecordingCanvas canvas;
                const double height = fitting_height(canvas, entry.figure, width, kEm * scale);
                const auto hits =
                    paint(canvas, entry.figure, {0, 0, width, height}, kEm * scale, light_theme(), interaction);
                INFO(entry.name << ", width " << width << ", scale " << scale << ", height " << height);
                // Names of places may still be too many for a small map.
                if (!hits.map) CHECK(hits.complete);
                CHECK(faults(canvas.texts, {0, 0, width, height}) == "");
                CHECK(canvas.has_text("Scenario: Trust-led"));
                CHECK(!canvas.has_text("\u2026"));
            }
        }
    }
}

TEST_CASE("The notice stands on every map below district level, however small", "[figure][layout]") {
    for (const double scale : {1.0, 2.0}) {
        RecordingCanvas canvas;
        Interaction interaction;
        interaction.draw_shapes = false;
        paint(canvas, find("map_levels"), {0, 0, 280, 180}, kEm * scale, dark_theme(), interaction);
        CHECK(canvas.has_text("Simulated residents"));
        CHECK(canvas.has_text("of this place"));
    }
}

TEST_CASE("What has no room is counted, not cut", "[figure][layout]") {
    RecordingCanvas canvas;
    const auto hits = paint(canvas, find("intervals"), {0, 0, 280, 180}, kEm, light_theme());
    CHECK_FALSE(hits.complete);
    CHECK(canvas.has_text("more row"));
}

TEST_CASE("A gap in the data is a gap in the line and in its band", "[figure][missing]") {
    Figure figure = find("lines");
    auto& chart = std::get<LineChart>(figure.content);
    chart.events.clear();
    chart.series = {{"one",
                     {0, 1, 2, 3, 4, 5},
                     {1, 2, kMissing, 2, 3, 2},
                     {0, 1, kMissing, 1, 2, 1},
                     {2, 3, kMissing, 3, 4, 3},
                     0,
                     0}};
    RecordingCanvas canvas;
    paint(canvas, figure, {0, 0, 640, 400}, kEm, light_theme());
    CHECK(std::count_if(canvas.polylines.begin(), canvas.polylines.end(),
                        [](const auto& line) { return line.size() == 3; }) == 1);
    CHECK(std::count_if(canvas.polylines.begin(), canvas.polylines.end(),
                        [](const auto& line) { return line.size() > 3; }) == 0);
    CHECK(canvas.band_sizes == std::vector<std::size_t>{2, 3});
}

TEST_CASE("Missing and small cells of a map are hatched and never coloured by value", "[figure][missing]") {
    Figure figure = find("map_differences");
    auto& map = std::get<Choropleth>(figure.content);
    map.values.assign(map.values.size(), 3.0);
    map.values[0] = kMissing;
    map.few.assign(map.values.size(), 0);
    map.few[1] = 1;
    RecordingCanvas canvas;
    paint(canvas, figure, {0, 0, 640, 400}, kEm, light_theme());
    std::size_t shapes = 0;
    for (const auto& shape : *map.shapes) shapes += shape.size();
    const auto unfilled = (*map.shapes)[0].size() + (*map.shapes)[1].size();
    const Colour high = diverging_classes(light_theme(), 7).back();
    CHECK(static_cast<std::size_t>(std::count(canvas.fills.begin(), canvas.fills.end(), light_theme().no_data)) ==
          unfilled);
    CHECK(static_cast<std::size_t>(std::count(canvas.fills.begin(), canvas.fills.end(), high)) == shapes - unfilled);
    CHECK(canvas.segment_count > 10);
    CHECK(canvas.has_text("no data, or too few residents"));
}

TEST_CASE("Without shapes a map still draws legend, names and notice", "[figure][layout]") {
    RecordingCanvas canvas;
    Interaction interaction;
    interaction.draw_shapes = false;
    const auto hits = paint(canvas, find("map_levels"), {0, 0, 900, 600}, kEm, light_theme(), interaction);
    CHECK(canvas.fills.empty());
    CHECK(canvas.has_text("Wigan"));
    CHECK(canvas.has_text(" to "));
    REQUIRE(hits.map);
    CHECK(hits.map->pixels_per_metre > 0);
}

TEST_CASE("The mouse finds points, rows, places and legend entries, and says what they are", "[figure][hits]") {
    RecordingCanvas canvas;
    const Figure& lines = find("lines");
    const auto hits = paint(canvas, lines, {0, 0, 640, 400}, kEm, light_theme());
    REQUIRE(hits.plots.size() == 1);
    const Series& series = std::get<LineChart>(lines.content).series[3];
    const Vec2 at = {hits.plots[0].to_x(series.x[60]), hits.plots[0].to_y(series.y[60])};
    const auto point = find_hit(hits, lines, at, 10);
    REQUIRE(point);
    CHECK(point->series == 3);
    CHECK(point->index == 60);
    CHECK(point->tooltip.find("Policing-heavy\n") == 0);

    Interaction interaction;
    interaction.hidden = {"Policing-heavy"};
    const auto without = find_hit(hits, lines, at, 10, interaction);
    CHECK((!without || without->series != 3));
    CHECK(std::count_if(hits.regions.begin(), hits.regions.end(),
                        [](const HitRegion& region) { return region.kind == HitKind::kLegend; }) == 4);

    const Figure& map = find("map_differences");
    const auto on_map = paint(canvas, map, {0, 0, 640, 400}, kEm, light_theme());
    const auto& content = std::get<Choropleth>(map.content);
    const auto place = find_hit(on_map, map, on_map.map->to_screen(content.labels[2].at), 5);
    REQUIRE(place);
    CHECK(place->index == 2);
    CHECK(place->tooltip.find(content.names[2]) == 0);
}

TEST_CASE("A hidden series is not drawn, but its legend entry stays where it was", "[figure][hits]") {
    const Figure& lines = find("lines");
    RecordingCanvas all, some;
    Interaction interaction;
    interaction.hidden = {"Trust-led"};
    paint(all, lines, {0, 0, 900, 500}, kEm, light_theme());
    paint(some, lines, {0, 0, 900, 500}, kEm, light_theme(), interaction);
    CHECK(some.has_text("Trust-led"));
    CHECK(some.band_sizes.size() < all.band_sizes.size());
}

TEST_CASE("An axis covers its least span, about the middle of the data; data beyond it keep theirs",
          "[figure][layout]") {
    Figure figure = find("lines");
    auto& chart = std::get<LineChart>(figure.content);
    chart.events.clear();
    chart.y.least_span = 2;
    const auto range = [&](double low, double high) {
        chart.series = {{"one", {0, 1}, {low, high}, {}, {}, 0, 0}};
        RecordingCanvas canvas;
        return paint(canvas, figure, {0, 0, 640, 400}, kEm, light_theme()).plots.at(0).y;
    };
    CHECK(range(69.69, 69.74).span() >= 2);
    CHECK(range(69.69, 69.74).low < 69 + 0.75);
    CHECK(range(69.69, 69.74).high > 70.7);
    CHECK(range(60, 70).span() < 14);
}

TEST_CASE("Units may be hatched over their colour, and the legend says why", "[figure]") {
    Figure figure = find("map_levels");
    auto& chart = std::get<Choropleth>(figure.content);
    chart.few.assign(chart.values.size(), 0);
    RecordingCanvas before, after;
    paint(before, figure, {0, 0, 640, 400}, kEm, light_theme());
    chart.hatched.assign(chart.values.size(), 0);
    chart.hatched[0] = 1;
    chart.hatched_meaning = "too close to call";
    paint(after, figure, {0, 0, 640, 400}, kEm, light_theme());
    CHECK(after.fills == before.fills);
    CHECK(after.segment_count > before.segment_count);
    CHECK(after.has_text("too close to call"));
    CHECK(check(figure).empty());
    chart.hatched_meaning.clear();
    CHECK_FALSE(check(figure).empty());  // marks without a meaning
}
