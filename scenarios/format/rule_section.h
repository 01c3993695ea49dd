// The rule of a lever in a scenario file: rule = { indicator = "feel_safe", below = "85%", reports = 2, ... }. Reads
// it, writes it, and says it in words.
#pragma once

#include <optional>
#include <string>

#include "scenarios/files/checked_table.h"
#include "sim/policy/rules.h"

namespace concord::scenarios {

// Nothing where the lever has none. Throws InputError. Whether the regime in force sees the indicator only the whole
// scenario can tell.
std::optional<sim::Rule> read_rule(const CheckedTable& lever);

std::string rule_toml(const sim::Rule& rule);  // a line with its end
// "once feel_safe is below 85 % in 2 reports in a row, district by district: all of it; before that, and after as many
// above it: nothing"
std::string rule_words(const sim::Rule& rule);

}  // namespace concord::scenarios
