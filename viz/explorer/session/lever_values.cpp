#include "viz/explorer/session/lever_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "scenarios/files/read_number.h"
#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"
#include "scenarios/format/lever_fields.h"
#include "viz/explorer/session/action.h"

namespace concord::explorer {
namespace {

constexpr std::string_view kNone = "none";  // a set without members

// Names of a set are one word of a script: an example says how.
std::string in_a_script(const sim::LeverField& field) {
    if (field.kind != sim::FieldKind::kSet || field.choices.size() < 2) return {};
    return fmt::format("; in a script they stand in quotes together, as in \"{} {}\"", field.choices[0].key,
                       field.choices[1].key);
}

[[noreturn]] void refuse(const sim::LeverField& field, std::string_view word, const std::string& more = "") {
    throw std::invalid_argument(
        fmt::format("{} \"{}\"{}: expected {}{}", field.key, word, more, allowed_values(field), in_a_script(field)));
}

std::size_t choice_of_word(const sim::LeverField& field, std::string_view word) {
    const auto keys = scenarios::choice_keys(field);
    const auto found = std::find(keys.begin(), keys.end(), word);
    if (found == keys.end())
        refuse(field, word, fmt::format(", of which the nearest is \"{}\"", scenarios::nearest_name(word, keys)));
    return static_cast<std::size_t>(found - keys.begin());
}

}  // namespace

std::string value_words(const sim::LeverField& field, const sim::FieldValue& value) {
    if (!sim::is_number(field)) return scenarios::field_words(field, value);
    if (field.kind == sim::FieldKind::kNumber)
        return fmt::format("{}{}{}",
                           field.low < 0 ? fmt::format("{:+.4g}", value.number) : fmt::format("{:.4g}", value.number),
                           field.unit.empty() ? "" : " ", field.unit);
    if (field.low < 0) return fmt::format("{:+.4g} points", 100 * value.number);
    constexpr std::string_view kShare = "share of ";
    const auto of = field.unit.starts_with(kShare) ? field.unit.substr(kShare.size()) : field.unit;
    return fmt::format("{:.4g} % of {}", 100 * value.number, of);
}

std::string how_much_words(const sim::LeverSetting& setting) {
    return value_words(sim::info(setting.kind).how_much(), setting.value(0));
}

std::string unit_price(double gbp) {
    constexpr double kThousand = 1000;
    return std::abs(gbp) < kThousand ? fmt::format("{:g}", gbp) : scenarios::with_thousands(gbp);
}

std::string value_word(const sim::LeverField& field, const sim::FieldValue& value) {
    const auto keys = scenarios::choice_keys(field);
    switch (field.kind) {
        case sim::FieldKind::kNumber:
        case sim::FieldKind::kShare: return fmt::format("{:.4g}", value.number);
        case sim::FieldKind::kChoice: return std::string(keys.at(static_cast<std::size_t>(value.choice)));
        case sim::FieldKind::kSet: break;
    }
    std::string members;
    for (std::size_t k = 0; k < keys.size(); ++k)
        if (has(value, k)) members += fmt::format("{}{}", members.empty() ? "" : " ", keys[k]);
    return members.empty() ? std::string(kNone) : members;
}

sim::FieldValue value_of_word(const sim::LeverField& field, std::string_view word) {
    sim::FieldValue value;
    switch (field.kind) {
        case sim::FieldKind::kNumber:
        case sim::FieldKind::kShare: {
            const auto number = scenarios::read_number(word);
            if (!number || !(*number >= field.low && *number <= field.high)) refuse(field, word);
            value.number = *number;
            break;
        }
        case sim::FieldKind::kChoice: value.choice = static_cast<int>(choice_of_word(field, word)); break;
        case sim::FieldKind::kSet:
            if (word == kNone) break;
            for (const std::string& one : split_line(word)) value.members |= 1U << choice_of_word(field, one);
            break;
    }
    return value;
}

std::string allowed_values(const sim::LeverField& field) {
    const std::string allowed = scenarios::allowed_words(field);
    switch (field.kind) {
        case sim::FieldKind::kNumber:
        case sim::FieldKind::kShare: return fmt::format("{}{}{}", allowed, field.unit.empty() ? "" : " ", field.unit);
        case sim::FieldKind::kChoice: return "one of " + allowed;
        case sim::FieldKind::kSet: break;
    }
    return fmt::format("none, or some of {}, separated by spaces", allowed);
}

}  // namespace concord::explorer
