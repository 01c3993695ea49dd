#include "viz/gallery/gallery.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "viz/figure/class_breaks.h"
#include "viz/map/cells.h"

namespace concord::figure {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
const std::vector<std::string> kDistricts = {"Bolton",  "Bury",      "Manchester", "Oldham",   "Rochdale",
                                             "Salford", "Stockport", "Tameside",   "Trafford", "Wigan"};

// Made-up noise that is the same everywhere.
double noise(int k) {
    const double x = std::sin(12.9898 * k + 4.1) * 43758.5453;
    return 2 * (x - std::floor(x)) - 1;
}

Figure framed(std::string title, std::string subtitle, Content content) {
    Figure figure;
    figure.title = std::move(title);
    figure.subtitle = std::move(subtitle);
    figure.sources = {"Concord, made-up numbers for the gallery"};
    figure.provenance = {"Trust-led against status quo today", 50, "priors",
                         "Simulated: differences between scenarios are firmer than levels"};
    figure.content = std::move(content);
    return figure;
}

Series path(std::string name, int colour, double from, double to, int weeks, double spread, int gap_from = -1) {
    Series series;
    series.name = std::move(name);
    series.colour = colour;
    for (int week = 0; week <= weeks; week += 4) {
        const double t = static_cast<double>(week) / weeks;
        double value = from + (to - from) * (1 - std::exp(-3 * t)) + 0.25 * noise(week + 100 * colour);
        if (gap_from >= 0 && week >= gap_from && week < gap_from + 40) value = kMissing;
        series.x.push_back(week);
        series.y.push_back(value);
        if (spread > 0) {
            series.low.push_back(value - spread * (0.2 + t));
            series.high.push_back(value + spread * (0.2 + t));
        }
    }
    return series;
}

const TimeAxis kDates = {"", sim::make_date(2026, 4, 6)};
const ValueAxis kPercentOfAdults = {"Percent of adults", {Unit::kPercent, false, -1}, {}, {}, false};
const ValueAxis kPoints = {"Difference from status quo, percentage points", {Unit::kPoints, true, -1}, {}, {}, false};

Figure lines() {
    LineChart chart;
    chart.x = kDates;
    chart.y = kPercentOfAdults;
    chart.series = {path("Status quo today", 0, 74, 73.2, 520, 0.9),
                    path("Engagement first, everywhere", 1, 74, 76.4, 520, 0.9),
                    path("Trust-led", 2, 74, 76.9, 520, 0.8, 260), path("Policing-heavy", 3, 74, 72.1, 520, 1.1)};
    chart.events = {{104, "patrols doubled"}, {156, "now"}};
    chart.band_meaning = "Bands: 95 % of runs.";
    Figure figure =
        framed("People get on well: four futures compared", "Greater Manchester, adults, every four weeks", chart);
    figure.caption =
        "Percent who agree that people from different backgrounds get on well together in their local area.";
    return figure;
}

Figure intervals() {
    IntervalDots chart;
    chart.x = kPoints;
    chart.lower_side = "worse";
    chart.higher_side = "better";
    chart.rows = {{"People get on well", 2.1, 1.2, 3.0, "Trust-led", "100 % of draws", 0},
                  {"Trust in neighbours", 1.4, 0.3, 2.5, "Trust-led", "98 % of draws", 0},
                  {"Feeling safe", 0.4, -0.6, 1.4, "Trust-led", "78 % of draws", 0},
                  {"Confidence in police", 3.2, 2.0, 4.4, "Trust-led", "100 % of draws", 0},
                  {"People get on well, most deprived fifth", -0.9, -2.1, 0.3, "Policing-heavy", "93 % of draws", 1},
                  {"Feeling safe", 0.8, 0.1, 1.5, "Policing-heavy", "97 % of draws", 1},
                  {"Confidence in police", -2.4, -3.7, -1.1, "Policing-heavy", "100 % of draws", 1},
                  {"Influence over decisions", kMissing, kMissing, kMissing, "Policing-heavy", "", 1}};
    return framed("What changes after ten years, and how sure that is", "Paired differences over 50 runs", chart);
}

Figure bars() {
    Bars chart;
    chart.x = {
        "Cost over ten years, present value, \u00a3 million (2024 prices)", {Unit::kNumber, false, -1}, {}, {}, false};
    chart.bars = {{"Community engagement seats", 18.4, 0},
                  {"Neighbourhood policing hours", 31.2, 0},
                  {"Bridging programmes in schools and colleges", 9.7, 0},
                  {"Procedural justice training", 4.3, 0},
                  {"Saved on responses to incidents", -6.1, 1},
                  {"Evaluation", kMissing, 0}};
    return framed("What the portfolio costs", "All funders together", chart);
}

const std::vector<std::string> kContributions = {"return to usual",
                                                 "talk with friends and family",
                                                 "meetings across backgrounds",
                                                 "encounters with police",
                                                 "engagement seats",
                                                 "hostility",
                                                 "news",
                                                 "support",
                                                 "people moving",
                                                 "limits of the scale"};

LedgerRow ledger_row(std::string label, std::vector<double> contributions) {
    LedgerRow row = {std::move(label), std::move(contributions), 0};
    for (const double value : row.contributions) row.total += value;
    return row;
}

Figure steps() {
    LedgerBars chart;
    chart.x = {"Change in neighbour trust, points of 100", {Unit::kPoints, true, -1}, {}, {}, false};
    chart.contributions = kContributions;
    chart.rows = {ledger_row("Oldham", {-0.85, 0.62, 1.31, 0.12, 2.05, -0.74, 0, 0, -0.31, 0.04})};
    return framed("Why neighbour trust rose in Oldham", "Trust-led, from April 2026 to April 2029", chart);
}

Figure stacks() {
    LedgerBars chart;
    chart.x = {"Change in neighbour trust, points of 100", {Unit::kPoints, true, -1}, {}, {}, false};
    chart.contributions = kContributions;
    int k = 0;
    for (const std::string& district : kDistricts) {
        std::vector<double> values;
        for (std::size_t c = 0; c < kContributions.size(); ++c)
            values.push_back(c == 6 || c == 7 ? 0 : 0.3 + 0.9 * noise(++k));
        chart.rows.push_back(ledger_row(district, values));
    }
    return framed("What raised and lowered neighbour trust, by district", "Trust-led, April 2026 to April 2029", chart);
}

Figure scatter() {
    Scatter chart;
    chart.x = {"Deprivation score (IMD 2025)", {Unit::kNumber, false, -1}, {}, {}, false};
    chart.y = {"Feeling safe, difference from status quo, points", {Unit::kPoints, true, -1}, {}, {}, false};
    for (int s = 0; s < 3; ++s) {
        ScatterSeries series = {s == 0   ? "Wards of the inner districts"
                                : s == 1 ? "Northern districts"
                                         : "Southern districts",
                                {},
                                s};
        for (int k = 0; k < 45; ++k) {
            const double x = 10 + 25 * (1 + noise(7 * k + s)) + 3 * s;
            series.points.push_back(
                {x, 0.05 * (x - 20) + 0.8 * noise(31 * k + s) - 0.4 * s, fmt::format("ward {}", k + 1)});
        }
        chart.series.push_back(series);
    }
    return framed("Does the programme reach the places that need it?", "Wards, trust-led against status quo", chart);
}

Figure multiples() {
    SmallMultiples chart;
    chart.x = kDates;
    chart.y = kPercentOfAdults;
    chart.events = {{156, "Programme ends"}};
    chart.band_meaning = "Bands: 95 % of runs.";
    int k = 0;
    for (const std::string& district : kDistricts) {
        const double start = 85 + 5 * noise(++k);
        chart.panels.push_back({district,
                                {path("Status quo today", 0, start, start - 1.5, 520, 1.2),
                                 path("Trust-led", 1, start, start + 2 + noise(k), 520, 1.2)}});
    }
    return framed("Feeling safe in each district", "Adults, every four weeks", chart);
}

Figure table() {
    Table content;
    content.columns = {{"Outcome", Align::kLeft, {}},
                       {"Status quo after ten years", Align::kDecimal, {Unit::kPercent, false, 1}},
                       {"Difference, points", Align::kDecimal, {Unit::kPoints, true, 2}},
                       {"95 % interval", Align::kRight, {}},
                       {"Draws with that sign", Align::kRight, {Unit::kPercent, false, 0}},
                       {"Could a survey tell?", Align::kLeft, {}}};
    using Row = std::vector<Cell>;
    content.rows = {
        Row{"People get on well", 73.2, 2.1, "+1.2 to +3.0", 100.0, "yes, after two reports"},
        Row{"Trust in neighbours", 58.9, 1.44, "+0.3 to +2.5", 98.0, "no"},
        Row{"Feeling safe", 87.4, 0.4, "\u22120.6 to +1.4", 78.0, "no"},
        Row{"Confidence in police", 48.0, 3.2, "+2.0 to +4.4", 100.0, "yes, after one report"},
        Row{"Influence over decisions in the local area", kMissing, kMissing, "no data", kMissing, "no data"},
        Row{"People get on well, most deprived fifth", 61.75, -10.25, "\u221212.1 to \u22128.3", 100.0,
            "yes, after one report"}};
    return framed("Headline outcomes: trust-led against status quo", "Greater Manchester, adults", content);
}

std::vector<PlaceLabel> district_labels(const sim::Geography& geography) {
    std::vector<PlaceLabel> labels(geography.districts.size());
    std::vector<double> people(geography.districts.size());
    for (const auto& place : geography.neighbourhoods) {
        const auto d = static_cast<std::size_t>(place.district);
        labels[d].at[0] += place.easting * place.residents;
        labels[d].at[1] += place.northing * place.residents;
        people[d] += place.residents;
    }
    for (std::size_t d = 0; d < labels.size(); ++d)
        labels[d] = {geography.districts[d].name, {labels[d].at[0] / people[d], labels[d].at[1] / people[d]}};
    return labels;
}

}  // namespace

