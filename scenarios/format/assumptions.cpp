#include "scenarios/format/assumptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "scenarios/files/text.h"
#include "scenarios/format/lever_fields.h"
#include "scenarios/format/rule_section.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/format/units_table.h"
#include "sim/policy/costs.h"

namespace concord::scenarios {
namespace {

constexpr std::string_view kAssumption = "assumption";
constexpr std::string_view kNoSource = "no source given";
constexpr std::string_view kOfBaseline = "baseline", kOfScenario = "scenario";
constexpr std::size_t kMostThatHaveIt = 3;  // scenarios that have the same

std::string six_digits(double value) { return fmt::format("{:.6g}", value); }

// What it stands on, and whether that is an assumption.
Statement standing_on(Statement statement, std::string_view source) {
    statement.stands_on = source.empty() ? kNoSource : source;
    statement.assumed = source.empty() || names_assumption(source);
    return statement;
}

Statement of_parameter(const sim::ParameterInfo& info) {
    const bool fixed = info.prior == sim::Prior::kFixed;
    return standing_on({.kind = fixed ? StatementKind::kFixedNumber : StatementKind::kParameter,
                        .process = std::string(info.group->process),
                        .name = info.name,
                        .meaning = info.meaning,
                        .value = six_digits(info.value),
                        .range = fixed ? "" : six_digits(info.low) + " to " + six_digits(info.high),
                        .unit = info.unit,
                        .stands_on = {}},
                       info.source);
}

// Pounds for a unit of the lever.
Statement of_cost(const sim::LeverInfo& lever, double gbp, int price_year, std::string_view source) {
    return standing_on({.kind = StatementKind::kUnitCost,
                        .process = std::string(lever.name),
                        .name = "unit_cost",
                        .meaning = std::string(lever.unit_is),
                        .value = six_digits(gbp),
                        .range = {},
                        .unit = fmt::format("GBP of {} per {}", price_year, lever.cost_per),
                        .stands_on = {}},
                       source);
}

Statement of_baseline(std::string_view name, std::string_view meaning, const std::string& value, std::string_view unit,
                      std::string_view source, const std::string& note = {}) {
    return standing_on({.kind = StatementKind::kBaseline,
                        .process = std::string(kOfBaseline),
                        .name = std::string(name),
                        .meaning = std::string(meaning),
                        .value = value,
                        .range = {},
                        .unit = std::string(unit),
                        .stands_on = {},
                        .reason = note},
                       source);
}

void add_baseline(const sim::Baseline& baseline, std::vector<Statement>& out) {
    for (std::size_t item = 0; item < sim::kItems; ++item) {
        const sim::MeasureInfo& info = sim::kItemTable[item];
        out.push_back(of_baseline(info.name, info.meaning, six_digits(baseline.item_level[item]), info.unit,
                                  baseline.item_source[item]));
    }
    if (!baseline.get_on_well_by_district.empty())
        out.push_back(of_baseline("get_on_well_by_district", "its levels in the districts",
                                  counted(baseline.get_on_well_by_district.size(), "level"), "percent of adults",
                                  baseline.get_on_well_source));
    out.push_back(of_baseline("stops", "stops and searches", six_digits(baseline.stops_per_1000_a_year),
                              "per 1,000 residents a year", baseline.stops_source));
    out.push_back(of_baseline("recorded_hate", "recorded incidents of race and religion",
                              six_digits(baseline.recorded_hate_per_1000_a_year), "per 1,000 residents a year",
                              baseline.hate_source));
    if (!baseline.recorded_hate_by_district.empty())
        out.push_back(of_baseline("recorded_hate_by_district", "the same in the districts, where published", "", "",
                                  baseline.hate_by_district_source));
    out.push_back(of_baseline("programme_support", "in favour of the prevention programme",
                              six_digits(baseline.programme_support), "percent of adults aware of it",
                              baseline.programme_source));
    const sim::SupportToday& support = baseline.support;
    out.push_back(of_baseline(
        "support", "what there is of support before any lever",
        fmt::format("{} referrals a year, {} places, {}", six_digits(support.referrals_per_100000_a_year),
                    six_digits(support.places_per_100000), support.pooled ? "in one pool" : "district by district"),
        "per 100,000 residents", support.source, support.note));
    if (!baseline.exposure.equal)
        out.push_back(of_baseline("exposure", "stops by ethnic group, relative to White residents", "", "ratio",
                                  baseline.exposure.source));
    if (baseline.confidence_decline > 0)
        out.push_back(of_baseline(
            "confidence_decline", "fall of confidence in the police for reasons outside the model",
            fmt::format("{} over {} weeks", six_digits(baseline.confidence_decline), baseline.confidence_decline_weeks),
            "points", baseline.decline_source));
}

Statement of_note(std::string_view process, std::string_view name, std::string_view source, const std::string& note) {
    Statement statement{.kind = StatementKind::kNote,
                        .process = std::string(process),
                        .name = std::string(name),
                        .meaning = {},
                        .value = {},
                        .range = {},
                        .unit = {},
                        .stands_on = source.empty() ? "its note" : std::string(source) + "; its note",
                        .reason = note};
    statement.assumed = speaks_of_assumption(note) || names_assumption(source);
    return statement;
}

void add_lever(const sim::LeverSetting& lever, const sim::Geography& geography, std::vector<Statement>& out) {
    const sim::LeverInfo& info = sim::info(lever.kind);
    const std::string where = fmt::format("{}, from {}", reach_of(lever, geography), sim::to_iso(lever.from));
    const auto say = [&](StatementKind kind, std::string_view name, const std::string& meaning,
                         const std::string& value, const std::string& range) {
        out.push_back(standing_on({.kind = kind,
                                   .process = std::string(info.name),
                                   .name = std::string(name),
                                   .meaning = fmt::format("{}; {}", meaning, where),
                                   .value = value,
                                   .range = range,
                                   .unit = {},
                                   .stands_on = {},
                                   .reason = lever.note},
                                  lever.source));
    };
    for (std::size_t k = 0; k < info.fields.size(); ++k) {
        const sim::LeverField& field = info.fields[k];
        if (k > 0 && lever.value(k) == field.neutral) continue;
        say(StatementKind::kAmount, field.key, std::string(field.meaning), field_words(field, lever.value(k)),
            allowed_words(field));
    }
    if (lever.rule)
        say(StatementKind::kRule, "rule", "by what monitoring reports it is turned", rule_words(*lever.rule), "");
    // Where the amounts are listed, so is their note.
    if (!out.back().assumed && speaks_of_assumption(lever.note))
        out.push_back(of_note(info.name, "note", lever.source, lever.note));
    Statement cost = of_cost(info, lever.cost.gbp, lever.cost.price_year, lever.cost.source);
    cost.reason = lever.cost.note;
    if (!cost.assumed && speaks_of_assumption(lever.cost.note)) {
        cost.stands_on += "; its note";
        cost.assumed = true;
    }
    out.push_back(cost);
}

void add_event(const sim::NewsEvent& event, const sim::Geography& geography, std::vector<Statement>& out) {
    const sim::NewsInfo& info = sim::info(event.kind);
    const bool usual = info.moves_incidents() && event.incident_ratio == info.ratio.usual;
    Statement statement = standing_on(
        {.kind = StatementKind::kEvent,
         .process = std::string(info.name),
         .name = "event",
         .meaning = sim::in_words(
             event, event.district == sim::kNoDistrict ? "" : geography.districts.at(event.district).name),
         .value = info.moves_incidents() ? six_digits(event.incident_ratio) : "",
         .range = info.moves_incidents() ? six_digits(info.ratio.low) + " to " + six_digits(info.ratio.high) : "",
         .unit = std::string(info.ratio.meaning),
         .stands_on = {},
         .reason = event.note},
        event.source.empty() && usual ? info.ratio.source : event.source);
    if (!statement.assumed && speaks_of_assumption(event.note)) {
        statement.stands_on += "; its note";
        statement.assumed = true;
    }
    out.push_back(statement);
}

// One that the list has already is told once, with all that have it.
void merge(const Statement& statement, const std::string& in, std::vector<Statement>& list) {
    const auto same = std::find_if(list.begin(), list.end(), [&](const Statement& s) {
        return s.kind == statement.kind && s.process == statement.process && s.name == statement.name &&
               s.value == statement.value && s.unit == statement.unit && s.stands_on == statement.stands_on;
    });
    Statement& one = same != list.end() ? *same : list.emplace_back(statement);
    if (one.reason.empty()) one.reason = statement.reason;
    one.in.push_back(in);
}

std::vector<Statement> shipped(const sim::Geography& geography) {
    std::vector<Statement> list;
    const sim::LeverInfo& monitoring = sim::info(sim::LeverKind::kMonitoring);
    for (const sim::RegimeInfo& regime : sim::kRegimeTable)
        merge(of_cost(monitoring, regime.usual_gbp, sim::kPriceYear, regime.cost_source), std::string(regime.name),
              list);
    for (const ShippedScenario& file : list_scenarios())
        for (const Statement& statement : statements_of(read_scenario(file.file, geography), geography))
            if (statement.kind == StatementKind::kUnitCost || statement.kind == StatementKind::kBaseline)
                merge(statement, std::filesystem::path(file.file).stem().string(), list);
    return list;
}

// Who pays, where several do.
void add_shares(std::vector<Statement>& out) {
    for (const sim::LeverInfo& lever : sim::lever_table()) {
        if (lever.shared.empty()) continue;
        std::string words;
        for (const sim::FunderShare& part : lever.shared)
            words += fmt::format("{}{} {:.1f}", words.empty() ? "" : ", ", part.funder, part.share);
        out.push_back(standing_on({.kind = StatementKind::kUnitCost,
                                   .process = std::string(lever.name),
                                   .name = "shares",
                                   .meaning = "who pays a unit's cost",
                                   .value = words,
                                   .range = {},
                                   .unit = "share",
                                   .stands_on = {}},
                                  lever.shared_source));
    }
}

std::string in_words(const std::vector<std::string>& in) {
    if (in.size() > kMostThatHaveIt) return fmt::format("{} and {} more", in.front(), in.size() - 1);
    return fmt::format("{}", fmt::join(in, ", "));
}

std::string share_words(std::size_t part, std::size_t of) {
    return of == 0 ? "" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

struct Count {
    std::size_t assumed = 0, of = 0;
};
template <class Belongs>
Count count(const std::vector<Statement>& statements, const Belongs& belongs) {
    Count made;
    for (const Statement& s : statements)
        if (belongs(s)) made.of += 1, made.assumed += s.assumed ? 1 : 0;
    return made;
}

bool is_parameter(const Statement& s) {
    return s.kind == StatementKind::kParameter || s.kind == StatementKind::kFixedNumber;
}

}  // namespace

std::string_view name_of(StatementKind kind) {
    switch (kind) {
        case StatementKind::kParameter: return "parameter";
        case StatementKind::kFixedNumber: return "fixed number";
        case StatementKind::kUnitCost: return "unit cost";
        case StatementKind::kBaseline: return "baseline";
        case StatementKind::kAmount: return "amount";
        case StatementKind::kRule: return "rule";
        case StatementKind::kEvent: return "event";
        case StatementKind::kNote: return "note";
    }
    return "";
}

bool names_assumption(std::string_view source) {
    constexpr std::string_view kBetween = ";, ";
    for (std::size_t at = 0; at < source.size();) {
        const std::size_t end = std::min(source.find_first_of(kBetween, at), source.size());
        if (lower(source.substr(at, end - at)) == kAssumption) return true;
        at = end + 1;
    }
    return false;
}

bool speaks_of_assumption(std::string_view note) { return lower(note).find(kAssumption) != std::string::npos; }

std::vector<Statement> statements_of_program(const sim::Geography& geography) {
    std::vector<Statement> all;
    for (const sim::ParameterInfo& info : sim::parameter_table()) all.push_back(of_parameter(info));
    for (Statement& statement : shipped(geography)) all.push_back(std::move(statement));
    add_shares(all);
    for (const sim::NewsInfo& kind : sim::news_table())
        if (kind.moves_incidents())
            all.push_back(standing_on({.kind = StatementKind::kEvent,
                                       .process = std::string(kind.name),
                                       .name = "incident_ratio",
                                       .meaning = std::string(kind.ratio.meaning),
                                       .value = six_digits(kind.ratio.usual),
                                       .range = six_digits(kind.ratio.low) + " to " + six_digits(kind.ratio.high),
                                       .unit = "ratio",
                                       .stands_on = {}},
                                      kind.ratio.source));
    return all;
}

std::vector<Statement> statements_of(const sim::Scenario& scenario, const sim::Geography& geography) {
    std::vector<Statement> all;
    if (!scenario.note.empty() || !scenario.source.empty())
        all.push_back(of_note(kOfScenario, scenario.name, scenario.source, scenario.note));
    add_baseline(scenario.baseline, all);
    for (const sim::LeverSetting& lever : scenario.levers) add_lever(lever, geography, all);
    for (const sim::NewsEvent& event : scenario.events) add_event(event, geography, all);
    for (const sim::ParameterOverride& fixed : scenario.parameters) {
        const sim::ParameterInfo* info = sim::find_parameter(fixed.name);
        if (!info) continue;
        Statement statement = of_parameter(*info);
        statement.kind = StatementKind::kFixedNumber;
        statement.value = six_digits(fixed.value);
        statement.range = six_digits(info->low) + " to " + six_digits(info->high);
        statement.reason = fixed.note;
        all.push_back(standing_on(statement, fixed.source));
        // Whatever its source: in place of its prior, it no longer varies.
        all.back().assumed = true;
    }
    return all;
}

Table assumption_counts(const std::vector<Statement>& statements) {
    const Count all = count(statements, is_parameter);
    Table table{fmt::format("{} of {} parameters ({}) stand on an assumption", all.assumed, all.of,
                            share_words(all.assumed, all.of)),
                {"of", "assumptions", "in all", "share"},
                {}};
    const auto add = [&](const std::string& what, const Count& made) {
        table.rows.push_back(
            {what, std::to_string(made.assumed), std::to_string(made.of), share_words(made.assumed, made.of)});
    };
    for (const sim::ParameterGroup& group : sim::parameter_groups())
        add(fmt::format("{} ({})", group.title, group.process),
            count(statements, [&](const Statement& s) { return is_parameter(s) && s.process == group.process; }));
    const auto add_kind = [&](const char* what, StatementKind kind) {
        add(what, count(statements, [&](const Statement& s) { return s.kind == kind; }));
    };
    add_kind("unit costs of regimes and shipped scenarios, and who pays", StatementKind::kUnitCost);
    add_kind("baselines of shipped scenarios", StatementKind::kBaseline);
    add_kind("usual incident ratios of events", StatementKind::kEvent);
    return table;
}

std::vector<Table> assumptions_of_program(const sim::Geography& geography) {
    const std::vector<Statement> all = statements_of_program(geography);
    std::vector<Table> tables = {assumption_counts(all)};
    for (const sim::ParameterGroup& group : sim::parameter_groups()) {
        const auto own = [&](const Statement& s) { return is_parameter(s) && s.process == group.process; };
        const Count made = count(all, own);
        if (made.assumed == 0) continue;
        tables.push_back({fmt::format("{} ({}): {} of {} parameters, {}", group.title, group.process, made.assumed,
                                      made.of, share_words(made.assumed, made.of)),
                          {"name", "kind", "meaning", "unit", "default", "range", "stands on"},
                          {}});
        for (const Statement& s : all)
            if (own(s) && s.assumed)
                tables.back().rows.push_back(
                    {s.name, std::string(name_of(s.kind)), s.meaning, s.unit, s.value, s.range, s.stands_on});
    }
    tables.push_back({"Costs, baselines and events that ship",
                      {"of", "kind", "name", "meaning", "value", "unit", "stands on", "stands in", "reason given"},
                      {}});
    for (const Statement& s : all)
        if (!is_parameter(s) && s.assumed)
            tables.back().rows.push_back({s.process, std::string(name_of(s.kind)), s.name, s.meaning, s.value, s.unit,
                                          s.stands_on, in_words(s.in), s.reason});
    return tables;
}

std::vector<Table> assumptions_of(const sim::Scenario& scenario, const sim::Geography& geography) {
    const std::vector<Statement> all = statements_of(scenario, geography);
    std::array<std::size_t, static_cast<std::size_t>(StatementKind::kNote) + 1> of_kind{};
    Table table{{}, {"of", "kind", "name", "meaning", "value", "unit", "allowed", "stands on", "reason given"}, {}};
    for (const Statement& s : all) {
        if (!s.assumed) continue;
        of_kind[static_cast<std::size_t>(s.kind)] += 1;
        table.rows.push_back({s.process, std::string(name_of(s.kind)), s.name, s.meaning, s.value, s.unit, s.range,
                              s.stands_on, s.reason});
    }
    std::string kinds;
    for (std::size_t k = 0; k < of_kind.size(); ++k)
        if (of_kind[k] > 0)
            kinds += (kinds.empty() ? "" : ", ") + counted(of_kind[k], name_of(static_cast<StatementKind>(k)));
    table.title = fmt::format("{}: adds {}{}, beside those of the program; fixes {} of {}", scenario.name,
                              counted(table.rows.size(), "assumption"), kinds.empty() ? "" : " (" + kinds + ")",
                              scenario.parameters.size(), counted(sim::parameter_table().size(), "parameter"));
    return {table};
}

}  // namespace concord::scenarios
