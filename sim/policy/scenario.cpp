#include "sim/policy/scenario.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace concord::sim {

FieldValue LeverUse::value(std::size_t field) const {
    return field < values.size() ? values[field] : info(kind).fields.at(field).neutral;
}

std::vector<FieldValue> LeverUse::all_values() const {
    std::vector<FieldValue> all;
    for (std::size_t k = 0; k < info(kind).fields.size(); ++k) all.push_back(value(k));
    return all;
}

void LeverUse::set(std::size_t field, FieldValue value) {
    const auto& fields = info(kind).fields;
    static_cast<void>(fields.at(field));
    for (std::size_t k = values.size(); k <= field; ++k) values.push_back(fields[k].neutral);
    values[field] = value;
    while (!values.empty() && values.back() == fields[values.size() - 1].neutral) values.pop_back();
}

double LeverUse::number(std::string_view key) const { return value(info(kind).field(key)).number; }

bool LeverUse::chose(std::string_view key, std::string_view choice) const {
    const std::size_t index = info(kind).field(key);
    const LeverField& field = info(kind).fields[index];
    for (std::size_t k = 0; k < field.choices.size(); ++k)
        if (field.choices[k].key == choice)
            return field.kind == FieldKind::kSet ? has(value(index), k) : value(index).choice == static_cast<int>(k);
    throw std::out_of_range("field " + std::string(key) + " has no choice " + std::string(choice));
}

bool LeverUse::is_neutral() const {
    const auto& fields = info(kind).fields;
    for (std::size_t k = 0; k < fields.size(); ++k)
        if (value(k) != fields[k].neutral) return false;
    return true;
}

double StopExposure::of(int group, const Parameters& parameters) const {
    if (equal) return 1;
    const auto& published = ratio[static_cast<std::size_t>(group)];
    return published ? *published : group == kMixed ? parameters.stop_ratio_mixed : parameters.stop_ratio_other;
}

bool same_policy(const Scenario& a, const Scenario& b) {
    return std::equal(a.levers.begin(), a.levers.end(), b.levers.begin(), b.levers.end(),
                      [](const LeverUse& x, const LeverUse& y) { return x == y; });
}

std::string what_is_wrong(const NewsEvent& event, const Scenario& scenario, const Geography& geography) {
    const Date end = add_weeks(scenario.start, scenario.years * kWeeksPerYear);
    if (event.until && *event.until <= event.from)
        return "until = " + to_iso(*event.until) + " is not after from = " + to_iso(event.from);
    const bool in_a_district = event.district != kNoDistrict;
    const std::string words =
        in_words(event, in_a_district ? geography.districts[static_cast<std::size_t>(event.district)].name : "");
    if (event.from < scenario.start || event.from >= end)
        return words + " is outside the run, which lasts from " + to_iso(scenario.start) + " to " +
               to_iso(end - std::chrono::days(1));
    const auto same = [&](const NewsEvent& other) {
        return other.kind == event.kind && other.district == event.district && other.from == event.from;
    };
    if (std::any_of(scenario.events.begin(), scenario.events.end(), same)) return words + " is there already";
    if (scenario.events.size() >= kMostNewsEvents)
        return "a scenario may have " + std::to_string(kMostNewsEvents) + " events; " + words + " is one more";
    return {};
}

bool same_events(const Scenario& a, const Scenario& b) {
    return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                      [](const NewsEvent& x, const NewsEvent& y) { return x.same_as(y); });
}

bool same_start(const Scenario& a, const Scenario& b) {
    const Baseline &x = a.baseline, &y = b.baseline;
    const auto same_override = [](const ParameterOverride& p, const ParameterOverride& q) {
        return p.name == q.name && p.value == q.value;
    };
    return x.item_level == y.item_level && x.get_on_well_by_district == y.get_on_well_by_district &&
           x.stops_per_1000_a_year == y.stops_per_1000_a_year && x.exposure.equal == y.exposure.equal &&
           x.exposure.ratio == y.exposure.ratio && x.recorded_hate_per_1000_a_year == y.recorded_hate_per_1000_a_year &&
           x.recorded_hate_by_district == y.recorded_hate_by_district && x.programme_support == y.programme_support &&
           x.support.same_as(y.support) && x.confidence_decline == y.confidence_decline &&
           x.confidence_decline_weeks == y.confidence_decline_weeks &&
           std::equal(a.parameters.begin(), a.parameters.end(), b.parameters.begin(), b.parameters.end(),
                      same_override);
}

Parameters with_overrides(Parameters parameters, const Scenario& scenario) {
    for (const ParameterOverride& fixed : scenario.parameters) {
        const ParameterInfo* info = find_parameter(fixed.name);
        if (info == nullptr)
            throw std::invalid_argument("scenario \"" + scenario.name + "\": no parameter " + fixed.name);
        set(parameters, *info, fixed.value);
    }
    return parameters;
}

}  // namespace concord::sim
