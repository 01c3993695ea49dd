// Actions on levers: how much, how, where, and what they cost.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "scenarios/files/text.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/branch_edits.h"
#include "viz/explorer/session/lever_values.h"

namespace concord::explorer {
namespace {

constexpr const char* kOpen = "open status_quo_today";

const LeverOffer& offer_of(const Explorer& explorer, sim::LeverKind kind) {
    return explorer.offers()[static_cast<std::size_t>(kind)];
}

// The lever as it stands at the clock, or as it is usually begun.
sim::LeverSetting current(Explorer& explorer, sim::LeverKind kind) {
    const auto at = setting_at(shown_plan(explorer).scenario(), kind, explorer.workspace().week);
    if (at) return *at;
    sim::LeverSetting fresh = offer_of(explorer, kind).usual;
    fresh.values.clear();
    return fresh;
}

// Puts the setting in force from the clock's week on; `words` say how it stands.
void pull(Explorer& explorer, const sim::LeverSetting& setting, const std::string& words) {
    require_somewhere(setting, explorer.geography());
    Workspace& now = explorer.edit();
    const bool moved = change_scenario(now, with_lever(shown_plan(explorer).scenario(), setting, now.week));
    explorer.log().remark(fmt::format("{}: {}, {}, from week {}{}", sim::info(setting.kind).title, words,
                                      where_words(setting, explorer.geography()), now.week,
                                      moved ? fmt::format(", as a new branch \"{}\"", shown_plan(explorer).name) : ""));
}

void pull(Explorer& explorer, const sim::LeverSetting& setting) { pull(explorer, setting, how_much_words(setting)); }

// Everything that a lever can be told goes through here, as a field's key and a word.
struct Told {
    std::string_view field, word;
};
void tell(Explorer& explorer, std::string_view action, sim::LeverKind kind, std::initializer_list<Told> all) {
    const sim::LeverInfo& info = sim::info(kind);
    sim::LeverSetting setting = current(explorer, kind);
    std::string words;
    for (const Told& told : all) {
        const std::size_t k = field_named(info, told.field);
        const sim::LeverField& field = info.fields[k];
        try {
            setting.set(k, value_of_word(field, told.word));
        } catch (const std::invalid_argument& problem) {
            throw std::invalid_argument(fmt::format("{}: {}: {}", action, info.name, problem.what()));
        }
        const std::string value = value_words(field, setting.value(k));
        words += fmt::format("{}{}", words.empty() ? "" : ", ",
                             k == 0 ? value : fmt::format("{} {}", scenarios::lower_first(field.title), value));
    }
    pull(explorer, setting, words);
}

void lever(Explorer& explorer, const Values& values) {
    const auto kind = lever_named(values.text(0));
    const sim::LeverField& how_much = sim::info(kind).how_much();
    if (!sim::is_number(how_much))
        throw std::invalid_argument(fmt::format("lever: {} takes no number; use lever_set {} {} with {}",
                                                values.text(0), values.text(0), how_much.key,
                                                allowed_values(how_much)));
    tell(explorer, "lever", kind, {{how_much.key, values.text(1)}});
}

void lever_set(Explorer& explorer, const Values& values) {
    tell(explorer, "lever_set", lever_named(values.text(0)), {{values.text(1), values.text(2)}});
}

// Both fields of it at once, as scripts and sessions of earlier versions say it.
void lever_posture(Explorer& explorer, const Values& values) {
    tell(explorer, "lever_posture", sim::LeverKind::kStopAndSearch,
         {{"fair_share", values.text(0)}, {"service_satisfaction", values.text(1)}});
}

void lever_off(Explorer& explorer, const Values& values) {
    const auto kind = lever_named(values.text(0));
    if (!setting_at(shown_plan(explorer).scenario(), kind, explorer.workspace().week))
        throw std::invalid_argument("this lever is not used");
    sim::LeverSetting setting = current(explorer, kind);
    setting.values.clear();
    pull(explorer, setting);
}

// Where, how or how fast: only of a lever that is used, since it would change nothing otherwise.
sim::LeverSetting used(Explorer& explorer, sim::LeverKind kind) {
    if (!setting_at(shown_plan(explorer).scenario(), kind, explorer.workspace().week))
        throw std::invalid_argument(fmt::format("{} is not used here yet: say how much first", sim::info(kind).title));
    return current(explorer, kind);
}

constexpr std::array<std::string_view, 4> kRules = {"everywhere", "most_deprived", "highest_disorder", "lowest"};

int whole_districts(double number) {
    if (number != std::floor(number))
        throw std::invalid_argument(fmt::format("lever_where: {:g} districts: expected a whole number", number));
    return static_cast<int>(number);
}

void lever_where(Explorer& explorer, const Values& values) {
    sim::LeverSetting setting = used(explorer, lever_named(values.text(0)));
    setting.target = {enum_of<sim::Target::Rule>(kRules, values.text(1)), 1};
    if (setting.target.rule == sim::Target::Rule::kLowest)
        setting.target =
            lowest_target(shown_plan(explorer).scenario(), whole_districts(values.has(2) ? values.number(2) : 3));
    else if (setting.target.rule != sim::Target::Rule::kEverywhere)
        setting.target.share = (values.has(2) ? values.number(2) : 20) / 100;
    pull(explorer, setting);
}

void lever_districts(Explorer& explorer, const Values& values) {
    sim::LeverSetting setting = used(explorer, lever_named(values.text(0)));
    const auto& districts = explorer.geography().districts;
    setting.districts.clear();
    for (std::size_t d = 0; d < districts.size(); ++d) {
        if (values.text(1) == "all") setting.districts.push_back(static_cast<int>(d));
    }
    for (const std::string& name : split_line(values.text(1) == "all" ? "" : values.text(1))) {
        const auto at = std::find_if(districts.begin(), districts.end(),
                                     [&](const auto& district) { return district.name == name; });
        if (at == districts.end())
            throw std::invalid_argument(fmt::format(
                "lever_districts: districts \"{}\": expected all, or names of districts such as \"Oldham Wigan\"",
                name));
        setting.districts.push_back(static_cast<int>(at - districts.begin()));
    }
    std::sort(setting.districts.begin(), setting.districts.end());
    setting.districts.erase(std::unique(setting.districts.begin(), setting.districts.end()), setting.districts.end());
    pull(explorer, setting);
}

// The areas of the selected place.
void lever_here(Explorer& explorer, const Values& values) {
    sim::LeverSetting setting = used(explorer, lever_named(values.text(0)));
    if (explorer.workspace().place.whole) throw std::invalid_argument("select a place on the map first");
    setting.target = {sim::Target::Rule::kAreas, 1, {}};
    for (const int n : neighbourhoods_of(explorer.geography(), explorer.workspace().place))
        setting.target.areas.push_back(explorer.geography().neighbourhoods[static_cast<std::size_t>(n)].area);
    std::sort(setting.target.areas.begin(), setting.target.areas.end());
    setting.target.areas.erase(std::unique(setting.target.areas.begin(), setting.target.areas.end()),
                               setting.target.areas.end());
    setting.districts = {district_of(explorer.geography(), explorer.workspace().place)};
    pull(explorer, setting);
}

void preview(Explorer& explorer, const Values& values) {
    explorer.edit().previewed = static_cast<int>(lever_named(values.text(0)));
}

// "35 seats per 1,000 residents a year now; from 0 to 1000".
std::string hint_of(const Explorer& explorer, const sim::LeverInfo& info, std::size_t field) {
    const auto now = setting_at(explorer.shown()->scenario(), info.kind, explorer.workspace().week);
    const sim::LeverField& row = info.fields[field];
    const std::string stands = value_words(row, now ? now->value(field) : row.neutral);
    if (sim::is_number(row)) return fmt::format("{} now; from {:g} to {:g}", stands, row.low, row.high);
    return fmt::format("{} now; {}", stands, allowed_values(row));
}

const sim::LeverInfo* lever_meant(const Explorer& explorer, const std::string& name) {
    const auto names = lever_names(explorer);
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    return explorer.shown() && known ? &sim::info(lever_named(name)) : nullptr;
}

std::string lever_hint(const Explorer& explorer, const std::vector<std::string>& before) {
    const sim::LeverInfo* info = lever_meant(explorer, before.front());
    return info ? hint_of(explorer, *info, 0) : "";
}

std::string field_hint(const Explorer& explorer, const std::vector<std::string>& before) {
    const sim::LeverInfo* info = lever_meant(explorer, before.front());
    if (!info) return {};
    std::string keys;
    for (const sim::LeverField& field : info->fields)
        keys += fmt::format("{}{}", keys.empty() ? "" : ", ", field.title);
    return fmt::format("{} has: {}", info->title, keys);
}

std::string value_hint(const Explorer& explorer, const std::vector<std::string>& before) {
    const sim::LeverInfo* info = lever_meant(explorer, before.front());
    if (!info) return {};
    for (std::size_t k = 0; k < info->fields.size(); ++k)
        if (info->fields[k].key == before.back()) return hint_of(explorer, *info, k);
    return {};
}

std::string budget_now(const Explorer& explorer) { return fmt::format("{:g}", explorer.workspace().budget_gbp / 1e6); }

}  // namespace

std::vector<Action> lever_actions() {
    const ArgumentSpec which{
        .name = "lever", .kind = ArgumentKind::kChoice, .choices = lever_names, .label = "Lever", .words = lever_words};
    constexpr const char* kUsed = "open engagement_led";
    return {
        {"lever",
         "Set a lever",
         "Levers",
         "Ctrl+L",
         "Sets how much of a lever there is, from the week shown on.",
         {which,
          {.name = "intensity",
           .kind = ArgumentKind::kNumber,
           .low = -1e6,
           .high = 1e6,
           .label = "How much",
           .hint = lever_hint}},
         "community_engagement 40",
         kOpen,
         Effect::kEdit,
         lever},
        {"lever_set",
         "Set a field of a lever",
         "Levers",
         "",
         "Sets one thing that a lever can be told, from the week shown on: a number, a choice, or a list of choices.",
         {which,
          {.name = "field",
           .kind = ArgumentKind::kChoice,
           .choices = field_keys,
           .label = "What of it",
           .words = field_words,
           .hint = field_hint},
          {.name = "value", .label = "Value", .longest = 400, .hint = value_hint}},
         "stop_and_search fair_share 0.1",
         kOpen,
         Effect::kEdit,
         lever_set},
        {"lever_off",
         "Stop a lever",
         "Levers",
         "",
         "Takes a lever out from the week shown on.",
         {which},
         "community_engagement",
         kUsed,
         Effect::kEdit,
         lever_off},
        {"lever_where",
         "Where a lever works",
         "Levers",
         "",
         "Everywhere, in the most deprived share of residents, in the share with most disorder, or in the districts "
         "that a published survey puts lowest in how people get on.",
         {which,
          {.name = "rule",
           .kind = ArgumentKind::kChoice,
           .choices = [](const Explorer&) { return words_of(kRules); },
           .label = "Where"},
          {.name = "percent",
           .kind = ArgumentKind::kNumber,
           .low = 1,
           .high = 100,
           .optional = true,
           .label = "Percent of residents; of lowest, number of districts"}},
         "community_engagement most_deprived 10",
         kUsed,
         Effect::kEdit,
         lever_where},
        {"lever_districts",
         "Districts of a lever",
         "Levers",
         "",
         "In all districts, or in those named.",
         {which, {.name = "districts", .label = "Districts, or all", .longest = 400}},
         "community_engagement \"Oldham Rochdale\"",
         kUsed,
         Effect::kEdit,
         lever_districts},
        {"lever_here",
         "A lever in the selected place only",
         "Levers",
         "",
         "Limits a lever to the areas of the place selected on the map.",
         {which},
         "community_engagement",
         "open engagement_led; select Oldham",
         Effect::kEdit,
         lever_here},
        {"lever_posture",
         "Posture of stop and search",
         "Levers",
         "",
         "Change of the fair share of stops and of satisfaction with the service, each from -1 to 1; 0 is as today.",
         {{.name = "fair_share",
           .kind = ArgumentKind::kNumber,
           .low = -1,
           .high = 1,
           .label = "Change of the fair share of stops"},
          {.name = "satisfaction",
           .kind = ArgumentKind::kNumber,
           .low = -1,
           .high = 1,
           .label = "Change of satisfaction"}},
         "0.1 0",
         kOpen,
         Effect::kEdit,
         lever_posture},
        {"preview_lever",
         "Mark a lever's places",
         "Levers",
         "",
         "Marks on the map whom a lever reaches.",
         {which},
         "neighbourhood_policing",
         kOpen,
         Effect::kView,
         preview},
        {"preview_none",
         "Mark no lever's places",
         "Levers",
         "",
         "Takes the marks from the map.",
         {},
         "",
         "open status_quo_today; preview_lever stop_and_search",
         Effect::kView,
         [](Explorer& explorer, const Values&) { explorer.edit().previewed.reset(); }},
        {"budget",
         "Set the budget",
         "Levers",
         "",
         "Present value over the whole run that costs are held against, million pounds.",
         {{.name = "million_pounds",
           .kind = ArgumentKind::kNumber,
           .low = 0,
           .high = 10000,
           .label = "Million pounds",
           .initial = budget_now}},
         "25",
         "",
         Effect::kEdit,
         [](Explorer& explorer, const Values& values) { explorer.edit().budget_gbp = 1e6 * values.number(0); }},
    };
}

}  // namespace concord::explorer
