#include "scenarios/format/lever_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

using sim::FieldKind;
using sim::FieldValue;
using sim::LeverField;

std::vector<std::string_view> keys_of_group(std::span<const LeverField> rows, std::string_view group) {
    std::vector<std::string_view> keys;
    for (const LeverField& row : rows)
        if (row.group.key == group) keys.push_back(row.key);
    return keys;
}

// Calls f(group) once for each group, at its first row.
template <class Function>
void for_each_group(std::span<const LeverField> rows, const Function& f) {
    std::vector<std::string_view> seen;
    for (const LeverField& row : rows) {
        if (row.group.key.empty() || std::find(seen.begin(), seen.end(), row.group.key) != seen.end()) continue;
        seen.push_back(row.group.key);
        f(row.group);
    }
}

int choice_of(const CheckedTable& table, const TomlNode& value, const LeverField& row, std::string_view what) {
    const auto keys = choice_keys(row);
    const bool text = value.kind == TomlNode::Kind::kText;
    const auto found = text ? std::find(keys.begin(), keys.end(), value.text) : keys.end();
    if (found == keys.end())
        table.fail(value, fmt::format("{} = {} in {} is no choice{}; allowed are {}", what, shown(value), table.title(),
                                      text ? suggestion(value.text, keys) : "", either(keys, "and")));
    return static_cast<int>(found - keys.begin());
}

std::uint32_t members_of(const CheckedTable& table, const TomlNode& value, const LeverField& row) {
    if (value.kind != TomlNode::Kind::kArray)
        table.fail(value,
                   fmt::format("{} = {} in {} must be a list, for example [\"{}\"]; allowed in it are {}", row.key,
                               shown(value), table.title(), row.choices.front().key, either(choice_keys(row), "and")));
    std::uint32_t members = 0;
    for (const TomlNode& item : value.items) {
        const std::uint32_t one = std::uint32_t{1}
                                  << choice_of(table, item, row, fmt::format("an entry of {}", row.key));
        if ((members & one) != 0) table.fail(item, fmt::format("{} is named twice in {}", shown(item), row.key));
        members |= one;
    }
    return members;
}

FieldValue value_of(const CheckedTable& table, const LeverField& row) {
    const TomlNode* value = table.find(row.key);
    if (!value) return row.neutral;
    switch (row.kind) {
        case FieldKind::kNumber:
        case FieldKind::kShare: return {.number = table.number_of(*value, row.key, row.low, row.high)};
        case FieldKind::kChoice: return {.choice = choice_of(table, *value, row, row.key)};
        case FieldKind::kSet: return {.members = members_of(table, *value, row)};
    }
    return row.neutral;
}

std::string toml_value(const LeverField& row, const FieldValue& value) {
    if (sim::is_number(row)) return fmt::format("{}", value.number);
    if (row.kind == FieldKind::kChoice) return fmt::format("\"{}\"", row.choices.at(value.choice).key);
    std::string list;
    for (std::size_t k = 0; k < row.choices.size(); ++k)
        if (has(value, k)) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", row.choices[k].key);
    return fmt::format("[{}]", list);
}

// Without the unit, with a sign where it can be negative.
std::string short_words(const LeverField& row, const FieldValue& value) {
    if (sim::is_number(row))
        return row.low < 0 ? fmt::format("{:+g}", value.number) : fmt::format("{:g}", value.number);
    if (row.kind == FieldKind::kChoice) return std::string(row.choices.at(value.choice).title);
    std::string list;
    for (std::size_t k = 0; k < row.choices.size(); ++k)
        if (has(value, k)) list += fmt::format("{}{}", list.empty() ? "" : ", ", row.choices[k].title);
    return list.empty() ? "none" : list;
}

