// What a lever can be told: one row a field, from which the scenario reader and writer, the explorer and the documents
// all follow. A value is a number, one choice, or a set of choices.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace concord::sim {

// kShare: a number that people read as a percentage, or in points where it can be negative.
enum class FieldKind { kNumber, kShare, kChoice, kSet };

struct FieldChoice {
    std::string_view key;    // of the scenario file: quarterly_survey
    std::string_view title;  // A survey every quarter
};

// Fields that stand in one table of the scenario file and under one heading of the explorer.
struct FieldGroup {
    std::string_view key;    // posture
    std::string_view title;  // Posture: how stops are done
};

// Which member counts is said by the field's kind; the others stay as they are here.
struct FieldValue {
    double number = 0;          // kNumber, kShare
    int choice = 0;             // kChoice: which of the field's choices
    std::uint32_t members = 0;  // kSet: bit k stands for the field's choice k

    friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

struct LeverField {
    std::string_view key;         // of the scenario file, alone in its lever: seats_per_1000_a_year
    std::string_view title = {};  // of the explorer
    std::string_view unit = {};
    std::string_view meaning = {};  // one plain sentence
    FieldKind kind = FieldKind::kNumber;
    double low = 0, high = 1;  // kNumber, kShare: allowed
    FieldValue neutral = {};   // changes nothing; what is not given is neutral
    // kNumber, kShare: the most that settings of one kind may add up to in one place and week. They add what they have
    // beyond neutral. Empty: the engine takes any sum.
    std::optional<double> most_together = {};
    double offered = 0;                     // a slider ends this far from neutral; 0: at what is allowed
    std::vector<FieldChoice> choices = {};  // kChoice, kSet; at most 32
    FieldGroup group = {};                  // without key: the field stands in the lever itself
};

constexpr bool is_number(const LeverField& field) {
    return field.kind == FieldKind::kNumber || field.kind == FieldKind::kShare;
}
inline bool has(const FieldValue& set, std::size_t choice) { return (set.members >> choice & 1U) != 0; }

// Whether the field may have this value.
bool is_allowed(const LeverField& field, const FieldValue& value);

}  // namespace concord::sim
