#include "viz/explorer/figures/map_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/compare/comparison_words.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/class_breaks.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

bool is_rate(const Indicator& indicator) {
    return indicator.kind == IndicatorKind::kOutcome && difference_unit(indicator.index) != "points";
}
const char* unit_of(const Indicator& indicator) { return is_rate(indicator) ? " per 1,000 a year" : " points"; }

MapValues begin(const Explorer& explorer, const Indicator& indicator) {
    MapValues values;
    values.title = indicator.title;
    values.axis = indicator.axis;
    values.style = {indicator.unit, false, -1};
    values.week = explorer.week_there();
    values.ranks_allowed = indicator.ranks_allowed;
    values.unit = unit_of(indicator);
    return values;
}

std::vector<double> values_at(const Explorer& explorer, int branch, int week, const Indicator& indicator) {
    return level_values(explorer.geography(), explorer.adults(), *explorer.measures(branch, week), indicator,
                        explorer.workspace().level);
}

// What a difference must be to be coloured on the plain scale, twice: half a point of a percentage or state, a
// twentieth of the level of a rate.
double least_step(const Explorer& explorer, const Indicator& indicator, int branch) {
    if (!is_rate(indicator)) return 1;
    const double level = outcome_of(*explorer.measures(branch, 0), -1, indicator.index);
    return figure::nice_step({0, level}, 10);
}

// By district, once all members have come to the week.
std::vector<Finding> findings_of(const Explorer& explorer, const Indicator& indicator, int week) {
    std::vector<Finding> findings;
    const int outcome = outcome_of(indicator, explorer.workspace().level);
    if (outcome < 0 || further_runs(explorer) < kMembers) return findings;
    for (std::size_t d = 0; d < explorer.geography().districts.size(); ++d) {
        const auto finding =
            finding_of(explorer, explorer.shown()->id, explorer.against()->id, week, static_cast<int>(d), outcome);
        if (!finding) return {};
        findings.push_back(*finding);
    }
    return findings;
}

double largest_of(const std::vector<double>& values) {
    double largest = 0;
    for (const double value : values)
        if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
    return largest;
}

std::string note_of(const MapValues& values, bool plain, double least) {
    const double largest = largest_of(values.value);
    const auto number = [&](double value) { return figure::format_short(value, {figure::Unit::kNumber, false, 2}); };
    std::string note;
    if (!plain) note = fmt::format("The largest difference is {}{}.", number(largest), values.unit);
    if (plain && largest < least) note = fmt::format("Every difference is smaller than {:g}{}.", least, values.unit);
    if (values.findings.empty() && !(plain && largest < least))
        note += std::string(note.empty() ? "" : " ") + "From the main run only: no range is known.";
    return note;
}

// Colours are of the main run, words about a district of its further runs: where the one lies beside the others' range,
// that is said.
std::string beside_range(const Explorer& explorer, const MapValues& values) {
    std::vector<std::string> beside;
    for (std::size_t d = 0; d < values.findings.size(); ++d) {
        const Spread& spread = values.findings[d].spread;
        if (values.value[d] < spread.low || values.value[d] > spread.high)
            beside.push_back(explorer.geography().districts[d].name);
    }
    if (beside.empty()) return {};
    return fmt::format(" In {} the main run, which is coloured, lies outside the range of its further runs.",
                       scenarios::joined(beside));
}

// Magnified differences that the residents' survey would see in no district, not even the one with most residents, are
// said to be that.
std::string warning_of(const Explorer& explorer, const Indicator& indicator, const MapValues& values) {
    const int outcome = outcome_of(indicator, map::Level::kDistrict);
    if (outcome < 0 || !sim::kOutcomeTable[static_cast<std::size_t>(outcome)].percentage) return "Magnified";
    const double level = outcome_of(*explorer.measures(explorer.shown()->id, 0), -1, outcome);
    double sees = std::numeric_limits<double>::infinity();
    for (int d = 0; d < static_cast<int>(explorer.geography().districts.size()); ++d)
        sees = std::min(sees, smallest_seen(explorer, d, level));
    return largest_of(values.value) < sees ? "Magnified: the residents' survey sees none of it" : "Magnified";
}

bool ready(const Explorer& explorer, int branch) {
    return !explorer.adults().empty() && explorer.week_there() >= 0 && explorer.measures(branch, 0);
}

}  // namespace

