#include "scenarios/files/checked_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "scenarios/files/input_error.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"

namespace concord::scenarios {
namespace {

// Keys by which someone might try to aim at people instead of places. The answer is a reason, not a list of keys. Whole
// words of the key are looked at, so that "trace" and "terraced" are no race, nor "donation" a nation.
bool is_of_background(std::string_view word) {
    constexpr std::array<std::string_view, 13> words = {
        "race",        "races",         "faith",    "faiths",    "born",       "nation",     "nations",
        "nationality", "nationalities", "language", "languages", "background", "backgrounds"};
    constexpr std::array<std::string_view, 6> beginnings = {"ethnic", "relig", "racial", "migra", "immigra", "minorit"};
    return std::find(words.begin(), words.end(), word) != words.end() ||
           std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view start) { return word.starts_with(start); });
}

bool names_a_background(std::string_view key) {
    std::string word;
    for (const char c : key) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) word += static_cast<char>(c | 0x20);
        if (!letter && is_of_background(std::exchange(word, {}))) return true;
    }
    return is_of_background(word) || key.find("country_of_birth") != std::string_view::npos;
}

constexpr std::string_view kNoTargetingByBackground =
    "nothing can be aimed at people by ethnic group, religion, country of birth or language; aim at places instead, "
    "for example target = { most_deprived = \"20%\" }";

// The number before `unit` ("20%", "26 weeks"); nothing when the text is not just that.
std::optional<double> number_before(std::string_view text, std::string_view unit) {
    text = trimmed(text);
    if (!text.ends_with(unit)) return std::nullopt;
    return read_number(trimmed(text.substr(0, text.size() - unit.size())));
}

}  // namespace

std::string either(const std::vector<std::string_view>& names, std::string_view last) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0 && i + 1 == names.size())
            list += fmt::format(" {} ", last);
        else if (i > 0)
            list += ", ";
        list += names[i];
    }
    return list;
}

std::string suggestion(std::string_view name, const std::vector<std::string_view>& names) {
    const std::string_view nearest = nearest_name(name, names);
    return nearest.empty() ? "" : "; the nearest is " + std::string(nearest);
}

CheckedTable::CheckedTable(const std::string& file, const TomlNode& node, std::string title,
                           std::vector<std::string_view> allowed)
    : file_(file), node_(&node), title_(std::move(title)), allowed_(std::move(allowed)) {
    if (node.kind != TomlNode::Kind::kTable) fail(fmt::format("{} is {}, not a table of entries", title_, shown(node)));
    for (const TomlEntry& entry : node.entries) {
        if (std::find(allowed_.begin(), allowed_.end(), entry.key) != allowed_.end()) continue;
        std::string problem = fmt::format("unknown key {} in {}", entry.key, title_);
        if (names_a_background(entry.key))
            problem += fmt::format("; {}", kNoTargetingByBackground);
        else
            problem += fmt::format("{}; allowed are {}", suggestion(entry.key, allowed_), either(allowed_, "and"));
        throw InputError(file, entry.line, entry.column, problem);
    }
}

const TomlNode* CheckedTable::find(std::string_view key) const {
    const TomlEntry* entry = node_->find(key);
    return entry ? &entry->value : nullptr;
}

const TomlNode& CheckedTable::require(std::string_view key, std::string_view example) const {
    if (const TomlNode* value = find(key)) return *value;
    fail(fmt::format("{} has no {}; write for example {}", title_, key, example));
}

void CheckedTable::require_kind(const TomlNode& value, std::string_view key, TomlNode::Kind kind,
                                std::string_view example) const {
    if (value.kind == kind) return;
    fail(value,
         fmt::format("{} = {} in {} must be {}, for example {}", key, shown(value), title_, kind_name(kind), example));
}

std::string CheckedTable::text(std::string_view key) const {
    const TomlNode* value = find(key);
    if (!value) return {};
    require_kind(*value, key, TomlNode::Kind::kText, "\"Oldham\"");
    return value->text;
}

std::string CheckedTable::required_text(std::string_view key, std::string_view example) const {
    const TomlNode& value = require(key, example);
    const std::string words = text(key);
    if (trimmed(words).empty())
        fail(value, fmt::format("{} in {} is blank; write for example {}", key, title_, example));
    return words;
}

