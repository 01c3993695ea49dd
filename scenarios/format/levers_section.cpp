// [[lever]] of a scenario file: what is turned, where, how strongly, when and at what unit cost.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <span>

#include "scenarios/files/input_error.h"
#include "scenarios/format/lever_fields.h"
#include "scenarios/format/rule_section.h"
#include "scenarios/format/scenario_draft.h"
#include "sim/policy/costs.h"
#include "sim/policy/schedule.h"
#include "sim/policy/targeting.h"
#include "sim/policy/together.h"

namespace concord::scenarios {
namespace {

constexpr int kLongestRamp = 30 * sim::kWeeksPerYear;

std::vector<std::string_view> lever_names() {
    std::vector<std::string_view> names;
    for (const sim::LeverInfo& lever : sim::lever_table()) names.push_back(lever.name);
    return names;
}

std::vector<std::string_view> lever_keys(const sim::LeverInfo& lever) {
    std::vector<std::string_view> keys = {"kind", "districts", "target"};
    const auto add = [&](const std::vector<std::string_view>& more) {
        keys.insert(keys.end(), more.begin(), more.end());
    };
    add(keys_in_lever(std::span(lever.fields).first(1)));
    add({"from", "until", "ramp", "capacity", "rule", "unit_cost", "source", "note", "add"});
    add(keys_in_lever(std::span(lever.fields).subspan(1)));
    return keys;
}

std::vector<int> districts_of(const CheckedTable& table, const sim::Geography& geography) {
    std::vector<int> districts;
    const TomlNode* value = table.find("districts");
    if (!value || (value->kind == TomlNode::Kind::kText && value->text == "all")) {
        for (std::size_t d = 0; d < geography.districts.size(); ++d) districts.push_back(static_cast<int>(d));
        return districts;
    }
    if (value->kind != TomlNode::Kind::kArray)
        table.fail(*value, fmt::format("districts = {} must be \"all\" or a list of names, for example [\"Oldham\"]",
                                       shown(*value)));
    for (const TomlNode* name : table.names("districts")) {
        const int district = district_of(table, *name, geography, "\"all\" and ");
        if (std::find(districts.begin(), districts.end(), district) != districts.end())
            table.fail(*name, fmt::format("district {} is named twice", shown(*name)));
        districts.push_back(district);
    }
    std::sort(districts.begin(), districts.end());
    return districts;
}

std::vector<int> areas_of(const CheckedTable& table, const sim::Geography& geography,
                          const std::vector<int>& districts) {
    std::vector<int> areas;
    for (const TomlNode* name : table.names("areas")) {
        std::vector<int> found;
        std::vector<std::string_view> known;
        for (std::size_t a = 0; a < geography.areas.size(); ++a) {
            const sim::Area& area = geography.areas[a];
            known.push_back(area.name);
            if (area.name == name->text || area.code == name->text) found.push_back(static_cast<int>(a));
        }
        if (found.empty()) table.fail(*name, fmt::format("no area {}{}", shown(*name), suggestion(name->text, known)));
        if (found.size() > 1)
            table.fail(*name, fmt::format("{} areas are called {}; write the code instead, for example \"{}\"",
                                          found.size(), shown(*name), geography.areas[found[0]].code));
        const int district = geography.areas[found[0]].district;
        if (std::find(districts.begin(), districts.end(), district) == districts.end())
            table.fail(*name, fmt::format("area {} lies in {}, which is not among the lever's districts", shown(*name),
                                          geography.districts[district].name));
        if (std::find(areas.begin(), areas.end(), found[0]) != areas.end())
            table.fail(*name, fmt::format("area {} is named twice", shown(*name)));
        areas.push_back(found[0]);
    }
    return areas;
}

double share_of(const CheckedTable& table, std::string_view key) {
    const TomlNode& value = *table.find(key);
    constexpr double kAny = std::numeric_limits<double>::infinity();
    const double percent = table.percent_of(value, key, -kAny, kAny);
    if (!(percent > 0 && percent <= 100))
        table.fail(value, fmt::format("{} = {}: allowed are shares above 0% up to 100%", key, shown(value)));
    return percent / 100;
}

// Which districts these are only the whole scenario can tell: its baseline has their levels.
sim::Target lowest_of(const CheckedTable& table, const std::vector<int>& districts) {
    constexpr std::string_view kExample = "target = { lowest = \"get_on_well\", districts = 3 }";
    const std::string name = table.required_text("lowest", "\"get_on_well\"");
    const TomlNode& value = *table.find("lowest");
    const std::vector<std::string_view> items(sim::kItemNames.begin(), sim::kItemNames.end());
    const auto found = std::find(items.begin(), items.end(), name);
    if (found == items.end())
        table.fail(value, sim::ranks_no_place(name)
                              ? fmt::format("lowest = \"{}\": places are never ranked by grievance, hostility, "
                                            "pressures, support or trust in the programme; write for example {}",
                                            name, kExample)
                              : fmt::format("no survey item \"{}\"{}; write for example {}", name,
                                            suggestion(name, items), kExample));
    const auto how_many = static_cast<int>(districts.size());
    table.require("districts", std::string(kExample));
    return {.rule = sim::Target::Rule::kLowest,
            .item = static_cast<sim::Item>(found - items.begin()),
            .lowest = *table.integer("districts", 1, how_many)};
}

sim::Target target_of(const CheckedTable& lever, const sim::Geography& geography, const std::vector<int>& districts) {
    const TomlNode* value = lever.find("target");
    if (!value || (value->kind == TomlNode::Kind::kText && value->text == "everywhere")) return {};
    constexpr std::string_view allowed =
        "allowed are \"everywhere\", { most_deprived = \"20%\" }, { highest_disorder = \"20%\" }, { lowest = "
        "\"get_on_well\", districts = 3 } and { areas = [\"...\"] }";
    if (value->kind != TomlNode::Kind::kTable)
        lever.fail(*value, fmt::format("target = {} is no place; {}", shown(*value), allowed));
    const CheckedTable table(lever.file(), *value, "target",
                             {"most_deprived", "highest_disorder", "lowest", "districts", "areas"});
    const std::size_t rules = value->entries.size() - (table.has("lowest") && table.has("districts") ? 1 : 0);
    if (rules != 1) table.fail(fmt::format("target needs exactly one rule, not {}; {}", rules, allowed));
    if (table.has("lowest")) return lowest_of(table, districts);
    if (table.has("districts"))
        table.fail(*table.find("districts"), fmt::format("districts in target stands beside lowest; {}", allowed));
    if (table.has("most_deprived")) return {sim::Target::Rule::kMostDeprived, share_of(table, "most_deprived"), {}};
    if (table.has("highest_disorder"))
        return {sim::Target::Rule::kHighestDisorder, share_of(table, "highest_disorder"), {}};
    return {sim::Target::Rule::kAreas, 1, areas_of(table, geography, districts)};
}

sim::UnitCost unit_cost_of(const CheckedTable& lever, const sim::LeverInfo& what) {
    const std::string example =
        fmt::format("unit_cost = {{ gbp = 100, per = \"{}\", price_year = {}, source = \"assumption\" }}",
                    what.cost_per, sim::kPriceYear);
    const TomlNode& value = lever.require("unit_cost", example + ", or gbp = 0 when it really costs nothing");
    const CheckedTable table(lever.file(), value, "unit_cost", {"gbp", "per", "price_year", "source", "note"});
    sim::UnitCost cost;
    table.require("gbp", example);
    cost.gbp = *table.number("gbp", -1e6, 1e6);
    cost.per = table.required_text("per", example);
    if (cost.per != what.cost_per)
        table.fail(*table.find("per"), fmt::format("per = \"{}\" is not the unit of {}; write per = \"{}\"", cost.per,
                                                   what.name, what.cost_per));
    const TomlNode& year = table.require("price_year", example);
    if (year.kind == TomlNode::Kind::kNumber &&
        (year.number < sim::first_deflator_year() || year.number > sim::last_deflator_year()))
        table.fail(year, fmt::format("price_year = {}: there is no deflator for that year; allowed are {} to {}",
                                     shown(year), sim::first_deflator_year(), sim::last_deflator_year()));
    cost.price_year = *table.integer("price_year", sim::first_deflator_year(), sim::last_deflator_year());
    cost.source = table.required_text("source", "\"assumption\"");
    cost.note = table.text("note");
    return cost;
}

void read_dates(const CheckedTable& table, DraftLever& lever) {
    if (const auto from = table.date("from")) {
        lever.setting.from = *from;
        lever.has_from = true;
        lever.from = place_of(table, *table.find("from"));
    }
    lever.setting.until = table.date("until");
    if (lever.setting.until) lever.until = place_of(table, *table.find("until"));
    lever.setting.ramp_weeks = table.weeks("ramp", kLongestRamp).value_or(0);
}

// What is reported is of all of Greater Manchester and of each district; nobody is asked in some places alone.
void check_monitoring(const CheckedTable& table, const sim::Geography& geography, const sim::LeverSetting& setting) {
    if (setting.districts.size() != geography.districts.size())
        table.fail(*table.find("districts"), fmt::format("districts = {}: monitoring covers all districts; write "
                                                         "districts = \"all\" or leave it out",
                                                         shown(*table.find("districts"))));
    if (setting.target.rule != sim::Target::Rule::kEverywhere)
        table.fail(*table.find("target"), "monitoring has no target; write target = \"everywhere\" or leave it out");
    if (setting.capacity)
        table.fail(*table.find("capacity"),
                   "monitoring has no capacity; interviews_a_quarter and panel_members say how much there is");
    if (setting.rule) table.fail(*table.find("rule"), "monitoring cannot have a rule: rules go by what it reports");
}

DraftLever lever_of(const CheckedTable& table, const sim::LeverInfo& what, const sim::Geography& geography) {
    DraftLever lever;
    sim::LeverSetting& setting = lever.setting;
    setting.kind = what.kind;
    setting.districts = districts_of(table, geography);
    setting.target = target_of(table, geography, setting.districts);
    if (const TomlNode* target = table.find("target")) lever.target = place_of(table, *target);
    const auto values = read_fields(table, what.fields);
    for (std::size_t k = 0; k < values.size(); ++k) {
        setting.set(k, values[k]);
        const TomlNode* written = find_field(table, what.fields[k]);
        lever.fields.push_back(place_of(table, written ? *written : table.node()));
    }
    read_dates(table, lever);
    setting.capacity = table.number("capacity", 0, 1e9);
    setting.rule = read_rule(table);
    if (setting.rule) lever.rule = place_of(table, *table.find("rule"));
    if (what.kind == sim::LeverKind::kMonitoring) check_monitoring(table, geography, setting);
    setting.cost = unit_cost_of(table, what);
    setting.source = table.text("source");
    setting.note = table.text("note");
    return lever;
}

// "that of line 8", "those of line 8 and line 12 of base.toml".
std::string written_at(const FilePlace& reported, const ScenarioDraft& draft, const sim::TooMuchTogether& sum) {
    std::vector<std::string> words;
    for (const int lever : sum.with) {
        const FilePlace& place = draft.levers[lever].fields[sum.field];
        words.push_back(place.file == reported.file ? fmt::format("line {}", place.line)
                                                    : fmt::format("line {} of {}", place.line, place.file));
    }
    constexpr std::size_t kMostNamed = 5;
    const std::size_t more = words.size() > kMostNamed ? words.size() - kMostNamed : 0;
    words.resize(words.size() - more);
    if (more > 0) words.push_back(fmt::format("{} more", more));
    return fmt::format("{} of {}", sum.with.size() == 1 ? "that" : "those",
                       either({words.begin(), words.end()}, "and"));
}

void take_levels(const sim::Baseline& baseline, DraftLever& lever) {
    sim::Target& target = lever.setting.target;
    target.levels = sim::published_by_district(baseline, target.item);
    if (!target.levels.empty()) return;
    const std::string_view name = sim::kItemNames[target.item];
    fail(
        lever.target,
        target.item == sim::kGetOnWell
            ? std::string("lowest = \"get_on_well\" needs every district's level: [baseline.get_on_well_by_district]")
            : fmt::format("lowest = \"{}\": no survey gives it of every district in one series and mode; allowed is "
                          "\"get_on_well\". A rule with by = \"district\" turns a lever where {} is measured to be low "
                          "while the run goes on",
                          name, name));
}

void check_together(const sim::Geography& geography, const ScenarioDraft& draft) {
    if (draft.levers.size() < 2) return;
    try {
        static_cast<void>(sim::Schedule(geography, draft.scenario));
    } catch (const sim::TooMuchTogether& sum) {
        const DraftLever& lever = draft.levers[sum.lever];
        const sim::LeverInfo& what = sim::info(lever.setting.kind);
        const sim::LeverField& field = what.fields[sum.field];
        const FilePlace& place = lever.fields[sum.field];
        fail(place,
             fmt::format("{} = {} of {} adds up to {:.6g} with {}, in {} in the week of {}; allowed in one place "
                         "and week are up to {:g}",
                         field.key, lever.setting.value(sum.field).number, what.name, sum.sum,
                         written_at(place, draft, sum), geography.neighbourhoods[sum.neighbourhood].name,
                         sim::to_iso(sim::add_weeks(draft.scenario.start, sum.week)), *field.most_together));
    }
}

}  // namespace

void read_levers(const std::string& file, const TomlNode& list, const sim::Geography& geography, ScenarioDraft& draft) {
    if (list.kind != TomlNode::Kind::kArray)
        throw InputError(file, list.line, list.column,
                         "write [[lever]] with two brackets: a scenario may have several levers");
    std::set<sim::LeverKind> replaced;
    std::vector<DraftLever> levers;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const std::string title = fmt::format("lever {}", i + 1);
        const sim::LeverInfo& what = sim::lever_table()[kind_of(file, list.items[i], title, "lever", lever_names())];
        const CheckedTable table(file, list.items[i], fmt::format("{} ({})", title, what.name), lever_keys(what));
        if (!table.truth("add").value_or(false)) replaced.insert(what.kind);
        levers.push_back(lever_of(table, what, geography));
    }
    std::erase_if(draft.levers, [&](const DraftLever& old) { return replaced.count(old.setting.kind) > 0; });
    draft.levers.insert(draft.levers.end(), levers.begin(), levers.end());
}

