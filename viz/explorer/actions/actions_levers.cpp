// Actions on levers, assumptions and the room's guesses.
#include <fmt/format.h>

#include <algorithm>

#include "sim/parameters/parameters.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/branch_edits.h"

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
    fresh.intensity = offer_of(explorer, kind).info.neutral;
    return fresh;
}

// Puts the setting in force from the clock's week on.
void pull(Explorer& explorer, sim::LeverSetting setting) {
    Workspace& now = explorer.edit();
    const sim::LeverInfo& info = sim::info(setting.kind);
    const bool moved = change_scenario(now, with_lever(shown_plan(explorer).scenario(), setting, now.week));
    explorer.log().remark(fmt::format("{}: {}, {}, from week {}{}", info.title,
                                      intensity_words(info, setting.intensity),
                                      where_words(setting, explorer.geography()), now.week,
                                      moved ? fmt::format(", as a new branch \"{}\"", shown_plan(explorer).name) : ""));
}

void lever(Explorer& explorer, const Values& values) {
    const auto kind = lever_named(values.text(0));
    const auto& info = offer_of(explorer, kind).info;
    const double intensity = values.number(1);
    if (intensity < info.lowest || intensity > info.highest)
        throw std::invalid_argument(fmt::format("lever: intensity \"{:g}\": {} takes {:g} to {:g} {}", intensity,
                                                info.name, info.lowest, info.highest, info.unit));
    sim::LeverSetting setting = current(explorer, kind);
    setting.intensity = intensity;
    pull(explorer, std::move(setting));
}

void lever_off(Explorer& explorer, const Values& values) {
    const auto kind = lever_named(values.text(0));
    if (!setting_at(shown_plan(explorer).scenario(), kind, explorer.workspace().week))
        throw std::invalid_argument("this lever is not used");
    sim::LeverSetting setting = current(explorer, kind);
    setting.intensity = sim::info(kind).neutral;
    setting.fair_share_change = setting.satisfaction_change = 0;
    pull(explorer, std::move(setting));
}

// Where, how or how fast: only of a lever that is used, since it would change nothing otherwise.
sim::LeverSetting used(Explorer& explorer, sim::LeverKind kind) {
    if (!setting_at(shown_plan(explorer).scenario(), kind, explorer.workspace().week))
        throw std::invalid_argument(fmt::format("{} is not used here yet: say how much first", sim::info(kind).title));
    return current(explorer, kind);
}

constexpr std::array<std::string_view, 3> kRules = {"everywhere", "most_deprived", "highest_disorder"};

void lever_where(Explorer& explorer, const Values& values) {
    sim::LeverSetting setting = used(explorer, lever_named(values.text(0)));
    setting.target = {enum_of<sim::Target::Rule>(kRules, values.text(1)), 1, {}};
    if (setting.target.rule != sim::Target::Rule::kEverywhere)
        setting.target.share = (values.has(2) ? values.number(2) : 20) / 100;
    pull(explorer, std::move(setting));
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
    pull(explorer, std::move(setting));
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
    pull(explorer, std::move(setting));
}

void lever_posture(Explorer& explorer, const Values& values) {
    sim::LeverSetting setting = current(explorer, sim::LeverKind::kStopAndSearch);
    setting.fair_share_change = values.number(0);
    setting.satisfaction_change = values.number(1);
    pull(explorer, std::move(setting));
}

void preview(Explorer& explorer, const Values& values) {
    explorer.edit().previewed = static_cast<int>(lever_named(values.text(0)));
}

void assume(Explorer& explorer, const Values& values) {
    shown_plan(explorer);
    const auto* info = sim::find_parameter(values.text(0));
    if (info->prior == sim::Prior::kFixed)
        throw std::invalid_argument(
            fmt::format("assume: parameter \"{}\" is fixed: its evidence leaves no range", info->name));
    if (values.number(1) < info->low || values.number(1) > info->high)
        throw std::invalid_argument(fmt::format("assume: value \"{:g}\": {} lies between {:g} and {:g} ({})",
                                                values.number(1), info->name, info->low, info->high, info->unit));
    change_assumption(explorer.edit(), info->name, values.number(1));
    explorer.edit().playing = false;
    explorer.log().remark(fmt::format("Every branch begins anew with {} = {:g} instead of {:g} {}", info->name,
                                      values.number(1), info->value, info->unit));
}

