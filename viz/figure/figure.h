// What a figure says, apart from how it looks: plain structs that the report, the explorer and exports fill in, and
// that one painter (paint.h) draws on any canvas. Missing values are NaN everywhere and stay visible as missing: gaps
// in lines, hatching on maps, "no data" in tables.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/ground/calendar.h"
#include "viz/map/polygon.h"

namespace concord::figure {

// Required on every map below district level (model.md section 9).
inline constexpr const char* kSimulatedNotice = "Simulated residents, not a measurement of this place";

// What every result that leaves the program carries (model.md section 9). Drawn under the figure, first lines of its
// CSV.
struct Provenance {
    std::string scenario;          // "Trust-led against status quo today"
    int runs = 0;                  // seeds (pairs in a comparison); 0 is left out
    std::string parameter_source;  // "priors", "posterior of 2026-02-03"
    std::string caveat;            // one line: "Differences between scenarios are firmer than levels."
};

enum class Unit { kNumber, kPercent, kPoints, kPounds };

struct NumberStyle {
    Unit unit = Unit::kNumber;
    bool with_sign = false;  // differences: +1.2, −0.4
    int decimals = -1;       // -1: as many as the axis steps need, or 1 where there is no axis
};

struct ValueAxis {
    std::string label{};  // with its unit: "Percent of adults"
    NumberStyle style{};
    std::optional<double> low{}, high{};  // fixed ends; otherwise from the data
    bool include_zero = false;
    double least_span = 0;  // an axis from the data covers at least this much, so that noise is not magnified
};

// Weeks since `start`, shown as dates; plain numbers without it.
struct TimeAxis {
    std::string label{};  // may be empty for dates, which speak for themselves
    std::optional<sim::Date> start{};
    std::optional<double> low{}, high{};  // fixed ends; otherwise from the data
};

// A line with an optional band. Colour and dash are indices into the theme's lists; both tell series apart, so that
// neither colour vision nor a monochrome printer decides.
struct Series {
    std::string name{};
    std::vector<double> x{}, y{};       // same length; x ascending, y NaN where there is no value
    std::vector<double> low{}, high{};  // band: empty, or as long as y
    int colour = 0;
    int dash = -1;      // -1: the same index as colour
    bool dots = false;  // a dot for each value and no line: what was read now and then
};

struct Event {
    double x = 0;
    std::string text;  // "now", "branch: patrols doubled"
};

struct LineChart {
    TimeAxis x{};
    ValueAxis y{};
    std::vector<Series> series{};
    std::vector<Event> events{};
    std::string band_meaning{};  // "Bands: 95 % of runs"; shown when a series has a band
};

// Dots with whiskers, one a row, against a line at `reference` if there is one.
struct IntervalRow {
    std::string label{};
    double estimate = 0, low = 0, high = 0;
    std::string group{};   // heading above the first row of each group; may be empty
    std::string detail{};  // at the right: "97 % of draws", "a survey could tell"
    int colour = 0;
    bool hollow = false;  // with IntervalDots::hollow_meaning
};
struct IntervalDots {
    ValueAxis x{};
    std::vector<IntervalRow> rows{};
    std::optional<double> reference = 0.0;  // none: nothing to be held against, no line and nothing hollow
    std::string interval_meaning = "95 % interval";
    std::string hollow_meaning{};  // "neither gain nor harm": rows then say themselves which are drawn hollow
    std::string lower_side{}, higher_side{};  // captions of the two sides of the line: "worse", "better"
    double band = 0;                          // shaded so far to both sides of the reference, and always in sight
    std::string band_meaning{};               // "too small to matter"; shaded only where there is one
};
// Intervals that reach the reference distinguish nothing: drawn hollow. A missing interval reaches it. Without a
// reference none does.
bool reaches_reference(const IntervalDots& dots, const IntervalRow& row);
inline bool is_hollow(const IntervalDots& dots, const IntervalRow& row) {
    return dots.hollow_meaning.empty() ? reaches_reference(dots, row) : row.hollow;
}

struct Bar {
    std::string label;
    double value = 0;
    int colour = 0;
};
struct Bars {
    ValueAxis x;
    std::vector<Bar> bars;
};

// The ledger of change: what raised and what lowered a state, from a zero line to both sides, with the total marked.
struct LedgerRow {
    std::string label;
    std::vector<double> contributions;  // as many as LedgerBars::contributions; NaN counts as no data
    double total = 0;
    double unshown = 0;  // of the total, what has no bar
};
struct LedgerBars {
    ValueAxis x;
    std::vector<std::string> contributions;  // in words: "contact with neighbours"
    std::vector<LedgerRow> rows;
    std::string total_words = "Total change";
    double tolerance = 1e-6;  // model.md section 4: columns add up to the change within this
};
// A sentence for every row whose contributions and what has no bar do not add up to its total, or whose contributions
// are the wrong number; empty when all do.
std::vector<std::string> mismatches(const LedgerBars& ledger);

struct ScatterPoint {
    double x = 0, y = 0;
    std::string label;  // in the tooltip and CSV
};
struct ScatterSeries {
    std::string name;
    std::vector<ScatterPoint> points;
    int colour = 0;  // also the marker's shape
};
struct Scatter {
    ValueAxis x, y;
    std::vector<ScatterSeries> series;
};

// A grid of line charts with the same axes. Series of the same name share colour and legend.
struct Panel {
    std::string title;
    std::vector<Series> series;
};
struct SmallMultiples {
    TimeAxis x;
    ValueAxis y;
    std::vector<Panel> panels;
    std::vector<Event> events;
    std::string band_meaning;
};

enum class Align { kLeft, kRight, kDecimal };
using Cell = std::variant<std::string, double>;  // NaN reads "no data"
struct TableColumn {
    std::string title;
    Align align = Align::kLeft;
    NumberStyle style;  // of cells that are numbers
};
struct Table {
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;  // as many cells as columns
};

enum class ScaleKind { kSequential, kDiverging };
using Shapes = std::vector<std::vector<map::Polygon>>;

struct PlaceLabel {
    std::string name;
    map::Point at{};  // British National Grid, metres
};

struct Choropleth {
    std::shared_ptr<const Shapes> shapes{};  // of each unit
    std::vector<std::string> names{};        // of each unit
    std::vector<double> values{};            // of each unit; NaN: no data
    std::vector<double> low{}, high{};       // empty, or of each unit: its interval, in tooltip and CSV
    std::vector<char> few{};        // empty, or of each unit: cell too small to show; the value is then not used
    std::vector<char> hatched{};    // empty, or of each unit: its colour is hatched over
    std::string hatched_meaning{};  // "could be either way"; with `hatched`
    ValueAxis value{};
    ScaleKind scale = ScaleKind::kSequential;
    std::vector<double> breaks{};             // class limits, ascending, ends included; 3 to 8. See class_breaks.h
    std::shared_ptr<const Shapes> borders{};  // drawn over the units; may be null
    std::vector<PlaceLabel> labels{};
    bool below_district = false;  // brings kSimulatedNotice
};

using Content = std::variant<LineChart, IntervalDots, Bars, LedgerBars, Scatter, SmallMultiples, Table, Choropleth>;

struct Figure {
    std::string title{};     // says what is seen
    std::string subtitle{};  // where and when; may be empty
    std::string caption{};   // how to read it; may be empty
    std::vector<std::string> sources{};
    Provenance provenance{};
    // False for grievance, hostility, hate incidents, pressures and programme trust (model.md section 9): alt text then
    // names no place and says no highest or lowest.
    bool ranks_allowed = true;
    Content content;
};

// The line under the figure: "Scenario: ... 50 runs. Parameters: ... Caveat."
std::string provenance_line(const Provenance& provenance);

// Whether the unit's value may be shown: there is one, and it does not rest on too few.
bool has_value(const Choropleth& choropleth, std::size_t unit);

// What makes the figure impossible to draw (lengths that disagree, breaks that do not ascend, a ledger that does not
// add up), as sentences; empty when nothing does. Writers refuse a figure with problems.
std::vector<std::string> check(const Figure& figure);

}  // namespace concord::figure