void check_levers(const sim::Geography& geography, ScenarioDraft& draft) {
    const sim::Scenario& scenario = draft.scenario;
    const sim::Date end = sim::add_weeks(scenario.start, scenario.years * sim::kWeeksPerYear);
    for (DraftLever& lever : draft.levers) {
        sim::LeverSetting& setting = lever.setting;
        if (!lever.has_from) setting.from = scenario.start;
        if (setting.from < scenario.start || setting.from >= end)
            fail(lever.from,
                 fmt::format("from = {} is outside the run, which lasts from {} to {}", sim::to_iso(setting.from),
                             sim::to_iso(scenario.start), sim::to_iso(end - std::chrono::days(1))));
        if (setting.until && *setting.until <= setting.from)
            fail(lever.until, fmt::format("until = {} is not after from = {}", sim::to_iso(*setting.until),
                                          sim::to_iso(setting.from)));
        if (setting.target.rule == sim::Target::Rule::kLowest) take_levels(scenario.baseline, lever);
        draft.scenario.levers.push_back(setting);
    }
    for (std::size_t k = 0; k < draft.levers.size(); ++k)
        if (const std::string problem = sim::what_is_wrong_with_rule(scenario, k); !problem.empty())
            fail(draft.levers[k].rule, problem);
    check_together(geography, draft);
}

}  // namespace concord::scenarios
