#include "viz/explorer/actions/choices.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/checked_table.h"
#include "scenarios/files/text.h"
#include "sim/parameters/parameters.h"
#include "viz/explorer/figures/parameter_words.h"
#include "viz/explorer/session/indicators.h"

namespace concord::explorer {
namespace {

template <std::size_t N>
int place_of(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw std::invalid_argument("unknown choice");  // read_arguments checked it
    return static_cast<int>(at - names.begin());
}

}  // namespace

std::vector<std::string> branch_names(const Explorer& explorer) {
    std::vector<std::string> names;
    for (const BranchPlan& plan : explorer.workspace().branches) names.push_back(plan.name);
    return names;
}

std::vector<std::string> card_keys(const Explorer& explorer) {
    std::vector<std::string> keys;
    for (const Card& card : explorer.cards()) keys.push_back(card.key);
    return keys;
}

std::vector<std::string> lever_names(const Explorer& explorer) {
    std::vector<std::string> names;
    for (const LeverOffer& offer : explorer.offers()) names.emplace_back(offer.info.name);
    return names;
}

std::vector<std::string> field_keys(const Explorer&) {
    std::vector<std::string> keys;
    for (const sim::LeverInfo& lever : sim::lever_table())
        for (const sim::LeverField& field : lever.fields)
            if (std::find(keys.begin(), keys.end(), field.key) == keys.end()) keys.emplace_back(field.key);
    return keys;
}

std::vector<std::string> outcome_names(const Explorer&) {
    std::vector<std::string> names;
    for (const auto& info : sim::kOutcomeTable) names.emplace_back(info.name);
    return names;
}

std::vector<std::string> monitored_names(const Explorer&) {
    return {sim::kIndicatorNames.begin(), sim::kIndicatorNames.end()};
}

std::vector<std::string> equality_names(const Explorer&) {
    return {sim::kEqualityNames.begin(), sim::kEqualityNames.end()};
}

std::vector<std::string> state_names(const Explorer&) { return {sim::kStateNames.begin(), sim::kStateNames.end()}; }

std::vector<std::string> indicator_keys(const Explorer&) {
    std::vector<std::string> keys;
    for (const Indicator& indicator : indicators()) keys.push_back(indicator.key);
    return keys;
}

std::vector<std::string> parameter_names(const Explorer&) {
    std::vector<std::string> names;
    for (const auto& info : sim::parameter_table()) names.push_back(info.name);
    return names;
}

std::string choice_words(const Explorer& explorer, const ArgumentSpec& spec, const std::string& choice) {
    if (spec.words) return spec.words(explorer, choice);
    return scenarios::upper_first(scenarios::readable(choice));
}

std::string as_it_is(const Explorer&, const std::string& choice) { return choice; }

std::string card_words(const Explorer& explorer, const std::string& key) {
    for (const Card& card : explorer.cards())
        if (card.key == key) return card.name;
    return key;
}

std::string lever_words(const Explorer&, const std::string& name) {
    return std::string(sim::info(lever_named(name)).title);
}

std::string field_words(const Explorer&, const std::string& key) {
    for (const sim::LeverInfo& lever : sim::lever_table())
        for (const sim::LeverField& field : lever.fields)
            if (field.key == key) return std::string(field.title);
    return key;
}

std::string outcome_words(const Explorer&, const std::string& name) {
    return std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome_named(name))].title);
}

std::string monitored_title(const Explorer&, const std::string& name) {
    return std::string(sim::kIndicatorTable[static_cast<std::size_t>(monitored_named(name))].title);
}

std::string equality_title(const Explorer&, const std::string& name) {
    return std::string(sim::kEqualityTable[static_cast<std::size_t>(equality_named(name))].title);
}

std::string state_words(const Explorer&, const std::string& name) {
    return std::string(sim::kStateTable[static_cast<std::size_t>(state_named(name))].title);
}

std::string indicator_words(const Explorer&, const std::string& key) { return find_indicator(key)->title; }

std::string parameter_words(const Explorer&, const std::string& name) {
    return parameter_title(*sim::find_parameter(name));
}

std::vector<std::string> kept_session_files(const Explorer& explorer) {
    std::vector<std::string> files;
    for (const KeptSession& session : kept_sessions(explorer.log().file().parent_path()))
        files.push_back(session.file.string());
    return files;
}

sim::LeverKind lever_named(std::string_view name) {
    for (const auto& info : sim::lever_table())
        if (info.name == name) return info.kind;
    throw std::invalid_argument("no such lever");
}

std::size_t field_named(const sim::LeverInfo& lever, std::string_view key) {
    std::vector<std::string_view> keys;
    for (const sim::LeverField& field : lever.fields) {
        if (field.key == key) return keys.size();
        keys.push_back(field.key);
    }
    throw std::invalid_argument(
        fmt::format("{} has no field \"{}\"; it has {}", lever.name, key, scenarios::either(keys, "and")));
}

int outcome_named(std::string_view name) {
    for (std::size_t k = 0; k < sim::kOutcomeTable.size(); ++k)
        if (sim::kOutcomeTable[k].name == name) return static_cast<int>(k);
    throw std::invalid_argument("no such outcome");
}

int monitored_named(std::string_view name) { return place_of(sim::kIndicatorNames, name); }
int equality_named(std::string_view name) { return place_of(sim::kEqualityNames, name); }

int state_named(std::string_view name) {
    for (std::size_t k = 0; k < sim::kStateNames.size(); ++k)
        if (sim::kStateNames[k] == name) return static_cast<int>(k);
    throw std::invalid_argument("no such state");
}

int branch_named(const Explorer& explorer, std::string_view name) {
    for (const BranchPlan& plan : explorer.workspace().branches)
        if (plan.name == name) return plan.id;
    throw std::invalid_argument("there is no branch of that name");
}

const figure::Theme& theme_of(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::kLight: return figure::light_theme();
        case ThemeChoice::kDark: return figure::dark_theme();
        case ThemeChoice::kHighContrast: break;
    }
    return figure::high_contrast_theme();
}

BranchPlan& shown_plan(Explorer& explorer) {
    BranchPlan* plan = explorer.edit().find(explorer.workspace().shown);
    if (!plan) throw std::invalid_argument("no scenario is open: choose a card first");
    return *plan;
}

}  // namespace concord::explorer