void assume_default(Explorer& explorer, const Values& values) {
    const auto& fixed = shown_plan(explorer).scenario().parameters;
    if (std::none_of(fixed.begin(), fixed.end(), [&](const auto& p) { return p.name == values.text(0); }))
        throw std::invalid_argument(fmt::format("{} was not changed", values.text(0)));
    change_assumption(explorer.edit(), values.text(0), std::nullopt);
}

constexpr std::array<std::string_view, 2> kAsked = {"level", "difference"};

void predict(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    Prediction asked;
    asked.outcome = outcome_named(values.text(0));
    const Place& place = values.place(1);
    if (!place.whole && place.level != map::Level::kDistrict)
        throw std::invalid_argument("predict: place: guesses are about Greater Manchester (gm) or a district");
    asked.district = place.whole ? -1 : place.unit;
    asked.week = values.whole(2);
    if (asked.week > now.years() * sim::kWeeksPerYear)
        throw std::invalid_argument(fmt::format("predict: week \"{}\": the scenario ends with week {}", asked.week,
                                                now.years() * sim::kWeeksPerYear));
    asked.branch = shown_plan(explorer).id;
    if (enum_of<int>(kAsked, values.text(3)) == 1) {
        if (now.against == kNobody)
            throw std::invalid_argument("a difference needs two branches: fork, or compare with one");
        asked.against = now.against;
    }
    now.predictions.push_back(asked);
    now.right_tab = RightTab::kPredictions;
}

Prediction& open_question(Explorer& explorer) {
    auto& all = explorer.edit().predictions;
    const auto at = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p.revealed; });
    if (at == all.end()) throw std::invalid_argument("no question is open: ask one first");
    return *at;
}

void guess(Explorer& explorer, const Values& values) {
    Prediction& asked = open_question(explorer);
    const auto [low, high] = guess_range(asked);
    if (values.number(1) < low || values.number(1) > high)
        throw std::invalid_argument(fmt::format(
            "guess: value \"{:g}\": expected {:g} to {:g} {}", values.number(1), low, high,
            asked.against == kNobody ? std::string(sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)].unit)
                                     : difference_unit(asked.outcome)));
    asked.guesses.push_back({values.text(0), values.number(1)});
}

void reveal(Explorer& explorer, const Values&) {
    Prediction& asked = open_question(explorer);
    const auto answer = answer_of(explorer, asked);
    if (!answer && !explorer.replaying())
        throw std::invalid_argument(fmt::format("it has not come to week {} yet: play on to it", asked.week));
    asked.revealed = true;
    if (answer)
        explorer.log().remark(
            fmt::format("{} The model: {}.", question_words(explorer, asked), answer_words(*answer, asked)));
}

void forget_question(Explorer& explorer, const Values&) {
    auto& all = explorer.edit().predictions;
    if (all.empty()) throw std::invalid_argument("there is no question");
    all.pop_back();
}

// "35 seats per 1,000 residents a year now; from 0 to 1000".
std::string lever_hint(const Explorer& explorer, const std::vector<std::string>& before) {
    const auto names = lever_names(explorer);
    if (!explorer.shown() || std::find(names.begin(), names.end(), before.front()) == names.end()) return {};
    const sim::LeverInfo& info = sim::info(lever_named(before.front()));
    const auto now = setting_at(explorer.shown()->scenario(), info.kind, explorer.workspace().week);
    return fmt::format("{} now; from {:g} to {:g}", intensity_words(info, now ? now->intensity : info.neutral),
                       info.lowest, info.highest);
}

