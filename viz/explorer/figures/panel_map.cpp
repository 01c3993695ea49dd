// The map as a figure.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/measures/outcome_sums.h"
#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string names_of(const sim::Geography& geography, map::Level level, std::size_t unit) {
    return name_of(geography, place_of(level, static_cast<int>(unit)));
}

// Of hate incidents a difference is read with its range only: also where nothing can be pointed at.
std::string ranges_of(const Explorer& explorer, const MapValues& values) {
    std::string text;
    for (std::size_t d = 0; d < values.findings.size(); ++d)
        text += fmt::format("{}{} {}", text.empty() ? " Range of the further runs: " : "; ",
                            explorer.geography().districts[d].name, range_words(values.findings[d].spread));
    return text.empty() ? text : text + ".";
}

figure::Figure choropleth(const Explorer& explorer, const MapValues& values, std::string title, const Runs& runs) {
    const Workspace& now = explorer.workspace();
    figure::Figure made;
    made.title = std::move(title);
    made.subtitle = fmt::format("By {}, {}", level_name(now.level), figure::format_date(explorer.date_of(values.week)));
    made.provenance = provenance_of(explorer, runs);
    made.ranks_allowed = values.ranks_allowed;
    figure::Choropleth map;
    map.shapes = explorer.shapes(now.level);
    map.borders = now.level == map::Level::kDistrict ? nullptr : explorer.shapes(map::Level::kDistrict);
    for (std::size_t u = 0; u < values.value.size(); ++u)
        map.names.push_back(names_of(explorer.geography(), now.level, u));
    map.values = values.value;
    map.few.resize(values.value.size());
    for (std::size_t u = 0; u < values.value.size(); ++u) map.few[u] = std::isnan(values.value[u]);
    map.value = {values.axis, values.style, {}, {}, false};
    map.scale = values.scale;
    made.caption = values.note;
    if (!values.warning.empty()) made.caption = fmt::format("{}. {}", values.warning, values.note);
    if (!find_indicator(now.indicator)->levels_mapped) made.caption += ranges_of(explorer, values);
    for (const Finding& finding : values.findings) {
        map.low.push_back(finding.spread.low);
        map.high.push_back(finding.spread.high);
    }
    if (!values.hatched.empty()) {
        map.hatched.assign(values.hatched.begin(), values.hatched.end());
        map.hatched_meaning = kNeitherGainNorHarm;
    }
    map.breaks = values.breaks;
    map.below_district = now.level != map::Level::kDistrict;
    const auto& centres = explorer.centres(map::Level::kDistrict);
    for (std::size_t d = 0; d < centres.size(); ++d)
        map.labels.push_back({explorer.geography().districts[d].name, centres[d].point});
    made.content = std::move(map);
    return made;
}

}  // namespace

figure::Figure map_figure(const Explorer& explorer, int branch) {
    const Workspace& now = explorer.workspace();
    const std::string why = refused(*find_indicator(now.indicator), now.level, false, now.place_levels);
    if (!why.empty()) throw std::invalid_argument(why);
    const auto values = map_values(explorer, branch);
    if (!values) throw std::invalid_argument("nothing is computed yet");
    return choropleth(explorer, *values, fmt::format("{}: {}", values->title, explorer.workspace().find(branch)->name),
                      {1, 0});
}

figure::Figure difference_map_figure(const Explorer& explorer) {
    const auto values = difference_values(explorer);
    if (!values) throw std::invalid_argument(why_no_difference(explorer));
    return choropleth(explorer, *values,
                      fmt::format("{}: {} minus {}", values->title, explorer.shown()->name, explorer.against()->name),
                      {2, values->findings.empty() ? 0 : 2 * kMembers});
}

}  // namespace concord::explorer
