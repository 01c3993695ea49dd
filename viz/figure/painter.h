// What the painters of the kinds of chart share: measured words, legends, axes, marks. Internal to viz/figure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "viz/figure/paint.h"

namespace concord::figure {

// Sizes of text in em, and of a line of it.
inline constexpr double kTitleSize = 1.25, kTickSize = 0.85, kSmallSize = 0.8;
inline constexpr double kLeading = 1.28;
// From the middle of a line of capitals to its baseline, in em of its size.
inline constexpr double kMiddle = 0.36;

// Text measured in the canvas's font.
struct Words {
    const Canvas& canvas;
    double em;

    double width(std::string_view text, double size = 1, Weight weight = Weight::kRegular) const {
        return canvas.text_width(text, size * em, weight);
    }
    double width(const std::vector<std::string>& lines, double size = 1, Weight weight = Weight::kRegular) const;
    // Broken between words; inside them only when a word alone is too wide. `most` lines at most (0: any number), the
    // last one ending in an ellipsis when there was more.
    std::vector<std::string> wrap(std::string_view text, double width, double size = 1,
                                  Weight weight = Weight::kRegular, std::size_t most = 0) const;
    std::string elide(std::string_view text, double width, double size = 1, Weight weight = Weight::kRegular) const;
    double height(std::size_t lines, double size = 1) const {
        return static_cast<double>(lines) * kLeading * size * em;
    }
};

struct LegendEntry {
    enum class Swatch { kLine, kArea, kMarker, kHatch } swatch = Swatch::kLine;
    std::string name;
    Colour colour;
    int style = 0;         // dash or marker index
    bool hatched = false;  // second channel of areas beyond the eighth
    int series = -1;
    bool toggles = false;  // a click hides the series
};

// One drawing of one figure.
struct Painter {
    Canvas& canvas;
    const Theme& theme;
    const Figure& figure;
    const Interaction& interaction;
    HitMap& hits;
    Words words;
    double em;

    bool is_hidden(const std::string& series) const;
    bool is_hovered(HitKind kind, int panel, int series, int index) const;
    Colour categorical(int index) const {
        return theme.categorical[static_cast<std::size_t>(index) % kCategoricalColours];
    }

