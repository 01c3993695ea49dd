#include "viz/figure/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"

namespace concord::figure {
namespace {

// Distinguishes overloads by content in std::visit.
template <class... Checks>
struct Overloaded : Checks... {
    using Checks::operator()...;
};
template <class... Checks>
Overloaded(Checks...) -> Overloaded<Checks...>;  // g++ finds it by itself, clang 14 does not

void check_series(const std::vector<Series>& all, std::vector<std::string>& problems) {
    for (const Series& series : all) {
        if (series.x.size() != series.y.size()) {
            problems.push_back(
                fmt::format("series '{}' has {} x and {} y", series.name, series.x.size(), series.y.size()));
        }
        for (const auto* edge : {&series.low, &series.high}) {
            if (!edge->empty() && edge->size() != series.y.size()) {
                problems.push_back(fmt::format("the band of '{}' is not as long as its line", series.name));
            }
        }
        if (series.low.size() != series.high.size()) {
            problems.push_back(fmt::format("the band of '{}' has one edge only", series.name));
        }
        if (!std::is_sorted(series.x.begin(), series.x.end())) {
            problems.push_back(fmt::format("x of series '{}' does not ascend", series.name));
        }
    }
}

void check_map(const Choropleth& map, std::vector<std::string>& problems) {
    if (!map.shapes) {
        problems.emplace_back("the map has no shapes");
        return;
    }
    const std::size_t units = map.shapes->size();
    if (map.values.size() != units || map.names.size() != units || (!map.few.empty() && map.few.size() != units) ||
        (!map.low.empty() && map.low.size() != units) || map.high.size() != map.low.size() ||
        (!map.hatched.empty() && (map.hatched.size() != units || map.hatched_meaning.empty()))) {
        problems.push_back(fmt::format("the map has {} shapes, {} names and {} values, or marks without a meaning",
                                       units, map.names.size(), map.values.size()));
    }
    if (map.breaks.size() < 3 || map.breaks.size() > 8) problems.emplace_back("a map takes 2 to 7 classes");
    if (std::adjacent_find(map.breaks.begin(), map.breaks.end(), std::greater_equal<>()) != map.breaks.end()) {
        problems.emplace_back("the class limits of the map do not ascend");
    }
    if (map.scale == ScaleKind::kDiverging) {
        for (std::size_t k = 0; k < map.breaks.size(); ++k) {
            const double sum = map.breaks[k] + map.breaks[map.breaks.size() - 1 - k];
            if (std::abs(sum) > 1e-9 * std::abs(map.breaks.back())) {
                problems.emplace_back("the class limits of a diverging map are not symmetric about 0");
                break;
            }
        }
    }
}

}  // namespace

bool reaches_reference(const IntervalDots& dots, const IntervalRow& row) {
    return dots.reference && !(row.low > *dots.reference || row.high < *dots.reference);
}

std::vector<std::string> mismatches(const LedgerBars& ledger) {
    std::vector<std::string> out;
    for (const LedgerRow& row : ledger.rows) {
        if (row.contributions.size() != ledger.contributions.size()) {
            out.push_back(fmt::format("'{}' has {} contributions, {} are named", row.label, row.contributions.size(),
                                      ledger.contributions.size()));
            continue;
        }
        double sum = row.unshown;
        for (const double value : row.contributions) sum += value;
        // A row without data has NaN on both sides, which is no mismatch.
        if (std::isnan(sum) && std::isnan(row.total)) continue;
        if (!(std::abs(sum - row.total) <= ledger.tolerance)) {
            out.push_back(
                fmt::format("contributions to '{}' add up to {}, its total is {}", row.label, sum, row.total));
        }
    }
    return out;
}

std::string provenance_line(const Provenance& provenance) {
    std::string line;
    const auto add = [&](const std::string& sentence) {
        if (sentence.empty()) return;
        if (!line.empty()) line += ' ';
        line += sentence;
        if (line.back() != '.') line += '.';
    };
    if (!provenance.scenario.empty()) add(fmt::format("Scenario: {}", provenance.scenario));
    if (provenance.runs > 0) add(scenarios::counted(static_cast<std::size_t>(provenance.runs), "run"));
    if (!provenance.parameter_source.empty()) add(fmt::format("Parameters: {}", provenance.parameter_source));
    add(provenance.caveat);
    return line;
}

bool has_value(const Choropleth& choropleth, std::size_t unit) {
    return std::isfinite(choropleth.values[unit]) && (choropleth.few.empty() || !choropleth.few[unit]);
}

std::vector<std::string> check(const Figure& figure) {
    std::vector<std::string> problems;
    if (figure.title.empty()) problems.emplace_back("the figure has no title");
    std::visit(Overloaded{[&](const LineChart& chart) { check_series(chart.series, problems); },
                          [&](const SmallMultiples& multiples) {
                              for (const Panel& panel : multiples.panels) check_series(panel.series, problems);
                          },
                          [&](const LedgerBars& ledger) { problems = mismatches(ledger); },
                          [&](const Table& table) {
                              for (const auto& row : table.rows) {
                                  if (row.size() != table.columns.size()) {
                                      problems.push_back(fmt::format("a row has {} cells under {} columns", row.size(),
                                                                     table.columns.size()));
                                  }
                              }
                          },
                          [&](const Choropleth& map) { check_map(map, problems); }, [](const auto&) {}},
               figure.content);
    return problems;
}

}  // namespace concord::figure
