#include "viz/explorer/session/indicators.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "scenarios/files/text.h"

namespace concord::explorer {
namespace {

constexpr std::array<const char*, sim::kStates> kStateTitles = {
    "Trust in neighbours", "Being heard",       "Trust in police", "Belonging",
    "Openness to others",  "Feeling of safety", "Grievance",       "Trust in the prevention programme"};
constexpr std::array<const char*, sim::kItems> kItemTitles = {
    "People get on well",       "Trust in neighbours",    "Belonging",
    "Influence over decisions", "Feeling safe",           "Confidence in police",
    "Disorder is a problem",    "Satisfied with the area"};

bool sensitive(int state) { return state == sim::kGrievance || state == sim::kProgrammeTrust; }

std::vector<Indicator> make_indicators() {
    std::vector<Indicator> all;
    for (int k = 0; k < sim::kItems; ++k)
        all.push_back({std::string(sim::kItemNames[static_cast<std::size_t>(k)]),
                       kItemTitles[static_cast<std::size_t>(k)], "Percent of adults", IndicatorKind::kItem, k,
                       figure::Unit::kPercent, false, false, true});
    for (int k = sim::kOutcomeCohesionIndex; k < sim::kOutcomes; ++k) {  // those before it are items
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(k)];
        all.push_back({std::string(info.name), std::string(info.title), scenarios::upper_first(info.unit),
                       IndicatorKind::kOutcome, k,
                       info.unit.starts_with("percent") ? figure::Unit::kPercent : figure::Unit::kNumber, true, false,
                       k != sim::kOutcomeHateIncidents});
    }
    for (int s = 0; s < sim::kStates; ++s)
        all.push_back({fmt::format("state_{}", sim::kStateNames[static_cast<std::size_t>(s)]),
                       fmt::format("{} (state)", kStateTitles[static_cast<std::size_t>(s)]), "Mean of adults, 0 to 100",
                       IndicatorKind::kState, s, figure::Unit::kNumber, false, sensitive(s),
                       false});  // attitudes of residents rank no place
    return all;
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

std::string refused(const Indicator& indicator, map::Level level, bool difference) {
    if (level == map::Level::kDistrict) return {};
    if (indicator.districts_only) return fmt::format("{} is shown for districts only", indicator.title);
    if (indicator.differences_only && !difference)
        return fmt::format(
            "{} below district level is shown only as a difference between two branches, never as a level",
            indicator.title);
    return {};
}

int outcome_of(const Indicator& indicator, map::Level level) {
    if (level != map::Level::kDistrict) return -1;
    // The first outcomes are the items of the same number.
    const bool same = indicator.kind == IndicatorKind::kItem && indicator.index <= sim::kOutcomePoliceConfidence;
    return same || indicator.kind == IndicatorKind::kOutcome ? indicator.index : -1;
}

const char* state_title(int state) { return kStateTitles.at(static_cast<std::size_t>(state)); }

std::string state_in_sentence(int state) { return scenarios::lower_first(state_title(state)); }

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