    void text(Vec2 baseline, std::string_view words_to_draw, double size, Colour colour, Anchor anchor = Anchor::kStart,
              Weight weight = Weight::kRegular);
    // Lines below one another from `top`; returns where the next line would start.
    double lines(double x, double top, const std::vector<std::string>& lines, double size, Colour colour,
                 Anchor anchor = Anchor::kStart, Weight weight = Weight::kRegular);
    void line(Vec2 from, Vec2 to, Colour colour, double width, std::span<const double> dash = {});
    void marker(Vec2 at, Marker shape, double radius, Colour colour, bool hollow = false);
    void hatch(std::span<const Outline> rings, Colour colour, double spacing);
    void hatch(const Rect& rect, Colour colour, double spacing);
    void swatch(const LegendEntry& entry, const Rect& rect);
    void left_out(int count, std::string_view what, double x, double baseline, double width);
};

std::vector<double> scaled_dash(int index, double width);

// A legend in rows that fill the width. Height 0 when there is nothing to tell apart.
double legend_height(const Words& words, std::span<const LegendEntry> entries, double width);
void paint_legend(Painter& painter, std::span<const LegendEntry> entries, const Rect& rect);

// Ticks of a value axis: where, and in which words.
struct ValueTicks {
    Range range;
    std::vector<double> at;
    std::vector<std::string> labels;
    int decimals = 0;
};
ValueTicks value_ticks(const ValueAxis& axis, Range data, int most, const std::optional<Range>& zoom = {});
double widest(const Words& words, const ValueTicks& ticks);

// The value axis along the bottom of row charts: grid lines up through `plot`, labels and the axis's name below it.
// `name_lines` at most for its name (0: any number).
double bottom_axis_height(const Words& words, const ValueAxis& axis, double width, std::size_t name_lines = 0);
ValueTicks bottom_ticks(const Words& words, const ValueAxis& axis, Range data, double width);
void paint_bottom_axis(Painter& painter, const ValueAxis& axis, const ValueTicks& ticks, const Rect& plot,
                       const Rect& body, std::size_t name_lines = 0);

// The label column of row charts: labels beside the plot, or above each row when there is little room.
struct RowLayout {
    bool stacked = false;
    double label_width = 0;
    std::vector<std::vector<std::string>> labels;
    std::vector<double> heights;  // of each row
};
RowLayout lay_out_rows(const Words& words, const std::vector<std::string>& labels, double width);
// Draws the row's label; returns the middle of the space for its mark.
double label_bottom(const Words& words, const RowLayout& layout, std::size_t row,
                    double top);  // top when beside the plot
double paint_row_label(Painter& painter, const RowLayout& layout, std::size_t row, double x, double top);
// How many whole rows fit into `room` if the rest must be counted in a line.
std::size_t rows_that_fit(const std::vector<double>& heights, double room, double line);

// A line plot without its surroundings (shared by line charts and small multiples).
struct LinePlot {
    PlotArea plot;
    ValueTicks y_ticks;
    std::vector<TimeTick> x_ticks;
    bool y_labels = true, x_labels = true;
};
// Labels of the ticks left of the plot, as many as stand clear of one another, and the grid.
void paint_left_axis(Painter& painter, const PlotArea& plot, const ValueTicks& ticks, bool labels);
Range x_range(const std::vector<Series>& series, const std::vector<Event>& events);
Range y_range(const Painter& painter, const std::vector<Series>& series);
void paint_line_plot(Painter& painter, const LinePlot& line_plot, const std::vector<Series>& series,
                     const Rect& bounds);
void paint_event_lines(Painter& painter, const PlotArea& plot, const std::vector<Event>& events);
std::vector<LegendEntry> line_legend(const Theme& theme, const std::vector<Series>& series);

// Each kind of chart: its painter and the least height at which nothing is left out.
void paint_content(Painter& painter, const LineChart& chart, const Rect& body);
void paint_content(Painter& painter, const IntervalDots& chart, const Rect& body);
void paint_content(Painter& painter, const Bars& chart, const Rect& body);
void paint_content(Painter& painter, const LedgerBars& chart, const Rect& body);
void paint_content(Painter& painter, const Scatter& chart, const Rect& body);
void paint_content(Painter& painter, const SmallMultiples& chart, const Rect& body);
void paint_content(Painter& painter, const Table& table, const Rect& body);
void paint_content(Painter& painter, const Choropleth& chart, const Rect& body);
double content_height(const Words& words, const LineChart& chart, double width);
double content_height(const Words& words, const IntervalDots& chart, double width);
double content_height(const Words& words, const Bars& chart, double width);
double content_height(const Words& words, const LedgerBars& chart, double width);
double content_height(const Words& words, const Scatter& chart, double width);
double content_height(const Words& words, const SmallMultiples& chart, double width);
double content_height(const Words& words, const Table& table, double width);
double content_height(const Words& words, const Choropleth& chart, double width);

// The least height at which the kind of chart still says something: a low plot, the first rows, all of the legend.
double least_height(const Words& words, const LineChart& chart, double width);
double least_height(const Words& words, const IntervalDots& chart, double width);
double least_height(const Words& words, const Bars& chart, double width);
double least_height(const Words& words, const LedgerBars& chart, double width);
double least_height(const Words& words, const Scatter& chart, double width);
double least_height(const Words& words, const SmallMultiples& chart, double width);
double least_height(const Words& words, const Table& table, double width);
double least_height(const Words& words, const Choropleth& chart, double width);

// How to read the marks, for the footer.
std::string reading_note(const Content& content);

}  // namespace concord::figure
