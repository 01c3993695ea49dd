// Scenarios as text for people: `concord scenario show` and the file `concord scenario new` starts from.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"
#include "scenarios/format/lever_fields.h"
#include "scenarios/format/rule_section.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/format/units_table.h"
#include "sim/policy/costs.h"
#include "sim/policy/schedule.h"

namespace concord::scenarios {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "not given" : text; }

std::string describe_baseline(const sim::Scenario& scenario, const sim::Geography& geography) {
    const sim::Baseline& baseline = scenario.baseline;
    std::string text = "Baseline (levels that today's conditions sustain)\n";
    for (std::size_t item = 0; item < sim::kItemNames.size(); ++item)
        text += fmt::format("  {:<20} {:6.2f} %   source {}\n", sim::kItemNames[item], baseline.item_level[item],
                            or_dash(baseline.item_source[item]));
    for (std::size_t d = 0; d < baseline.get_on_well_by_district.size(); ++d)
        text += fmt::format("    get_on_well in {:<13} {:.1f} %\n", geography.districts[d].name,
                            baseline.get_on_well_by_district[d]);
    text += fmt::format("  stops               {:7.2f} per 1,000 residents a year   source {}\n",
                        baseline.stops_per_1000_a_year, or_dash(baseline.stops_source));
    text += fmt::format("  programme support   {:7.2f} % of those aware of the prevention programme   source {}\n",
                        baseline.programme_support, or_dash(baseline.programme_source));
    text += fmt::format(
        "  recorded hate       {:7.2f} incidents (race and religion) per 1,000 residents a year   source {}\n",
        baseline.recorded_hate_per_1000_a_year, or_dash(baseline.hate_source));
    for (std::size_t d = 0; d < baseline.recorded_hate_by_district.size(); ++d)
        if (const auto& rate = baseline.recorded_hate_by_district[d])
            text += fmt::format("    in {:<17}{:7.2f}   source {}\n", geography.districts[d].name, *rate,
                                or_dash(baseline.hate_by_district_source));
    const sim::SupportToday& support = baseline.support;
    text += fmt::format(
        "  support             {:7.2f} referrals a year and {:.2f} places per 100,000 residents, places {}   source "
        "{}\n",
        support.referrals_per_100000_a_year, support.places_per_100000,
        support.pooled ? "in one pool" : "district by district", or_dash(support.source));
    if (baseline.monitoring != sim::Regime::kQuarterlySurvey)
        text += fmt::format("  monitoring          {}\n", sim::info(baseline.monitoring).name);
    if (baseline.confidence_decline > 0)
        text += fmt::format(
            "  confidence in police falls by {:g} points over {} weeks for reasons outside the model   "
            "source {}\n",
            baseline.confidence_decline, baseline.confidence_decline_weeks, or_dash(baseline.decline_source));
    if (baseline.exposure.equal) return text + "  exposure to stops   equal for everybody\n";
    text += "  exposure to stops   relative to white residents:";
    for (std::size_t group = 0; group < sim::kEthnicGroupNames.size(); ++group)
        if (const auto& ratio = baseline.exposure.ratio[group]; group != sim::kWhite)
            text += fmt::format(" {} {}", sim::kEthnicGroupNames[group],
                                ratio ? fmt::format("{:g}", *ratio) : "from the parameters");
    return text + fmt::format("   source {}\n", or_dash(baseline.exposure.source));
}

std::string where_of(const sim::LeverSetting& setting, const sim::Geography& geography) {
    if (setting.districts.size() == geography.districts.size()) return "all districts";
    std::string names;
    for (const int district : setting.districts)
        names += (names.empty() ? "" : ", ") + geography.districts[district].name;
    return names;
}

std::string target_of(const sim::Target& target, const sim::Geography& geography) {
    switch (target.rule) {
        case sim::Target::Rule::kEverywhere: return "everywhere in them";
        case sim::Target::Rule::kMostDeprived:
            return fmt::format("the most deprived {:g} % of their residents", 100 * target.share);
        case sim::Target::Rule::kHighestDisorder:
            return fmt::format("the {:g} % of their residents where disorder is highest", 100 * target.share);
        case sim::Target::Rule::kLowest:
            return fmt::format("the {} lowest in {} at the start",
                               counted(static_cast<std::size_t>(target.lowest), "district"),
                               sim::kItemNames[target.item]);
        case sim::Target::Rule::kAreas: break;
    }
    std::string names;
    for (const int area : target.areas) names += (names.empty() ? "" : ", ") + geography.areas[area].name;
    return names;
}

std::string reached_by(const sim::Schedule& schedule, int lever, const sim::Geography& geography) {
    double residents = 0;
    for (const int n : schedule.reached(lever)) residents += geography.neighbourhoods[n].residents;
    return fmt::format("{} neighbourhoods, {} residents", schedule.reached(lever).size(), with_thousands(residents));
}

// "paid by council"; of several: "of which police £3,896, council -£2,896".
std::string paid_by_words(const sim::LeverInfo& lever, double gbp) {
    if (lever.shared.empty()) return "paid by " + std::string(lever.funder);
    std::string words;
    for (const sim::FunderShare& part : lever.paid_by()) {
        const double pays = part.share * gbp;
        words += fmt::format("{}{} {}£{}", words.empty() ? "of which " : ", ", part.funder, pays < 0 ? "-" : "",
                             with_thousands(std::abs(pays)));
    }
    return words;
}

