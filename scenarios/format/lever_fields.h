// The fields of levers (sim/policy/lever_fields.h) in a scenario file and in words. Everything here goes through rows,
// so that a row in the table of levers is all that a new field needs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/checked_table.h"
#include "sim/policy/lever_fields.h"

namespace concord::scenarios {

// Keys that the rows add to their lever: those of fields that stand in it, and of the groups of the others.
std::vector<std::string_view> keys_in_lever(std::span<const sim::LeverField> rows);

// Values in order of rows; neutral where the file says nothing, which it may not of the first. Throws InputError.
std::vector<sim::FieldValue> read_fields(const CheckedTable& lever, std::span<const sim::LeverField> rows);
// Where the field's value stands; nullptr where the file says nothing.
const TomlNode* find_field(const CheckedTable& lever, const sim::LeverField& row);

// "seats_per_1000_a_year = 40", "membership = ["police", "councils"]".
std::string field_toml(const sim::LeverField& row, const sim::FieldValue& value);
// A line for every field but the first, and one for every group, that is not neutral; each ends with a line feed.
std::string further_fields_toml(std::span<const sim::LeverField> rows, std::span<const sim::FieldValue> values);

// "40 seats per 1,000 residents a year", "A survey every quarter", "Police, Councils"; numbers as the file has them.
std::string field_words(const sim::LeverField& row, const sim::FieldValue& value);
// Of every field but the first and every group, what it is and how it stands: {"posture", "fair share +0.05, ..."}.
struct FieldLine {
    std::string title, words;
};
std::vector<FieldLine> further_field_lines(std::span<const sim::LeverField> rows,
                                           std::span<const sim::FieldValue> values);

// "0 to 10", "police, councils and probation": what the field may be.
std::string allowed_words(const sim::LeverField& row);
// What changes nothing, as a scenario file has it.
std::string neutral_words(const sim::LeverField& row);

std::vector<std::string_view> choice_keys(const sim::LeverField& row);

}  // namespace concord::scenarios