// "fair_share = 0.05, service_satisfaction = 0" of a group; empty when all are neutral.
std::string group_toml(std::span<const LeverField> rows, std::span<const FieldValue> values, std::string_view group) {
    std::string all;
    bool neutral = true;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        if (rows[k].group.key != group) continue;
        neutral = neutral && values[k] == rows[k].neutral;
        all += (all.empty() ? "" : ", ") + field_toml(rows[k], values[k]);
    }
    return neutral ? "" : all;
}

}  // namespace

std::vector<std::string_view> choice_keys(const LeverField& row) {
    std::vector<std::string_view> keys;
    for (const sim::FieldChoice& choice : row.choices) keys.push_back(choice.key);
    return keys;
}

std::vector<std::string_view> keys_in_lever(std::span<const LeverField> rows) {
    std::vector<std::string_view> keys = keys_of_group(rows, {});
    for_each_group(rows, [&](const sim::FieldGroup& group) { keys.push_back(group.key); });
    return keys;
}

const TomlNode* find_field(const CheckedTable& lever, const LeverField& row) {
    if (row.group.key.empty()) return lever.find(row.key);
    const TomlNode* group = lever.find(row.group.key);
    const TomlEntry* entry = group ? group->find(row.key) : nullptr;
    return entry ? &entry->value : nullptr;
}

std::vector<FieldValue> read_fields(const CheckedTable& lever, std::span<const LeverField> rows) {
    lever.require(rows.front().key, field_toml(rows.front(), rows.front().neutral));
    std::vector<FieldValue> values;
    for (const LeverField& row : rows) values.push_back(row.group.key.empty() ? value_of(lever, row) : row.neutral);
    for_each_group(rows, [&](const sim::FieldGroup& group) {
        const TomlNode* node = lever.find(group.key);
        if (!node) return;
        auto keys = keys_of_group(rows, group.key);
        keys.insert(keys.end(), {"source", "note"});
        const CheckedTable table(lever.file(), *node, std::string(group.key), std::move(keys));
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (rows[k].group.key == group.key) values[k] = value_of(table, rows[k]);
        table.text("source");
        table.text("note");
    });
    return values;
}

std::string field_toml(const LeverField& row, const FieldValue& value) {
    return fmt::format("{} = {}", row.key, toml_value(row, value));
}

std::string further_fields_toml(std::span<const LeverField> rows, std::span<const FieldValue> values) {
    std::string text;
    for (std::size_t k = 1; k < rows.size(); ++k)
        if (rows[k].group.key.empty() && values[k] != rows[k].neutral) text += field_toml(rows[k], values[k]) + "\n";
    for_each_group(rows, [&](const sim::FieldGroup& group) {
        const std::string fields = group_toml(rows, values, group.key);
        if (!fields.empty()) text += fmt::format("{} = {{ {} }}\n", group.key, fields);
    });
    return text;
}

std::string field_words(const LeverField& row, const FieldValue& value) {
    const std::string words = short_words(row, value);
    return sim::is_number(row) && !row.unit.empty() ? fmt::format("{} {}", words, row.unit) : words;
}

std::vector<FieldLine> further_field_lines(std::span<const LeverField> rows, std::span<const FieldValue> values) {
    std::vector<FieldLine> lines;
    for (std::size_t k = 1; k < rows.size(); ++k)
        if (rows[k].group.key.empty()) lines.push_back({readable(rows[k].key), field_words(rows[k], values[k])});
    for_each_group(rows, [&](const sim::FieldGroup& group) {
        std::string words;
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (rows[k].group.key == group.key)
                words += fmt::format("{}{} {}", words.empty() ? "" : ", ", readable(rows[k].key),
                                     short_words(rows[k], values[k]));
        lines.push_back({readable(group.key), words});
    });
    return lines;
}

std::string allowed_words(const LeverField& row) {
    return sim::is_number(row) ? fmt::format("{:g} to {:g}", row.low, row.high) : either(choice_keys(row), "and");
}

std::string neutral_words(const LeverField& row) { return toml_value(row, row.neutral); }

}  // namespace concord::scenarios
