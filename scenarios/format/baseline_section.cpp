// [baseline] and [parameters] of a scenario file: published levels, policing, hostility, and behaviour fixed by hand.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/files/input_error.h"
#include "scenarios/format/scenario_draft.h"
#include "sim/parameters/allowed.h"

namespace concord::scenarios {
namespace {

constexpr std::string_view kByDistrict = "get_on_well_by_district";
constexpr std::string_view kStops = "stops_per_1000_a_year";
constexpr std::string_view kHate = "recorded_hate_incidents_per_1000_a_year";
constexpr std::string_view kHateByDistrict = "recorded_hate_incidents_by_district";
constexpr std::string_view kProgramme = "programme_support";
constexpr std::string_view kSupport = "support";
constexpr double kMostReferrals = 15, kMostPlaces = 2.5;  // per 100,000 residents: the priors' ends (decision 0026)
constexpr std::string_view kMonitoring = "monitoring", kDecline = "confidence_decline";
constexpr double kLeastDecline = 5, kMostDecline = 15;  // points, where there is any (decision 0026)
constexpr double kMostHate = 100;                       // per 1,000 residents a year
constexpr double kLargestDisagreement = 0.5;            // points between the GM level and the districts' weighted mean

struct Level {
    double value = 0;
    std::string source, note{};
};

std::vector<std::string_view> baseline_keys() {
    std::vector<std::string_view> keys(sim::kItemNames.begin(), sim::kItemNames.end());
    keys.insert(keys.end(), {kByDistrict, kStops, kHate, kHateByDistrict, kProgramme, kMonitoring, kDecline, "exposure",
                             kSupport, "source", "note"});
    return keys;
}

std::string source_or(const CheckedTable& table, const std::string& fallback) {
    const std::string own = table.text("source");
    return own.empty() ? fallback : own;
}

// An entry is its value alone, or a table { level = ..., source = ..., note = ... }.
template <typename Read>
Level level_of(const CheckedTable& table, const TomlNode& value, std::string_view key, std::string_view value_key,
               const std::string& fallback, const Read& read) {
    if (value.kind != TomlNode::Kind::kTable) return {read(table, value, key), fallback};
    const CheckedTable entry(table.file(), value, fmt::format("{} of {}", key, table.title()),
                             {value_key, "source", "note"});
    const std::string note = entry.text("note");
    return {read(entry, entry.require(value_key, "{ " + std::string(value_key) + " = ... }"), value_key),
            source_or(entry, fallback), note};
}

// A level of exactly 0 or 100 % has no logit.
double open_percent(const CheckedTable& table, const TomlNode& value, std::string_view key) {
    constexpr double kAny = std::numeric_limits<double>::infinity();
    const double percent = table.percent_of(value, key, -kAny, kAny);
    if (!(percent > 0 && percent < 100))
        table.fail(value,
                   fmt::format("{} = {} in {} must lie above 0% and below 100%", key, shown(value), table.title()));
    return percent;
}

void read_items(const CheckedTable& table, const std::string& fallback, ScenarioDraft& draft) {
    for (std::size_t item = 0; item < sim::kItemNames.size(); ++item) {
        const TomlNode* value = table.find(sim::kItemNames[item]);
        if (!value) continue;
        const Level level = level_of(table, *value, sim::kItemNames[item], "level", fallback, open_percent);
        draft.scenario.baseline.item_level[item] = level.value;
        draft.scenario.baseline.item_source[item] = level.source;
        draft.has_item[item] = true;
        if (item == sim::kGetOnWell) draft.get_on_well = place_of(table, *value);
    }
}

void read_districts(const CheckedTable& table, const std::string& fallback, const sim::Geography& geography,
                    ScenarioDraft& draft) {
    const TomlNode* value = table.find(kByDistrict);
    if (!value) return;
    std::vector<std::string_view> keys = district_names(geography);
    keys.insert(keys.end(), {"source", "note"});
    const CheckedTable districts(table.file(), *value, std::string(kByDistrict), keys);
    sim::Baseline& baseline = draft.scenario.baseline;
    baseline.get_on_well_by_district.clear();
    for (const sim::District& district : geography.districts) {
        const TomlNode& level = districts.require(district.name, "\"69%\"; every district needs its level");
        baseline.get_on_well_by_district.push_back(open_percent(districts, level, district.name));
    }
    districts.text("note");
    baseline.get_on_well_source = source_or(districts, fallback);
    draft.get_on_well = place_of(table, *value);
    // A level for the whole that this file does not repeat follows from its districts.
    if (!table.has(sim::kItemNames[sim::kGetOnWell])) draft.has_item[sim::kGetOnWell] = false;
}

// Of those aware of the prevention programme; today's where no file says otherwise.
void read_programme(const CheckedTable& table, const std::string& fallback, sim::Baseline& baseline) {
    const TomlNode* value = table.find(kProgramme);
    if (!value) return;
    const Level level = level_of(table, *value, kProgramme, "level", fallback, open_percent);
    baseline.programme_support = level.value;
    baseline.programme_source = level.source;
}

double weighted_by_residents(const sim::Geography& geography, const std::vector<double>& by_district) {
    double sum = 0;
    for (const sim::Neighbourhood& n : geography.neighbourhoods) sum += n.residents * by_district[n.district];
    return sum / std::max(1, geography.total_residents());
}

// Published rates of some districts; the others share what is left of Greater Manchester's.
void read_hate_by_district(const CheckedTable& table, const std::string& fallback, const sim::Geography& geography,
                           ScenarioDraft& draft) {
    const TomlNode* value = table.find(kHateByDistrict);
    if (!value) return;
    std::vector<std::string_view> keys = district_names(geography);
    keys.insert(keys.end(), {"source", "note"});
    const CheckedTable districts(table.file(), *value, std::string(kHateByDistrict), keys);
    sim::Baseline& baseline = draft.scenario.baseline;
    baseline.recorded_hate_by_district.assign(geography.districts.size(), std::nullopt);
    for (std::size_t d = 0; d < geography.districts.size(); ++d)
        if (const TomlNode* rate = districts.find(geography.districts[d].name))
            baseline.recorded_hate_by_district[d] =
                districts.number_of(*rate, geography.districts[d].name, 0, kMostHate);
    districts.text("note");
    baseline.hate_by_district_source = source_or(districts, fallback);
    draft.hate_by_district = place_of(table, *value);
}

void read_exposure(const CheckedTable& table, const std::string& fallback, ScenarioDraft& draft) {
    const TomlNode* value = table.find("exposure");
    if (!value) return;
    sim::StopExposure& exposure = draft.scenario.baseline.exposure;
    draft.has_exposure = true;
    exposure = {};
    exposure.equal = value->kind == TomlNode::Kind::kText && value->text == "equal";
    exposure.source = fallback;
    if (exposure.equal) return;
    if (value->kind != TomlNode::Kind::kTable)
        table.fail(*value, fmt::format("exposure = {} must be \"equal\" or a table of published rate ratios to white, "
                                       "{{ asian = 1.4, black = 2.4, source = \"...\" }}",
                                       shown(*value)));
    const CheckedTable ratios(table.file(), *value, "exposure", {"asian", "black", "mixed", "other", "source", "note"});
    for (std::size_t group = 0; group < sim::kEthnicGroupNames.size(); ++group) {
        if (group == sim::kWhite) continue;  // the reference, 1
        const std::string_view name = sim::kEthnicGroupNames[group];
        const bool seldom_published = group == sim::kMixed || group == sim::kOther;
        const TomlNode* ratio =
            seldom_published ? ratios.find(name) : &ratios.require(name, "1, the published rate ratio to white");
        exposure.ratio[group].reset();
        if (ratio) exposure.ratio[group] = ratios.number_of(*ratio, name, 0.1, 20);
    }
    ratios.text("note");
    exposure.source = source_or(ratios, fallback);
    if (exposure.source.empty()) ratios.fail("exposure has no source; only published ratios may differ between groups");
}

// What there is of support; entries left out stay as they are.
void read_support(const CheckedTable& table, const std::string& fallback, ScenarioDraft& draft) {
    const TomlNode* value = table.find(kSupport);
    if (!value) return;
    const CheckedTable given(
        table.file(), *value, std::string(kSupport),
        {"referrals_per_100000_a_year", "referral_shares", "places_per_100000", "pooled", "source", "note"});
    sim::SupportToday& support = draft.scenario.baseline.support;
    const auto set = [&](double& into, std::string_view key, double highest) {
        if (const auto number = given.number(key, 0, highest)) into = *number;
    };
    set(support.referrals_per_100000_a_year, "referrals_per_100000_a_year", kMostReferrals);
    set(support.places_per_100000, "places_per_100000", kMostPlaces);
    if (const auto pooled = given.truth("pooled")) support.pooled = *pooled;
    if (const TomlNode* shares = given.find("referral_shares")) {
        const CheckedTable of(table.file(), *shares, "referral_shares",
                              {sim::kSectorKeys.begin(), sim::kSectorKeys.end()});
        for (std::size_t s = 0; s < sim::kSectors; ++s)
            support.referral_share[s] =
                of.percent_of(of.require(sim::kSectorKeys[s], "\"10%\"; every sector needs its share"),
                              sim::kSectorKeys[s], 0, 100) /
                100;
    }
    support.note = given.text("note");
    support.source = source_or(given, fallback);
}

void read_monitoring(const CheckedTable& table, sim::Baseline& baseline) {
    const TomlNode* value = table.find(kMonitoring);
    if (!value) return;
    std::vector<std::string_view> names;
    for (const sim::RegimeInfo& regime : sim::kRegimeTable) names.push_back(regime.name);
    const auto found = std::find(names.begin(), names.end(), value->text);
    if (value->kind != TomlNode::Kind::kText || found == names.end())
        table.fail(*value, fmt::format("{} = {} is no regime{}; allowed are {}", kMonitoring, shown(*value),
                                       value->kind == TomlNode::Kind::kText ? suggestion(value->text, names) : "",
                                       either(names, "and")));
    baseline.monitoring = static_cast<sim::Regime>(found - names.begin());
}

// { points = 11, weeks = 468, source = "S20;S21" }; 0 points put an end to what an extended file has.
void read_decline(const CheckedTable& table, const std::string& fallback, sim::Baseline& baseline) {
    const TomlNode* value = table.find(kDecline);
    if (!value) return;
    const CheckedTable entry(table.file(), *value, fmt::format("{} of {}", kDecline, table.title()),
                             {"points", "weeks", "source", "note"});
    const TomlNode& points = entry.require("points", "{ points = 11, weeks = 468 }");
    const double fall = points.number;
    if (points.kind == TomlNode::Kind::kNumber && fall != 0 && !(fall >= kLeastDecline && fall <= kMostDecline))
        entry.fail(points, fmt::format("points = {} in {}: allowed are 0, which is none, and {} to {}", shown(points),
                                       entry.title(), kLeastDecline, kMostDecline));
    baseline.confidence_decline = entry.number_of(points, "points", 0, kMostDecline);
    baseline.confidence_decline_weeks =
        entry.integer("weeks", 1, 30 * sim::kWeeksPerYear).value_or(sim::kWeeksOfDecline);
    baseline.decline_source = source_or(entry, fallback);
    entry.text("note");
}

bool read_rate(const CheckedTable& table, std::string_view key, double highest, const std::string& fallback,
               double& value, std::string& source) {
    const TomlNode* node = table.find(key);
    if (!node) return false;
    const auto read = [highest](const CheckedTable& in, const TomlNode& at, std::string_view name) {
        return in.number_of(at, name, 0, highest);
    };
    const Level level = level_of(table, *node, key, "value", fallback, read);
    value = level.value;
    source = level.source;
    return true;
}

// What is published by district is no more than Greater Manchester's; where it is of every district, no less.
void check_hate_by_district(const sim::Geography& geography, const ScenarioDraft& draft) {
    const sim::Baseline& baseline = draft.scenario.baseline;
    const auto& of_district = baseline.recorded_hate_by_district;
    if (of_district.empty()) return;
    std::vector<double> known(of_district.size());
    bool all = true;
    for (std::size_t d = 0; d < known.size(); ++d) known[d] = of_district[d].value_or(0), all = all && of_district[d];
    const double sum = weighted_by_residents(geography, known), total = baseline.recorded_hate_per_1000_a_year;
    constexpr double kRoundedTo = 0.05;  // per 1,000 a year
    if (sum <= total + kRoundedTo && (!all || sum >= total - kRoundedTo)) return;
    throw InputError(draft.hate_by_district.file, draft.hate_by_district.line, draft.hate_by_district.column,
                     fmt::format("the districts under {} make {:.2f} per 1,000 residents a year of all of Greater "
                                 "Manchester's; {} = {} allows {} {}",
                                 kHateByDistrict, sum, kHate, total, all ? "exactly" : "at most", total));
}

void require_baseline(bool has, const std::string& file, std::string_view key, std::string_view example) {
    if (has) return;
    throw InputError(file, 1, 1,
                     fmt::format("the baseline has no {}; write for example {} under [baseline], or extend a "
                                 "shipped scenario: extends = \"status_quo_today.toml\"",
                                 key, example));
}

double parameter_value(const CheckedTable& table, const TomlNode& value, const sim::ParameterInfo& info) {
    if (!sim::allows(info, value.number))
        table.fail(value, fmt::format("{} = {} is out of range; allowed are {:.12g} to {:.12g} ({})", info.name,
                                      shown(value), info.low, info.high, info.unit));
    return value.number;
}

}  // namespace

void read_baseline(const std::string& file, const TomlNode& section, const sim::Geography& geography,
                   ScenarioDraft& draft) {
    const CheckedTable table(file, section, "[baseline]", baseline_keys());
    const std::string fallback = table.text("source");
    sim::Baseline& baseline = draft.scenario.baseline;
    table.text("note");
    read_items(table, fallback, draft);
    read_districts(table, fallback, geography, draft);
    if (read_rate(table, kStops, 200, fallback, baseline.stops_per_1000_a_year, baseline.stops_source))
        draft.has_stops = true;
    if (read_rate(table, kHate, kMostHate, fallback, baseline.recorded_hate_per_1000_a_year, baseline.hate_source))
        draft.has_hate = true;
    read_hate_by_district(table, fallback, geography, draft);
    read_monitoring(table, baseline);
    read_decline(table, fallback, baseline);
    read_exposure(table, fallback, draft);
    read_programme(table, fallback, baseline);
    read_support(table, fallback, draft);
}

void check_baseline(const std::string& file, const sim::Geography& geography, ScenarioDraft& draft) {
    sim::Baseline& baseline = draft.scenario.baseline;
    if (!baseline.get_on_well_by_district.empty()) {
        const double mean = weighted_by_residents(geography, baseline.get_on_well_by_district);
        double& level = baseline.item_level[sim::kGetOnWell];
        if (!draft.has_item[sim::kGetOnWell]) {
            level = mean;
            baseline.item_source[sim::kGetOnWell] = baseline.get_on_well_source;
            draft.has_item[sim::kGetOnWell] = true;
        }
        if (std::abs(level - mean) > kLargestDisagreement)
            throw InputError(
                draft.get_on_well.file, draft.get_on_well.line, draft.get_on_well.column,
                fmt::format("get_on_well = {:.1f}% disagrees with its districts, whose mean by residents is "
                            "{:.1f}%; leave one of the two out or make them agree within {} points",
                            level, mean, kLargestDisagreement));
    }
    check_hate_by_district(geography, draft);
    for (std::size_t item = 0; item < sim::kItemNames.size(); ++item)
        require_baseline(draft.has_item[item], file, sim::kItemNames[item],
                         std::string(sim::kItemNames[item]) + " = \"61%\"");
    require_baseline(draft.has_stops, file, kStops, "stops_per_1000_a_year = 12.5");
    require_baseline(draft.has_hate, file, kHate, "recorded_hate_incidents_per_1000_a_year = 2.95");
    require_baseline(draft.has_exposure, file, "exposure", "exposure = \"equal\"");
}

void read_parameters(const std::string& file, const TomlNode& section, ScenarioDraft& draft) {
    std::vector<std::string_view> names;
    for (const sim::ParameterInfo& info : sim::parameter_table()) names.push_back(info.name);
    if (section.kind == TomlNode::Kind::kTable)
        for (const TomlEntry& entry : section.entries)
            if (!sim::find_parameter(entry.key))
                throw InputError(file, entry.line, entry.column,
                                 fmt::format("no parameter {}{}; concord describe parameters lists them", entry.key,
                                             suggestion(entry.key, names)));
    const CheckedTable table(file, section, "[parameters]", names);
    for (const TomlEntry& entry : section.entries) {
        const sim::ParameterInfo& info = *sim::find_parameter(entry.key);
        const auto read = [&](const CheckedTable& in, const TomlNode& at, std::string_view key) {
            return at.kind == TomlNode::Kind::kNumber ? parameter_value(in, at, info)
                                                      : in.number_of(at, key, info.low, info.high);  // refuses
        };
        const Level level = level_of(table, entry.value, entry.key, "value", "scenario", read);
        auto& overrides = draft.scenario.parameters;
        std::erase_if(overrides, [&](const sim::ParameterOverride& old) { return old.name == entry.key; });
        overrides.push_back({entry.key, level.value, level.source, level.note});
    }
}

}  // namespace concord::scenarios
