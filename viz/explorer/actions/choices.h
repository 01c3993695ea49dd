// What arguments of actions can be, and what the choices mean: words of scripts, menus and help.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "viz/explorer/actions/actions.h"
#include "viz/explorer/session/explorer.h"
#include "viz/figure/colour.h"

namespace concord::explorer {

template <std::size_t N>
std::vector<std::string> words_of(const std::array<std::string_view, N>& names) {
    return {names.begin(), names.end()};
}
// The enumerator whose name is at that place of the list.
template <class Enum, std::size_t N>
Enum enum_of(const std::array<std::string_view, N>& names, std::string_view word) {
    for (std::size_t k = 0; k < N; ++k)
        if (names[k] == word) return static_cast<Enum>(k);
    throw std::invalid_argument("unknown choice");  // read_arguments checked it
}

inline constexpr std::array<std::string_view, 4> kLayoutNames = {"explore", "compare", "why", "present"};
inline constexpr std::array<std::string_view, 3> kThemeNames = {"light", "dark", "high_contrast"};
inline constexpr std::array<std::string_view, 3> kMapShowsNames = {"one", "side_by_side", "difference"};
inline constexpr std::array<std::string_view, 2> kBreaksNames = {"equal", "quantile"};
inline constexpr std::array<std::string_view, 2> kDifferenceScaleNames = {"plain", "fine"};
inline constexpr std::array<std::string_view, 3> kWhySinceNames = {"start", "fork", "year"};
inline constexpr std::array<std::string_view, 3> kLeftTabNames = {"levers", "costs", "assumptions"};
inline constexpr std::array<std::string_view, 5> kRightTabNames = {"headlines", "over_time", "why", "who",
                                                                   "predictions"};
inline constexpr std::array<std::string_view, 2> kWhoShowsNames = {"groups", "equality"};
inline constexpr std::array<std::string_view, 4> kLevelNames = {"neighbourhood", "area", "ward", "district"};

std::vector<std::string> branch_names(const Explorer& explorer);
std::vector<std::string> card_keys(const Explorer& explorer);
std::vector<std::string> lever_names(const Explorer& explorer);
std::vector<std::string> field_keys(const Explorer& explorer);  // of all levers
std::vector<std::string> outcome_names(const Explorer& explorer);
std::vector<std::string> monitored_names(const Explorer& explorer);  // what monitoring can see
std::vector<std::string> equality_names(const Explorer& explorer);
std::vector<std::string> state_names(const Explorer& explorer);
std::vector<std::string> indicator_keys(const Explorer& explorer);
std::vector<std::string> parameter_names(const Explorer& explorer);

// The same choices as people read them; of words without an entry of their own, "Over time" for over_time.
std::string choice_words(const Explorer& explorer, const ArgumentSpec& spec, const std::string& choice);
std::string as_it_is(const Explorer& explorer, const std::string& choice);
std::string card_words(const Explorer& explorer, const std::string& key);
std::string lever_words(const Explorer& explorer, const std::string& name);
std::string field_words(const Explorer& explorer, const std::string& key);
std::string outcome_words(const Explorer& explorer, const std::string& name);
std::string monitored_title(const Explorer& explorer, const std::string& name);
std::string equality_title(const Explorer& explorer, const std::string& name);
std::string state_words(const Explorer& explorer, const std::string& name);
std::string indicator_words(const Explorer& explorer, const std::string& key);
std::string parameter_words(const Explorer& explorer, const std::string& name);
std::vector<std::string> kept_session_files(const Explorer& explorer);

sim::LeverKind lever_named(std::string_view name);
// Throws std::invalid_argument that names the fields that the lever has.
std::size_t field_named(const sim::LeverInfo& lever, std::string_view key);
int outcome_named(std::string_view name);
int monitored_named(std::string_view name);
int equality_named(std::string_view name);
int state_named(std::string_view name);
// Ids of branches by name; names are unique. Throws std::invalid_argument.
int branch_named(const Explorer& explorer, std::string_view name);

const figure::Theme& theme_of(ThemeChoice choice);

// Throws std::invalid_argument when no scenario is open.
BranchPlan& shown_plan(Explorer& explorer);

}  // namespace concord::explorer