std::string parameter_hint(const Explorer&, const std::vector<std::string>& before) {
    const auto* info = sim::find_parameter(before.front());
    if (!info) return {};
    if (info->prior == sim::Prior::kFixed) return fmt::format("{:g} {}, fixed", info->value, info->unit);
    return fmt::format("{}: by default {:g}, from {:g} to {:g}", info->unit, info->value, info->low, info->high);
}

std::string guess_hint(const Explorer& explorer, const std::vector<std::string>&) {
    const auto& all = explorer.workspace().predictions;
    const auto at = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p.revealed; });
    return at == all.end() ? "" : question_words(explorer, *at);
}

std::string district_now(const Explorer& explorer) {
    const int district = district_of(explorer.geography(), explorer.workspace().place);
    return district < 0 ? "gm" : explorer.geography().districts[static_cast<std::size_t>(district)].code;
}

std::string last_week(const Explorer& explorer) {
    return std::to_string(explorer.workspace().years() * sim::kWeeksPerYear);
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
         "Everywhere, in the most deprived share of residents, or in the share with most disorder.",
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
           .label = "Percent of residents"}},
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

std::vector<Action> assumption_actions() {
    const ArgumentSpec which{.name = "parameter",
                             .kind = ArgumentKind::kChoice,
                             .choices = parameter_names,
                             .label = "Parameter",
                             .words = parameter_words};
    // clang-format off
    return {
        {"assume", "Change an assumption", "Assumptions", "Ctrl+U",
         "Fixes a parameter at a value of its range; every branch begins anew under it.",
         {which,
          {.name = "value", .kind = ArgumentKind::kNumber, .low = -1e9, .high = 1e9, .label = "Value",
           .hint = parameter_hint}}, "fair_share 0.6", kOpen, Effect::kEdit, assume},
        {"assume_default", "Back to the default", "Assumptions", "", "Frees a parameter that was changed.", {which},
         "fair_share", "open status_quo_today; assume fair_share 0.6", Effect::kEdit, assume_default},
    };
    // clang-format on
}

std::vector<Action> prediction_actions() {
    constexpr const char* kAskedOnce = "open status_quo_today; predict get_on_well gm 2 level";
    return {
        {"predict",
         "Ask the room",
         "Predict",
         "Ctrl+K",
         "Puts a question before the answer is known: the level of an outcome at a week, or a difference.",
         {{.name = "outcome",
           .kind = ArgumentKind::kChoice,
           .choices = outcome_names,
           .label = "What is asked",
           .words = outcome_words},
          {.name = "place",
           .kind = ArgumentKind::kPlace,
           .label = "Where: Greater Manchester or a district",
           .initial = district_now},
          {.name = "week",
           .kind = ArgumentKind::kWeek,
           .low = 1,
           .high = 1560,
           .label = "Week, or date",
           .initial = last_week},
          {.name = "asked",
           .kind = ArgumentKind::kChoice,
           .choices = [](const Explorer&) { return words_of(kAsked); },
           .label = "Its level, or the difference of two branches",
           .initial = [](const Explorer&) { return std::string(kAsked.front()); }}},
         "get_on_well Oldham 52 level",
         kOpen,
         Effect::kEdit,
         predict},
        {"guess",
         "Note a guess",
         "Predict",
         "",
         "Notes what a table of the room expects.",
         {{.name = "who", .label = "Who guesses"},
          {.name = "value",
           .kind = ArgumentKind::kNumber,
           .low = -1000,
           .high = 1000,
           .label = "Guess",
           .hint = guess_hint}},
         "\"Table 1\" 72",
         kAskedOnce,
         Effect::kEdit,
         guess},
        {"reveal",
         "Reveal the answer",
         "Predict",
         "Ctrl+Enter",
         "Shows the guesses against the model's result.",
         {},
         "",
         "open status_quo_today; predict get_on_well gm 2 level; show_week 2",
         Effect::kEdit,
         reveal},
        {"forget_question",
         "Forget the last question",
         "Predict",
         "",
         "Takes back a question and its guesses.",
         {},
         "",
         kAskedOnce,
         Effect::kEdit,
         forget_question},
    };
}

}  // namespace concord::explorer
