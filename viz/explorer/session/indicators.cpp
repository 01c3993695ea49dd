#include "viz/explorer/session/indicators.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "scenarios/files/text.h"

namespace concord::explorer {
namespace {

figure::Unit unit_of(const sim::MeasureInfo& info) {
    return info.unit.starts_with("percent") ? figure::Unit::kPercent : figure::Unit::kNumber;
}

std::vector<Indicator> make_indicators() {
    std::vector<Indicator> all;
    const auto add = [&](const sim::MeasureInfo& info, IndicatorKind kind, int index) {
        all.push_back({std::string(info.name), std::string(info.title), scenarios::upper_first(info.unit), kind, index,
                       unit_of(info), info.disclosure, info.disclosure.ranks_places});
    };
    for (std::size_t k = 0; k < sim::kItems; ++k) add(sim::kItemTable[k], IndicatorKind::kItem, static_cast<int>(k));
    for (std::size_t k = 0; k < sim::kOutcomes; ++k)
        if (!sim::is_item(sim::kOutcomeTable[k]))
            add(sim::kOutcomeTable[k], IndicatorKind::kOutcome, static_cast<int>(k));
    for (Indicator& indicator : all)
        indicator.levels_mapped =
            indicator.kind != IndicatorKind::kOutcome || indicator.index != sim::kOutcomeHateIncidents;
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const sim::MeasureInfo& info = sim::kStateTable[s];
        all.push_back({fmt::format("state_{}", info.name), fmt::format("{} (state)", info.title),
                       "Mean of adults, 0 to 100", IndicatorKind::kState, static_cast<int>(s), figure::Unit::kNumber,
                       info.disclosure, false});  // attitudes of residents rank no place
    }
    return all;
}

sim::Cell cell_of(map::Level level) {
    switch (level) {
        case map::Level::kDistrict: return {sim::Resolution::kDistrict};
        case map::Level::kWard:
        case map::Level::kArea: return {sim::Resolution::kWardOrArea};
        case map::Level::kNeighbourhood: return {sim::Resolution::kNeighbourhood};
    }
    return {};
}

double value_of(const WeekMeasures& week, const Indicator& indicator, int neighbourhood) {
    const float value = indicator.kind == IndicatorKind::kItem
                            ? week.item_of(neighbourhood, static_cast<sim::Item>(indicator.index))
                            : week.state_of(neighbourhood, static_cast<sim::State>(indicator.index));
    return 100 * static_cast<double>(value);
}

}  // namespace

const std::vector<Indicator>& indicators() {
    static const std::vector<Indicator> all = make_indicators();
    return all;
}

const Indicator* find_indicator(const std::string& key) {
    for (const Indicator& indicator : indicators())
        if (indicator.key == key) return &indicator;
    return nullptr;
}

std::string refused(const Indicator& indicator, map::Level level, bool difference, bool place_levels) {
    // Outcomes that are no items are measured of districts, whatever may be shown below.
    const bool measured = level == map::Level::kDistrict || indicator.kind != IndicatorKind::kOutcome;
    const auto shows = [&](sim::Quantity quantity) {
        return measured && sim::may_show(indicator.disclosure, quantity, cell_of(level));
    };
    if (!shows(sim::Quantity::kDifference)) return fmt::format("{} is shown for districts only", indicator.title);
    if (difference) return {};
    if (!indicator.levels_mapped)
        return fmt::format("{}: the map shows only the difference between two branches, never a level",
                           indicator.title);
    if (!shows(sim::Quantity::kLevel))
        return fmt::format(
            "{} below district level is shown only as a difference between two branches, never as a level",
            indicator.title);
    if (level != map::Level::kDistrict && !place_levels)
        return "Levels of places smaller than districts are switched off (\"Levels of small places\" in the menu Map); "
               "their differences between two branches are not";
    return {};
}

std::string refused(const Workspace& workspace) {
    return refused(*find_indicator(workspace.indicator), workspace.level, workspace.map_shows == MapShows::kDifference,
                   workspace.place_levels);
}

int outcome_of(const Indicator& indicator, map::Level level) {
    if (level != map::Level::kDistrict) return -1;
    // The first outcomes are the items of the same number.
    const bool same = indicator.kind == IndicatorKind::kItem && indicator.index <= sim::kOutcomePoliceConfidence;
    return same || indicator.kind == IndicatorKind::kOutcome ? indicator.index : -1;
}

std::string state_in_sentence(int state) {
    return scenarios::lower_first(sim::kStateTable.at(static_cast<std::size_t>(state)).title);
}

std::vector<double> level_values(const sim::Geography& geography, const std::vector<double>& adults,
                                 const WeekMeasures& week, const Indicator& indicator, map::Level level) {
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    const std::size_t units = map::unit_count(geography, level);
    std::vector<double> sum(units, 0), weight(units, 0);
    const int outcome = outcome_of(indicator, level);
    if (outcome >= 0) {
        for (std::size_t d = 0; d < units; ++d)
            sum[d] = static_cast<double>(week.outcome[(d + 1) * sim::kOutcomes + static_cast<std::size_t>(outcome)]);
        return sum;
    }
    const auto unit_of = map::units_of(geography, level);
    for (std::size_t n = 0; n < unit_of.size(); ++n) {
        const double value = value_of(week, indicator, static_cast<int>(n));
        if (value != value) continue;  // too few adults
        const auto unit = static_cast<std::size_t>(unit_of[n]);
        sum[unit] += adults[n] * value;
        weight[unit] += adults[n];
    }
    for (std::size_t u = 0; u < units; ++u) sum[u] = weight[u] > 0 ? sum[u] / weight[u] : kMissing;
    return sum;
}

}  // namespace concord::explorer
