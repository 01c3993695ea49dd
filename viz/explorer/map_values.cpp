#include "viz/explorer/map_values.h"

#include "viz/explorer/indicators.h"
#include "viz/figure/class_breaks.h"

namespace concord::explorer {
namespace {

MapValues begin(const Explorer& explorer, const Indicator& indicator) {
    MapValues values;
    values.title = indicator.title;
    values.axis = indicator.axis;
    values.style = {indicator.unit, false, -1};
    values.week = explorer.week_there();
    values.ranks_allowed = indicator.ranks_allowed;
    return values;
}

std::vector<double> values_at(const Explorer& explorer, int branch, int week, const Indicator& indicator) {
    return level_values(explorer.geography(), explorer.adults(), *explorer.measures(branch, week), indicator, explorer.workspace().level);
}

bool ready(const Explorer& explorer, int branch) { return !explorer.adults().empty() && explorer.week_there() >= 0 && explorer.measures(branch, 0); }

}  // namespace

std::optional<MapValues> map_values(const Explorer& explorer, int branch) {
    const Workspace& now = explorer.workspace();
    const Indicator& indicator = *find_indicator(now.indicator);
    if (!ready(explorer, branch) || !refused(indicator, now.level, false).empty()) return std::nullopt;
    MapValues values = begin(explorer, indicator);
    values.value = values_at(explorer, branch, values.week, indicator);
    const auto start = values_at(explorer, branch, 0, indicator);
    values.breaks = now.breaks == ClassBreaks::kEqual ? figure::equal_breaks(start, now.classes) : figure::quantile_breaks(start, now.classes);
    return values;
}

std::optional<MapValues> difference_values(const Explorer& explorer) {
    if (!explorer.shown() || !explorer.against()) return std::nullopt;
    const int one = explorer.shown()->id, other = explorer.against()->id;
    if (!ready(explorer, one) || !ready(explorer, other)) return std::nullopt;
    const Indicator& indicator = *find_indicator(explorer.workspace().indicator);
    if (!refused(indicator, explorer.workspace().level, true).empty()) return std::nullopt;
    MapValues values = begin(explorer, indicator);
    values.scale = figure::ScaleKind::kDiverging;
    values.style = {figure::Unit::kNumber, true, -1};
    values.axis = indicator.unit == figure::Unit::kPercent ? "Difference, points" : "Difference: " + indicator.axis;
    values.value = values_at(explorer, one, values.week, indicator);
    const auto subtracted = values_at(explorer, other, values.week, indicator);
    for (std::size_t u = 0; u < subtracted.size(); ++u) values.value[u] -= subtracted[u];
    values.breaks = figure::diverging_breaks(values.value, explorer.workspace().classes | 1);   // odd: the middle class holds 0
    return values;
}

}  // namespace concord::explorer
