#include "scenarios/format/scenario_export.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/format/lever_fields.h"
#include "scenarios/format/rule_section.h"
#include "scenarios/format/scenario_file.h"
#include "sim/ground/calendar.h"

namespace concord::scenarios {
namespace {

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return out + '"';
}

// Behind a source.
std::string noted(std::string_view note) { return note.empty() ? "" : ", note = " + toml_text(note); }

bool same_baseline(sim::Scenario one, sim::Scenario other) {
    one.parameters.clear();
    other.parameters.clear();
    return sim::same_start(one, other);
}

// A shipped scenario of the same baseline that turns nothing; else the file that was opened.
std::string foundation(const sim::Scenario& scenario, const sim::Geography& geography, const std::string& base) {
    for (const auto& shipped : list_scenarios()) {
        const sim::Scenario candidate = read_scenario(shipped.file, geography);
        if (candidate.levers.empty() && candidate.events.empty() && same_baseline(candidate, scenario))
            return shipped.file;
    }
    return base;
}

std::string target_text(const sim::Target& target, const sim::Geography& geography) {
    switch (target.rule) {
        case sim::Target::Rule::kEverywhere: return "\"everywhere\"";
        case sim::Target::Rule::kMostDeprived: return fmt::format("{{ most_deprived = \"{}%\" }}", 100 * target.share);
        case sim::Target::Rule::kHighestDisorder:
            return fmt::format("{{ highest_disorder = \"{}%\" }}", 100 * target.share);
        case sim::Target::Rule::kLowest:
            return fmt::format("{{ lowest = \"{}\", districts = {} }}", sim::kItemNames[target.item], target.lowest);
        case sim::Target::Rule::kAreas: break;
    }
    std::string codes;
    for (const int a : target.areas) codes += (codes.empty() ? "" : ", ") + toml_text(geography.areas.at(a).code);
    return fmt::format("{{ areas = [{}] }}", codes);
}

std::string districts_text(const sim::LeverSetting& lever, const sim::Geography& geography) {
    if (lever.districts.size() == geography.districts.size()) return "\"all\"";
    std::string names;
    for (const int d : lever.districts)
        names += (names.empty() ? "" : ", ") + toml_text(geography.districts.at(d).name);
    return fmt::format("[{}]", names);
}

std::string lever_text(const sim::LeverSetting& lever, const sim::Geography& geography) {
    const sim::LeverInfo& info = sim::info(lever.kind);
    std::string text = fmt::format("\n[[lever]]\nkind = \"{}\"\ndistricts = {}\ntarget = {}\n{}\nfrom = {}\n",
                                   info.name, districts_text(lever, geography), target_text(lever.target, geography),
                                   field_toml(info.how_much(), lever.value(0)), sim::to_iso(lever.from));
    if (lever.until) text += fmt::format("until = {}\n", sim::to_iso(*lever.until));
    if (lever.ramp_weeks > 0) text += fmt::format("ramp = \"{} weeks\"\n", lever.ramp_weeks);
    if (lever.capacity) text += fmt::format("capacity = {}\n", *lever.capacity);
    if (lever.rule) text += rule_toml(*lever.rule);
    text += further_fields_toml(info.fields, lever.all_values());
    return text + fmt::format("unit_cost = {{ gbp = {}, per = \"{}\", price_year = {}, source = {}{} }}\n",
                              lever.cost.gbp, info.cost_per, lever.cost.price_year, toml_text(lever.cost.source),
                              noted(lever.cost.note));
}

std::string event_text(const sim::NewsEvent& event, const sim::Geography& geography) {
    const sim::NewsInfo& kind = sim::info(event.kind);
    std::string text = fmt::format("\n[[event]]\nkind = \"{}\"\n", kind.name);
    if (kind.in_a_district)
        text += fmt::format("district = {}\n", toml_text(geography.districts.at(event.district).name));
    text += fmt::format("{} = {}\n", kind.lasts ? "from" : "date", sim::to_iso(event.from));
    if (event.until) text += fmt::format("until = {}\n", sim::to_iso(*event.until));
    if (kind.moves_incidents()) text += fmt::format("incident_ratio = {}\n", event.incident_ratio);
    if (!event.source.empty()) text += fmt::format("source = {}\n", toml_text(event.source));
    if (!event.note.empty()) text += fmt::format("note = {}\n", toml_text(event.note));
    return text;
}

// Levers of the foundation that the branch does not have are turned to what changes nothing.
std::string neutral_text(const sim::Scenario& below, const sim::Scenario& scenario) {
    std::string text;
    for (const sim::LeverInfo& info : sim::lever_table()) {
        const auto has = [&](const sim::Scenario& s) {
            return std::any_of(s.levers.begin(), s.levers.end(), [&](const auto& l) { return l.kind == info.kind; });
        };
        if (has(below) && !has(scenario))
            text += fmt::format(
                "\n[[lever]]\nkind = \"{}\"\n{}\nunit_cost = {{ gbp = 0, per = \"{}\", price_year = 2024, source "
                "= \"assumption\" }}\n",
                info.name, field_toml(info.how_much(), info.how_much().neutral), info.cost_per);
    }
    return text;
}

}  // namespace

std::string scenario_text(const sim::Scenario& scenario, const sim::Geography& geography, const std::string& base) {
    const std::string below = foundation(scenario, geography, base);
    std::string text = fmt::format(
        "# Saved from a session of the explorer.\nformat = 1\nname = {}\npurpose = {}\nextends = {}\nyears = {}\n",
        toml_text(scenario.name), toml_text(scenario.purpose), toml_text(below), scenario.years);
    for (const auto& lever : scenario.levers) text += lever_text(lever, geography);
    const sim::Scenario extended = read_scenario(below, geography);
    text += neutral_text(extended, scenario);
    for (const auto& event : scenario.events)
        if (std::none_of(extended.events.begin(), extended.events.end(),
                         [&](const auto& e) { return e.same_as(event); }))
            text += event_text(event, geography);
    if (!scenario.parameters.empty()) text += "\n[parameters]\n";
    for (const auto& fixed : scenario.parameters)
        text += fmt::format("{} = {{ value = {}, source = {}{} }}\n", fixed.name, fixed.value,
                            toml_text(fixed.source.empty() ? "assumption" : fixed.source), noted(fixed.note));
    return text;
}

}  // namespace concord::scenarios
