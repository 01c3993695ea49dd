// `concord describe parameters|levers|events|measures|disclosure|model|assumptions|support`: what the code itself
// knows, as text, Markdown (docs/ODD.md takes its tables from here) or JSON.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/words.h"
#include "scenarios/files/text_table.h"
#include "scenarios/format/lever_fields.h"
#include "sim/measures/cohesion_index.h"
#include "sim/measures/population_columns.h"
#include "sim/measures/record.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"

namespace concord::cli {
namespace {

std::string number(double value) { return fmt::format("{:.6g}", value); }

std::vector<Table> parameters() {
    std::vector<Table> tables;
    for (const sim::ParameterGroup& group : sim::parameter_groups()) {
        Table table{fmt::format("{} ({})", group.title, group.process),
                    {"name", "symbol", "section", "meaning", "unit", "default", "prior", "range", "grade", "source"},
                    {}};
        for (const auto& p : sim::parameters_of(group.process))
            table.rows.push_back({p.name, p.symbol, p.section, p.meaning, p.unit, number(p.value),
                                  std::string(sim::prior_name(p.prior)),
                                  p.prior == sim::Prior::kFixed ? "" : number(p.low) + " to " + number(p.high),
                                  std::string(1, p.grade), p.source});
        tables.push_back(table);
    }
    return tables;
}

nlohmann::ordered_json prior_of(const sim::ParameterInfo& p) {
    nlohmann::ordered_json prior = {{"kind", std::string(sim::prior_name(p.prior))}};
    if (p.prior == sim::Prior::kFixed) return prior;
    prior["low"] = p.low;
    if (p.prior != sim::Prior::kUniform) prior["mode"] = p.value;
    prior["high"] = p.high;
    return prior;
}

// For programs: numbers as numbers, priors with their ends. Values keep to no constraint together: every point of the
// ranges is a legal run.
std::string parameters_as_json() {
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    for (const auto& p : sim::parameter_table())
        rows.push_back({{"name", p.name},
                        {"process", p.group->process},
                        {"symbol", p.symbol},
                        {"section", p.section},
                        {"meaning", p.meaning},
                        {"unit", p.unit},
                        {"default", p.value},
                        {"prior", prior_of(p)},
                        {"range", {p.low, p.high}},
                        {"grade", std::string(1, p.grade)},
                        {"source", p.source}});
    const Json table = {
        {"title", "Behaviour parameters: one set for every resident"}, {"rows", rows}, {"constraints", Json::array()}};
    return Json::array({table}).dump(2) + "\n";
}

std::string kind_words(sim::FieldKind kind) {
    switch (kind) {
        case sim::FieldKind::kNumber: return "a number";
        case sim::FieldKind::kShare: return "a share, as a number";
        case sim::FieldKind::kChoice: return "one of these, in quotes";
        case sim::FieldKind::kSet: return "a list of these";
    }
    return "";
}

// "council"; of several with what each pays of a unit's cost: "police 3.9, council -2.9".
std::string funder_words(const sim::LeverInfo& lever) {
    if (lever.shared.empty()) return std::string(lever.funder);
    std::string words;
    for (const sim::FunderShare& part : lever.paid_by())
        words += fmt::format("{}{} {:.1f}", words.empty() ? "" : ", ", part.funder, part.share);
    return words;
}

// Of the lever itself; where there is none, what its sizes lean on.
std::vector<Table> evidence_of_levers() {
    Table table{
        "Evidence of each lever: the best evaluation of its own, A a trial, B a quasi-experiment or a review, C an "
        "association; where there is none (-), sources are of other matters",
        {"lever", "grade", "what was found", "source"},
        {}};
    for (const sim::LeverInfo& lever : sim::lever_table()) {
        const sim::LeverEvidence& e = lever.evidence;
        table.rows.push_back(
            {std::string(lever.name), std::string(1, e.grade), std::string(e.finding), std::string(e.source)});
    }
    return {table};
}

std::vector<Table> levers() {
    Table table{"Levers",
                {"kind", "title", "meaning", "key of the intensity", "unit", "allowed", "changes nothing at",
                 "cost per", "funder", "a unit is"},
                {}};
    Table fields{"Fields of levers: the first of each must be given",
                 {"kind", "key", "written in", "value", "meaning", "unit", "allowed", "changes nothing at",
                  "together in one place up to"},
                 {}};
    for (const auto& l : sim::lever_table()) {
        const sim::LeverField& first = l.how_much();
        table.rows.push_back({std::string(l.name), std::string(l.title), std::string(l.meaning), std::string(first.key),
                              std::string(first.unit), scenarios::allowed_words(first), scenarios::neutral_words(first),
                              std::string(l.cost_per), funder_words(l), std::string(l.unit_is)});
        for (const auto& f : l.fields)
            fields.rows.push_back({std::string(l.name), std::string(f.key), std::string(f.group.key),
                                   kind_words(f.kind), std::string(f.meaning), std::string(f.unit),
                                   scenarios::allowed_words(f), scenarios::neutral_words(f),
                                   f.most_together ? number(*f.most_together) : ""});
    }
    return {table, fields, evidence_of_levers().front()};
}

std::vector<Table> events() {
    Table table{"Events",
                {"kind", "title", "meaning", "where", "when", "incident_ratio", "allowed", "usual", "source of it"},
                {}};
    for (const sim::NewsInfo& e : sim::news_table()) {
        const auto of_ratio = [&](const std::string& words) { return e.moves_incidents() ? words : ""; };
        table.rows.push_back({std::string(e.name), std::string(e.title), std::string(e.meaning),
                              e.in_a_district ? "district" : "Greater Manchester", e.lasts ? "from, until" : "date",
                              std::string(e.ratio.meaning),
                              of_ratio(number(e.ratio.low) + " to " + number(e.ratio.high)),
                              of_ratio(number(e.ratio.usual)), std::string(e.ratio.source)});
    }
    return {table};
}

const char* words_of(sim::Resolution finest) {
    switch (finest) {
        case sim::Resolution::kNowhere: return "nowhere";
        case sim::Resolution::kGreaterManchester: return "Greater Manchester";
        case sim::Resolution::kDistrict: return "district";
        case sim::Resolution::kWardOrArea: return "ward and area";
        case sim::Resolution::kNeighbourhood: return "neighbourhood";
    }
    return "";
}

// What monitoring can see, and under which regimes.
Table indicators() {
    Table table{"Indicators: what monitoring reports, each beside what is true of the same weeks",
                {"name", "title", "unit", "meaning", "reported under", "shown down to"},
                {}};
    for (int k = 0; k < sim::kIndicators; ++k) {
        const sim::MeasureInfo& indicator = sim::kIndicatorTable[static_cast<std::size_t>(k)];
        std::string regimes;
        for (std::size_t r = 0; r < sim::kRegimes; ++r)
            if (sim::sees(static_cast<sim::Regime>(r), k))
                regimes += (regimes.empty() ? "" : ", ") + std::string(sim::kRegimeTable[r].name);
        table.rows.push_back({std::string(indicator.name), std::string(indicator.title), std::string(indicator.unit),
                              std::string(indicator.meaning), regimes, words_of(indicator.disclosure.levels)});
    }
    return table;
}

std::vector<Table> measures() {
    Table outcomes{
        "Headline outcomes, in this order everywhere; then cost", {"name", "title", "unit", "meaning", "better"}, {}};
    for (const auto& o : sim::outcome_rows())
        outcomes.rows.push_back({std::string(o.name), std::string(o.title), std::string(o.unit), std::string(o.meaning),
                                 o.better > 0 ? "higher" : "lower"});
    Table equality{
        "Equality, polarisation and segregation, by group and year: no headline outcome, and judged by the usual "
        "smallest "
        "differences",
        {"name", "title", "unit", "meaning", "better"},
        {}};
    for (const auto& m : sim::kEqualityTable)
        equality.rows.push_back({std::string(m.name), std::string(m.title), std::string(m.unit), std::string(m.meaning),
                                 m.better > 0   ? "higher"
                                 : m.better < 0 ? "lower"
                                                : "neither"});
    Table index{
        "Cohesion index: equal weights over the represented dimensions; concord compare --details asks which "
        "option comes first under ten other weightings too (docs/model.md, section 6)",
        {"dimension", "definition"},
        {}};
    for (const auto& d : sim::kCohesionTable)
        index.rows.push_back(
            {std::string(d.title), sim::is_represented(d) ? std::string(d.meaning) : "not represented"});
    Table ledger{"Ledger of change: its columns add up to the change of a mean", {"column", "title", "meaning"}, {}};
    for (const auto& c : sim::kLedgerTable)
        ledger.rows.push_back({std::string(c.name), std::string(c.title), std::string(c.meaning)});
    Table events{"Events counted", {"name", "title", "meaning"}, {}};
    for (const auto& e : sim::kEventTable)
        events.rows.push_back({std::string(e.name), std::string(e.title), std::string(e.meaning)});
    return {outcomes, index, ledger, events, equality, indicators()};
}

std::vector<Table> disclosure() {
    const std::vector<std::string> columns = {"name",
                                              "levels down to",
                                              "changes since the start down to",
                                              "differences between scenarios down to",
                                              "groups over Greater Manchester",
                                              "names highest and lowest place"};
    const auto row = [](const auto& info) -> std::vector<std::string> {
        const sim::Disclosure& d = info.disclosure;
        std::string groups;
        for (const auto& [shown, words] : {std::pair{d.by_deprivation, "deprivation fifth"},
                                           {d.by_age, "age band"},
                                           {d.by_ethnic_group, "ethnic group"},
                                           {d.by_household, "household"}})
            if (shown) groups += (groups.empty() ? "" : ", ") + std::string(words);
        return {std::string(info.name),
                words_of(d.levels),
                words_of(d.changes),
                words_of(d.differences),
                groups.empty() ? "none" : groups,
                d.ranks_places ? "yes" : "no"};
    };
    std::vector<Table> tables;
    const auto add = [&](const char* title, const auto& rows, std::size_t first = 0) {
        tables.push_back({title, columns, {}});
        for (std::size_t k = first; k < rows.size(); ++k) tables.back().rows.push_back(row(rows[k]));
    };
    add("States", sim::kStateTable);
    add("Survey items", sim::kItemTable);
    std::vector<sim::MeasureInfo> no_items;
    for (const sim::MeasureInfo& outcome : sim::kOutcomeTable)
        if (!sim::is_item(outcome)) no_items.push_back(outcome);
    add("Headline outcomes that are no items", no_items);
    if (const auto outcomes = sim::outcome_rows(); outcomes.size() > sim::kOutcomes)
        add("Further measures", outcomes, sim::kOutcomes);
    add("Events counted", sim::kEventTable);
    add("Extremist meetings", sim::kMeetingTable);
    add("The prevention programme", sim::kProgrammeTable);
    add("Dimensions of the cohesion index", sim::kRepresentedTable);
    add("Support", sim::kSupportTable);
    add("Indicators: what monitoring reports, and what is true of the same weeks", sim::kIndicatorTable);
    std::vector<sim::MeasureInfo> of_equality;
    for (const sim::MeasureInfo& measure : sim::kEqualityTable)
        if (!sim::is_item(measure)) of_equality.push_back(measure);
    add("Equality, polarisation and segregation", of_equality);
    add("Conditions of places", sim::kConditionTable);
    add("Columns of the ledger of change, each of the states that may be shown there", sim::kLedgerTable);
    tables.back().columns.emplace_back("where it may not be shown, counted in");
    for (std::size_t k = 0; k < sim::kLedgerTable.size(); ++k) {
        const int within = sim::kLedgerTable[k].shown_within;
        tables.back().rows[k].emplace_back(within == sim::kNoLedgerColumn ? "" : sim::kLedgerTable[within].name);
    }
    tables.push_back({"Columns of population files: synthetic people, no state, item, outcome or event",
                      {"name", "of", "meaning"},
                      {}});
    for (const sim::PopulationColumn& column : sim::kPopulationColumns)
        tables.back().rows.push_back({std::string(column.name), std::string(column.of), std::string(column.meaning)});
    return tables;
}

}  // namespace

void add_format_option(CLI::App& command, Format& format) {
    add_words(command, "--format", format, "text",
              {{"text", Format::kText}, {"markdown", Format::kMarkdown}, {"json", Format::kJson}},
              "form of the output");
}

void add_describe(CLI::App& app, Action& chosen) {
    auto format = std::make_shared<Format>(Format::kText);
    CLI::App* command = app.add_subcommand(
        "describe",
        "What the program itself knows: parameters, levers, events, measures, disclosure, model, assumptions, support");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* meaning, std::vector<Table> (*tables)()) {
        CLI::App* topic = command->add_subcommand(name, meaning);
        add_format_option(*topic, *format);
        topic->callback([format, tables, &chosen] {
            chosen = [format, tables] {
                const bool structured = tables == parameters && *format == Format::kJson;
                print("{}", structured ? parameters_as_json() : render(tables(), *format));
                return 0;
            };
        });
        return topic;
    };
    add("parameters", "every behaviour parameter, by process, with unit, default, prior, grade and source", parameters);
    CLI::App* of_levers = add("levers", "every lever with its unit, range, cost and evidence", levers);
    auto evidence_alone = std::make_shared<bool>(false);
    of_levers->add_flag("--evidence", *evidence_alone, "the evidence of each lever, alone");
    of_levers->callback([format, evidence_alone, &chosen] {
        chosen = [format, evidence_alone] {
            print("{}", render(*evidence_alone ? evidence_of_levers() : levers(), *format));
            return 0;
        };
    });
    add("events", "every kind of event, with what a scenario may say of it", events);
    add("measures", "headline outcomes, cohesion index, ledger, events, equality, indicators of monitoring", measures);
    add("disclosure", "what may be shown where: the finest place of each measure, and by which groups", disclosure);
    add("model", "states, break-even shares beside the shares in use, incidents at the start, which lever reaches what",
        describe_model);
    add_describe_assumptions(*command, chosen);
    add_describe_support(*command, chosen);
}

}  // namespace concord::cli