std::optional<MapValues> map_values(const Explorer& explorer, int branch) {
    const Workspace& now = explorer.workspace();
    const Indicator& indicator = *find_indicator(now.indicator);
    if (!ready(explorer, branch) || !refused(indicator, now.level, false, now.place_levels).empty())
        return std::nullopt;
    MapValues values = begin(explorer, indicator);
    values.value = values_at(explorer, branch, values.week, indicator);
    const auto start = values_at(explorer, branch, 0, indicator);
    values.breaks = now.breaks == ClassBreaks::kEqual ? figure::equal_breaks(start, now.classes)
                                                      : figure::quantile_breaks(start, now.classes);
    return values;
}

std::string both_note(const MapValues& one, const MapValues& other) {
    double largest = 0;
    int changed = 0;
    for (std::size_t u = 0; u < one.value.size(); ++u) {
        if (!std::isfinite(one.value[u]) || !std::isfinite(other.value[u])) continue;
        largest = std::max(largest, std::abs(one.value[u] - other.value[u]));
        changed += figure::class_of(one.value[u], one.breaks) != figure::class_of(other.value[u], one.breaks);
    }
    return fmt::format("The two maps differ by {}{} at most: {}.",
                       figure::format_short(largest, {figure::Unit::kNumber, false, 2}), one.unit,
                       changed == 0 ? std::string("no place changes colour")
                                    : fmt::format("{} of {} places change{} colour", changed, one.value.size(),
                                                  changed == 1 ? "s" : ""));
}

std::optional<MapValues> difference_values(const Explorer& explorer) {
    if (!explorer.shown() || !explorer.against()) return std::nullopt;
    const int one = explorer.shown()->id, other = explorer.against()->id;
    if (!ready(explorer, one) || !ready(explorer, other)) return std::nullopt;
    const Indicator& indicator = *find_indicator(explorer.workspace().indicator);
    if (!refused(indicator, explorer.workspace().level, true, false).empty()) return std::nullopt;
    if (!is_modelled(explorer.shown()->scenario(), explorer.against()->scenario(), indicator)) return std::nullopt;
    const std::vector<Finding> findings = findings_of(explorer, indicator, explorer.week_there());
    if (!indicator.levels_mapped && findings.empty()) return std::nullopt;
    MapValues values = begin(explorer, indicator);
    values.scale = figure::ScaleKind::kDiverging;
    values.style = {figure::Unit::kNumber, true, -1};
    values.axis = indicator.unit == figure::Unit::kPercent ? "Difference, points" : "Difference: " + indicator.axis;
    values.value = values_at(explorer, one, values.week, indicator);
    const auto subtracted = values_at(explorer, other, values.week, indicator);
    for (std::size_t u = 0; u < subtracted.size(); ++u) values.value[u] -= subtracted[u];
    values.findings = findings;
    for (std::size_t d = 0; d < findings.size(); ++d) {
        // Too few behind it to say how far it scatters.
        if (findings[d].spread.members < 2) values.value[d] = std::nan("");
        values.hatched.push_back(!is_gain_or_harm(findings[d]));
    }
    const bool plain = explorer.workspace().difference_scale == DifferenceScale::kPlain;
    const double least = least_step(explorer, indicator, other);
    values.breaks = figure::diverging_breaks(values.value, explorer.workspace().classes | 1,
                                             plain ? least : 0);  // odd: the middle class holds 0
    values.note = note_of(values, plain, least / 2) + beside_range(explorer, values);
    values.warning =
        plain ? fmt::format("Colours from {:g}{} on", least / 2, values.unit) : warning_of(explorer, indicator, values);
    values.magnified = !plain;
    return values;
}

std::string why_no_difference(const Explorer& explorer) {
    const Indicator& indicator = *find_indicator(explorer.workspace().indicator);
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    if (!one || !other || explorer.week_there() < 0) return "nothing is computed yet";
    if (!is_modelled(one->scenario(), other->scenario(), indicator))
        return fmt::format(
            "{} is not modelled here: nothing in the model leads to it from what differs between the two",
            indicator.title);
    return !indicator.levels_mapped
               ? "the further runs have not come this far yet, and this difference is shown with its range only"
               : "nothing is computed yet";
}

}  // namespace concord::explorer