std::vector<GalleryEntry> gallery() {
    return {{"lines", lines()},         {"intervals", intervals()},  {"bars", bars()},
            {"ledger_steps", steps()},  {"ledger_stacks", stacks()}, {"scatter", scatter()},
            {"multiples", multiples()}, {"table", table()}};
}

std::vector<GalleryEntry> map_gallery(const sim::Geography& geography) {
    const map::CellMap cells = map::build_cell_map(geography);
    const auto districts = std::make_shared<Shapes>(cells.at(map::Level::kDistrict).shapes);
    Choropleth levels;
    levels.shapes = std::make_shared<Shapes>(cells.at(map::Level::kNeighbourhood).shapes);
    int k = 0;
    for (const auto& place : geography.neighbourhoods) {
        levels.names.push_back(place.name);
        levels.values.push_back(++k % 61 == 0 ? kMissing : 92 - 0.35 * place.imd_score + 2 * noise(k));
        levels.few.push_back(k % 83 == 0);
    }
    levels.value = {"Feeling safe, percent of adults", {Unit::kPercent, false, -1}, {}, {}, false};
    levels.breaks = equal_breaks(levels.values, 6);
    levels.borders = districts;
    levels.labels = district_labels(geography);
    levels.below_district = true;

    Choropleth differences;
    differences.shapes = districts;
    for (std::size_t d = 0; d < geography.districts.size(); ++d) {
        differences.names.push_back(geography.districts[d].name);
        differences.values.push_back(d == 7 ? kMissing : 3.2 * noise(static_cast<int>(d) + 5));
    }
    differences.value = {"Difference from status quo, percentage points", {Unit::kPoints, true, -1}, {}, {}, false};
    differences.scale = ScaleKind::kDiverging;
    differences.breaks = diverging_breaks(differences.values, 7);
    differences.borders = districts;
    differences.labels = levels.labels;
    return {{"map_levels", framed("Feeling safe after ten years", "Status quo today, neighbourhoods", levels)},
            {"map_differences",
             framed("Where confidence in police changes", "Trust-led against status quo, districts", differences)}};
}

}  // namespace concord::figure