std::string CheckedTable::required_name(std::string_view key, std::string_view example) const {
    const std::string name = required_text(key, example);
    if (const std::string problem = problem_of_name(name); !problem.empty())
        fail(require(key, example), fmt::format("{} in {} {}", key, title_, problem));
    return name;
}

double CheckedTable::number_of(const TomlNode& value, std::string_view key, double lowest, double highest) const {
    require_kind(value, key, TomlNode::Kind::kNumber, fmt::format("{}", lowest));
    // Written so that "nan", which TOML allows, is out of every range.
    if (!(value.number >= lowest && value.number <= highest))
        fail(value, fmt::format("{} = {} in {} is out of range; allowed are {} to {}", key, shown(value), title_,
                                lowest, highest));
    return value.number;
}

std::optional<double> CheckedTable::number(std::string_view key, double lowest, double highest) const {
    const TomlNode* value = find(key);
    if (!value) return std::nullopt;
    return number_of(*value, key, lowest, highest);
}

std::optional<int> CheckedTable::integer(std::string_view key, int lowest, int highest) const {
    const TomlNode* value = find(key);
    if (!value) return std::nullopt;
    const double number = number_of(*value, key, lowest, highest);
    if (number != std::floor(number))
        fail(*value, fmt::format("{} = {} in {} must be a whole number", key, shown(*value), title_));
    return static_cast<int>(number);
}

std::optional<bool> CheckedTable::truth(std::string_view key) const {
    const TomlNode* value = find(key);
    if (!value) return std::nullopt;
    require_kind(*value, key, TomlNode::Kind::kTruth, "true");
    return value->truth;
}

std::optional<sim::Date> CheckedTable::date(std::string_view key) const {
    const TomlNode* value = find(key);
    if (!value) return std::nullopt;
    require_kind(*value, key, TomlNode::Kind::kDate, "2026-04-06 (without quotes)");
    return value->date;
}

std::optional<int> CheckedTable::weeks(std::string_view key, int highest) const {
    const TomlNode* value = find(key);
    if (!value) return std::nullopt;
    require_kind(*value, key, TomlNode::Kind::kText, "\"26 weeks\"");
    const auto plural = number_before(value->text, "weeks");
    const auto count = plural ? plural : number_before(value->text, "week");
    if (!count || *count != std::floor(*count))
        fail(*value, fmt::format("{} = {} in {} is not a number of weeks; write for example \"26 weeks\"", key,
                                 shown(*value), title_));
    if (*count < 0 || *count > highest)
        fail(*value, fmt::format("{} = {} in {} must lie between 0 and {} weeks", key, shown(*value), title_, highest));
    return static_cast<int>(*count);
}

std::vector<const TomlNode*> CheckedTable::names(std::string_view key) const {
    std::vector<const TomlNode*> list;
    const TomlNode* value = find(key);
    if (!value) return list;
    require_kind(*value, key, TomlNode::Kind::kArray, "[\"Oldham\", \"Rochdale\"]");
    if (value->items.empty())
        fail(*value, fmt::format("{} in {} is an empty list; leave it out or name at least one", key, title_));
    for (const TomlNode& item : value->items) {
        require_kind(item, fmt::format("an entry of {}", key), TomlNode::Kind::kText, "\"Oldham\"");
        list.push_back(&item);
    }
    return list;
}

double CheckedTable::percent_of(const TomlNode& value, std::string_view key, double lowest, double highest) const {
    require_kind(value, key, TomlNode::Kind::kText, "\"20%\", with the sign and in quotes");
    const auto percent = number_before(value.text, "%");
    if (!percent)
        fail(value,
             fmt::format("{} = {} in {} is not a percentage; write for example \"20%\"", key, shown(value), title_));
    if (!(*percent >= lowest && *percent <= highest))
        fail(value,
             fmt::format("{} = {} in {} must lie between {}% and {}%", key, shown(value), title_, lowest, highest));
    return *percent;
}

void CheckedTable::fail(const TomlNode& at, const std::string& problem) const {
    throw InputError(file_, at.line, at.column, problem);
}

}  // namespace concord::scenarios