std::string describe_lever(const sim::Scenario& scenario, const sim::Schedule& schedule, const sim::CostReport& report,
                           const sim::Geography& geography, std::size_t index) {
    const sim::LeverSetting& setting = scenario.levers[index];
    const sim::LeverInfo& what = sim::info(setting.kind);
    std::string text = fmt::format("{}: {}\n", what.title, field_words(what.how_much(), setting.value(0)));
    text += fmt::format("  where     {}: {} ({})\n", where_of(setting, geography), target_of(setting.target, geography),
                        reached_by(schedule, static_cast<int>(index), geography));
    text += fmt::format("  when      from {}{}, full strength after {} weeks\n", sim::to_iso(setting.from),
                        setting.until ? " until " + sim::to_iso(*setting.until) : " to the end", setting.ramp_weeks);
    if (setting.capacity)
        text += fmt::format("  capacity  {} x {} a year\n", with_thousands(*setting.capacity), what.cost_per);
    if (setting.rule)
        text += fmt::format("  rule      {}\n            what it buys is counted as if it were in force throughout\n",
                            rule_words(*setting.rule));
    for (const FieldLine& line : further_field_lines(what.fields, setting.all_values()))
        text += fmt::format("  {:<9} {}\n", line.title, line.words);
    text += fmt::format("  unit cost £{:g} a {} in {} prices, source {}\n", setting.cost.gbp, setting.cost.per,
                        setting.cost.price_year, setting.cost.source);
    text += fmt::format("  buys      {} x {}, present value £{}, {}\n", with_thousands(report.units_by_lever[index]),
                        what.cost_per, with_thousands(report.present_by_lever[index]),
                        paid_by_words(what, report.present_by_lever[index]));
    if (!setting.source.empty()) text += "  source    " + setting.source + "\n";
    if (!setting.note.empty()) text += "  note      " + setting.note + "\n";
    return text;
}

std::string describe_event(const sim::NewsEvent& event, const sim::Geography& geography) {
    const sim::NewsInfo& kind = sim::info(event.kind);
    const bool in_a_district = event.district != sim::kNoDistrict;
    std::string text =
        fmt::format("Event: {}\n", sim::in_words(event, in_a_district ? geography.districts[event.district].name : ""));
    if (kind.moves_incidents())
        text += fmt::format("  incidents {:g} times: {}; source {}\n", event.incident_ratio, kind.ratio.meaning,
                            event.source.empty() ? kind.ratio.source : event.source);
    if (!event.note.empty()) text += "  note      " + event.note + "\n";
    return text;
}

}  // namespace

std::string describe(const sim::Scenario& scenario, const sim::Geography& geography) {
    const sim::Schedule schedule(geography, scenario);
    const sim::CostReport report = sim::planned_cost(geography, scenario);
    std::string text = fmt::format("{}\n{}\n{} years from {}\n", scenario.name, scenario.purpose, scenario.years,
                                   sim::to_iso(scenario.start));
    if (!scenario.source.empty()) text += "Source: " + scenario.source + "\n";
    if (!scenario.note.empty()) text += "Note: " + scenario.note + "\n";
    text += fmt::format("\n{}\n", describe_baseline(scenario, geography));
    if (scenario.levers.empty()) text += "No lever is turned.\n";
    for (std::size_t lever = 0; lever < scenario.levers.size(); ++lever)
        text += describe_lever(scenario, schedule, report, geography, lever);
    for (const sim::NewsEvent& event : scenario.events) text += describe_event(event, geography);
    for (const sim::ParameterOverride& change : scenario.parameters)
        text += fmt::format("Parameter {} fixed at {:g}, source {}\n", change.name, change.value, change.source);
    text +=
        fmt::format("\nCost: £{} in {} prices, present value £{} at {:g} % a year.\n", with_thousands(report.total_gbp),
                    sim::kPriceYear, with_thousands(report.present_gbp), 100 * sim::kDiscountRate);
    return text;
}

std::string new_scenario_text(std::string_view name) {
    // A name is quoted as TOML text; what could end the quotes or the line is left out.
    std::string quoted;
    for (const char c : name)
        if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) quoted += c;
    return fmt::format(
        R"(# A scenario: what differs from the one it extends. docs/scenario_file.md explains every entry;
# `concord scenario check FILE` says what is wrong with it, `concord scenario show FILE` what it does and costs.
format = 1
name = "{}"
purpose = "Does ... raise cohesion more than ...?"     # one question in plain words
extends = "status_quo_today.toml"

[[lever]]
kind = "community_engagement"          # concord describe levers lists them
districts = "all"                      # or ["Oldham", "Rochdale"]
target = {{ most_deprived = "20%" }}     # of their residents; or highest_disorder, lowest, areas, "everywhere"
seats_per_1000_a_year = 40
from = 2026-04-06
ramp = "26 weeks"
# A cost nobody published is your assumption: say so, and it is varied in uncertainty runs.
unit_cost = {{ gbp = 180, per = "seat", price_year = 2024, source = "assumption" }}
)",
        quoted.empty() ? "My scenario" : quoted);
}

}  // namespace concord::scenarios
